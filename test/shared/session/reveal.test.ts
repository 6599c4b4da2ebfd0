// The reveal: who may, what stops it, what it records, and what nobody can change afterwards.
import { describe, expect, test } from "vitest";
import { lateStandingOf } from "../../../shared/session/late.ts";
import { countedSeats, rollOf } from "../../../shared/session/roll.ts";
import { given, reveal, type Story } from "./given.ts";
import { allSubmitted, createdSession, SCORECARD, SCORERS, SCORES, sent, submitted } from "./sessions.ts";

const everybodyIn = () => given(...createdSession(), ...allSubmitted());
const revealed = () => everybodyIn().when(reveal(everybodyIn()), "fay").accepted();
const without = (...missing: string[]) =>
  given(
    ...createdSession(),
    ...allSubmitted("c1", Object.fromEntries(Object.entries(SCORES).filter(([seatId]) => !missing.includes(seatId)))),
  );
const press = (story: Story, roll: { in: string[]; missing: string[]; absent: string[] }) =>
  story.when({ type: "RevealScores", conversationId: "c1", roll }, "fay");

describe("pressing Reveal", () => {
  test("[R1] one event opens one conversation for everybody and leaves the other hidden", () => {
    const story = everybodyIn()
      .when(reveal(everybodyIn()), "fay")
      .records({ type: "ScoresRevealed", conversationId: "c1", bySeat: "fay", roll: { in: [...SCORERS], missing: [], absent: [] } });
    expect(story.conversation("c1").blind.status).toBe("revealed");
    expect(story.conversation("c2").blind.status).toBe("open");
  });

  test("[R2] a lead reveals, a reviewer and an observer do not", () => {
    const story = given(...createdSession({ people: [...SCORERS, "oda"] }), ...allSubmitted());
    story.when(reveal(story), "lea").accepted();
    story.when(reveal(story), "tom").refused("NOT_ALLOWED");
    story.when(reveal(story), "oda").refused("NOT_ALLOWED");
  });

  test("[R3] a reveal whose roll has changed is refused", () => {
    // tom was in the presser's roll as marked absent; since then he is expected again
    const story = without("tom");
    press(story, { in: SCORERS.filter((seatId) => seatId !== "tom"), missing: [], absent: ["tom"] }).refused("ROLL_CHANGED");
    const newcomer = everybodyIn().and({
      type: "SeatTaken",
      seatId: "zoe",
      personId: "p-zoe",
      role: "reviewer",
      workspaceRole: "guest",
      experience: "new",
      site: null,
      scores: true,
      firstTime: true,
      knockId: null,
    });
    press(newcomer, rollOf(everybodyIn().state, everybodyIn().conversation())).refused("ROLL_CHANGED");
  });

  test("[R4] somebody having come in since does no harm", () => {
    const before = without("tom").did("fay", { type: "MarkAbsent", seatId: "tom" });
    const seen = rollOf(before.state, before.conversation());
    const after = before.did("tom", { type: "SubmitReview", conversationId: "c1", sheet: sent(SCORES.tom) });
    press(after, seen).records({ type: "ScoresRevealed", roll: { in: [...SCORERS], missing: [], absent: [] } });
    const wasMissing = without("tom");
    const sawHimMissing = rollOf(wasMissing.state, wasMissing.conversation());
    press(everybodyIn(), sawHimMissing).accepted();
  });

  test("[R5] a reveal is refused while somebody is missing, with their number and no name", () => {
    const story = without("tom", "nina");
    const outcome = story.when(reveal(story), "fay");
    outcome.refused("SOMEBODY_MISSING");
    expect(outcome.decision).toEqual({ rejected: { code: "SOMEBODY_MISSING", params: { missing: 2 } } });
    const marked = story.did("fay", { type: "MarkAbsent", seatId: "tom" }, { type: "MarkAbsent", seatId: "nina" });
    marked
      .when(reveal(marked), "fay")
      .records({ type: "ScoresRevealed", roll: { in: ["fay", "lea", "aisha", "lena"], absent: ["tom", "nina"], missing: [] } });
  });

  test("[R6] a reveal with nobody in is refused", () => {
    const story = given(...createdSession({ people: ["fay", "tom"] })).did(
      "fay",
      { type: "MarkAbsent", seatId: "fay" },
      { type: "MarkAbsent", seatId: "tom" },
    );
    story.when(reveal(story), "fay").refused("NOBODY_IN");
  });

  test("[R7] the second press, from another tab or by the lead, is accepted and records nothing", () => {
    const story = revealed();
    story.when(reveal(everybodyIn()), "fay").recordsNothing();
    story.when({ type: "RevealScores", conversationId: "c1", roll: { in: [], missing: ["tom"], absent: [] } }, "lea").recordsNothing();
  });

  test("[R8] the reveal records roll, agenda and speaking order, and later changes leave them as they are", () => {
    const story = revealed();
    const { reveal: recorded } = story.conversation();
    expect(recorded?.agenda).toHaveLength(SCORECARD.criteria.length);
    expect(recorded?.agenda[0]).toBe("empathy");
    expect(recorded?.speakingOrder.map(({ experience, last, seats }) => [experience, last, [...seats].sort()])).toEqual([
      ["new", false, ["nina", "tom"]],
      ["settled", false, ["aisha"]],
      ["long", false, ["lena"]],
      ["long", true, ["fay", "lea"]],
    ]);
    const later = story.did("fay", { type: "ChangeSeat", seatId: "tom", experience: "long" }, { type: "RemoveSeat", seatId: "nina" });
    expect(later.conversation().reveal).toEqual(recorded);
  });

  test("[R8] the same seed gives the same order, whatever else is different", () => {
    const story = everybodyIn();
    const once = story.when(reveal(story), "fay", { seed: 7 }).decision;
    expect(story.when(reveal(story), "fay", { seed: 7, at: story.now + 999 }).decision).toEqual(once);
    const orders = new Set([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => JSON.stringify(story.when(reveal(story), "fay", { seed }).decision)));
    expect(orders.size).toBeGreaterThan(1);
  });

  test("[R13] everybody is taken to the results, and the timer ends", () => {
    const story = everybodyIn().did("fay", { type: "StartTimer", minutes: 15 }, { type: "MoveFocus", focus: { kind: "review" } });
    const after = story.when(reveal(story), "fay").accepted();
    expect(after.state.focus).toEqual({ kind: "results", conversationId: "c1" });
    expect(after.state.timer).toBeNull();
  });

  test("an unknown and a withdrawn conversation are not revealed", () => {
    const story = everybodyIn();
    story
      .when({ type: "RevealScores", conversationId: "c9", roll: { in: [], missing: [], absent: [] } }, "fay")
      .refused("CONVERSATION_UNKNOWN");
    story.did("fay", { type: "WithdrawConversation", conversationId: "c1" }).when(reveal(story), "fay").refused("WITHDRAWN");
  });
});

describe("the roll", () => {
  test("[R11] every scoring seat stands in one list; a sleeping laptop counts as missing", () => {
    const story = given(...createdSession({ people: [...SCORERS, "oda"] }), submitted("c1", "lena", SCORES.lena), {
      type: "MarkedAway",
      seatId: "tom",
    }).did("fay", { type: "MarkAbsent", seatId: "nina" });
    expect(rollOf(story.state, story.conversation())).toEqual({ in: ["lena"], missing: ["fay", "lea", "tom", "aisha"], absent: ["nina"] });
  });

  test("[R11] who is in for one conversation may be missing for another", () => {
    const story = without("tom");
    expect(rollOf(story.state, story.conversation("c1")).missing).toEqual(["tom"]);
    expect(rollOf(story.state, story.conversation("c2")).missing).toEqual([...SCORERS]);
  });

  test("[R11] removed people and people who do not score are not in it", () => {
    const story = everybodyIn().did("fay", { type: "RemoveSeat", seatId: "tom" }, { type: "ChangeSeat", seatId: "nina", scores: false });
    expect(rollOf(story.state, story.conversation()).in).toEqual(["fay", "lea", "aisha", "lena"]);
  });

  test("[R12] half a sheet is in, and only its rows have a value", () => {
    const story = given(...createdSession({ people: ["fay", "tom"] }), submitted("c1", "fay", SCORES.fay)).did("tom", {
      type: "SubmitReview",
      conversationId: "c1",
      sheet: sent({ greeting: 1, empathy: 2 }),
    });
    const after = story.when(reveal(story), "fay").accepted();
    expect(countedSeats(after.state, after.conversation())).toEqual(["fay", "tom"]);
    expect(Object.keys(after.conversation().blind.entries.tom ?? {})).toEqual(["greeting", "empathy"]);
  });
});

describe("after the reveal", () => {
  test("[R9] submitting is refused, for who was in and for who was not", () => {
    const late = without("tom").did("fay", { type: "MarkAbsent", seatId: "tom" });
    const story = late.when(reveal(late), "fay").accepted();
    story.when({ type: "SubmitReview", conversationId: "c1", sheet: sent(SCORES.tom) }, "tom").refused("ROUND_REVEALED");
    story.when({ type: "SubmitReview", conversationId: "c1", sheet: sent(SCORES.lena) }, "lena").refused("ROUND_REVEALED");
    story.when({ type: "SubmitReview", conversationId: "c2", sheet: sent(SCORES.lena) }, "lena").accepted();
  });

  test("[R9] what was handed in last before the reveal is what stands", () => {
    const story = everybodyIn().did("tom", { type: "SubmitReview", conversationId: "c1", sheet: sent({ ...SCORES.tom, empathy: 5 }) });
    const after = story.when(reveal(story), "fay").accepted();
    expect(after.conversation().blind.entries.tom?.empathy?.value).toBe(5);
  });

  test("[R10] a reveal set aside is kept and marked; settling goes on, a second reveal changes nothing", () => {
    const story = revealed().did("lea", { type: "SetRevealAside", conversationId: "c1", reason: "The screen was shared too early" });
    expect(story.conversation().setAside).toMatchObject({ bySeat: "lea", reason: { text: "The screen was shared too early" } });
    expect(story.conversation().blind.entries.tom).toBeDefined();
    story.when({ type: "SetRevealAside", conversationId: "c1", reason: "again" }, "fay").recordsNothing();
    story.when(reveal(everybodyIn()), "fay").recordsNothing();
    story.when({ type: "SubmitReview", conversationId: "c1", sheet: sent(SCORES.tom) }, "tom").refused("ROUND_REVEALED");
    story
      .when(
        {
          type: "SettleCriterion",
          conversationId: "c1",
          criterionId: "empathy",
          value: 3,
          how: "agreed",
          until: null,
          note: null,
          cause: null,
          feedback: null,
        },
        "fay",
      )
      .accepted();
  });

  test("[R10] only a revealed conversation is set aside, by facilitator or lead", () => {
    everybodyIn().when({ type: "SetRevealAside", conversationId: "c1", reason: "" }, "fay").refused("NOT_REVEALED");
    revealed().when({ type: "SetRevealAside", conversationId: "c1", reason: "" }, "tom").refused("NOT_ALLOWED");
  });

  test("[R9] a removed person's scores stay in the figures of what is revealed, and leave what is not", () => {
    const story = given(...createdSession(), ...allSubmitted("c1"), ...allSubmitted("c2"));
    const after = story.when(reveal(story), "fay").accepted().did("fay", { type: "RemoveSeat", seatId: "tom" });
    expect(countedSeats(after.state, after.conversation("c1"))).toContain("tom");
    expect(countedSeats(after.state, after.conversation("c2"))).not.toContain("tom");
  });

  test("whoever was in has nothing to choose", () => {
    const story = revealed();
    for (const seatId of SCORERS) expect(lateStandingOf(story.state, story.conversation(), seatId)).toBeNull();
  });

  test("[A8] the agenda is reordered by hand with the same criteria exactly", () => {
    const story = revealed();
    const agenda = story.conversation().reveal?.agenda ?? [];
    const order = [...agenda].reverse();
    const after = story
      .when({ type: "ReorderAgenda", conversationId: "c1", order }, "lea")
      .records({ type: "AgendaReordered", order, bySeat: "lea" });
    expect(after.conversation().reveal).toMatchObject({ agenda: order, orderedByHand: true });
    story.when({ type: "ReorderAgenda", conversationId: "c1", order: agenda }, "lea").recordsNothing();
    story.when({ type: "ReorderAgenda", conversationId: "c1", order: agenda.slice(1) }, "lea").refused("ORDER_MISMATCH");
    story.when({ type: "ReorderAgenda", conversationId: "c1", order: [...agenda.slice(1), agenda[1]!] }, "lea").refused("ORDER_MISMATCH");
    story.when({ type: "ReorderAgenda", conversationId: "c1", order: [...agenda.slice(1), "other"] }, "lea").refused("ORDER_MISMATCH");
    everybodyIn().when({ type: "ReorderAgenda", conversationId: "c1", order: agenda }, "lea").refused("NOT_REVEALED");
  });
});
