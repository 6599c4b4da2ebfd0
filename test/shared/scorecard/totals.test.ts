// Totals by the scorecard's formula, against the golden table, and the five scales.
import { describe, expect, test } from "vitest";
import { alignedTolerance, isBelowHalf, isOnScale, levels, normalised } from "../../../shared/scorecard/scales.ts";
import type { ScaleKind } from "../../../shared/scorecard/scorecard.ts";
import { failsOn, totalOf } from "../../../shared/scorecard/totals.ts";
import golden from "../statistics/goldens/score-scales-na-autofail.json" with { type: "json" };
import { columnOf, criteriaOf, scorecardOf } from "../statistics/goldenTable.ts";

describe(golden.name, () => {
  const scorecard = scorecardOf(golden.criteria);
  test.each(golden.expected.scores.map((score, column) => [column + 1, score] as const))(
    "[T1] [T2] [T3] [T4] reviewer %i",
    (reviewer, score) => {
      const total = totalOf(scorecard, columnOf(golden.criteria, golden.ratings, reviewer - 1));
      expect(total.autoFail).toBe(score.auto_fail);
      for (const [actual, expected] of [
        [total.raw, score.raw],
        [total.final, score.final],
      ] as const) {
        if (expected === null) expect(actual).toBeNull();
        else expect(actual).toBeCloseTo(expected, 9);
      }
    },
  );
});

test("[T2] blank and N/A are the same to the total, and nothing rated gives none", () => {
  const scorecard = scorecardOf(golden.criteria);
  expect(totalOf(scorecard, { empathy: 3, resolution: "NA" })).toEqual(totalOf(scorecard, { empathy: 3 }));
  expect(totalOf(scorecard, {})).toEqual({ raw: null, final: null, autoFail: false });
});

test("[T4] what fails a critical criterion: below half of the scale, strictly", () => {
  const failing = (scale: ScaleKind) => {
    const [critical] = criteriaOf([{ id: "c", scale, weight: 1, critical: true }]);
    return levels(scale).filter((value) => failsOn(critical!, value));
  };
  expect(failing("binary")).toEqual([0]);
  expect(failing("3pt")).toEqual([1]);
  expect(failing("4pt")).toEqual([1, 2]);
  expect(failing("5pt")).toEqual([1, 2]);
  expect(failing("percent")).toEqual(levels("percent").slice(0, 50));
  const [critical, plain] = criteriaOf([
    { id: "a", scale: "binary", weight: 1, critical: true },
    { id: "b", scale: "binary", weight: 1, critical: false },
  ]);
  expect([failsOn(critical!, "NA"), failsOn(critical!, undefined), failsOn(plain!, 0)]).toEqual([false, false, false]);
});

describe("scales", () => {
  test.each<[ScaleKind, number[], number[]]>([
    ["binary", [0, 1], [0, 1]],
    ["3pt", [1, 2, 3], [0, 0.5, 1]],
    ["4pt", [1, 2, 3, 4], [0, 1 / 3, 2 / 3, 1]],
    ["5pt", [1, 2, 3, 4, 5], [0, 0.25, 0.5, 0.75, 1]],
  ])("[D2] %s", (scale, values, places) => {
    expect(levels(scale)).toEqual(values);
    expect(levels(scale).map((value) => normalised(scale, value))).toEqual(places);
  });

  test("[D2] percent is whole numbers from 0 to 100", () => {
    expect(levels("percent")).toHaveLength(101);
    expect([0, 100, 37].every((value) => isOnScale("percent", value))).toBe(true);
    expect([-1, 101, 37.5, Number.NaN].some((value) => isOnScale("percent", value))).toBe(false);
  });

  test("[D2] what is not on a scale", () => {
    expect([0, 6, 2.5, "NA" as const].some((value) => isOnScale("5pt", value))).toBe(false);
    expect([1, 5].every((value) => isOnScale("5pt", value))).toBe(true);
    expect(isOnScale("binary", 2)).toBe(false);
  });

  test("[A5] tolerances", () => {
    expect((["binary", "3pt", "4pt", "5pt", "percent"] as const).map(alignedTolerance)).toEqual([0, 0, 1, 1, 5]);
    expect([isBelowHalf("3pt", 2), isBelowHalf("percent", 50), isBelowHalf("percent", 49)]).toEqual([false, false, true]);
  });
});
