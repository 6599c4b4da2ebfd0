// A criterion in discussion: answers with names, the speaking order, re-votes, stances, objections.
import { expect, test } from "vitest";
import { reveal, SERVER, Story } from "../given.ts";
import { allSubmitted, createdSession, SCORES } from "../sessions.ts";
import { SCREEN, seat, seenBy } from "./seen.ts";

const EMPATHY = { conversationId: "c1", criterionId: "empathy" };
const story = new Story(createdSession()).and(...allSubmitted());
const opened = story.did("fay", reveal(story)).did("fay", { type: "OpenCriterion", ...EMPATHY, readAloud: false });
const shown = (at: Story, viewer = seat("tom") as Parameters<typeof seenBy>[1]) => seenBy(at.state, viewer).discussion!.c1!.empathy!;
const speaking = (at: Story) => Object.fromEntries(shown(at).speaking!.order.map(({ seatId, state }) => [seatId, state]));

test("a criterion that was not opened has no discussion", () => {
  expect(Object.keys(seenBy(opened.state, seat("tom")).discussion!.c1!)).toEqual(["empathy"]);
});

test("[S10] the shared screen shows the same discussion", () => {
  expect(shown(opened, SCREEN)).toEqual(shown(opened));
});

test("the levels that were chosen are contested", () => {
  expect(shown(opened).contested).toEqual([1, 2, 3, 4, 5]);
});

test("[O1] [O2] [O3] [O5] [O8] the speaking order: newest first, leaders last, away people are not waited for", () => {
  const order = shown(opened).speaking!.order.map(({ seatId }) => seatId);
  expect(order.slice(0, 2).sort()).toEqual(["nina", "tom"]);
  expect(order.slice(2, 4)).toEqual(["aisha", "lena"]);
  expect(order.slice(4).sort()).toEqual(["fay", "lea"]);
  expect(speaking(opened)).toEqual({ tom: "turn", nina: "turn", aisha: "waiting", lena: "waiting", fay: "waiting", lea: "waiting" });
  const next = opened
    .did("tom", { type: "MarkSpoke", ...EMPATHY, seatId: "tom" })
    .did(SERVER, { type: "MarkAway", seatId: "nina" })
    .did(SERVER, { type: "MarkAway", seatId: "lena" });
  expect(speaking(next)).toEqual({ tom: "spoke", nina: "away", aisha: "turn", lena: "away", fay: "waiting", lea: "waiting" });
  expect(shown(next).speaking).toMatchObject({ everyone: false, bandsLeft: true });
});

test("[O12] not yet heard: present, scoring, neither spoken nor passed", () => {
  const next = opened
    .did("tom", { type: "MarkSpoke", ...EMPATHY, seatId: "tom" })
    .did("nina", { type: "Pass", ...EMPATHY, seatId: "nina" })
    .did(SERVER, { type: "MarkAway", seatId: "lena" });
  expect(shown(next).notHeard).toEqual(["fay", "lea", "aisha"]);
  expect(speaking(next)).toMatchObject({ tom: "spoke", nina: "passed" });
});

test("[O9] with an open order there is none, and reasons are open", () => {
  const free = new Story(createdSession({ options: { speakingOrder: "open" } })).and(...allSubmitted());
  const talk = free.did("fay", reveal(free)).did("fay", { type: "OpenCriterion", ...EMPATHY, readAloud: false });
  expect(shown(talk).speaking).toBeNull();
  expect(shown(talk).reasons).toHaveLength(6);
});

test("[V1] [V4] [S9] a re-vote: how many while it is open, movement once revealed, nothing of one set aside", () => {
  const open = opened
    .did("fay", { type: "OpenRevote", ...EMPATHY })
    .did("tom", { type: "CastRevote", ...EMPATHY, round: 1, value: 4 })
    .did("tom", { type: "CastRevote", ...EMPATHY, round: 1, value: 3 })
    .did("lea", { type: "CastRevote", ...EMPATHY, round: 1, value: 5 });
  expect(shown(open).revotes).toEqual([{ round: 1, status: "open", in: 2, of: 6 }]);
  expect(seenBy(open.state, seat("tom")).mine!.revotes).toEqual([{ ...EMPATHY, round: 1, value: 3 }]);
  expect(seenBy(open.state, seat("nina")).mine!.revotes).toEqual([]);
  const done = open.did("fay", { type: "RevealRevote", ...EMPATHY, round: 1 });
  expect(shown(done).revotes).toEqual([
    {
      round: 1,
      status: "revealed",
      values: [3, 5],
      naCount: 0,
      movement: [
        { seatId: "lea", from: 5, to: 5 },
        { seatId: "tom", from: 2, to: 3 },
      ],
    },
  ]);
  const aside = open.did("fay", { type: "CancelRevote", ...EMPATHY, round: 1 });
  expect(shown(aside).revotes).toEqual([{ round: 1, status: "cancelled" }]);
  expect(seenBy(aside.state, seat("tom")).mine!.revotes).toEqual([]);
});

test("[C7] [C9] stances and objections stand beside the blind scores, which stay", () => {
  const next = opened
    .did("tom", { type: "ChangeMind", ...EMPATHY, value: 4 })
    .did("lena", { type: "Object", ...EMPATHY, text: "Not for me" });
  expect(shown(next).minds).toEqual([{ seatId: "tom", value: 4 }]);
  expect(shown(next).objections).toMatchObject([{ seatId: "lena", text: "Not for me" }]);
  expect(shown(next).entries.find(({ seatId }) => seatId === "tom")!.value).toBe(SCORES.tom.empathy);
});

test("[C7] an objection to a criterion nobody opened is in sight too", () => {
  const next = opened.did("lena", { type: "Object", conversationId: "c1", criterionId: "greeting", text: "He did not" });
  expect(seenBy(next.state, seat("tom")).discussion!.c1!.greeting).toMatchObject({
    named: false,
    speaking: null,
    objections: [{ text: "He did not" }],
  });
});

test("mine: my turn, on the criterion that everybody looks at", () => {
  expect(seenBy(opened.state, seat("tom")).mine!.turn).toEqual(EMPATHY);
  expect(seenBy(opened.state, seat("aisha")).mine!.turn).toBeNull();
  const spoken = opened.did("tom", { type: "MarkSpoke", ...EMPATHY, seatId: "tom" });
  expect(seenBy(spoken.state, seat("tom")).mine!.turn).toBeNull();
  const elsewhere = opened.did("fay", { type: "MoveFocus", focus: { kind: "review" } });
  expect(seenBy(elsewhere.state, seat("tom")).mine!.turn).toBeNull();
});

test("[S6] movement without names is in no order of people: with the same two votes the same bytes, whoever had left it blank", () => {
  const process = { conversationId: "c1", criterionId: "process" };
  const { process: _blank, ...without } = SCORES.tom;
  const moved = (scores: typeof SCORES) => {
    const talk = new Story(createdSession({ options: { names: "never" } })).and(...allSubmitted("c1", scores));
    const voted = talk
      .did("fay", reveal(talk))
      .did("fay", { type: "OpenCriterion", ...process, readAloud: false }, { type: "OpenRevote", ...process })
      .did("tom", { type: "CastRevote", ...process, round: 1, value: 2 })
      .did("nina", { type: "CastRevote", ...process, round: 1, value: 2 })
      .did("fay", { type: "RevealRevote", ...process, round: 1 });
    return seenBy(voted.state, seat("aisha")).discussion!.c1!.process!.revotes[0];
  };
  const one = moved({ ...SCORES, tom: without, nina: { ...SCORES.nina, process: "NA" } });
  const other = moved({ ...SCORES, tom: { ...SCORES.tom, process: "NA" }, nina: without });
  expect(one).toMatchObject({
    movement: [
      { from: "NA", to: 2 },
      { from: null, to: 2 },
    ],
  });
  expect(JSON.stringify(other)).toBe(JSON.stringify(one));
});

test("[O3] [O4] that it is my turn is said to me alone, and to nobody once it is open to everyone or has no order", () => {
  const turns = (at: Story) => ["tom", "nina", "aisha", "fay"].map((seatId) => seenBy(at.state, seat(seatId)).mine!.turn);
  expect(turns(opened)).toEqual([EMPATHY, EMPATHY, null, null]);
  expect(turns(opened.did("fay", { type: "NextTurn", ...EMPATHY })).at(2)).toEqual(EMPATHY);
  expect(turns(opened.did("fay", { type: "OpenToEveryone", ...EMPATHY }))).toEqual([null, null, null, null]);
  expect(turns(opened.did("fay", { type: "MoveFocus", focus: { kind: "results", conversationId: "c1" } }))).toEqual([
    null,
    null,
    null,
    null,
  ]);
  const nameless = new Story(createdSession({ options: { names: "never" } })).and(...allSubmitted());
  const talk = nameless.did("fay", reveal(nameless)).did("fay", { type: "OpenCriterion", ...EMPATHY, readAloud: false });
  expect(turns(talk)).toEqual([null, null, null, null]);
});

test("a score alone is no reason; with a line pinned to it, it is one without words", () => {
  const free = new Story(createdSession({ options: { speakingOrder: "open" } }));
  const evidence = [{ line: 0, at: null, quote: "Hello" }];
  const scored = (value: number, more: object) => ({ empathy: { value, reason: "", unsure: false, evidence: [], ...more } });
  const both = free
    .did("tom", { type: "SubmitReview", conversationId: "c1", sheet: scored(2, { evidence }) })
    .did("nina", { type: "SubmitReview", conversationId: "c1", sheet: scored(4, {}) })
    .did("fay", ...["fay", "lea", "aisha", "lena"].map((seatId) => ({ type: "MarkAbsent" as const, seatId })));
  const talk = both.did("fay", reveal(both)).did("fay", { type: "OpenCriterion", ...EMPATHY, readAloud: false });
  expect(shown(talk).reasons).toMatchObject([{ seatId: "tom", text: "", evidence }]);
});

test("[S6] reasons without names stand by value, then by their words, whoever wrote them", () => {
  const texts = (tom: string, nina: string) => {
    const free = new Story(createdSession({ people: ["fay", "tom", "nina", "lena"], options: { names: "never" } }));
    const sheet = (value: number, reason: string) => ({ empathy: { value, reason, unsure: false, evidence: [] } });
    const all = free
      .did("tom", { type: "SubmitReview", conversationId: "c1", sheet: sheet(3, tom) })
      .did("nina", { type: "SubmitReview", conversationId: "c1", sheet: sheet(3, nina) })
      .did("lena", { type: "SubmitReview", conversationId: "c1", sheet: sheet(1, "Zero warmth") })
      .did("fay", { type: "MarkAbsent", seatId: "fay" });
    const talk = all.did("fay", reveal(all)).did("fay", { type: "OpenCriterion", ...EMPATHY, readAloud: false });
    const { reasons } = shown(talk);
    expect(reasons.every(({ seatId }) => seatId === null)).toBe(true);
    return reasons.map(({ text }) => text);
  };
  expect(texts("Bland", "Abrupt")).toEqual(["Zero warmth", "Abrupt", "Bland"]);
  expect(texts("Abrupt", "Bland")).toEqual(["Zero warmth", "Abrupt", "Bland"]);
});
