// ICC(A,1): how far one reviewer's total could stand for another's, when every reviewer scored every conversation.
import type { Ratings } from "./agreement.ts";
import { meanOf } from "./moments.ts";

/** Two-way random effects, absolute agreement, single rater (Shrout & Fleiss' ICC(2,1)). Complete conversations only; null below two of them, two reviewers, or without any variance. */
export function iccAgreement(ratings: Ratings): number | null {
  const rows = ratings.filter((row): row is number[] => row.every((rating) => rating !== null));
  const n = rows.length;
  const k = rows[0]?.length ?? 0;
  if (n < 2 || k < 2) return null;
  const grand = meanOf(rows.flat()) ?? 0;
  const rowMeans = rows.map((row) => meanOf(row) ?? 0);
  const columnMeans = Array.from({ length: k }, (_, column) => meanOf(rows.map((row) => row[column] ?? 0)) ?? 0);
  const squares = (numbers: number[]) => numbers.reduce((sum, number) => sum + (number - grand) ** 2, 0);
  const betweenRows = k * squares(rowMeans);
  const betweenColumns = n * squares(columnMeans);
  const MSR = betweenRows / (n - 1);
  const MSC = betweenColumns / (k - 1);
  const MSE = (squares(rows.flat()) - betweenRows - betweenColumns) / ((n - 1) * (k - 1));
  const bottom = MSR + (k - 1) * MSE + (k * (MSC - MSE)) / n;
  return bottom === 0 ? null : (MSR - MSE) / bottom;
}
