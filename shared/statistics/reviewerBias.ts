// One reviewer against the calibrated totals: bias can be talked about, scatter says that criterion or reviewer is unreliable.
import { type Interval, intervalOfMean, meanOf, sampleSd } from "./moments.ts";

export type ReviewerBias = {
  conversations: number;
  bias: number | null;
  scatter: number | null;
  ci95: Interval | null;
  ci99: Interval | null;
};

/** `deviations`: total before auto-fail minus calibrated total, one a conversation, in points. */
export const reviewerBias = (deviations: readonly number[]): ReviewerBias => ({
  conversations: deviations.length,
  bias: meanOf(deviations),
  scatter: sampleSd(deviations),
  ci95: intervalOfMean(deviations, 0.95),
  ci99: intervalOfMean(deviations, 0.99),
});
