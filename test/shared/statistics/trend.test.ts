// Trend, matched panel and reviewer bias against worked tables; t quantiles against printed ones.
import { expect, test } from "vitest";
import { calibrationGap } from "../../../shared/statistics/calibrationGap.ts";
import { intervalOfMean } from "../../../shared/statistics/moments.ts";
import { reviewerBias } from "../../../shared/statistics/reviewerBias.ts";
import { tQuantile, twoSidedP } from "../../../shared/statistics/studentT.ts";
import { matchedChange, smoothed, trendOf } from "../../../shared/statistics/trend.ts";
import missing from "./goldens/calibration-gap-missing.json" with { type: "json" };
import panel from "./goldens/matched-panel.json" with { type: "json" };
import bias from "./goldens/reviewer-bias.json" with { type: "json" };
import trend from "./goldens/trend.json" with { type: "json" };

const close = (numbers: readonly number[]) => numbers.map((number) => expect.closeTo(number, 6));

test.each([
  [0.95, 1, 12.7062047362],
  [0.95, 9, 2.2621571628],
  [0.99, 9, 3.2498355416],
  [0.95, 30, 2.0422724563],
  [0.95, 200, 1.9718962236],
])("t for %s with %i degrees", (level, degrees, t) => {
  expect(tQuantile(level, degrees)).toBeCloseTo(t, 8);
  expect(twoSidedP(t, degrees)).toBeCloseTo(1 - level, 8);
});

test(trend.name, () => {
  const found = trendOf(trend.values)!;
  const { expected } = trend;
  expect([found.slope, found.se, found.change, found.p]).toEqual(
    close([expected.slope_per_session, expected.slope_se, expected.change_first_to_last, expected.p_two_sided]),
  );
  expect([found.slopeCi95.low, found.slopeCi95.high]).toEqual(close(expected.slope_ci95));
  expect([found.changeCi95.low, found.changeCi95.high]).toEqual(close(expected.change_ci95));
  expect(smoothed(trend.values)).toEqual(close(expected.ewma_lambda_0_3));
});

test("no trend of two sessions; a straight line has no doubt", () => {
  expect(trendOf([5, 4])).toBeNull();
  expect(trendOf([5, 4, 3])).toMatchObject({ slope: -1, change: -2, se: 0, p: 0 });
  expect(trendOf([4, 4, 4])).toMatchObject({ change: 0, p: 1 });
});

test(panel.name, () => {
  const found = matchedChange(panel.ratings[0]!, panel.ratings[1]!)!;
  expect(found.change).toBeCloseTo(panel.expected.matched_change, 9);
  expect(found.matched.map((index) => panel.reviewers[index])).toEqual(panel.expected.matched_reviewers);
  expect(matchedChange([5, null], [null, 4])).toBeNull();
});

test.each([bias, missing])("bias and scatter: $name", ({ ratings, calibrated, expected }) => {
  expected.bias_per_reviewer.forEach((value, reviewer) => {
    const deviations = ratings.flatMap((row, call) => {
      const total = row[reviewer] ?? null;
      return total === null ? [] : [total - calibrated[call]!];
    });
    const found = reviewerBias(deviations);
    expect(found.bias).toBeCloseTo(value, 6);
    expect(found.scatter).toBeCloseTo(expected.scatter_per_reviewer[reviewer]!, 6);
    expect([found.ci95!.low, found.ci95!.high]).toEqual(close(expected.bias_ci95_per_reviewer[reviewer]!));
    expect([found.ci99!.low, found.ci99!.high]).toEqual(close(expected.bias_ci99_per_reviewer[reviewer]!));
  });
  const calls = ratings.map((totals, index) => ({ totals, calibrated: calibrated[index]! }));
  const interval = intervalOfMean(calibrationGap(calls).perCall.filter((gap) => gap !== null))!;
  expect([interval.low, interval.high]).toEqual(close(expected.calibration_gap_ci95));
});

test("one conversation: a bias, and nothing about how sure", () => {
  expect(reviewerBias([2])).toEqual({ conversations: 1, bias: 2, scatter: null, ci95: null, ci99: null });
});
