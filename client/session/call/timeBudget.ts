// How the time that is left divides over what is left to discuss: "3 items, 17 min left: 5:40 each". For conductors only.
import type { Slices } from "../../../shared/session/view/slices.ts";
import { leftToDiscuss } from "./nextStep.ts";

export type TimeBudget = { items: number; minutesLeft: number; each: string | null };

/** 340_000 → "5:40"; never below zero. */
export function clock(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
}

/** Null before the first reveal and after the close: there is nothing to divide yet. */
export function timeBudget(slices: Partial<Slices>, now: number): TimeBudget | null {
  const { session } = slices;
  if (session?.status !== "open") return null;
  const results = Object.values(slices.results ?? {});
  if (results.length === 0) return null;
  const items = results.reduce((sum, each) => sum + leftToDiscuss(each).length, 0);
  const msLeft = session.startsAt + session.lengthMinutes * 60_000 - now;
  const minutesLeft = Math.floor(msLeft / 60_000);
  if (minutesLeft > session.lengthMinutes) return { items, minutesLeft: session.lengthMinutes, each: null };
  const perItem = items > 0 && minutesLeft > 0 ? Math.floor((minutesLeft * 60_000) / items / 5_000) * 5_000 : null;
  return { items, minutesLeft, each: perItem === null ? null : clock(perItem) };
}
