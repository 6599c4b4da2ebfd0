// Exact fractions of whole numbers, so that thirds which tie do tie and the agenda is the same on every machine.

/** `bottom` is positive. Both stay far below 2^53 for everything computed here (60 people, percent scale). */
export type Fraction = { top: number; bottom: number };

/** Negative: a is smaller. */
export const compareFractions = (a: Fraction, b: Fraction): number => a.top * b.bottom - b.top * a.bottom;
export const asNumber = (fraction: Fraction): number => fraction.top / fraction.bottom;
