// The report: calibrated scores, how differences ended, notes, actions with owners; without individual blind scores unless asked for by name.
import { describe, expect, test } from "vitest";
import { audienceOf } from "../../../shared/session/audience.ts";
import { notesOf } from "../../../shared/session/notebook.ts";
import { reportOf } from "../../../shared/session/report.ts";
import type { ReportConversation } from "../../../shared/session/reportShape.ts";
import { summaryOf } from "../../../shared/session/summary.ts";
import type { SessionCommand } from "../../../shared/session/commands.ts";
import { given, reveal, SERVER, Story } from "./given.ts";
import { allSubmitted, createdSession, SCORECARD, SCORERS, sent, SCORES } from "./sessions.ts";
import { CONTEXT, SCREEN, seat } from "./view/seen.ts";

const C1 = { conversationId: "c1" };
const EMPATHY = { ...C1, criterionId: "empathy" };
const report = (story: Story, named = false, viewer: Parameters<typeof audienceOf>[1] = seat("tom")) =>
  reportOf(story.state, audienceOf(story.state, viewer), CONTEXT, { named });
type Shown = Extract<ReportConversation, { status: "revealed" | "setAside" }>;
const first = (story: Story, named = false) => report(story, named).conversations[0] as Shown;
const criterion = (story: Story, id: string, named = false) => first(story, named).criteria.find(({ criterionId }) => criterionId === id)!;
const settle = (more: Partial<Extract<SessionCommand, { type: "SettleCriterion" }>> = {}): SessionCommand => ({
  type: "SettleCriterion",
  ...EMPATHY,
  value: 4,
  how: "agreed",
  until: null,
  note: null,
  cause: null,
  feedback: null,
  ...more,
});

const scored = new Story(createdSession({ people: [...SCORERS, "oda"] })).and(...allSubmitted());
const revealed = scored.did("fay", reveal(scored));
const opened = revealed.did("fay", { type: "OpenCriterion", ...EMPATHY, readAloud: false });

describe("what it holds", () => {
  const call = opened
    .did("fay", { type: "OpenRevote", ...EMPATHY })
    .did("tom", { type: "CastRevote", ...EMPATHY, round: 1, value: 4 })
    .did("lea", { type: "CastRevote", ...EMPATHY, round: 1, value: 5 })
    .did("fay", { type: "RevealRevote", ...EMPATHY, round: 1 })
    .did("lea", settle({ how: "withDissent", note: "Score 4 when named late.", cause: "wordingUnclear", feedback: "Say it sooner" }))
    .did("lena", { type: "Object", ...EMPATHY, text: "Too kind" })
    .did("fay", { type: "AcceptIdentical", ...C1 })
    .did("fay", { type: "ParkCriterion", ...C1, criterionId: "notes", ownerPersonId: "p-aisha" })
    .did("tom", {
      type: "MakeProposal",
      proposalId: "p1",
      ...EMPATHY,
      kind: "redefine",
      text: "Say when",
      rightExample: "At once",
      wrongExample: null,
    })
    .did("tom", {
      type: "AddAction",
      actionId: "a1",
      text: "Reword it",
      ownerPersonId: null,
      dueOn: null,
      criterionId: "empathy",
      conversationId: "c1",
    })
    .did("tom", {
      type: "AddAction",
      actionId: "a2",
      text: "Tell the agent",
      ownerPersonId: "p-lea",
      dueOn: "2027-03-01",
      criterionId: null,
      conversationId: "c1",
    })
    .did("fay", { type: "CloseSession" });

  test("yes and no are counted on yes/no criteria, critical or not, and on no other", () => {
    const counted = Object.fromEntries(first(call).criteria.map(({ criterionId, yesCount }) => [criterionId, yesCount]));
    expect(counted).toEqual({ greeting: 6, idCheck: 6, empathy: null, notes: null, process: null, resolution: null });
  });

  test("how each criterion ended", () => {
    expect(Object.fromEntries(first(call).criteria.map(({ criterionId, outcome }) => [criterionId, outcome]))).toEqual({
      empathy: "withDissent",
      notes: "parked",
      resolution: "notDiscussed",
      greeting: "acceptedIdentical",
      process: "acceptedIdentical",
      idCheck: "acceptedIdentical",
    });
    expect(criterion(call, "empathy")).toMatchObject({
      calibrated: 4,
      recordedBy: "Lea",
      note: "Score 4 when named late.",
      cause: "wordingUnclear",
      feedback: "Say it sooner",
      range: { low: 1, high: 5 },
      answers: 6,
      rank: 1,
      revotes: [{ round: 1, voters: 2, moved: 1, range: { low: 4, high: 5 }, naCount: 0 }],
      objections: [{ name: null, text: "Too kind" }],
    });
    expect(criterion(call, "notes")).toMatchObject({ parkedOwner: "Aisha", calibrated: null });
  });

  test("[O9] who objected is for the named version: an objection tells what its author scored", () => {
    expect(JSON.stringify(first(call).criteria)).not.toMatch(/Lena|"lena"/);
    expect(criterion(call, "empathy", true).objections).toEqual([{ name: "Lena", text: "Too kind" }]);
  });

  test("notes, proposals, actions with owners, what was left out", () => {
    expect(report(call)).toMatchObject({
      notes: [{ criterion: "Empathy", value: 4, text: "Score 4 when named late.", conversation: "Conversation c1" }],
      proposals: [{ kind: "redefine", criterion: "Empathy", text: "Say when", rightExample: "At once", by: "Tom" }],
      actions: [
        { text: "Reword it", owner: null, criterion: "Empathy", conversation: "Conversation c1" },
        { text: "Tell the agent", owner: "Lea", dueOn: "2027-03-01" },
      ],
      unownedActions: 1,
      openFromBefore: [{ text: "Write it down", owner: "Tom" }],
      notDiscussed: [{ conversation: "Conversation c1", criteria: ["Resolution"] }],
      unrevealed: ["Conversation c2"],
      statements: { neverFeeds: "Calibration scores never feed agent scores." },
    });
  });

  test("who was there and who scored", () => {
    expect(report(call).people.map(({ name, scored, attended }) => [name, scored, attended])).toEqual([
      ...SCORERS.map((seatId) => [seatId[0]!.toUpperCase() + seatId.slice(1), 1, true]),
      ["Oda", 0, true],
    ]);
    const asleep = given(...createdSession({ present: false }));
    expect(report(asleep).people.every(({ attended }) => !attended)).toBe(true);
  });

  test("[S15] a hidden conversation is a title, nothing more", () => {
    expect(report(call).conversations[1]).toEqual({ conversationId: "c2", title: "Conversation c2", status: "notRevealed" });
  });

  test("[T6] [T7] no calibrated total and no gap while a criterion is open; then both", () => {
    expect(first(call)).toMatchObject({ calibrated: null, gap: null, settled: 4, parked: 1 });
    expect(report(call).gap).toBeNull();
    const reopened = call
      .did("fay", { type: "ReopenSession", reason: "two left" })
      .did("fay", settle({ criterionId: "notes", value: 80 }), settle({ criterionId: "resolution", value: 3 }));
    expect(first(reopened).calibrated!.final).toBeCloseTo(71, 9);
    expect(report(reopened).gap).toMatchObject({ conversations: 1, autoFailMismatches: 0 });
    expect(report(reopened).session.reopened).toMatchObject([{ by: "Fay", reason: "two left" }]);
  });
});

describe("[S5] individual blind scores", () => {
  const closed = opened.did("fay", { type: "CloseSession" });
  test("not without asking: no one's value stands in it", () => {
    expect(first(closed)).toMatchObject({ people: null, lateReviews: null });
    expect(first(closed).criteria.every(({ blind }) => blind === null)).toBe(true);
    expect(JSON.stringify(report(closed))).not.toContain("'s reason");
  });

  test("by name in the named version", () => {
    expect(report(closed, true).named).toBe(true);
    expect(criterion(closed, "empathy", true).blind).toContainEqual({
      name: "Tom",
      value: 2,
      reason: "tom's reason",
      unsure: false,
      revoted: null,
    });
    expect(first(closed, true).people!.map(({ name }) => name)).toEqual(["Fay", "Lea", "Tom", "Nina", "Aisha", "Lena"]);
  });

  test("[S7] while a criterion is open its held reasons are not in it", () => {
    expect(criterion(opened, "empathy", true).blind!.map(({ reason }) => reason)).toEqual(SCORERS.map(() => null));
    expect(criterion(opened.did("fay", settle()), "empathy", true).blind![2]!.reason).toBe("tom's reason");
  });
});

test("[B3] [L4] baseline and late reviews are labelled and in no figure", () => {
  const story = new Story(createdSession())
    .did("lea", { type: "MarkBaseline", ...C1, seatId: "lea" })
    .and(...allSubmitted("c1", { lea: SCORES.lea, fay: SCORES.fay, tom: SCORES.tom, nina: SCORES.nina, aisha: SCORES.aisha }))
    .did("fay", { type: "MarkAbsent", seatId: "lena" });
  const late = story
    .did("fay", reveal(story))
    .did("lena", { type: "ChooseLate", ...C1, choice: "score" })
    .did("lena", { type: "SubmitLateReview", ...C1, sheet: sent(SCORES.lena) });
  expect(first(late)).toMatchObject({ reviews: 4, absent: 1, late: 1, baselineTotal: { autoFail: false } });
  expect(criterion(late, "empathy")).toMatchObject({ baseline: 5, answers: 4, range: { low: 2, high: 4 } });
  const people = Object.fromEntries(report(late).people.map((one) => [one.name, [one.scored, one.scoredLate, one.gaveBaseline]]));
  expect(people).toMatchObject({ Lea: [0, 0, 1], Lena: [0, 1, 0], Tom: [1, 0, 0] });
  const named = first(late.did("fay", { type: "CloseSession" }), true);
  expect(named.lateReviews).toMatchObject([{ name: "Lena", values: SCORES.lena }]);
});

test("[R10] a reveal set aside is marked with who and why, and is in no figure", () => {
  const aside = SCORECARD.criteria
    .reduce((story, { criterionId }) => story.did("fay", settle({ criterionId, value: SCORES.fay[criterionId]! })), revealed)
    .did("lea", { type: "SetRevealAside", ...C1, reason: "Tom was asleep" });
  expect(first(aside)).toMatchObject({
    status: "setAside",
    setAside: { reason: "Tom was asleep", by: "Lea" },
    gap: null,
    calibrated: { autoFail: false },
  });
  expect(report(aside).gap).toBeNull();
  expect(report(aside).people.every(({ scored: counted }) => counted === 0)).toBe(true);
  expect(summaryOf(aside.state, CONTEXT).range).toBeNull();
});

test("[F4] a withdrawn conversation is named as such", () => {
  const withdrawn = revealed.did("fay", { type: "WithdrawConversation", ...C1 });
  expect(report(withdrawn).conversations[0]).toEqual({ ...C1, title: "Conversation c1", status: "withdrawn" });
  expect(report(withdrawn).unrevealed).toEqual(["Conversation c2"]);
});

test("[S10] on the shared screen the agent stays masked", () => {
  expect(report(revealed, false, SCREEN).conversations[0]).toMatchObject({ agent: null });
  expect(first(revealed).agent).toBe("Agnes Agent");
});

describe("the line in the list", () => {
  test("[S15] counts and range of what is revealed, nothing before", () => {
    expect(summaryOf(scored.state, CONTEXT)).toMatchObject({
      status: "open",
      revealed: 0,
      conversations: 2,
      range: null,
      people: 7,
      facilitator: "Fay",
    });
    const { range, revealed: opened } = summaryOf(revealed.state, CONTEXT);
    expect(opened).toBe(1);
    expect(range!.low).toBeLessThan(range!.high);
  });

  test("open actions are those still open in the workspace", () => {
    const act = (actionId: string): SessionCommand => ({
      type: "AddAction",
      actionId,
      text: "x",
      ownerPersonId: null,
      dueOn: null,
      criterionId: null,
      conversationId: null,
    });
    const story = revealed.did("fay", act("a1"), act("a2"), act("a3")).did("fay", { type: "DropAction", actionId: "a3" });
    const context = { ...CONTEXT, actionStatus: (actionId: string) => (actionId === "a1" ? ("done" as const) : ("open" as const)) };
    expect(summaryOf(story.state, context).openActionsHere).toBe(1);
  });
});

describe("the notebook", () => {
  test("scoring notes with the wording they were written for; none without words, none of a sample", () => {
    const story = opened
      .did("fay", settle({ note: "Score 4 when named late." }))
      .did("fay", settle({ criterionId: "notes", value: 80, note: "  " }));
    const notes = notesOf(story.state);
    expect(notes).toMatchObject([{ criterionId: "empathy", value: 4, text: "Score 4 when named late.", sessionName: "Support, week 7" }]);
    expect(notes[0]!.wordingKey).toMatch(/^[0-9a-f]{16}$/);
    expect(notesOf({ ...story.state, sample: true })).toEqual([]);
  });
});

test("[K4] every change of facilitator stays in the report, oldest first", () => {
  const back = new Story(createdSession())
    .did(SERVER, { type: "MarkAway", seatId: "fay" })
    .did("lea", { type: "TakeOver" })
    .did(SERVER, { type: "MarkBack", seatId: "fay" })
    .did("fay", { type: "TakeBack" });
  expect(report(back).session.passed).toMatchObject([
    { from: "Fay", to: "Lea", how: "takenOver" },
    { from: "Lea", to: "Fay", how: "returned" },
  ]);
});
