// Coefficients of agreement against published and worked tables; undefined is null, never 1 and never 0.
import { describe, expect, test } from "vitest";
import { normalised } from "../../../shared/scorecard/scales.ts";
import type { ScaleKind } from "../../../shared/scorecard/scorecard.ts";
import {
  gwetAC1,
  krippendorffAlpha,
  type Metric,
  pairAgreement,
  type Ratings,
  stratifiedAlpha,
} from "../../../shared/statistics/agreement.ts";
import { jackknifeInterval } from "../../../shared/statistics/jackknife.ts";
import { iccAgreement } from "../../../shared/statistics/totalsReliability.ts";
import agreement from "./goldens/agreement.json" with { type: "json" };
import stratified from "./goldens/stratified-alpha.json" with { type: "json" };

type Expected = Partial<
  Record<"pairs" | "pairsWithinOne" | "alphaNominal" | "alphaOrdinal" | "alphaInterval" | "ac1" | "icc", number | null> &
    Record<"alphaNominalInterval" | "alphaOrdinalInterval" | "alphaIntervalInterval", [number, number] | null>
>;
type Table = { name: string; categories: number[] | null; ratings: Ratings; expected: Expected };

function agrees(actual: number | null, expected: number | null): void {
  if (expected === null) expect(actual).toBeNull();
  else expect(actual).toBeCloseTo(expected, 6);
}

const without = <Row>(rows: readonly Row[], index: number | null): Row[] => rows.filter((_, at) => at !== index);

describe.each(agreement.tables as unknown as Table[])("$name", ({ categories, ratings, expected }) => {
  const figures: Record<string, () => number | null> = {
    pairs: () => pairAgreement(ratings),
    pairsWithinOne: () => pairAgreement(ratings, 1),
    alphaNominal: () => krippendorffAlpha(ratings, "nominal"),
    alphaOrdinal: () => krippendorffAlpha(ratings, "ordinal"),
    alphaInterval: () => krippendorffAlpha(ratings, "interval"),
    ac1: () => gwetAC1(ratings, categories ?? []),
    icc: () => iccAgreement(ratings),
  };
  const known = Object.entries(expected).filter(([figure]) => figure in figures) as [string, number | null][];
  test.each(known)("%s is %s", (figure, value) => {
    agrees(figures[figure]!(), value);
  });

  const metrics: [Metric, [number, number] | null | undefined][] = [
    ["nominal", expected.alphaNominalInterval],
    ["ordinal", expected.alphaOrdinalInterval],
    ["interval", expected.alphaIntervalInterval],
  ];
  const intervals = metrics.filter((one): one is [Metric, [number, number] | null] => one[1] !== undefined);
  if (intervals.length > 0)
    test.each(intervals)("interval of alpha, %s", (metric, limits) => {
      const pairable = ratings.filter((row) => row.filter((rating) => rating !== null).length >= 2);
      const interval = jackknifeInterval(pairable.length, (index) => krippendorffAlpha(without(pairable, index), metric));
      agrees(interval?.low ?? null, limits?.[0] ?? null);
      agrees(interval?.high ?? null, limits?.[1] ?? null);
    });
});

describe(stratified.name, () => {
  const tables = stratified.ratings.map((rows, index) =>
    rows.map((row) =>
      row.map((cell) => (typeof cell === "number" ? normalised(stratified.criteria[index]!.scale as ScaleKind, cell) : null)),
    ),
  );
  test("each criterion, all of them, and never pooled", () => {
    tables.forEach((ratings, index) => {
      const { id } = stratified.criteria[index]!;
      const alphas: Record<string, number> = stratified.expected.alpha_interval_per_criterion;
      agrees(krippendorffAlpha(ratings), alphas[id]!);
    });
    agrees(stratifiedAlpha(tables), stratified.expected.stratified_alpha);
    agrees(krippendorffAlpha(tables.flat()), stratified.expected.wrong_pooled_alpha_do_not_show);
  });

  test("its interval leaves out one conversation with all its criteria", () => {
    const interval = jackknifeInterval(6, (index) => stratifiedAlpha(tables.map((rows) => without(rows, index))));
    expect(interval!.se).toBeCloseTo(stratified.expected.stratified_alpha_jackknife_se, 6);
    expect([interval!.low, interval!.high]).toEqual(
      stratified.expected.stratified_alpha_jackknife_ci95.map((limit) => expect.closeTo(limit, 6)),
    );
  });
});
