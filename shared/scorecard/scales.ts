// The five rating scales: their bounds, levels, place on 0–1 and how far apart two answers may be and still agree.
import type { ScaleKind, Value } from "./scorecard.ts";

type Scale = {
  low: number;
  high: number;
  /** how far the highest and lowest answer may be apart, in scale units, and still count as aligned */
  tolerance: number;
};

export const SCALES: Record<ScaleKind, Scale> = {
  binary: { low: 0, high: 1, tolerance: 0 },
  "3pt": { low: 1, high: 3, tolerance: 0 },
  "4pt": { low: 1, high: 4, tolerance: 1 },
  "5pt": { low: 1, high: 5, tolerance: 1 },
  percent: { low: 0, high: 100, tolerance: 5 },
};

/** Length of the scale in its own units; every rating is a whole number of `1 / span`. */
export const spanOf = (scale: ScaleKind): number => SCALES[scale].high - SCALES[scale].low;

/** Every value that can be given, lowest first. */
export function levels(scale: ScaleKind): number[] {
  const { low, high } = SCALES[scale];
  return Array.from({ length: high - low + 1 }, (_, index) => low + index);
}

/** As one is asked for a score: yes before no, otherwise lowest first. Plots run from low to high. */
export const asked = (scale: ScaleKind): number[] => (scale === "binary" ? levels(scale).reverse() : levels(scale));

/** A whole number within the scale. "NA" is on no scale: whether it is allowed stands on the criterion. */
export function isOnScale(scale: ScaleKind, value: Value): boolean {
  const { low, high } = SCALES[scale];
  return typeof value === "number" && Number.isInteger(value) && value >= low && value <= high;
}

/** A rating on 0–1: x = (rating − low) / (high − low). */
export const normalised = (scale: ScaleKind, value: number): number => (value - SCALES[scale].low) / spanOf(scale);

/** Below half of the scale, strictly: the middle of a 3-point scale and 50 percent do not fail. */
export const isBelowHalf = (scale: ScaleKind, value: number): boolean => 2 * (value - SCALES[scale].low) < spanOf(scale);

/** How far answers may be apart and still agree, in scale units. */
export const alignedTolerance = (scale: ScaleKind): number => SCALES[scale].tolerance;
