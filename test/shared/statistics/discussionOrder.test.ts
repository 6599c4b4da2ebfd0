// The order of discussion against golden tables, and against a slow reference with big-integer fractions.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { levels, spanOf } from "../../../shared/scorecard/scales.ts";
import type { ScaleKind, Value } from "../../../shared/scorecard/scorecard.ts";
import { disagreementOf } from "../../../shared/statistics/disagreement.ts";
import { discussionOrder, plainOrder } from "../../../shared/statistics/discussionOrder.ts";
import { compareFractions } from "../../../shared/statistics/fraction.ts";
import mixed from "./goldens/order-mixed-scales.json" with { type: "json" };
import ties from "./goldens/order-ties.json" with { type: "json" };
import two from "./goldens/order-two-reviewers.json" with { type: "json" };
import variance from "./goldens/variance-order.json" with { type: "json" };
import { answersOf, type Cell, columnOf, criteriaOf } from "./goldenTable.ts";

test.each([mixed, ties, two])("plain order by distance: $name", (golden) => {
  const order = plainOrder(criteriaOf(golden.criteria), answersOf(golden.criteria, golden.ratings), "D");
  expect(order).toEqual(golden.expected.order);
});

type Table = Omit<(typeof variance.tables)[number], "ratings" | "baseline" | "V"> & {
  ratings: Cell[][];
  baseline: Cell[] | null;
  V: Record<string, [number, number] | null>;
};

describe.each(variance.tables as unknown as Table[])("[A1] [A2] [A3] [A4] [A7] $name", (table) => {
  const { ratings } = table;
  const criteria = criteriaOf(table.criteria);
  const answers = answersOf(table.criteria, ratings);

  test("V as worked out by hand", () => {
    for (const [id, expected] of Object.entries(table.V)) {
      const { V } = disagreementOf(criteria.find(({ criterionId }) => criterionId === id)!.scale, answers[id]!);
      if (expected === null) expect(V, id).toBeNull();
      else expect(compareFractions(V!, { top: expected[0], bottom: expected[1] }), id).toBe(0);
    }
  });

  test("order, and which are to discuss", () => {
    const baseline =
      table.baseline &&
      columnOf(
        table.criteria,
        table.baseline.map((cell) => [cell]),
        0,
      );
    expect(discussionOrder(criteria, answers, baseline)).toEqual({ order: table.order, toDiscuss: table.toDiscuss });
  });
});

const scales: ScaleKind[] = ["binary", "3pt", "4pt", "5pt", "percent"];
const row = fc.record({
  scale: fc.constantFrom(...scales),
  weight: fc.constantFrom(0, 5, 10),
  critical: fc.boolean(),
  answers: fc.array(fc.oneof(fc.constantFrom(0, 0.25, 0.5, 0.75, 1), fc.constant("NA" as const), fc.constant(null)), {
    minLength: 4,
    maxLength: 4,
  }),
});
const valueAt = (scale: ScaleKind, part: number | "NA" | null): Value | null =>
  typeof part === "number" ? levels(scale)[Math.round(part * spanOf(scale))]! : part;

/** Exact V as [top, bottom] in big integers, from the definition. */
function exactV(scale: ScaleKind, values: Value[]): [bigint, bigint] | null {
  let pairs = 0n;
  let halves = 0n;
  let squares = 0n;
  for (const [index, a] of values.entries())
    for (const b of values.slice(index + 1)) {
      pairs += 1n;
      if (a !== "NA" && b !== "NA") squares += BigInt(a - b) ** 2n;
      else if (a !== b) halves += 1n;
    }
  const span = BigInt(spanOf(scale)) ** 2n;
  return pairs === 0n ? null : [2n * squares + halves * span, 4n * span * pairs];
}

test("[A1] [A2] random scorecards: the order is the reference's, and every criterion is in it once", () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
      const table = rows.map(({ scale, weight, critical }, index) => ({ id: `c${index}`, scale, weight, critical }));
      const ratings = rows.map(({ scale, answers }) => answers.map((part) => valueAt(scale, part)));
      const criteria = criteriaOf(table);
      const answers = answersOf(table, ratings);
      const { order, toDiscuss } = discussionOrder(criteria, answers, null);
      expect([...order].sort()).toEqual(table.map(({ id }) => id).sort());
      expect(order.slice(0, toDiscuss.length)).toEqual(toDiscuss);

      const splits = (id: string) => {
        const { scale, critical } = table.find((one) => one.id === id)!;
        const failing = answers[id]!.filter(
          (value) => critical && value !== "NA" && (value - levels(scale)[0]!) / spanOf(scale) < 0.5,
        ).length;
        return failing > 0 && failing < answers[id]!.length;
      };
      toDiscuss.slice(1).forEach((id, index) => {
        const before = toDiscuss[index]!;
        if (splits(before) !== splits(id)) {
          expect(splits(before), `${before} stands before ${id}`).toBe(true);
          return;
        }
        const [a, b] = [before, id].map((one) => exactV(table.find((row) => row.id === one)!.scale as ScaleKind, answers[one]!)!);
        const [left, right] = [a![0] * b![1], b![0] * a![1]];
        expect(left >= right, `${before} stands before ${id}`).toBe(true);
        const weights = [before, id].map((one) => table.find((row) => row.id === one)!.weight);
        if (left === right) expect(weights[0]! >= weights[1]!, `tie of ${before} and ${id}`).toBe(true);
      });
    }),
    { numRuns: 300 },
  );
});
