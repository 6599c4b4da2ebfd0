// The calibration gap ("variance under 5 %"), against golden tables.
import { describe, expect, test } from "vitest";
import { calibrationGap, gapOfCall } from "../../../shared/statistics/calibrationGap.ts";
import missing from "./goldens/calibration-gap-missing.json" with { type: "json" };
import oneCall from "./goldens/calibration-gap-one-call.json" with { type: "json" };

describe.each([missing, oneCall])("$name", ({ ratings, calibrated, expected }) => {
  const calls = ratings.map((totals, index) => ({ totals: totals as (number | null)[], calibrated: calibrated[index]! }));
  const gap = calibrationGap(calls);
  const close = (actual: (number | null)[], numbers: number[]) =>
    numbers.forEach((number, index) => {
      expect(actual[index]).toBeCloseTo(number, 6);
    });

  test("[T7] the gap and what stands beside it", () => {
    expect(gap.gap).toBeCloseTo(expected.calibration_gap, 6);
    close(gap.perCall, expected.calibration_gap_per_call);
    close(gap.perReviewer, expected.calibration_gap_per_reviewer);
    expect(gap.reviewersUnder).toBe(expected.reviewers_under_5);
    expect(gap.shareWithin).toBeCloseTo(expected.share_within_5, 6);
    expect(gap.largestDeviation).toBeCloseTo(expected.largest_deviation, 6);
    expect(gap.met).toBe(expected.target_met);
  });
});

test("[T7] met is strictly under the target", () => {
  expect(calibrationGap([{ totals: [85, 95], calibrated: 90 }]).met).toBe(false);
  expect(calibrationGap([{ totals: [85.1, 95], calibrated: 90 }]).met).toBe(true);
});

test("[T7] an auto-fail that some missed: 29.7 = 1.7 from ratings + 28.0 from auto-fail", () => {
  const final = gapOfCall([88, 85, 0], 86)!;
  const raw = gapOfCall([88, 85, 84], 86)!;
  expect(final).toBeCloseTo(29.667, 3);
  expect(raw).toBeCloseTo(1.667, 3);
  expect(final - raw).toBeCloseTo(28, 9);
});

test("[T6] no calibrated total, or nobody with a total: no gap", () => {
  expect(gapOfCall([80, 90], null)).toBeNull();
  expect(gapOfCall([null, null], 90)).toBeNull();
  expect(calibrationGap([])).toMatchObject({ gap: null, met: false, shareWithin: null });
});
