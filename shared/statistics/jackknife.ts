// The interval of a coefficient over N conversations: leave each one out in turn. Deterministic, and honest at ten conversations where a bootstrap is not.
import type { Interval } from "./moments.ts";
import { tQuantile } from "./studentT.ts";

/** below this nothing but the last digits of the machine varies */
const ROUNDING = 1e-12;

/**
 * θ ± t(.975, N−1) · √[(N−1)/N · Σ(θ₍ᵢ₎ − mean)²], the upper limit cut at 1. `value(without)` is the coefficient without conversation `without`
 * (null: with all of them); `conversations` counts those the coefficient uses, for alpha those with two ratings. No interval where a value is undefined or nothing varies.
 */
export function jackknifeInterval(
  conversations: number,
  value: (without: number | null) => number | null,
): (Interval & { se: number }) | null {
  const whole = value(null);
  const left = Array.from({ length: conversations }, (_, index) => value(index));
  if (whole === null || conversations < 2 || !left.every((one) => one !== null)) return null;
  const mean = left.reduce((sum, one) => sum + one, 0) / conversations;
  const se = Math.sqrt(((conversations - 1) / conversations) * left.reduce((sum, one) => sum + (one - mean) ** 2, 0));
  if (se < ROUNDING) return null;
  const half = tQuantile(0.95, conversations - 1) * se;
  return { low: whole - half, high: Math.min(1, whole + half), se };
}
