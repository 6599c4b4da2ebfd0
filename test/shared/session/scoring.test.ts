// Handing in hidden scores, whom to wait for, and the baseline.
import { describe, expect, test } from "vitest";
import { LIMITS } from "../../../shared/limits.ts";
import type { SentSheet } from "../../../shared/session/commands.ts";
import { countedSeats, rollOf } from "../../../shared/session/roll.ts";
import { given, reveal, type Story } from "./given.ts";
import { allSubmitted, createdSession, SCORES, sent, submitted } from "./sessions.ts";

const started = () => given(...createdSession());
const submit = (story: Story, sheet: SentSheet, by = "tom", conversationId = "c1") =>
  story.when({ type: "SubmitReview", conversationId, sheet }, by);
const pinned = (evidence: SentSheet[string]["evidence"]): SentSheet => ({ empathy: { value: 3, reason: "", unsure: true, evidence } });

describe("submitting", () => {
  test("[D1] the whole sheet is handed in; the last one before the reveal counts", () => {
    const once = submit(started(), sent({ empathy: 3 }, " Too curt ")).records({
      type: "ReviewSubmitted",
      conversationId: "c1",
      seatId: "tom",
      sheet: { empathy: { value: 3, reason: { text: "Too curt" }, unsure: false, evidence: [] } },
    });
    const twice = submit(once, sent({ greeting: 1 })).accepted();
    expect(Object.keys(twice.conversation().blind.entries.tom ?? {})).toEqual(["greeting"]);
  });

  test("[S3] handing in the same sheet again is recorded like any other", () => {
    const once = submit(started(), sent({ empathy: 3 })).accepted();
    submit(once, sent({ empathy: 3 })).records({ type: "ReviewSubmitted" });
    expect(rollOf(once.state, once.conversation())).toEqual(
      rollOf(
        submit(once, sent({ empathy: 5 })).accepted().state,
        submit(once, sent({ empathy: 5 }))
          .accepted()
          .conversation(),
      ),
    );
  });

  test.each([
    ["greeting", 2],
    ["empathy", 0],
    ["empathy", 6],
    ["resolution", 5],
    ["process", 4],
    ["notes", 101],
    ["notes", -1],
    ["notes", 0.5],
    ["empathy", Number.NaN],
  ])("[D2] %s does not take %s", (criterionId, value) => {
    submit(started(), sent({ [criterionId]: value })).refused("SCORE_RANGE");
  });

  test.each([
    ["greeting", 0],
    ["empathy", 1],
    ["resolution", 4],
    ["process", 3],
    ["notes", 100],
    ["process", "NA" as const],
  ])("[D2] %s takes %s", (criterionId, value) => {
    submit(started(), sent({ [criterionId]: value })).accepted();
  });

  test("[D2] N/A is refused where the criterion does not allow it", () => {
    submit(started(), sent({ empathy: "NA" })).refused("NA_NOT_ALLOWED");
  });

  test("[D3] an empty sheet and an unknown criterion are refused", () => {
    submit(started(), {}).refused("EMPTY_SHEET");
    submit(started(), sent({ empathy: 3, humour: 1 })).refused("CRITERION_UNKNOWN");
    submit(started(), sent({ constructor: 1 })).refused("CRITERION_UNKNOWN");
  });

  test("[D4] a seat that does not score, and an observer, do not submit", () => {
    submit(started().did("fay", { type: "ChangeSeat", seatId: "tom", scores: false }), sent({ empathy: 3 })).refused("NOT_SCORING");
    submit(given(...createdSession({ people: ["fay", "oda"] })), sent({ empathy: 3 }), "oda").refused("NOT_ALLOWED");
  });

  test("[D5] evidence points to a line of the transcript or to a typed moment", () => {
    submit(started(), pinned([{ line: 2, at: null, quote: "That must be annoying" }])).accepted();
    submit(started(), pinned([{ line: 3, at: null, quote: null }])).refused("BAD_REQUEST");
    submit(started(), pinned([{ line: 0, at: null, quote: null }]), "tom", "c2").refused("BAD_REQUEST");
    submit(started(), pinned([{ line: null, at: "02:10", quote: null }]), "tom", "c2").accepted();
  });

  test("[D1] a reason over the limit is refused with count and limit", () => {
    const outcome = submit(started(), sent({ empathy: 3 }, "x".repeat(LIMITS.reason + 1)));
    expect(outcome.decision).toEqual({
      rejected: { code: "TOO_LONG", params: { count: LIMITS.reason + 1, limit: LIMITS.reason }, field: "empathy" },
    });
  });

  test("[F9] scoring is open before anybody has opened the call", () => {
    submit(given(...createdSession({ present: false })), sent({ empathy: 3 })).accepted();
  });

  test("[S14] a refusal is the same whatever others have handed in", () => {
    const alone = started();
    const among = given(...createdSession(), ...allSubmitted());
    for (const sheet of [{}, sent({ empathy: 9 }), sent({ empathy: "NA" }), sent({ nothing: 1 })])
      expect(submit(among, sheet).decision).toEqual(submit(alone, sheet).decision);
    expect(among.when({ type: "AcceptIdentical", conversationId: "c1" }, "fay").decision).toEqual(
      alone.when({ type: "AcceptIdentical", conversationId: "c1" }, "fay").decision,
    );
  });
});

describe("whom to wait for", () => {
  test("[P10] somebody marked absent is not waited for; submitting ends it", () => {
    const story = started().when({ type: "MarkAbsent", seatId: "tom" }, "fay").records({ type: "MarkedAbsent", seatId: "tom" });
    expect(rollOf(story.state, story.conversation()).absent).toEqual(["tom"]);
    story.when({ type: "MarkAbsent", seatId: "tom" }, "lea").recordsNothing();
    const back = submit(story, sent({ empathy: 3 })).accepted();
    expect(rollOf(back.state, back.conversation()).in).toEqual(["tom"]);
    expect(rollOf(back.state, back.conversation("c2")).missing).toContain("tom");
  });

  test("[P10] expected again", () => {
    const story = started().did("fay", { type: "MarkAbsent", seatId: "tom" });
    story.when({ type: "MarkExpected", seatId: "tom" }, "fay").records({ type: "MarkedExpected", seatId: "tom" });
    started().when({ type: "MarkExpected", seatId: "tom" }, "fay").recordsNothing();
  });

  test("[P10] only people who score are waited for, and nobody unknown", () => {
    const story = given(...createdSession({ people: ["fay", "oda"] }));
    story.when({ type: "MarkAbsent", seatId: "oda" }, "fay").refused("NOT_SCORING");
    story.when({ type: "MarkAbsent", seatId: "nobody" }, "fay").refused("SEAT_UNKNOWN");
    started().when({ type: "MarkAbsent", seatId: "tom" }, "nina").refused("NOT_ALLOWED");
  });

  test("[P11] a nudge stands with the person nudged", () => {
    const story = started().when({ type: "Nudge", seatId: "tom" }, "fay").records({ type: "Nudged", seatId: "tom", bySeat: "fay" });
    expect(story.state.seats.filter((seat) => seat.nudgedAt !== null).map(({ seatId }) => seatId)).toEqual(["tom"]);
    given(...createdSession({ people: ["fay", "oda"] }))
      .when({ type: "Nudge", seatId: "oda" }, "fay")
      .refused("NOT_SCORING");
    started().when({ type: "Nudge", seatId: "nobody" }, "fay").refused("SEAT_UNKNOWN");
  });
});

describe("the baseline", () => {
  const mark = (story: Story, seatId: string | null, by = "fay") => story.when({ type: "MarkBaseline", conversationId: "c1", seatId }, by);

  test("[B1] facilitator and lead mark and unmark it before the reveal", () => {
    const story = mark(started(), "lea").records({ type: "BaselineMarked", conversationId: "c1", seatId: "lea" });
    mark(story, "lea", "lea").recordsNothing();
    mark(story, null).records({ type: "BaselineMarked", seatId: null });
    mark(started(), null).recordsNothing();
    mark(started(), "lea", "tom").refused("NOT_ALLOWED");
  });

  test("[B1] a manager of the team may, whatever the role in the session", () => {
    const boss = { ...(createdSession()[3] as Extract<ReturnType<typeof createdSession>[number], { type: "SeatTaken" }>) };
    const story = started().and({ ...boss, seatId: "boss", personId: "p-boss", role: "observer", workspaceRole: "manager", scores: false });
    mark(story, "lea", "boss").records({ type: "BaselineMarked" });
    story.when({ type: "MarkAbsent", seatId: "tom" }, "boss").refused("NOT_ALLOWED");
  });

  test("[B1] after the reveal it can neither be marked nor taken away", () => {
    const story = given(...createdSession(), ...allSubmitted());
    const after = story.when(reveal(story), "fay").accepted();
    mark(after, "lea").refused("ALREADY_REVEALED");
    mark(after, null).refused("ALREADY_REVEALED");
  });

  test("[B2] its author leads and scores", () => {
    mark(started(), "tom").refused("BASELINE_NOT_ALLOWED");
    mark(started().did("fay", { type: "ChangeSeat", seatId: "lea", scores: false }), "lea").refused("BASELINE_NOT_ALLOWED");
    mark(started(), "nobody").refused("SEAT_UNKNOWN");
    const withManager = started().and({
      type: "SeatTaken",
      seatId: "max",
      personId: "p-max",
      role: "reviewer",
      workspaceRole: "manager",
      experience: "long",
      site: null,
      scores: true,
      firstTime: false,
      knockId: null,
    });
    mark(withManager, "max").accepted();
  });

  test("[B3] its author leaves roll and figures, is not waited for, and watches", () => {
    const story = given(...createdSession(), ...allSubmitted("c1", { ...SCORES })).did("fay", {
      type: "MarkBaseline",
      conversationId: "c1",
      seatId: "lea",
    });
    expect(rollOf(story.state, story.conversation())).toEqual({ in: ["fay", "tom", "nina", "aisha", "lena"], missing: [], absent: [] });
    const after = story.when(reveal(story), "fay").accepted();
    expect(countedSeats(after.state, after.conversation())).not.toContain("lea");
    expect(after.conversation().blind.entries.lea).toBeDefined();
    const { lea: _lea, ...others } = SCORES;
    const notIn = given(...createdSession(), ...allSubmitted("c1", others)).did("fay", {
      type: "MarkBaseline",
      conversationId: "c1",
      seatId: "lea",
    });
    expect(notIn.when(reveal(notIn), "fay").accepted().conversation().late.lea?.choice).toBe("watching");
  });

  test("[B4] the mark ends with the author's seat, scoring or lead", () => {
    const marked = mark(started(), "lea").accepted();
    expect(marked.did("fay", { type: "RemoveSeat", seatId: "lea" }).conversation().baselineSeatId).toBeNull();
    expect(marked.did("fay", { type: "ChangeSeat", seatId: "lea", scores: false }).conversation().baselineSeatId).toBeNull();
    expect(marked.did("fay", { type: "ChangeSeat", seatId: "lea", experience: "new" }).conversation().baselineSeatId).toBe("lea");
    // lea leads in the team as well, so that being a reviewer here changes nothing; a lead by role alone loses it
    expect(marked.did("fay", { type: "ChangeSeat", seatId: "lea", role: "reviewer" }).conversation().baselineSeatId).toBe("lea");
    const byRole = started().did("fay", { type: "ChangeSeat", seatId: "lena", role: "lead" });
    const lenas = mark(byRole, "lena").accepted();
    expect(lenas.did("fay", { type: "ChangeSeat", seatId: "lena", role: "reviewer" }).conversation().baselineSeatId).toBeNull();
  });

  test("[B4] after the reveal it stays", () => {
    const story = given(...createdSession(), ...allSubmitted()).did("fay", { type: "MarkBaseline", conversationId: "c1", seatId: "lea" });
    const after = story.when(reveal(story), "fay").accepted().did("fay", { type: "RemoveSeat", seatId: "lea" });
    expect(after.conversation().baselineSeatId).toBe("lea");
  });

  test("[B3] a baseline taken away comes back into the roll", () => {
    const story = given(...createdSession(), submitted("c1", "lea", SCORES.lea)).did("fay", {
      type: "MarkBaseline",
      conversationId: "c1",
      seatId: "lea",
    });
    expect(rollOf(mark(story, null).accepted().state, mark(story, null).accepted().conversation()).in).toEqual(["lea"]);
  });
});
