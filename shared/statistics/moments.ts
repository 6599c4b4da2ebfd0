// Mean, spread and the t interval of a mean.
import { tQuantile } from "./studentT.ts";

export type Interval = { low: number; high: number };

/** Null for nothing. */
export const meanOf = (numbers: readonly number[]): number | null =>
  numbers.length > 0 ? numbers.reduce((sum, number) => sum + number, 0) / numbers.length : null;

/** Sample standard deviation (n − 1); null below two numbers. */
export function sampleSd(numbers: readonly number[]): number | null {
  const mean = meanOf(numbers);
  if (mean === null || numbers.length < 2) return null;
  return Math.sqrt(numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / (numbers.length - 1));
}

/** mean ± t(level, n − 1) · SD / √n; null below two numbers. */
export function intervalOfMean(numbers: readonly number[], level = 0.95): Interval | null {
  const [mean, sd] = [meanOf(numbers), sampleSd(numbers)];
  if (mean === null || sd === null) return null;
  const half = (tQuantile(level, numbers.length - 1) * sd) / Math.sqrt(numbers.length);
  return { low: mean - half, high: mean + half };
}
