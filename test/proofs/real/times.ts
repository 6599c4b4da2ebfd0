// Times that a proof prints and does not judge.

/** Of these, so large a share took no longer; rounded. */
export const percentile = (times: readonly number[], share: number): number =>
  Math.round([...times].sort((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? 0);
