// Reads the golden tables: criteria and one row of answers per criterion, one column a reviewer.
import type { Criterion, ScaleKind, Scorecard, Value } from "../../../shared/scorecard/scorecard.ts";

export type GoldenCriterion = { id: string; scale: string; weight: number; critical: boolean };
export type Cell = number | string | null;

export const criteriaOf = (rows: GoldenCriterion[]): Criterion[] =>
  rows.map(({ id, scale, weight, critical }) => ({
    criterionId: id,
    sectionId: "all",
    name: id,
    definition: "",
    scale: scale as ScaleKind,
    weight,
    autoFail: critical,
    allowNA: true,
    anchors: {},
  }));

export const scorecardOf = (rows: GoldenCriterion[]): Scorecard => ({
  scorecardId: "golden",
  version: 1,
  name: "Golden",
  sections: [{ sectionId: "all", name: "All" }],
  criteria: criteriaOf(rows),
});

/** criterion → answers, blanks left out */
export const answersOf = (rows: GoldenCriterion[], ratings: Cell[][]): Record<string, Value[]> =>
  Object.fromEntries(rows.map(({ id }, row) => [id, (ratings[row] ?? []).filter((cell): cell is Value => cell !== null)]));

/** one reviewer's answers by criterion */
export const columnOf = (rows: GoldenCriterion[], ratings: Cell[][], column: number): Record<string, Value> =>
  Object.fromEntries(
    rows.flatMap(({ id }, row): [string, Value][] => {
      const cell = ratings[row]?.[column] ?? null;
      return cell === null ? [] : [[id, cell as Value]];
    }),
  );

export const columnsOf = (ratings: Cell[][]): number => Math.max(...ratings.map((row) => row.length));
