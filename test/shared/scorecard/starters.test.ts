// What every starter scorecard promises: sound, complete, behavioural.
import { describe, expect, test } from "vitest";
import { scorecardSchema } from "../../../shared/protocol/http.ts";
import { isBelowHalf, levels } from "../../../shared/scorecard/scales.ts";
import { STARTERS, starterById } from "../../../shared/scorecard/starters/starters.ts";
import { scorecardProblems } from "../../../shared/scorecard/validate.ts";

test("there are five, with names and ids of their own, general support first", () => {
  expect(STARTERS.map((card) => card.scorecardId)).toEqual([
    "starter-general",
    "starter-finance",
    "starter-health",
    "starter-telecom",
    "starter-retail",
  ]);
  expect(new Set(STARTERS.flatMap((card) => card.criteria.map((criterion) => criterion.criterionId))).size).toBe(
    STARTERS.reduce((sum, card) => sum + card.criteria.length, 0),
  );
  expect(starterById("starter-health")?.name).toBe("Health");
  expect(starterById("nothing")).toBeNull();
});

test("the scales are mixed, and one criterion somewhere is scored in percent", () => {
  const used = STARTERS.flatMap((card) => card.criteria.map((criterion) => criterion.scale));
  expect(used.filter((scale) => scale === "percent")).toHaveLength(1);
  for (const scale of ["binary", "3pt", "5pt"]) expect(used.filter((one) => one === scale).length).toBeGreaterThan(8);
});

/** Words that judge instead of describing what can be seen or heard. */
const VAGUE =
  /\b(good|nice|nicely|appropriate(ly)?|proper(ly)?|adequate(ly)?|professional(ly)?|friendly|great|excellent|effective(ly)?|positive|polite(ly)?|satisfactory|reasonable)\b/i;

describe.each(STARTERS.map((card) => [card.name, card] as const))("%s", (_, card) => {
  test("has no problems, not even advice, and fits the schema", () => {
    expect(scorecardProblems(card)).toEqual([]);
    expect(scorecardSchema.safeParse(card).error).toBeUndefined();
  });
  test("has 8 to 10 criteria in 3 or 4 sections, and weights that add to 100", () => {
    expect(card.criteria.length).toBeGreaterThanOrEqual(8);
    expect(card.criteria.length).toBeLessThanOrEqual(10);
    expect([3, 4]).toContain(card.sections.length);
    expect(card.criteria.reduce((sum, criterion) => sum + criterion.weight, 0)).toBe(100);
  });
  test("has at least one auto-fail criterion that a score can fail", () => {
    const critical = card.criteria.filter((criterion) => criterion.autoFail);
    expect(critical.length).toBeGreaterThan(0);
    for (const criterion of critical) expect(levels(criterion.scale).some((level) => isBelowHalf(criterion.scale, level))).toBe(true);
  });
  test.each(card.criteria.map((criterion) => [criterion.name, criterion] as const))(
    "%s says what to look for at every level",
    (_, criterion) => {
      const described = criterion.scale === "percent" ? ["0", "50", "100"] : levels(criterion.scale).map(String);
      expect(Object.keys(criterion.anchors).sort()).toEqual(described.sort());
      expect(criterion.definition.length).toBeGreaterThan(60);
      expect([criterion.definition, ...Object.values(criterion.anchors)].filter((words) => VAGUE.test(words))).toEqual([]);
      expect(criterion.definition.includes("N/A when"), "says when N/A applies").toBe(criterion.allowNA);
    },
  );
});
