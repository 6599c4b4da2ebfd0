// How far answers are apart: V, D, same answers, auto-fail splits and what counts as aligned, against golden tables and exact fractions.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Criterion, ScaleKind, Value } from "../../../shared/scorecard/scorecard.ts";
import { levels } from "../../../shared/scorecard/scales.ts";
import { totalOf } from "../../../shared/scorecard/totals.ts";
import {
  autoFailSplit,
  disagreementOf,
  impactOf,
  isAligned,
  isIdentical,
  isOffBaseline,
  naSplit,
} from "../../../shared/statistics/disagreement.ts";
import { asNumber } from "../../../shared/statistics/fraction.ts";
import mixed from "./goldens/order-mixed-scales.json" with { type: "json" };
import ties from "./goldens/order-ties.json" with { type: "json" };
import two from "./goldens/order-two-reviewers.json" with { type: "json" };
import { answersOf, columnOf, columnsOf, criteriaOf, scorecardOf } from "./goldenTable.ts";

const criterion = (scale: ScaleKind, autoFail = false): Criterion => ({
  criterionId: "c",
  sectionId: "s",
  name: "c",
  definition: "",
  scale,
  weight: 10,
  autoFail,
  allowNA: true,
  anchors: {},
});

describe.each([mixed, ties, two])("$name", (golden) => {
  const criteria = criteriaOf(golden.criteria);
  const answers = answersOf(golden.criteria, golden.ratings);
  const expected: Record<string, (typeof mixed.expected.criteria)["empathy"]> = golden.expected.criteria;

  test.each(criteria.map((one) => [one.criterionId, one] as const))("[A2] figures of %s", (id, one) => {
    const values = answers[id]!;
    const spread = disagreementOf(one.scale, values);
    const figures = expected[id]!;
    expect(100 * asNumber(spread.D!)).toBeCloseTo(figures.disagreement, 6);
    expect(asNumber(spread.V!)).toBeCloseTo(figures.variance_sample, 6);
    expect(spread.sameAnswerShare).toBeCloseTo(figures.same_answer_pairs, 9);
    expect(spread.answers).toBe(figures.n_answers);
    expect(spread.naCount).toBe(figures.n_na);
    expect(autoFailSplit(one, values) !== null).toBe(figures.fail_split);
  });

  test("points of the total at stake", () => {
    const scorecard = scorecardOf(golden.criteria);
    const totals = Array.from({ length: columnsOf(golden.ratings) }, (_, column) =>
      totalOf(scorecard, columnOf(golden.criteria, golden.ratings, column)),
    ).map(({ raw }) => raw!);
    const meanRaw = totals.reduce((sum, raw) => sum + raw, 0) / totals.length;
    expect(meanRaw).toBeCloseTo(golden.expected.mean_raw_total, 6);
    const weight = criteria.reduce((sum, one) => sum + one.weight, 0);
    for (const one of criteria) {
      const impact = impactOf(one, answers[one.criterionId]!, weight, meanRaw);
      expect(impact, one.criterionId).toBeCloseTo(expected[one.criterionId]!.impact_points, 6);
    }
  });
});

describe("aligned", () => {
  test.each<[ScaleKind, Value[], boolean]>([
    ["binary", [1, 1], true],
    ["binary", [1, 0], false],
    ["3pt", [2, 2, 2], true],
    ["3pt", [2, 3], false],
    ["4pt", [2, 3], true],
    ["4pt", [2, 4], false],
    ["5pt", [4, 4, 5], true],
    ["5pt", [3, 4, 5], false],
    ["percent", [80, 85], true],
    ["percent", [80, 86], false],
    ["5pt", ["NA", "NA"], true],
    ["5pt", ["NA", 4], false],
    ["5pt", [4], false],
    ["5pt", [], false],
  ])("[A5] %s %j: %s", (scale, values, aligned) => {
    expect(isAligned(criterion(scale), values)).toBe(aligned);
  });

  test("[A5] one step apart is not aligned where one fails the call and the other does not", () => {
    expect(isAligned(criterion("5pt", true), [2, 3])).toBe(false);
    expect(isAligned(criterion("5pt", true), [3, 4])).toBe(true);
  });

  test("[A9] identical is every answer the same; 4, 4, 5 is not, and one answer is not", () => {
    expect([[4, 4], [4, 4, 5], [4], [], ["NA", "NA"], ["NA", 4]].map((values) => isIdentical(values as Value[]))).toEqual([
      true,
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  test("[A3] off the baseline: further than the tolerance, or N/A against a score", () => {
    const five = criterion("5pt");
    expect(isOffBaseline(five, [4, 4], 5)).toBe(false);
    expect(isOffBaseline(five, [4, 4], 2)).toBe(true);
    expect(isOffBaseline(five, [4, 4], "NA")).toBe(true);
    expect(isOffBaseline(five, ["NA", "NA"], "NA")).toBe(false);
    expect(isOffBaseline(five, [4, 4], undefined)).toBe(false);
  });
});

describe("N/A", () => {
  test("[A6] counts one half against a score, nothing against N/A", () => {
    expect(asNumber(disagreementOf("binary", [1, 1, "NA", "NA", "NA"]).D!)).toBeCloseTo(0.3, 9);
    expect(asNumber(disagreementOf("binary", [1, 0, "NA"]).D!)).toBeCloseTo(2 / 3, 9);
    expect(disagreementOf("binary", ["NA", "NA"]).D!.top).toBe(0);
    expect(naSplit(["NA", 1])).toBe(true);
    expect(naSplit(["NA", "NA"])).toBe(false);
  });

  test("[A7] one answer or none: no figure, never zero", () => {
    for (const values of [[], [4], ["NA"]] as Value[][]) {
      expect(disagreementOf("5pt", values)).toMatchObject({ D: null, V: null, sameAnswerShare: null });
    }
  });
});

const scale = fc.constantFrom<ScaleKind>("binary", "3pt", "4pt", "5pt", "percent");
const sheet = scale.chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    values: fc.array(
      fc.oneof({ arbitrary: fc.constantFrom(...levels(kind)), weight: 4 }, { arbitrary: fc.constant<Value>("NA"), weight: 1 }),
      {
        maxLength: 9,
      },
    ),
  }),
);

describe("whatever people answer", () => {
  test("without N/A, V is the sample variance of the ratings on 0–1", () => {
    fc.assert(
      fc.property(sheet, ({ kind, values }) => {
        const ratings = values.filter((value) => value !== "NA");
        fc.pre(ratings.length >= 2);
        const all = levels(kind);
        const x = ratings.map((value) => (value - all[0]!) / (all.length - 1));
        const mean = x.reduce((sum, one) => sum + one, 0) / x.length;
        const variance = x.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (x.length - 1);
        expect(asNumber(disagreementOf(kind, ratings).V!)).toBeCloseTo(variance, 9);
      }),
    );
  });

  test("[S6] no figure depends on the order of the people", () => {
    fc.assert(
      fc.property(sheet, ({ kind, values }) => {
        expect(disagreementOf(kind, [...values].reverse())).toEqual(disagreementOf(kind, values));
      }),
    );
  });

  test("V and D are whole-number fractions between 0 and 1, zero together", () => {
    fc.assert(
      fc.property(sheet, ({ kind, values }) => {
        const { D, V } = disagreementOf(kind, values);
        fc.pre(D !== null && V !== null);
        for (const { top, bottom } of [D, V]) {
          expect(Number.isSafeInteger(top) && Number.isSafeInteger(bottom) && bottom > 0).toBe(true);
          expect(top >= 0 && top <= bottom).toBe(true);
        }
        expect(D.top === 0).toBe(V.top === 0);
      }),
    );
  });
});
