// What the reveal shows: rows in agenda order, ranges, badges, totals, the calibrated total and the gap.
import { describe, expect, test } from "vitest";
import type { Value } from "../../../../shared/scorecard/scorecard.ts";
import type { Options } from "../../../../shared/session/shapes.ts";
import { reveal, Story } from "../given.ts";
import { ALIKE, allSubmitted, createdSession, full, SCORECARD, type SCORERS, submitted } from "../sessions.ts";
import { SCREEN, seat, seenBy } from "./seen.ts";

const C1 = { conversationId: "c1" };
const settle = (criterionId: string, value: Value) =>
  ({ type: "SettleCriterion", ...C1, criterionId, value, how: "agreed", until: null, note: null, cause: null, feedback: null }) as const;

const scored = (scores: Record<string, Record<string, Value>>, options: Partial<Options> = {}): Story =>
  new Story(createdSession({ options, people: Object.keys(scores) as (typeof SCORERS)[number][] })).and(...allSubmitted("c1", scores));
const shown = (story: Story) => seenBy(story.state, seat("fay")).results!.c1!;
const revealed = (scores: Record<string, Record<string, Value>>): Story => {
  const story = scored(scores);
  return story.did("fay", reveal(story));
};
const row = (story: Story, criterionId: string) => shown(story).rows.find((one) => one.criterionId === criterionId)!;

test("[R1] [S1] nothing before the reveal, everything at once with it, the same for all", () => {
  const story = scored({ fay: ALIKE, tom: full(1, 2, 3, 2, 80, 1) });
  for (const viewer of [seat("fay"), seat("tom"), SCREEN]) expect(seenBy(story.state, viewer).results).toEqual({});
  const after = story.did("fay", reveal(story));
  const results = JSON.stringify(seenBy(after.state, seat("fay")).results);
  for (const viewer of [seat("tom"), SCREEN]) expect(JSON.stringify(seenBy(after.state, viewer).results)).toBe(results);
});

test("[A1] [A2] [A4] rows come in agenda order with their rank; those that agree have none", () => {
  const story = revealed({
    fay: full(1, 4, 3, 2, 80, 1),
    lea: full(1, 5, 3, 2, 80, 1),
    tom: full(1, 2, 3, "NA", 80, 0),
    nina: full(1, 4, 3, 2, 84, 1),
  });
  expect(shown(story).rows.map(({ criterionId, rank, toDiscuss, badge }) => [criterionId, rank, toDiscuss, badge])).toEqual([
    ["idCheck", 1, true, "autoFailSplit"],
    ["process", 2, true, "naSplit"],
    ["empathy", 3, true, null],
    ["greeting", null, false, null],
    ["resolution", null, false, null],
    ["notes", null, false, null],
  ]);
  expect(shown(story)).toMatchObject({ agreeCount: 3, criteriaCount: 6, mostApart: "idCheck", reviews: 4, identicalUnsettled: 2 });
  expect(row(story, "idCheck")).toMatchObject({ failCount: 1, values: [0, 1, 1, 1], low: 0, high: 1 });
  expect(row(story, "process")).toMatchObject({ naCount: 1, values: [2, 2, 2], low: 2, high: 2, identical: false });
  expect(row(story, "empathy")).toMatchObject({ values: [2, 4, 4, 5], low: 2, high: 5, nearly: null });
});

test("[A9] 4, 4, 5 agrees but is not identical: the values to choose between", () => {
  const story = revealed({ fay: ALIKE, lea: ALIKE, tom: { ...ALIKE, empathy: 5, notes: 84 } });
  expect(row(story, "empathy")).toMatchObject({ toDiscuss: false, identical: false, nearly: [4, 5] });
  expect(row(story, "notes").nearly).toEqual([80, 84]);
  expect(row(story, "greeting")).toMatchObject({ identical: true, nearly: null });
});

test("[R12] a half-filled sheet counts for its rows; blanks are missing there alone", () => {
  const story = revealed({ fay: ALIKE, lea: ALIKE, tom: { empathy: 4 } });
  expect(row(story, "empathy")).toMatchObject({ values: [4, 4, 4], missingCount: 0 });
  expect(row(story, "greeting")).toMatchObject({ values: [1, 1], missingCount: 1, identical: true });
});

test("[A7] one answer is not comparable, and is no agreement", () => {
  const story = revealed({ fay: { empathy: 4 }, tom: { greeting: 1, notes: 50 } });
  expect(row(story, "empathy")).toMatchObject({ comparable: false, identical: false, toDiscuss: false, rank: null, nearly: null });
  expect(row(story, "empathy").details).toEqual({ V: null, D: null, impact: null, sameAnswerShare: null });
  expect(shown(story)).toMatchObject({ agreeCount: 0, identicalUnsettled: 0, mostApart: null });
});

test("[A3] [B3] all agree and all differ from the baseline: on the agenda, and the baseline is in no figure", () => {
  const story = new Story(createdSession())
    .did("lea", { type: "MarkBaseline", ...C1, seatId: "lea" })
    .and(
      ...allSubmitted("c1", { fay: ALIKE, tom: ALIKE, nina: ALIKE, aisha: ALIKE, lena: ALIKE, lea: { ...ALIKE, empathy: 1, notes: 100 } }),
    );
  const after = story.did("fay", reveal(story));
  expect(row(after, "empathy")).toMatchObject({ rank: 1, toDiscuss: true, badge: "offBaseline", baseline: 1, values: [4, 4, 4, 4, 4] });
  expect(shown(after)).toMatchObject({ reviews: 5, agreeCount: 4, mostApart: null, identicalUnsettled: 4 });
  expect(shown(after).totals).toHaveLength(5);
  expect(shown(after).baselineTotal!.final).not.toBe(shown(after).totals[0]!.final);
});

test("unsure marks are counted, never by name", () => {
  const sheet = { empathy: { value: 4, reason: null, unsure: true, evidence: [] } };
  const story = scored({ fay: ALIKE, tom: ALIKE }).and({ type: "ReviewSubmitted", ...C1, seatId: "tom", sheet });
  expect(row(story.did("fay", reveal(story)), "empathy").unsureCount).toBe(1);
});

describe("totals", () => {
  const scores = { fay: full(1, 5, 4, 3, 100, 1), lea: full(1, 3, 4, 3, 100, 1), tom: full(1, 5, 4, 3, 100, 0) };
  test("[T3] sorted, with the total before auto-fail beside it", () => {
    expect(shown(revealed(scores)).totals).toEqual([
      { raw: 100, final: 0, autoFail: true },
      { raw: 90, final: 90, autoFail: false },
      { raw: 100, final: 100, autoFail: false },
    ]);
  });

  test("[T5] [T6] [T7] the calibrated total comes with the last criterion, and the gap with it", () => {
    const perfect = full(1, 5, 4, 3, 100, 1);
    const all = SCORECARD.criteria.reduce((story, { criterionId }, index) => {
      expect(shown(story).calibrated).toMatchObject({ settled: index, of: 6, total: null });
      expect(shown(story).gap).toBeNull();
      return story.did("fay", settle(criterionId, perfect[criterionId]!));
    }, revealed(scores));
    expect(shown(all).calibrated.total).toEqual({ raw: 100, final: 100, autoFail: false });
    expect(shown(all).gap).toEqual({ final: (100 + 10 + 0) / 3, raw: 10 / 3, autoFailMismatches: 1 });
  });

  test("[T6] a running total of what is settled so far; parking takes it back", () => {
    const story = revealed(scores).did("fay", settle("empathy", 3), settle("resolution", 4));
    expect(shown(story).calibrated.running).toEqual({ raw: 80, final: 80, autoFail: false });
    const parked = story.did("fay", { type: "ParkCriterion", ...C1, criterionId: "empathy", ownerPersonId: "p-tom" });
    expect(shown(parked).calibrated).toMatchObject({ settled: 1, parked: 1, running: { final: 100 } });
    expect(row(parked, "empathy")).toMatchObject({ settled: null, parked: { ownerPersonId: "p-tom" } });
  });
});

test("[R10] [T8] a reveal set aside is marked, open to consensus, and has no gap", () => {
  const story = revealed({ fay: ALIKE, tom: ALIKE })
    .did("fay", { type: "SetRevealAside", ...C1, reason: "wrong call" })
    .did("fay", { type: "AcceptIdentical", ...C1 });
  expect(shown(story)).toMatchObject({ setAside: { reason: "wrong call" }, gap: null, calibrated: { settled: 6 } });
  expect(seenBy(story.state, SCREEN).conversations![0]!.status).toBe("setAside");
});

test("[C3] [C5] accepted identical and amended scores say so", () => {
  const story = revealed({ fay: ALIKE, tom: { ...ALIKE, empathy: 1 } }).did("fay", { type: "AcceptIdentical", ...C1 });
  expect(row(story, "greeting").settled).toMatchObject({ how: "acceptedIdentical", value: 1, amended: 0, bySeatId: "fay" });
  expect(row(story, "empathy").settled).toBeNull();
  expect(shown(story).identicalUnsettled).toBe(0);
  const amended = story.did("fay", settle("greeting", 0));
  expect(row(amended, "greeting").settled).toMatchObject({ how: "agreed", value: 0, amended: 1 });
});

test("[A8] after reordering by hand the rows follow, and say so", () => {
  const story = revealed({ fay: ALIKE, tom: full(0, 1, 3, 2, 80, 1) });
  const before = shown(story).rows.map(({ criterionId }) => criterionId);
  const order = [before[1]!, before[0]!, ...before.slice(2)];
  const after = story.did("fay", { type: "ReorderAgenda", ...C1, order });
  expect(shown(after)).toMatchObject({ orderedByHand: true, mostApart: before[0] });
  expect(
    shown(after)
      .rows.slice(0, 2)
      .map(({ criterionId, rank }) => [criterionId, rank]),
  ).toEqual([
    [before[1], 1],
    [before[0], 2],
  ]);
});

test("[F4] a withdrawn conversation shows no results and no transcript", () => {
  const story = revealed({ fay: ALIKE, tom: ALIKE }).did("fay", { type: "WithdrawConversation", ...C1 });
  const seen = seenBy(story.state, seat("tom"));
  expect(seen.results).toEqual({});
  expect(seen.discussion).toEqual({});
  expect(seen.conversations![0]).toMatchObject({ status: "withdrawn", transcript: [] });
  expect(seen.progress!.map(({ conversationId }) => conversationId)).toEqual(["c2"]);
});

test("[R9] a later submission is no part of the results", () => {
  const story = revealed({ fay: ALIKE, tom: ALIKE });
  expect(() => story.and(submitted("c1", "tom", { ...ALIKE, empathy: 1 })).state).toThrow();
});

test("points of the total at stake: by the weight of what somebody rated; of a critical criterion the whole total, by how often two differ", () => {
  const story = revealed({ fay: full(1, 4, 3, "NA", 80, 1), tom: full(1, 2, 3, "NA", 80, 0) });
  // half of the scale apart, on a weight of 20 among 80: nobody rated `process`
  expect(row(story, "empathy").details.impact).toBeCloseTo(12.5);
  // 76.25 and 63.75 before the fail
  expect(row(story, "idCheck").details.impact).toBeCloseTo(70);
  expect(row(story, "notes").details.impact).toBe(0);
  // rated by one of them is rated: among 100 now
  const one = revealed({ fay: full(1, 4, 3, 2, 80, 1), tom: full(1, 2, 3, "NA", 80, 1) });
  expect(row(one, "empathy").details.impact).toBeCloseTo(10);
});

test("a row says whether it has been opened", () => {
  const story = revealed({ fay: full(1, 4, 3, 2, 80, 1), tom: full(1, 2, 3, 2, 80, 1) });
  const opened = story.did("fay", { type: "OpenCriterion", ...C1, criterionId: "empathy", readAloud: false });
  const discussed = (at: Story) => shown(at).rows.flatMap((one) => (one.discussed ? [one.criterionId] : []));
  expect(discussed(story)).toEqual([]);
  expect(discussed(opened)).toEqual(["empathy"]);
});
