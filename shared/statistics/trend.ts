// Did it change? First to last session by least squares, with its interval; and the same people compared with themselves.
import { type Interval, meanOf } from "./moments.ts";
import { tQuantile, twoSidedP } from "./studentT.ts";

export type Trend = { slope: number; se: number; change: number; slopeCi95: Interval; changeCi95: Interval; p: number };

/** One value a session, oldest first. change = slope × (S − 1). Null below three sessions. */
export function trendOf(values: readonly number[]): Trend | null {
  const S = values.length;
  if (S < 3) return null;
  const meanX = (S - 1) / 2;
  const meanY = meanOf(values) ?? 0;
  const sxx = values.reduce((sum, _, x) => sum + (x - meanX) ** 2, 0);
  const slope = values.reduce((sum, y, x) => sum + (x - meanX) * (y - meanY), 0) / sxx;
  const residual = values.reduce((sum, y, x) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  const se = Math.sqrt(residual / (S - 2) / sxx);
  const half = tQuantile(0.95, S - 2) * se;
  const p = se === 0 ? (slope === 0 ? 1 : 0) : twoSidedP(slope / se, S - 2);
  const slopeCi95 = { low: slope - half, high: slope + half };
  const changeCi95 = { low: slopeCi95.low * (S - 1), high: slopeCi95.high * (S - 1) };
  return { slope, se, change: slope * (S - 1), slopeCi95, changeCi95, p };
}

/** z₁ = y₁, z = 0.3·y + 0.7·z before: may be drawn as a line, never quoted as a finding. */
export function smoothed(values: readonly number[], weight = 0.3): number[] {
  const line: number[] = [];
  for (const value of values) line.push(weight * value + (1 - weight) * (line.at(-1) ?? value));
  return line;
}

/** Mean change of those who were there both times: newcomers change a team's mean without anybody changing. Null: nobody was. */
export function matchedChange(
  before: readonly (number | null)[],
  after: readonly (number | null)[],
): { change: number; matched: number[] } | null {
  const pairs = before.flatMap((was, index) => {
    const is = after[index] ?? null;
    return was === null || is === null ? [] : [{ index, change: is - was }];
  });
  const change = meanOf(pairs.map((pair) => pair.change));
  return change === null ? null : { change, matched: pairs.map(({ index }) => index) };
}
