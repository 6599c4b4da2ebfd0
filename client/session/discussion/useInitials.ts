// The letters that stand for somebody: the same wherever one looks, and nobody else's in this call.
import { useCallback } from "react";
import { initialsOf } from "../../plots/valueText.ts";
import { useSlice } from "../../stores/sessionStore.ts";

/** Everybody of the call, in the order they joined. */
export const useEverybody = (): string[] => (useSlice("roster")?.seats ?? []).map(({ name }) => name);

export function useInitials(): (name: string) => string {
  const roster = useSlice("roster");
  return useCallback(
    (name) =>
      initialsOf(
        name,
        (roster?.seats ?? []).map((seat) => seat.name),
      ),
    [roster],
  );
}
