// Names as people say them on a call: "Tom", and in full only where two share a first name.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";
import { formatList } from "../../ui/locale.ts";

const firstOf = (name: string): string => name.trim().split(/\s+/u)[0] ?? name;

export function shortNames(seats: readonly { seatId: string; name: string }[]): Map<string, string> {
  const times = new Map<string, number>();
  for (const { name } of seats) times.set(firstOf(name), (times.get(firstOf(name)) ?? 0) + 1);
  return new Map(seats.map(({ seatId, name }) => [seatId, times.get(firstOf(name)) === 1 ? firstOf(name) : name]));
}

export function useShortNames(): { shortOf: (seatId: string) => string; listOf: (seatIds: readonly string[]) => string } {
  const { t } = useTranslation("discussion");
  const seats = useSlice("roster")?.seats;
  return useMemo(() => {
    const names = shortNames(seats ?? []);
    const shortOf = (seatId: string) => names.get(seatId) ?? t("reasons.somebody");
    return { shortOf, listOf: (seatIds) => formatList(seatIds.map(shortOf)) };
  }, [seats, t]);
}
