// Other orders to look at the results in. Local to one screen: the order of discussion changes only by a command.
import type { CriterionId } from "../../../shared/ids.ts";
import type { Scorecard } from "../../../shared/scorecard/scorecard.ts";
import type { ResultRow } from "../../../shared/session/view/slices.ts";

export const ROW_ORDERS = ["agenda", "variance", "distance", "impact", "scorecard", "section"] as const;
export type RowOrder = (typeof ROW_ORDERS)[number];

/** Auto-fail splits stay on top whatever the measure; ties keep the order of discussion. */
export function ordered(rows: readonly ResultRow[], order: RowOrder, scorecard: Scorecard): ResultRow[] {
  const position = new Map(scorecard.criteria.map((each, index) => [each.criterionId, index]));
  const pinned = (row: ResultRow) => (row.badge === "autoFailSplit" ? 1 : 0);
  const by = (figure: (row: ResultRow) => number | null) =>
    [...rows].sort((a, b) => pinned(b) - pinned(a) || (figure(b) ?? -1) - (figure(a) ?? -1));
  switch (order) {
    case "agenda":
      return [...rows];
    case "variance":
      return by((row) => row.details.V);
    case "distance":
      return by((row) => row.details.D);
    case "impact":
      return by((row) => row.details.impact);
    case "scorecard":
      return [...rows].sort((a, b) => (position.get(a.criterionId) ?? 0) - (position.get(b.criterionId) ?? 0));
    case "section": {
      const sectionOf = new Map(scorecard.criteria.map((each) => [each.criterionId, each.sectionId]));
      const largest = new Map<string, number>();
      for (const row of rows) {
        const section = sectionOf.get(row.criterionId) ?? "";
        largest.set(section, Math.max(largest.get(section) ?? -1, row.details.V ?? -1));
      }
      const figure = (row: ResultRow) => largest.get(sectionOf.get(row.criterionId) ?? "") ?? -1;
      const place = (row: ResultRow) => scorecard.sections.findIndex((section) => section.sectionId === sectionOf.get(row.criterionId));
      return [...rows].sort((a, b) => figure(b) - figure(a) || place(a) - place(b) || (b.details.V ?? -1) - (a.details.V ?? -1));
    }
    default:
      return order satisfies never;
  }
}

/** The whole agenda with the rows that differ in a new order: what a reordering by hand sends. */
export const agendaWith = (rows: readonly ResultRow[], first: readonly CriterionId[]): CriterionId[] => [
  ...first,
  ...rows.map((row) => row.criterionId).filter((id) => !first.includes(id)),
];
