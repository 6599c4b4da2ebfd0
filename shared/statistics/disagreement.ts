// How far the blind answers on one criterion are apart: variance V, distance D, same answers, auto-fail split, aligned or not.
import { failsOn } from "../scorecard/totals.ts";
import { alignedTolerance, spanOf } from "../scorecard/scales.ts";
import type { Criterion, ScaleKind, Value } from "../scorecard/scorecard.ts";
import type { Fraction } from "./fraction.ts";

/** Pairs of people: all, those with exactly one N/A, those with the same answer; and sums over the pairs in which both rated, in scale units. */
type Pairs = { all: number; oneNA: number; same: number; distance: number; squares: number };

/** From how often each answer was given, so that sixty people cost no more than the levels they used. */
function pairsOf(values: readonly Value[]): Pairs {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const pairs: Pairs = { all: (values.length * (values.length - 1)) / 2, oneNA: 0, same: 0, distance: 0, squares: 0 };
  const given = [...counts];
  for (const [index, [a, times]] of given.entries()) {
    pairs.same += (times * (times - 1)) / 2;
    for (const [b, otherTimes] of given.slice(index + 1)) {
      const many = times * otherTimes;
      if (a === "NA" || b === "NA") pairs.oneNA += many;
      else {
        pairs.distance += many * Math.abs(a - b);
        pairs.squares += many * (a - b) ** 2;
      }
    }
  }
  return pairs;
}

export type Disagreement = {
  /** ratings and N/A; who left the criterion blank is not in it */
  answers: number;
  ratings: number[];
  naCount: number;
  /** lowest and highest rating on the criterion's own scale */
  low: number | null;
  high: number | null;
  /** mean distance of two people on 0–1; a pair with one N/A counts ½. Null below two answers, as are V and sameAnswerShare */
  D: Fraction | null;
  /** half the mean squared distance of two people on 0–1; a pair with one N/A counts ½ before halving */
  V: Fraction | null;
  sameAnswerShare: number | null;
};

/** `values`: one answer a person, blanks left out. The order of the people changes nothing. */
export function disagreementOf(scale: ScaleKind, values: readonly Value[]): Disagreement {
  const ratings = values.filter((value): value is number => value !== "NA").sort((a, b) => a - b);
  const pairs = pairsOf(values);
  const span = spanOf(scale);
  const comparable = pairs.all > 0;
  return {
    answers: values.length,
    ratings,
    naCount: values.length - ratings.length,
    low: ratings[0] ?? null,
    high: ratings.at(-1) ?? null,
    D: comparable ? { top: 2 * pairs.distance + span * pairs.oneNA, bottom: 2 * span * pairs.all } : null,
    V: comparable ? { top: 2 * pairs.squares + span ** 2 * pairs.oneNA, bottom: 4 * span ** 2 * pairs.all } : null,
    sameAnswerShare: comparable ? pairs.same / pairs.all : null,
  };
}

/** Some fail the conversation on this criterion and others do not (N/A does not fail). Null: no split. */
export function autoFailSplit(criterion: Criterion, values: readonly Value[]): { failing: number; passing: number } | null {
  const failing = values.filter((value) => failsOn(criterion, value)).length;
  return failing > 0 && failing < values.length ? { failing, passing: values.length - failing } : null;
}

/** Some say it does not apply and others rate it. */
export const naSplit = (values: readonly Value[]): boolean => {
  const naCount = values.filter((value) => value === "NA").length;
  return naCount > 0 && naCount < values.length;
};

/** At least two answers, within the scale's tolerance, no N/A against a rating, no auto-fail split. */
export function isAligned(criterion: Criterion, values: readonly Value[]): boolean {
  if (values.length < 2 || naSplit(values) || autoFailSplit(criterion, values)) return false;
  const ratings = values.filter((value): value is number => value !== "NA");
  return ratings.length === 0 || Math.max(...ratings) - Math.min(...ratings) <= alignedTolerance(criterion.scale);
}

/** At least two answers and all the same. */
export const isIdentical = (values: readonly Value[]): boolean => values.length >= 2 && values.every((value) => value === values[0]);

/** Some answer is further from the baseline's than the tolerance, or applies where it does not, or fails where it does not. */
export function isOffBaseline(criterion: Criterion, values: readonly Value[], baseline: Value | undefined): boolean {
  if (baseline === undefined) return false;
  return values.some((value) => value !== baseline && !isAligned(criterion, [value, baseline]));
}

/**
 * Points of the total at stake: D × w / W, W the weights of all criteria rated by somebody; on an auto-fail split at least P × M,
 * P the share of pairs in which exactly one fails, M the mean of the totals before auto-fail.
 */
export function impactOf(criterion: Criterion, values: readonly Value[], ratedWeight: number, meanRawTotal: number | null): number | null {
  const { D } = disagreementOf(criterion.scale, values);
  if (!D || ratedWeight <= 0) return D && D.top === 0 ? 0 : null;
  const byWeight = (100 * D.top * criterion.weight) / (D.bottom * ratedWeight);
  const split = autoFailSplit(criterion, values);
  if (!split || meanRawTotal === null) return byWeight;
  const share = (2 * split.failing * split.passing) / (values.length * (values.length - 1));
  return Math.max(byWeight, share * meanRawTotal);
}
