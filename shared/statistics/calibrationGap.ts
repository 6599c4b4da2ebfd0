// The trade's "variance under 5 %": how many points reviewers' totals are from the calibrated total, on average.

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** Deviations d = total − calibrated of those who have a total, in points; empty without a calibrated total. */
const deviations = (totals: readonly (number | null)[], calibrated: number | null): number[] =>
  calibrated === null ? [] : totals.flatMap((total) => (total === null ? [] : total - calibrated));

/** G of one conversation: mean |d| over its reviewers. Null if nobody has a total or there is no calibrated one. */
export function gapOfCall(totals: readonly (number | null)[], calibrated: number | null): number | null {
  const distances = deviations(totals, calibrated).map(Math.abs);
  return distances.length > 0 ? mean(distances) : null;
}

/** One row a conversation, one column a reviewer (null: no total); `calibrated` one a conversation. */
export type Call = { totals: readonly (number | null)[]; calibrated: number | null };

export type CalibrationGap = {
  /** mean over conversations of each one's gap: every conversation counts once, however many reviewers it had */ gap: number | null;
  perCall: (number | null)[];
  /** mean |d| over that reviewer's conversations */ perReviewer: (number | null)[];
  reviewersUnder: number;
  /** share of single totals within the target, inclusive */ shareWithin: number | null;
  largestDeviation: number | null;
  /** strictly under the target, unrounded */ met: boolean;
};

export function calibrationGap(calls: readonly Call[], target = 5): CalibrationGap {
  const perCall = calls.map(({ totals, calibrated }) => gapOfCall(totals, calibrated));
  const known = perCall.filter((gap) => gap !== null);
  const columns = Math.max(0, ...calls.map(({ totals }) => totals.length));
  const perReviewer = Array.from({ length: columns }, (_, column) => {
    const own = calls.flatMap(({ totals, calibrated }) => deviations([totals[column] ?? null], calibrated).map(Math.abs));
    return own.length > 0 ? mean(own) : null;
  });
  const all = calls.flatMap(({ totals, calibrated }) => deviations(totals, calibrated).map(Math.abs));
  const gap = known.length > 0 ? mean(known) : null;
  return {
    gap,
    perCall,
    perReviewer,
    reviewersUnder: perReviewer.filter((own) => own !== null && own < target).length,
    shareWithin: all.length > 0 ? all.filter((distance) => distance <= target).length / all.length : null,
    largestDeviation: all.length > 0 ? Math.max(...all) : null,
    met: gap !== null && gap < target,
  };
}
