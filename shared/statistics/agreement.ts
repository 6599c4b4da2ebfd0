// Agreement over many conversations: shares of pairs, Krippendorff's alpha, Gwet's AC1. Rows are conversations, columns reviewers, null is missing.
import { meanOf } from "./moments.ts";

/** In a row: one rating a reviewer, null where there is none (N/A counts as none here). */
export type Ratings = readonly (readonly (number | null)[])[];
export type Metric = "nominal" | "ordinal" | "interval";

const known = (row: readonly (number | null)[]): number[] => row.filter((rating) => rating !== null);

/** Share of pairs of reviewers at most `within` apart, per conversation, then the mean over conversations with two ratings. */
export function pairAgreement(ratings: Ratings, within = 0): number | null {
  const shares = ratings.map(known).flatMap((row) => {
    const pairs = row.flatMap((a, index) => row.slice(index + 1).map((b) => Math.abs(a - b)));
    return pairs.length > 0 ? pairs.filter((distance) => distance <= within).length / pairs.length : [];
  });
  return meanOf(shares);
}

/** What alpha is made of: n pairable ratings, observed and expected disagreement. Null without a pair. */
export type Disagreements = { n: number; observed: number; expected: number };

function squaredDistance(metric: Metric, counts: Map<number, number>): (a: number, b: number) => number {
  if (metric === "nominal") return (a, b) => (a === b ? 0 : 1);
  if (metric === "interval") return (a, b) => (a - b) ** 2;
  const ordered = [...counts.keys()].sort((a, b) => a - b);
  return (a, b) => {
    const [low, high] = a < b ? [a, b] : [b, a];
    const between = ordered.filter((value) => value >= low && value <= high).reduce((sum, value) => sum + (counts.get(value) ?? 0), 0);
    return (between - ((counts.get(low) ?? 0) + (counts.get(high) ?? 0)) / 2) ** 2;
  };
}

/** Do = (1/n) Σ_units 1/(m−1) Σ_{i≠j} δ², De = 1/(n(n−1)) Σ_{i≠j} δ² over all ratings (Krippendorff 2011). */
export function disagreements(ratings: Ratings, metric: Metric): Disagreements | null {
  const units = ratings.map(known).filter((row) => row.length >= 2);
  const all = units.flat();
  const n = all.length;
  if (n === 0) return null;
  const counts = new Map<number, number>();
  for (const rating of all) counts.set(rating, (counts.get(rating) ?? 0) + 1);
  const distance = squaredDistance(metric, counts);
  const observed = units.reduce((sum, row) => {
    const inside = row.reduce((inner, a) => inner + row.reduce((most, b) => most + distance(a, b), 0), 0);
    return sum + inside / (row.length - 1);
  }, 0);
  let expected = 0;
  for (const [a, times] of counts) for (const [b, otherTimes] of counts) expected += times * otherTimes * distance(a, b);
  return { n, observed: observed / n, expected: expected / (n * (n - 1)) };
}

/** 1 − Do/De. Null (not 1, not 0) without a pair, or where all pairable ratings are the same. */
export function krippendorffAlpha(ratings: Ratings, metric: Metric = "interval"): number | null {
  const found = disagreements(ratings, metric);
  return found && found.expected > 0 ? 1 - found.observed / found.expected : null;
}

/** 1 − Σ n·Do / Σ n·De, each inside its criterion: never pooled, which would count easy against hard as agreement. Ratings on 0–1. */
export function stratifiedAlpha(criteria: readonly Ratings[]): number | null {
  const parts = criteria.map((ratings) => disagreements(ratings, "interval")).filter((part) => part !== null);
  const expected = parts.reduce((sum, part) => sum + part.n * part.expected, 0);
  return expected > 0 ? 1 - parts.reduce((sum, part) => sum + part.n * part.observed, 0) / expected : null;
}

/** Gwet's AC1. `categories`: all of the scale, used or not. */
export function gwetAC1(ratings: Ratings, categories: readonly number[]): number | null {
  const units = ratings.map(known).filter((row) => row.length > 0);
  const agreeing = pairAgreement(ratings);
  if (agreeing === null || categories.length < 2) return null;
  const chance = categories.reduce((sum, category) => {
    const share = meanOf(units.map((row) => row.filter((rating) => rating === category).length / row.length)) ?? 0;
    return sum + share * (1 - share);
  }, 0);
  const byChance = chance / (categories.length - 1);
  return byChance < 1 ? (agreeing - byChance) / (1 - byChance) : null;
}
