// What the conductor's foot sends, and where the call goes next.
import { expect, test } from "vitest";
import { goOnCommand, nextCriterion, noteOf, settleCommand, settlingFrom } from "../../../client/session/discussion/settlement.ts";
import { discussionDots } from "../../../client/session/discussion/discussionDots.ts";
import { reasonGroups } from "../../../client/session/discussion/reasonGroups.ts";
import { samePlace } from "../../../client/session/discussion/samePlace.ts";
import { shortNames } from "../../../client/session/discussion/useShortNames.ts";
import { speakingLine } from "../../../client/session/discussion/speakingLine.ts";
import type { ConversationResults, DiscussionView, ReasonView, SettledView } from "../../../shared/session/view/slices.ts";
import { empathyDiscussion, results } from "../session/fixtures.ts";

const START = "Next time: ";
const place = { conversationId: "c1", criterionId: "empathy" };
const settled: SettledView = {
  value: 3,
  how: "provisional",
  until: "2026-12-01",
  note: "Next time, 3.",
  cause: "wordingUnclear",
  feedback: null,
  bySeatId: "s1",
  at: 0,
  amended: 0,
};
const withSettled = (...ids: string[]): ConversationResults => ({
  ...results,
  rows: results.rows.map((row) => (ids.includes(row.criterionId) ? { ...row, settled } : row)),
});

test("[C1] nothing is chosen beforehand, and nothing is sent without a choice", () => {
  const empty = settlingFrom(null, "");
  expect(empty.value).toBeNull();
  expect(settleCommand(place, empty, START)).toBeNull();
});

test("[C5] an amendment starts from its own record", () => {
  expect(settlingFrom(settled, START)).toEqual({
    value: 3,
    note: "Next time: 3.",
    how: "provisional",
    until: "2026-12-01",
    cause: "wordingUnclear",
    feedback: "",
  });
  expect(settlingFrom({ ...settled, how: "acceptedIdentical" }, "").how).toBe("agreed");
});

test("an amendment of a score without a note starts with an empty note, and one recorded without the words gets them", () => {
  expect(settlingFrom({ ...settled, note: null }, START).note).toBe("");
  expect(settlingFrom({ ...settled, note: "3." }, START).note).toBe("Next time: 3.");
});

test("a tap on a value is an agreed score; 0 and N/A are choices too", () => {
  const base = settlingFrom(null, "");
  expect(settleCommand(place, { ...base, value: 0 }, START)).toEqual({
    type: "SettleCriterion",
    ...place,
    value: 0,
    how: "agreed",
    until: null,
    note: null,
    cause: null,
    feedback: null,
  });
  expect(settleCommand(place, { ...base, value: "NA" }, START)?.value).toBe("NA");
});

test("a day counts only for a provisional score", () => {
  const base = { ...settlingFrom(null, ""), value: 3, until: "2026-12-01" };
  expect(settleCommand(place, base, START)?.until).toBeNull();
  expect(settleCommand(place, { ...base, how: "provisional" }, START)?.until).toBe("2026-12-01");
});

test.each([
  ["", null],
  ["Next time: ", null],
  [" next time, ", null],
  ["Next time: score 3 when …", "score 3 when …"],
  ["Next time:Score 3 when …", "Score 3 when …"],
  ["score 3 when …", "score 3 when …"],
  ["La próxima vez, un 3 cuando …", "un 3 cuando …"],
])("the starter words are no part of a note: %j", (typed, note) => {
  expect(noteOf(typed, START)).toBe(note);
});

test("the next one is the next unsettled one on the agenda, then any left before it", () => {
  expect(nextCriterion(results, "identity")).toBe("empathy");
  expect(nextCriterion(withSettled("empathy"), "identity")).toBe("hold");
  expect(nextCriterion(results, "hold")).toBe("identity");
  expect(nextCriterion(withSettled("identity", "empathy"), "hold")).toBeNull();
  expect(nextCriterion(results, "greeting")).toBe("identity");
});

test("when nothing is left the call goes back to the results", () => {
  expect(goOnCommand(withSettled("identity", "hold"), place)).toEqual({
    type: "MoveFocus",
    focus: { kind: "results", conversationId: "c1" },
  });
  expect(goOnCommand(results, place)).toEqual({ type: "OpenCriterion", conversationId: "c1", criterionId: "hold", readAloud: false });
});

test("[O3] the line names all of the band that has the turn, then who comes; nobody waits for the absent", () => {
  const speaking = empathyDiscussion.speaking!;
  expect(speakingLine(speaking)).toEqual({ now: ["s2", "s3"], first: true, after: ["s4", "s6", "s1"], spoke: [], passed: [] });
  const states = ["spoke", "turn", "turn", "away", "waiting", "passed"] as const;
  const later = { ...speaking, order: speaking.order.map((each, index) => ({ ...each, state: states[index]! })) };
  expect(speakingLine(later)).toEqual({ now: ["s3", "s4"], first: false, after: ["s6"], spoke: ["s2"], passed: ["s1"] });
  const over = speaking.order.map((each) => ({ ...each, state: "spoke" as const }));
  expect(speakingLine({ order: over, everyone: false, bandsLeft: false })).toMatchObject({ now: [], first: false, after: [] });
});

test("[O3] everybody of the band that has the turn is lit the same, and nobody else", () => {
  const lit = (view: DiscussionView) =>
    discussionDots(view, null, null, (seatId) => seatId)
      .filter(({ speaking }) => speaking)
      .map(({ name }) => name);
  expect(lit(empathyDiscussion)).toEqual(["s2", "s3"]);
  expect(lit({ ...empathyDiscussion, speaking: { ...empathyDiscussion.speaking!, everyone: true } })).toEqual([]);
  expect(lit({ ...empathyDiscussion, revotes: [{ round: 1, status: "open", in: 0, of: 6 }] })).toEqual([]);
});

const reason = (seatId: string | null, text: string): ReasonView => ({ seatId, text, evidence: [], value: 3, kind: "blind" });
test("the reasons of all who have the turn are read large, the others stand behind their initials", () => {
  const reasons = [reason("s4", "earlier"), reason("s3", "now, too"), reason("s2", "now")];
  const groups = reasonGroups({ ...empathyDiscussion, reasons });
  expect(groups.current.map(({ text }) => text)).toEqual(["now, too", "now"]);
  expect(groups.earlier.map(({ text }) => text)).toEqual(["earlier"]);
});

test("without an order the first reasons are read as they come", () => {
  const reasons = ["a", "b", "c", "d"].map((text) => reason(null, text));
  const groups = reasonGroups({ reasons, speaking: null, settled: null, parked: null });
  expect(groups.current.map(({ text }) => text)).toEqual(["a", "b", "c"]);
  expect(groups.earlier.map(({ text }) => text)).toEqual(["d"]);
});

test("reading aloud is the same place as talking about it", () => {
  const at = { kind: "criterion", conversationId: "c1", criterionId: "empathy", readAloud: false } as const;
  expect(samePlace(at, { ...at, readAloud: true })).toBe(true);
  expect(samePlace(at, { ...at, criterionId: "hold" })).toBe(false);
  expect(samePlace(at, { kind: "results", conversationId: "c1" })).toBe(false);
});

test("people are called by their first name, and in full where two share it", () => {
  const names = shortNames([
    { seatId: "1", name: "Tom Berg" },
    { seatId: "2", name: "Ana Ruiz" },
    { seatId: "3", name: "Ana Silva" },
  ]);
  expect([...names.values()]).toEqual(["Tom", "Ana Ruiz", "Ana Silva"]);
});
