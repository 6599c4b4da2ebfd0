// The dots of one results row: values alone, the viewer's own ringed by the viewer's own browser.
import type { Criterion, Value } from "../../../shared/scorecard/scorecard.ts";
import type { ResultRow } from "../../../shared/session/view/slices.ts";
import type { Dot } from "../../plots/DotScale.tsx";

export function rowDots(row: Pick<ResultRow, "values" | "naCount">, own: Value | null): Dot[] {
  const dots: Dot[] = [...row.values.map((value) => ({ value })), ...Array.from({ length: row.naCount }, () => ({ value: "NA" as const }))];
  // the last of a stack stands on top: its ring is covered by no other
  const mine = own === null ? -1 : dots.findLastIndex(({ value }) => value === own);
  return dots.map((dot, index) => (index === mine ? { ...dot, own: true } : dot));
}

/** Whether a list of rows keeps a place for N/A: all of them or none, so that their scales begin and end under each other. */
export const listKeepsNA = (
  criteria: readonly Pick<Criterion, "allowNA">[],
  rows: readonly Pick<ResultRow, "naCount" | "baseline">[],
): boolean => criteria.some(({ allowNA }) => allowNA) || rows.some(({ naCount, baseline }) => naCount > 0 || baseline === "NA");

/** How many equal answers the highest stack of these rows has. */
export const tallestStack = (rows: readonly Pick<ResultRow, "values" | "naCount">[]): number =>
  Math.max(
    1,
    ...rows.flatMap(({ values, naCount }) => [naCount, ...values.map((value) => values.filter((other) => other === value).length)]),
  );
