// The results in words, case by case.
import { expect, test } from "vitest";
import i18n from "../../../client/i18n.ts";
import {
  autoFailText,
  autoFailHere,
  badgeText,
  calibratedText,
  headline,
  scoredText,
  spreadText,
  stateText,
  totalsText,
} from "../../../client/session/results/sentences.ts";
import type { ConversationResults, ResultRow, SettledView, Total } from "../../../shared/session/view/slices.ts";
import { results, scorecard } from "../session/fixtures.ts";

const t = i18n.getFixedT("en", "results");
const say = (part: Partial<ConversationResults>) => headline(t, { ...results, ...part }, scorecard.criteria);
const rowOf = (id: string) => results.rows.find((row) => row.criterionId === id)!;
const criterionOf = (id: string) => scorecard.criteria.find((each) => each.criterionId === id)!;
const agreeing = (row: ResultRow): ResultRow => ({
  ...row,
  nearly: null,
  toDiscuss: false,
  rank: null,
  badge: null,
  naCount: 0,
  values: [2, 2, 2],
  low: 2,
  high: 2,
  identical: true,
});
const allAgree = results.rows.map(agreeing);
const offBaseline = (ids: string[]) =>
  allAgree.map((row) => (ids.includes(row.criterionId) ? { ...row, toDiscuss: true, badge: "offBaseline" as const, baseline: 1 } : row));
const allSame = results.rows.map((row) => ({ ...row, nearly: null }));
const incomparable = (row: ResultRow): ResultRow => ({ ...agreeing(row), comparable: false, identical: false, values: [2] });

test.each<[string, Partial<ConversationResults>, string]>([
  ["as usual", { rows: allSame }, "Six of nine criteria agree. Most apart: Identity check."],
  ["some a step apart", {}, "Six of nine criteria agree, two of them nearly. Most apart: Identity check."],
  ["one agrees", { agreeCount: 1, rows: allSame }, "One of nine criteria agrees. Most apart: Identity check."],
  ["none agree", { agreeCount: 0, rows: allSame }, "None of nine criteria agree. Most apart: Identity check."],
  ["all agree", { agreeCount: 9, rows: allAgree, mostApart: null }, "All nine criteria agree."],
  ["thirteen are a figure", { agreeCount: 13, criteriaCount: 14, rows: allSame }, "13 of 14 criteria agree. Most apart: Identity check."],
  ["one criterion", { agreeCount: 1, criteriaCount: 1, rows: allAgree.slice(0, 1), mostApart: null }, "Everybody agrees."],
  [
    "one criterion, a step apart",
    { agreeCount: 1, criteriaCount: 1, rows: [{ ...allAgree[0]!, nearly: [2, 3] }], mostApart: null },
    "Everybody agrees, but only nearly.",
  ],
  [
    "one criterion, apart",
    { agreeCount: 0, criteriaCount: 1, rows: [rowOf("empathy")] },
    "The only criterion is apart. Most apart: Empathy.",
  ],
  ["two reviewers", { reviews: 2 }, "Two reviewers agree on six of nine criteria, two of them nearly. Most apart: Identity check."],
  ["two reviewers, all", { reviews: 2, agreeCount: 9, rows: allAgree, mostApart: null }, "Two reviewers agree on all nine criteria."],
  [
    "two reviewers, none",
    { reviews: 2, agreeCount: 0, rows: results.rows.filter(({ toDiscuss }) => toDiscuss) },
    "Two reviewers agree on none of nine criteria. Most apart: Identity check.",
  ],
  ["one review", { reviews: 1, agreeCount: 0 }, "Only one review: there is nothing to compare."],
  ["no review but the baseline", { reviews: 0, agreeCount: 0 }, "No reviews to compare."],
  [
    "no criterion with two scores",
    { agreeCount: 0, rows: allAgree.map(incomparable), mostApart: null },
    "Nothing to compare: no criterion has two scores.",
  ],
  [
    "one with a single score",
    { agreeCount: 8, rows: [...allAgree.slice(0, 8), incomparable(allAgree[8]!)], mostApart: null },
    "Eight of nine criteria agree. One has too few scores to compare.",
  ],
  [
    "all agree, one off the baseline",
    { agreeCount: 8, rows: offBaseline(["greeting"]), mostApart: null },
    "All nine criteria agree. Off the baseline: Greeting.",
  ],
  [
    "all agree, two off the baseline",
    { agreeCount: 7, rows: offBaseline(["greeting", "plain"]), mostApart: null },
    "All nine criteria agree. Two are off the baseline.",
  ],
])("headline: %s", (_name, part, sentence) => {
  expect(say(part)).toBe(sentence);
});

test("an auto-fail split that goes first is not called the furthest apart where another one is", () => {
  const rows = allSame.map((row) => (row.criterionId === "empathy" ? { ...row, details: { ...row.details, V: 0.95 } } : row));
  expect(say({ rows })).toBe("Six of nine criteria agree. First: Identity check, an auto-fail split. Most apart: Empathy.");
  // an order made by hand takes nothing away from it, and pins nothing
  const byHand = [rowOf("hold"), ...rows.filter(({ criterionId }) => criterionId !== "hold")];
  expect(say({ rows: byHand, mostApart: "hold", orderedByHand: true })).toBe("Six of nine criteria agree. Most apart: Empathy.");
});

test.each<[string, Partial<ResultRow>, string]>([
  ["empathy", {}, "scores 2 to 5"],
  ["identity", {}, "4 yes, 2 no"],
  ["identity", { values: [0, 0, 1], naCount: 1 }, "1 yes, 2 no, 1 N/A"],
  ["identity", { values: [0, 0, 1], naCount: 1, badge: "naSplit" }, "1 yes, 2 no, 1 N/A"],
  ["empathy", { values: [2, 5], naCount: 2, badge: "autoFailSplit" }, "scores 2 to 5, 2 N/A"],
  ["empathy", { values: [2, 5], naCount: 2, badge: "naSplit" }, "scores 2 to 5"],
  ["greeting", {}, "6 yes"],
  ["greeting", { values: [0, 0] }, "2 no"],
  ["next", {}, "all 2"],
  ["next", { values: [2] }, "scored 2"],
  ["hold", { values: [], naCount: 3 }, "all N/A"],
  ["hold", { values: [], naCount: 0 }, "no scores"],
  ["closing", {}, "scores 80 to 85"],
])("how far apart: %s %o", (id, part, words) => {
  expect(spreadText(t, criterionOf(id), { ...rowOf(id), ...part })).toBe(words);
});

test("[A6] N/A against a score is a split of its own", () => {
  expect(badgeText(t, rowOf("hold"))).toBe("N/A split 2 : 4");
});
test("[A7] one score is not comparable, never agreement", () => {
  expect(badgeText(t, { ...rowOf("next"), comparable: false, values: [2] })).toBe("Not comparable (1 score)");
  expect(badgeText(t, { ...rowOf("next"), comparable: false, values: [] })).toBe("No scores");
});
test("a row has at most one badge", () => {
  expect(badgeText(t, rowOf("identity"))).toBe("Auto-fail split");
  expect(badgeText(t, rowOf("empathy"))).toBeNull();
});

const total = (raw: number | null, autoFail = false): Total => ({ raw, final: autoFail ? 0 : raw, autoFail });
test.each<[Total[], string]>([
  [results.totals, "Totals 0–88 (71–88 before auto-fail)"],
  [results.totals.filter(({ autoFail }) => !autoFail), "Totals 71–88"],
  [[total(46, true), total(83)], "Totals 0–83 (46–83 before auto-fail)"],
  [[total(46, true)], "Total 0 (46 before auto-fail)"],
  [[total(80.2), total(79.9)], "Totals all 80"],
  [[total(80.2)], "Total 80"],
  [[total(null)], "No totals: nothing that counts was scored"],
  [[total(60, true), total(91, true)], "Totals all 0 (60–91 before auto-fail)"],
])("[T3] totals are those that count, and those before auto-fail beside them, so that 0 against 0 hides nothing (%#)", (totals, words) => {
  expect(totalsText(t, totals)).toBe(words);
});

test("the what-if of auto-fail names the totals behind the zeros", () => {
  expect(autoFailText(t, results.totals)).toBe("Auto-fail: 2 of 6 totals become 0 instead of 84 and 79.");
  expect(autoFailText(t, [total(91, true), total(80)])).toBe("Auto-fail: 1 of 2 totals becomes 0 instead of 91.");
  expect(
    autoFailText(
      t,
      [60, 70, 80, 90].map((raw) => total(raw, true)),
    ),
  ).toBe("Auto-fail: 4 of 4 totals become 0 instead of 60–90.");
  expect(autoFailText(t, [total(80)])).toBeNull();
});

test("the criteria that make totals 0 here are named, and no others", () => {
  const failing = (ids: string[]) => ({
    ...results,
    rows: results.rows.map((row) => ({ ...row, failCount: ids.includes(row.criterionId) ? 1 : 0 })),
  });
  expect(autoFailHere(t, failing(["identity"]), scorecard.criteria)).toBe("Here: Identity check.");
  // in the scorecard's order, whatever the order of discussion
  expect(autoFailHere(t, failing(["identity", "greeting"]), scorecard.criteria)).toBe("Here: Greeting and Identity check.");
  expect(autoFailHere(t, failing([]), scorecard.criteria)).toBeNull();
});

test("a blank is told apart from N/A and from agreement", () => {
  const row = (values: number[], naCount: number, missingCount: number) => ({
    ...rowOf("empathy"),
    badge: values.length > 0 && naCount > 0 ? ("naSplit" as const) : null,
    values,
    naCount,
    missingCount,
  });
  const words = (one: ResultRow) => [spreadText(t, criterionOf("empathy"), one), scoredText(t, one)];
  expect(words(row([4, 4, 4, 4, 4], 0, 0))).toEqual(["all 4", null]);
  // not "all": somebody left it blank
  expect(words(row([4, 4, 4, 4], 0, 1))).toEqual(["scored 4", "4 of 5 scored"]);
  expect(words(row([2, 3, 4], 1, 1))).toEqual(["scores 2 to 4", "3 scored, 1 N/A, 1 blank"]);
  expect(words(row([2, 3, 4], 2, 0))).toEqual(["scores 2 to 4", null]);
  expect(words(row([3, 3], 1, 0))).toEqual(["scored 3", null]);
  expect(words(row([], 4, 1))).toEqual(["4 N/A", "0 scored, 4 N/A, 1 blank"]);
  expect(words(row([], 5, 0))).toEqual(["all N/A", null]);
  expect(words(row([], 0, 5))).toEqual(["no scores", "0 of 5 scored"]);
});

test("[T6] the calibrated total is running until everything is settled, and keeps the total before auto-fail", () => {
  const calibrated = { settled: 3, parked: 0, of: 9, total: null, running: total(81.4) };
  expect(calibratedText(t, calibrated)).toBe("Calibrated so far 81");
  expect(calibratedText(t, { ...calibrated, total: total(84, true) })).toBe("Calibrated total 0 (84 before auto-fail)");
  expect(calibratedText(t, { ...calibrated, running: null })).toBeNull();
});

test("what became of a row", () => {
  const settled: SettledView = {
    value: 3,
    how: "agreed",
    until: null,
    note: null,
    cause: null,
    feedback: null,
    bySeatId: "s1",
    at: 0,
    amended: 0,
  };
  expect(stateText(t, { settled, parked: null }, String)).toBe("Calibrated: 3");
  expect(stateText(t, { settled: { ...settled, how: "withDissent" }, parked: null }, String)).toBe("Calibrated with dissent: 3");
  expect(stateText(t, { settled: { ...settled, how: "provisional" }, parked: null }, String)).toBe("Provisional: 3");
  expect(stateText(t, { settled: null, parked: { ownerPersonId: null } }, String)).toBe("Parked");
  expect(stateText(t, { settled: null, parked: null }, String)).toBeNull();
});

test("of what is settled or parked it is no more said that it is most apart: the next that is open, or that nothing is", () => {
  const settled: SettledView = {
    value: 1,
    how: "agreed",
    until: null,
    note: null,
    cause: null,
    feedback: null,
    bySeatId: "s1",
    at: 0,
    amended: 0,
  };
  const done = (ids: string[], parked: string[] = []) =>
    say({
      rows: results.rows.map((row) => ({
        ...row,
        settled: ids.includes(row.criterionId) ? settled : null,
        parked: parked.includes(row.criterionId) ? { ownerPersonId: null } : null,
      })),
    });
  const agree = "Six of nine criteria agree, two of them nearly.";
  expect(done([])).toBe(`${agree} Most apart: Identity check.`);
  expect(done(["identity"])).toBe(`${agree} Most apart of those open: Empathy.`);
  expect(done(["identity"], ["empathy"])).toBe(`${agree} Most apart of those open: Hold etiquette.`);
  expect(done(["identity", "empathy", "hold"])).toBe(`${agree} Everything to discuss is settled.`);
  expect(done(["identity", "hold"], ["empathy"])).toBe(`${agree} Everything to discuss is settled or parked.`);
});
