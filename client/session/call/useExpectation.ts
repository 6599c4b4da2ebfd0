// What is expected of this person now, with the answers this browser already shows counted in.
import { useMemo } from "react";
import { useStore } from "zustand";
import { useSessionStore, useShownFocus } from "../../stores/sessionStore.ts";
import { type Expectation, expectation } from "./expectation.ts";

export function useExpectation(): Expectation {
  const store = useSessionStore();
  const slices = useStore(store.state, (state) => state.slices);
  const overlays = useStore(store.drafts.state, (state) => state.overlays);
  const focus = useShownFocus();
  return useMemo(() => {
    const typed = Object.fromEntries(
      Object.entries(overlays).map(([conversationId, criteria]) => [
        conversationId,
        Object.fromEntries(Object.entries(criteria).map(([criterionId, { entry }]) => [criterionId, { value: entry?.value ?? null }])),
      ]),
    );
    return expectation(slices, focus, typed);
  }, [slices, overlays, focus]);
}
