// Re-votes and calibrated scores: settled, accepted, parked, objected to; proposals and actions.
import { describe, expect, test } from "vitest";
import type { Of } from "../../../shared/session/commands.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { openEntries } from "../../../shared/session/ballot.ts";
import { openRevote, revoteVoters } from "../../../shared/session/revote.ts";
import { given, reveal, type Story } from "./given.ts";
import { ALIKE, allSubmitted, createdSession, full, SCORERS } from "./sessions.ts";

const about = { conversationId: "c1", criterionId: "empathy" } as const;
const hidden = () => given(...createdSession({ people: [...SCORERS, "oda"] }), ...allSubmitted());
const revealed = () => hidden().when(reveal(hidden()), "fay").accepted();
const opened = () => revealed().did("fay", { type: "OpenCriterion", ...about, readAloud: false });
const revoting = () => opened().did("fay", { type: "OpenRevote", ...about });
const vote = (value: number | "NA", round = 1) => ({ type: "CastRevote", ...about, round, value }) as const;
const settle = (more: Partial<Of<"SettleCriterion">> = {}): Of<"SettleCriterion"> => ({
  type: "SettleCriterion",
  ...about,
  value: 3,
  how: "agreed",
  until: null,
  note: null,
  cause: null,
  feedback: null,
  ...more,
});
const ballots = (story: Story) => story.conversation().discussions.empathy?.revotes ?? [];

describe("the re-vote", () => {
  test("[V1] facilitator or lead opens one at a time, as often as wanted", () => {
    const story = opened()
      .when({ type: "OpenRevote", ...about }, "lea")
      .records({ type: "RevoteOpened", round: 1 });
    story.when({ type: "OpenRevote", ...about }, "fay").refused("REVOTE_OPEN");
    opened()
      .when({ type: "OpenRevote", ...about }, "tom")
      .refused("NOT_ALLOWED");
    const again = story.did("tom", vote(3)).did("fay", { type: "RevealRevote", ...about, round: 1 });
    again.when({ type: "OpenRevote", ...about }, "fay").records({ type: "RevoteOpened", round: 2 });
  });

  test("[V2] a later vote replaces the earlier one while it is open, and stays hidden", () => {
    const story = revoting().did("tom", vote(3), vote(4));
    expect(ballots(story)[0]).toEqual({ status: "open", entries: { tom: 4 } });
    expect(openEntries(ballots(story)[0]!)).toEqual({});
    revoting().when(vote(6), "tom").refused("SCORE_RANGE");
    revoting().when(vote("NA"), "tom").refused("NA_NOT_ALLOWED");
  });

  test("[V2] who scores and sees the conversation votes; observers and the baseline's author do not", () => {
    const marked = hidden().did("fay", { type: "MarkBaseline", conversationId: "c1", seatId: "lea" });
    const story = marked
      .when(reveal(marked), "fay")
      .accepted()
      .did("fay", { type: "OpenCriterion", ...about, readAloud: false }, { type: "OpenRevote", ...about });
    expect(revoteVoters(story.state, story.conversation())).toEqual(["fay", "tom", "nina", "aisha", "lena"]);
    story.when(vote(3), "lea").refused("NOT_SCORING");
    story.when(vote(3), "oda").refused("NOT_ALLOWED");
    story.did("fay", { type: "ChangeSeat", seatId: "tom", scores: false }).when(vote(3), "tom").refused("NOT_SCORING");
  });

  test("[V3] a vote for another round than the open one is refused", () => {
    opened().when(vote(3), "tom").refused("REVOTE_NOT_OPEN");
    revoting().when(vote(3, 2), "tom").refused("STALE_ROUND");
    const second = revoting()
      .did("tom", vote(3))
      .did("fay", { type: "CancelRevote", ...about, round: 1 }, { type: "OpenRevote", ...about });
    second.when(vote(3, 1), "tom").refused("STALE_ROUND");
    second.when(vote(3, 2), "tom").accepted();
  });

  test("[V4] revealed once, or set aside once; a second press changes nothing", () => {
    const voted = revoting().did("tom", vote(3));
    const revealRevote = { type: "RevealRevote", ...about, round: 1 } as const;
    const cancel = { type: "CancelRevote", ...about, round: 1 } as const;
    const open = voted.when(revealRevote, "fay").records({ type: "RevoteRevealed", round: 1, bySeat: "fay" });
    expect(openEntries(ballots(open)[0]!)).toEqual({ tom: 3 });
    open.when(revealRevote, "lea").recordsNothing();
    open.when(cancel, "lea").refused("REVOTE_NOT_OPEN");
    open.when(vote(4), "tom").refused("REVOTE_NOT_OPEN");
    const aside = voted.when(cancel, "lea").records({ type: "RevoteSetAside", round: 1, bySeat: "lea" });
    expect(openEntries(ballots(aside)[0]!)).toEqual({});
    aside.when(cancel, "fay").recordsNothing();
    aside.when(revealRevote, "fay").refused("REVOTE_NOT_OPEN");
    opened().when(revealRevote, "fay").refused("REVOTE_NOT_OPEN");
    voted.when(revealRevote, "tom").refused("NOT_ALLOWED");
  });

  test("[V4] one without votes cannot be revealed", () => {
    revoting()
      .when({ type: "RevealRevote", ...about, round: 1 }, "fay")
      .refused("NOBODY_IN");
  });

  test("[V5] settling or parking the criterion, and closing, set an open one aside", () => {
    const voted = revoting().did("tom", vote(3));
    const settled = voted.when(settle(), "fay").records({ type: "RevoteSetAside", round: 1 }, { type: "CriterionSettled" });
    expect(openRevote(settled.conversation(), "empathy")).toBeNull();
    voted
      .when({ type: "ParkCriterion", ...about, ownerPersonId: null }, "fay")
      .records({ type: "RevoteSetAside" }, { type: "CriterionParked" });
    voted.when({ type: "CloseSession" }, "fay").records({ type: "RevoteSetAside" }, { type: "SessionClosed" });
  });
});

describe("settling", () => {
  test("[C1] a tap records the value as agreed, with who and when", () => {
    const story = revealed();
    const { now } = story;
    story.when(settle({ note: " Next time 3 when the feeling is named ", cause: "wordingUnclear", feedback: "" }), "lea").records({
      type: "CriterionSettled",
      ...about,
      settlement: {
        value: 3,
        how: "agreed",
        until: null,
        note: { text: "Next time 3 when the feeling is named" },
        cause: "wordingUnclear",
        feedback: null,
        bySeat: "lea",
        at: now,
      },
    });
  });

  test("[C1] with dissent, or provisional until a date; only a provisional one has a date", () => {
    const until = (how: "withDissent" | "provisional") =>
      revealed()
        .did("fay", settle({ how, until: "2027-03-01" }))
        .conversation().settled.empathy;
    expect(until("provisional")).toMatchObject({ how: "provisional", until: "2027-03-01" });
    expect(until("withDissent")).toMatchObject({ how: "withDissent", until: null });
  });

  test("[C2] the value is on the scale, or N/A where allowed", () => {
    revealed()
      .when(settle({ value: 6 }), "fay")
      .refused("SCORE_RANGE");
    revealed()
      .when(settle({ value: "NA" }), "fay")
      .refused("NA_NOT_ALLOWED");
    revealed()
      .when(settle({ criterionId: "process", value: "NA" }), "fay")
      .accepted();
    revealed()
      .when(settle({ criterionId: "humour" }), "fay")
      .refused("CRITERION_UNKNOWN");
  });

  test("[C4] facilitator and lead settle and park, reviewers do not; nothing before the reveal", () => {
    revealed().when(settle(), "tom").refused("NOT_ALLOWED");
    revealed()
      .when({ type: "ParkCriterion", ...about, ownerPersonId: null }, "tom")
      .refused("NOT_ALLOWED");
    revealed().when({ type: "AcceptIdentical", conversationId: "c1" }, "tom").refused("NOT_ALLOWED");
    hidden().when(settle(), "fay").refused("NOT_REVEALED");
  });

  test("[C5] every amendment until the close is counted; the same again is nothing", () => {
    const story = revealed().did("fay", settle());
    story.when(settle(), "lea").recordsNothing();
    const amended = story.did("lea", settle({ value: 4 }));
    expect(amended.conversation().settled.empathy).toMatchObject({ value: 4, bySeat: "lea" });
    expect(amended.conversation().amendments.empathy).toBe(2);
    amended
      .did("fay", { type: "CloseSession" })
      .when(settle({ value: 5 }), "fay")
      .refused("SESSION_CLOSED");
  });

  test("[C3] accept identical settles exactly what everybody answered alike", () => {
    const story = revealed()
      .when({ type: "AcceptIdentical", conversationId: "c1" }, "fay")
      .records({
        type: "IdenticalAccepted",
        settled: [
          { criterionId: "greeting", value: 1 },
          { criterionId: "process", value: 2 },
          { criterionId: "idCheck", value: 1 },
        ],
      });
    expect(story.conversation().settled.greeting).toMatchObject({ value: 1, how: "acceptedIdentical", note: null });
    expect(story.conversation().settled.empathy).toBeUndefined();
    story.when({ type: "AcceptIdentical", conversationId: "c1" }, "fay").refused("NOTHING_IDENTICAL");
  });

  test("[A9] 4, 4, 5 is not identical; an answer of one alone neither; N/A from all is", () => {
    const scores = { fay: full(1, 4, 3, "NA", 80, 1), lea: full(1, 4, 3, "NA", 80, 1), tom: full(1, 5, 3, "NA", 80, 1) };
    const { notes: _notes, ...noNotes } = scores.lea;
    const { notes: _tom, ...tomsNoNotes } = scores.tom;
    const story = given(
      ...createdSession({ people: ["fay", "lea", "tom"] }),
      ...allSubmitted("c1", { ...scores, lea: noNotes, tom: tomsNoNotes }),
    );
    const settled = story
      .when(reveal(story), "fay")
      .accepted()
      .did("fay", { type: "AcceptIdentical", conversationId: "c1" })
      .conversation().settled;
    expect(Object.keys(settled).sort()).toEqual(["greeting", "idCheck", "process", "resolution"]);
    expect(settled.process?.value).toBe("NA");
  });

  test("[C3] what is settled or parked already is left as it is", () => {
    const story = revealed().did("fay", settle({ criterionId: "greeting", value: 0 }), {
      type: "ParkCriterion",
      conversationId: "c1",
      criterionId: "process",
      ownerPersonId: null,
    });
    story
      .when({ type: "AcceptIdentical", conversationId: "c1" }, "fay")
      .records({ type: "IdenticalAccepted", settled: [{ criterionId: "idCheck", value: 1 }] });
  });

  test("[C6] a parked criterion may have an owner; settling ends the parking, parking the settlement", () => {
    const story = revealed()
      .when({ type: "ParkCriterion", ...about, ownerPersonId: "p-lena" }, "lea")
      .records({ type: "CriterionParked", ownerPersonId: "p-lena" });
    story.when({ type: "ParkCriterion", ...about, ownerPersonId: "p-lena" }, "fay").recordsNothing();
    const settled = story.did("fay", settle());
    expect(settled.conversation().parked).toEqual({});
    expect(settled.did("fay", { type: "ParkCriterion", ...about, ownerPersonId: null }).conversation().settled).toEqual({});
    revealed()
      .when({ type: "ParkCriterion", ...about, ownerPersonId: "p-nobody" }, "fay")
      .refused("PERSON_UNKNOWN");
  });

  test("[C7] an objection is recorded with its words and blocks nothing", () => {
    const story = revealed()
      .when({ type: "Object", ...about, text: "It was a 2" }, "tom")
      .records({ type: "Objected", seatId: "tom", text: { text: "It was a 2" } });
    expect(story.conversation().objections).toHaveLength(1);
    story.when(settle(), "fay").accepted();
    revealed()
      .when({ type: "Object", ...about, text: "It was a 2" }, "oda")
      .refused("NOT_ALLOWED");
    hidden()
      .when({ type: "Object", ...about, text: "It was a 2" }, "tom")
      .refused("NOT_REVEALED");
  });

  test("[A7] one answer alone is nobody’s agreement", () => {
    const alone = given(...createdSession({ people: ["fay"] }), ...allSubmitted("c1", { fay: ALIKE }));
    alone.when(reveal(alone), "fay").accepted().when({ type: "AcceptIdentical", conversationId: "c1" }, "fay").refused("NOTHING_IDENTICAL");
  });
});

describe("proposals", () => {
  const propose = (more: Partial<Of<"MakeProposal">> = {}): Of<"MakeProposal"> => ({
    type: "MakeProposal",
    proposalId: "pr1",
    conversationId: "c1",
    criterionId: "empathy",
    kind: "redefine",
    text: "Names the feeling in own words",
    rightExample: "That must be annoying.",
    wrongExample: " ",
    ...more,
  });

  test("[C8] everybody who takes part proposes, with a right and a wrong example", () => {
    const story = revealed()
      .when(propose(), "tom")
      .records({
        type: "ProposalMade",
        conversationId: "c1",
        proposal: {
          proposalId: "pr1",
          kind: "redefine",
          criterionId: "empathy",
          text: { text: "Names the feeling in own words" },
          rightExample: { text: "That must be annoying." },
          wrongExample: null,
          bySeat: "tom",
        },
      });
    story.when(propose(), "tom").refused("ID_REUSED");
    revealed().when(propose(), "oda").refused("NOT_ALLOWED");
  });

  test("[C8] a new criterion needs none to start from, everything else needs one of the scorecard", () => {
    revealed()
      .when(propose({ kind: "add", criterionId: null, conversationId: null }), "tom")
      .records({ type: "ProposalMade", proposal: { criterionId: null } as never });
    revealed()
      .when(propose({ kind: "retire", criterionId: null }), "tom")
      .refused("CRITERION_UNKNOWN");
    revealed()
      .when(propose({ criterionId: "humour" }), "tom")
      .refused("CRITERION_UNKNOWN");
    revealed()
      .when(propose({ conversationId: "c9" }), "tom")
      .refused("CONVERSATION_UNKNOWN");
  });
});

describe("actions", () => {
  const add = (more: Partial<Of<"AddAction">> = {}): Of<"AddAction"> => ({
    type: "AddAction",
    actionId: "a1",
    text: " Reword empathy ",
    ownerPersonId: null,
    dueOn: "2027-02-01",
    criterionId: "empathy",
    conversationId: "c1",
    ...more,
  });
  const standing = (story: Story) => story.state.actions.find(({ actionId }) => actionId === "a1");

  test("[X4] anybody who takes part adds one; the owner is somebody of the session or nobody, and confirms it", () => {
    const story = revealed()
      .when(add({ ownerPersonId: "p-lena" }), "tom")
      .records({ type: "ActionAdded", action: { text: { text: "Reword empathy" }, confirmed: false } as never });
    story.when(add(), "tom").refused("ID_REUSED");
    story.when({ type: "ConfirmAction", actionId: "a1" }, "tom").refused("NOT_ALLOWED");
    const confirmed = story
      .when({ type: "ConfirmAction", actionId: "a1" }, "lena")
      .records({ type: "ActionChanged", change: { confirmed: true } });
    confirmed.when({ type: "ConfirmAction", actionId: "a1" }, "lena").recordsNothing();
    expect(standing(revealed().did("tom", add({ ownerPersonId: "p-tom" })))?.confirmed).toBe(true);
    revealed()
      .when(add({ ownerPersonId: "p-nobody" }), "tom")
      .refused("PERSON_UNKNOWN");
    revealed()
      .when(add({ criterionId: "humour" }), "tom")
      .refused("CRITERION_UNKNOWN");
    revealed()
      .when(add({ conversationId: "c9" }), "tom")
      .refused("CONVERSATION_UNKNOWN");
    revealed().when(add(), "oda").refused("NOT_ALLOWED");
  });

  test("[X4] a new owner has to confirm again", () => {
    const story = revealed().did("tom", add({ ownerPersonId: "p-tom" }));
    const moved = story
      .when({ type: "ChangeAction", actionId: "a1", ownerPersonId: "p-lena" }, "fay")
      .records({ type: "ActionChanged", change: { ownerPersonId: "p-lena", confirmed: false } });
    expect(standing(moved)?.confirmed).toBe(false);
    story.when({ type: "ChangeAction", actionId: "a1", text: "Reword empathy", dueOn: "2027-02-01" }, "fay").recordsNothing();
    // whoever takes it themselves has said so
    story
      .when({ type: "ChangeAction", actionId: "a1", ownerPersonId: "p-fay" }, "fay")
      .records({ type: "ActionChanged", change: { ownerPersonId: "p-fay", confirmed: true } });
    story
      .when({ type: "ChangeAction", actionId: "a1", ownerPersonId: null }, "fay")
      .records({ type: "ActionChanged", change: { ownerPersonId: null, confirmed: false } });
    story
      .when({ type: "ChangeAction", actionId: "a1", text: "Reword it", dueOn: null }, "lea")
      .records({ type: "ActionChanged", change: { text: { text: "Reword it" }, dueOn: null } });
    story.when({ type: "ChangeAction", actionId: "a1", ownerPersonId: "p-nobody" }, "fay").refused("PERSON_UNKNOWN");
    story.when({ type: "ChangeAction", actionId: "a9" }, "fay").refused("ACTION_UNKNOWN");
    story.when({ type: "ChangeAction", actionId: "a1", dueOn: null }, "tom").refused("NOT_ALLOWED");
  });

  test("[X6] an action nobody owns is taken by whoever confirms it", () => {
    const story = revealed().did("fay", add());
    story
      .when({ type: "ConfirmAction", actionId: "a1" }, "nina")
      .records({ type: "ActionChanged", change: { ownerPersonId: "p-nina", confirmed: true } });
    story.when({ type: "ConfirmAction", actionId: "a9" }, "nina").refused("ACTION_UNKNOWN");
  });

  test("[X4] a dropped action is kept and no longer changed", () => {
    const story = revealed()
      .did("fay", add())
      .when({ type: "DropAction", actionId: "a1" }, "lea")
      .records({ type: "ActionDropped", actionId: "a1" });
    expect(standing(story)?.dropped).toBe(true);
    story.when({ type: "DropAction", actionId: "a1" }, "lea").recordsNothing();
    story.when({ type: "ConfirmAction", actionId: "a1" }, "tom").refused("ACTION_UNKNOWN");
    revealed().when({ type: "DropAction", actionId: "a9" }, "lea").refused("ACTION_UNKNOWN");
    story.when({ type: "DropAction", actionId: "a1" }, "tom").refused("NOT_ALLOWED");
  });

  test("[X4] there is room for a fixed number", () => {
    const full = Array.from({ length: LIMITS.actions }, (_, index) => index).reduce(
      (story, index) =>
        story.and({
          type: "ActionAdded",
          action: {
            actionId: `x${index}`,
            text: { text: "x" },
            ownerPersonId: null,
            dueOn: null,
            criterionId: null,
            conversationId: null,
            confirmed: false,
          },
        }),
      revealed(),
    );
    full.when(add(), "fay").refused("TOO_MANY");
  });
});
