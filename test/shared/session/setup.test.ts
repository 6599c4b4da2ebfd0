// Making a session, its options and conversations, focus, timer, close and reopening.
import { describe, expect, test } from "vitest";
import { LIMITS } from "../../../shared/limits.ts";
import type { Conversation, Of } from "../../../shared/session/commands.ts";
import { DEFAULT_OPTIONS } from "../../../shared/session/shapes.ts";
import { given, nothing, reveal, SERVER } from "./given.ts";
import { ALIKE, allSubmitted, createdSession, fold, SCORECARD, SCORERS, SCORES, sent, submitted, T0 } from "./sessions.ts";

const started = () => given(...createdSession());
const inC1 = () => given(...createdSession(), ...allSubmitted());
const revealed = () => inC1().when(reveal(inC1()), "fay").accepted();
const conversation = (more: Partial<Conversation> = {}): Conversation => ({
  conversationId: "c3",
  title: " Refund ",
  channel: "email",
  link: null,
  agent: "",
  why: " Two readings ",
  transcript: [{ at: null, speaker: "Agent", text: "Hello" }],
  ...more,
});
const create = (more: Partial<Of<"CreateSession">> = {}): Of<"CreateSession"> => ({
  type: "CreateSession",
  sessionId: "s1",
  code: "ABCDEF",
  creatorPersonId: "p-fay",
  scorecard: SCORECARD,
  options: DEFAULT_OPTIONS,
  sample: false,
  practice: false,
  previousSessionId: null,
  name: "Week 7",
  startsAt: T0,
  timeZone: "Europe/Berlin",
  lengthMinutes: 60,
  dueAt: null,
  conversations: [conversation()],
  ...more,
});
const change = (change: Of<"ChangeSession">["change"], options: Of<"ChangeSession">["options"] = {}) =>
  ({ type: "ChangeSession", change, options }) as const;

describe("making a session", () => {
  test("[F5] it keeps a frozen copy of the scorecard, and its conversations with their words wrapped", () => {
    const story = nothing.when(create(), SERVER).records(
      { type: "SessionCreated", sessionId: "s1", scorecard: SCORECARD },
      {
        type: "ConversationAdded",
        conversation: {
          conversationId: "c3",
          title: { text: "Refund" },
          channel: "email",
          link: null,
          agent: null,
          why: { text: "Two readings" },
          transcript: [{ at: null, speaker: "Agent", text: { text: "Hello" } }],
        },
      },
    );
    expect(story.state).toMatchObject({ focus: { kind: "arrival" }, doorSwitch: null, closings: 0 });
    story.when(create(), SERVER).refused("SESSION_EXISTS");
  });

  test("a session that could not work is refused", () => {
    nothing.when(create({ scorecard: { ...SCORECARD, criteria: [] } }), SERVER).refused("SCORECARD_INVALID");
    nothing.when(create({ timeZone: "Mars/Olympus" }), SERVER).refused("DATE_INVALID");
    nothing.when(create({ conversations: [conversation(), conversation()] }), SERVER).refused("ID_REUSED");
    const many = Array.from({ length: LIMITS.conversations + 1 }, (_, index) => conversation({ conversationId: `x${index}` }));
    nothing.when(create({ conversations: many }), SERVER).refused("TOO_MANY");
    const line = { at: null, speaker: "A", text: "x".repeat(LIMITS.transcript + 1) };
    nothing.when(create({ conversations: [conversation({ transcript: [line] })] }), SERVER).refused("TOO_LONG");
    nothing.when(create(), "fay").refused("NOT_ALLOWED");
  });

  test("before it is made nothing can be done with it", () => {
    nothing.when({ type: "CloseSession" }, "fay").refused("NOT_FOUND");
    nothing.when({ type: "MarkBack", seatId: "fay" }, SERVER).refused("NOT_FOUND");
    expect(() => fold(createdSession().slice(1))).toThrow("before SessionCreated");
  });
});

describe("changing a session", () => {
  test("[F9] the due time can be extended, never set into the past", () => {
    const story = started();
    story.when(change({ dueAt: story.now + 1 }), "lea").records({ type: "SessionChanged", change: { dueAt: story.now + 1 }, options: {} });
    story.when(change({ dueAt: story.now - 1 }), "lea").refused("DUE_IN_PAST");
    story.when(change({ dueAt: null }), "lea").recordsNothing();
    story.when(change({ timeZone: "Nowhere/Land" }), "lea").refused("DATE_INVALID");
    story
      .when(change({ timeZone: "Europe/Lisbon" }), "lea")
      .records({ type: "SessionChanged", change: { timeZone: "Europe/Lisbon" }, options: {} });
    story.when(change({ name: "Week 8" }), "tom").refused("NOT_ALLOWED");
  });

  test("only what differs is recorded", () => {
    started()
      .when(change({ name: "Week 8", lengthMinutes: 60 }, { showProgressNames: true, names: "whenOpened" }), "fay")
      .records({ type: "SessionChanged", change: { name: "Week 8" }, options: { showProgressNames: true } });
  });

  test("whether the facilitator scores changes the facilitator's seat", () => {
    const story = started()
      .when(change({}, { facilitatorScores: false }), "fay")
      .records({ type: "SessionChanged" }, { type: "SeatChanged", seatId: "fay", scores: false });
    expect(story.seat("fay").scores).toBe(false);
  });

  test("[F8] after a reveal the names option only becomes stricter", () => {
    started()
      .when(change({}, { names: "atReveal" }), "fay")
      .accepted();
    revealed()
      .when(change({}, { names: "atReveal" }), "fay")
      .refused("ALREADY_REVEALED");
    revealed()
      .when(change({}, { names: "whenSettled" }), "fay")
      .accepted();
  });

  test("[F8] the team's never stays", () => {
    given(...createdSession({ options: { names: "never" } }))
      .when(change({}, { names: "whenSettled" }), "fay")
      .refused("NOT_ALLOWED");
  });
});

describe("conversations", () => {
  test("[F10] they are added at any time until close, up to a number", () => {
    revealed().when({ type: "AddConversation", conversation: conversation() }, "lea").records({ type: "ConversationAdded" });
    started().when({ type: "AddConversation", conversation: conversation() }, "tom").refused("NOT_ALLOWED");
    started()
      .when({ type: "AddConversation", conversation: conversation({ conversationId: "c1" }) }, "fay")
      .refused("ID_REUSED");
    const full = Array.from({ length: LIMITS.conversations - 2 }, (_, index) => `x${index}`).reduce(
      (story, conversationId) => story.did("fay", { type: "AddConversation", conversation: conversation({ conversationId }) }),
      started(),
    );
    full.when({ type: "AddConversation", conversation: conversation() }, "fay").refused("TOO_MANY");
    full
      .did("fay", { type: "WithdrawConversation", conversationId: "c1" })
      .when({ type: "AddConversation", conversation: conversation() }, "fay")
      .accepted();
    const line = { at: null, speaker: "A", text: "x".repeat(LIMITS.transcript + 1) };
    started()
      .when({ type: "AddConversation", conversation: conversation({ transcript: [line] }) }, "fay")
      .refused("TOO_LONG");
  });

  test("[F10] they are reordered with the same conversations exactly", () => {
    const story = started()
      .when({ type: "ReorderConversations", order: ["c2", "c1"] }, "fay")
      .records({ type: "ConversationsReordered", order: ["c2", "c1"] });
    expect(story.state.conversations.map(({ conversationId }) => conversationId)).toEqual(["c2", "c1"]);
    started()
      .when({ type: "ReorderConversations", order: ["c1", "c2"] }, "fay")
      .recordsNothing();
    const three = started().did("fay", { type: "AddConversation", conversation: conversation() });
    three
      .when({ type: "ReorderConversations", order: ["c1", "c3", "c2"] }, "fay")
      .records({ type: "ConversationsReordered", order: ["c1", "c3", "c2"] });
    for (const order of [["c1"], ["c1", "c1"], ["c1", "c9"], ["c1", "c2", "c9"]])
      started().when({ type: "ReorderConversations", order }, "fay").refused("ORDER_MISMATCH");
    const withdrawn = started().did(
      "fay",
      { type: "AddConversation", conversation: conversation() },
      { type: "WithdrawConversation", conversationId: "c1" },
    );
    const after = withdrawn
      .when({ type: "ReorderConversations", order: ["c3", "c1", "c2"] }, "fay")
      .records({ type: "ConversationsReordered", order: ["c3", "c2"] });
    expect(after.state.conversations.map(({ conversationId }) => conversationId)).toEqual(["c3", "c2", "c1"]);
  });

  test("[F7] title, agent and link can be put right; a transcript somebody has scored stays", () => {
    const story = given(...createdSession(), submitted("c1", "tom", SCORES.tom));
    const changeC1 = (change: Of<"ChangeConversation">["change"], conversationId = "c1") =>
      ({ type: "ChangeConversation", conversationId, change }) as const;
    story
      .when(changeC1({ title: "Charged twice", agent: "" }), "lea")
      .records({ type: "ConversationChanged", conversationId: "c1", change: { title: { text: "Charged twice" }, agent: null } });
    story
      .when(changeC1({ title: "Conversation c1", channel: "phone", link: null, why: "The caller is angry twice" }), "lea")
      .recordsNothing();
    const transcript = [{ at: 1, speaker: "Agent", text: "Hello" }];
    story.when(changeC1({ transcript }), "lea").refused("MATERIAL_IN_USE");
    story
      .when(changeC1({ transcript }, "c2"), "lea")
      .records({ type: "ConversationChanged", change: { transcript: [{ at: 1, speaker: "Agent", text: { text: "Hello" } }] } });
    const same = story.conversation().material.transcript.map(({ at, speaker, text: { text } }) => ({ at, speaker, text }));
    story.when(changeC1({ transcript: same }), "lea").recordsNothing();
    // one line of several, and of it the words, the speaker or the moment alone
    for (const other of [{ text: "Another word" }, { speaker: "Somebody" }, { at: 999 }]) {
      const changed = same.map((line, index) => (index === 1 ? { ...line, ...other } : line));
      story.when(changeC1({ transcript: changed }), "lea").refused("MATERIAL_IN_USE");
    }
    story
      .when(changeC1({ transcript: [{ at: null, speaker: "A", text: "x".repeat(LIMITS.transcript + 1) }] }, "c2"), "lea")
      .refused("TOO_LONG");
    story.when(changeC1({}, "c9"), "lea").refused("CONVERSATION_UNKNOWN");
  });

  test("[F4] a conversation is withdrawn, not deleted, and nothing more happens in it", () => {
    const story = revealed()
      .when({ type: "WithdrawConversation", conversationId: "c1" }, "fay")
      .records({ type: "ConversationWithdrawn", conversationId: "c1" });
    expect(story.conversation()).toMatchObject({ withdrawn: true, blind: { status: "revealed" } });
    story.when({ type: "WithdrawConversation", conversationId: "c1" }, "fay").recordsNothing();
    story.when({ type: "WithdrawConversation", conversationId: "c9" }, "fay").refused("CONVERSATION_UNKNOWN");
    for (const command of [
      { type: "SubmitReview", conversationId: "c1", sheet: sent(ALIKE) },
      { type: "MarkBaseline", conversationId: "c1", seatId: null },
      { type: "SetRevealAside", conversationId: "c1", reason: "" },
      { type: "ChooseLate", conversationId: "c1", choice: "watch" },
      { type: "SubmitLateReview", conversationId: "c1", sheet: sent(ALIKE) },
      { type: "OpenCriterion", conversationId: "c1", criterionId: "empathy", readAloud: false },
      { type: "AcceptIdentical", conversationId: "c1" },
      { type: "ChangeConversation", conversationId: "c1", change: {} },
      { type: "MoveFocus", focus: { kind: "results", conversationId: "c1" } },
    ] as const)
      story.when(command, "fay").refused("WITHDRAWN");
  });

  test("[F3] withdrawing the conversation in focus moves everybody to something that exists", () => {
    const opened = revealed().did("fay", { type: "OpenCriterion", conversationId: "c1", criterionId: "empathy", readAloud: false });
    const withdraw = { type: "WithdrawConversation", conversationId: "c1" } as const;
    expect(opened.did("fay", withdraw).state.focus).toEqual({ kind: "review" });
    const bothRevealed = opened
      .and(...allSubmitted("c2"))
      .when({ type: "RevealScores", conversationId: "c2", roll: { in: [], missing: [], absent: [] } }, "fay")
      .accepted();
    const onC1 = bothRevealed.did("fay", { type: "MoveFocus", focus: { kind: "results", conversationId: "c1" } });
    expect(onC1.did("fay", withdraw).state.focus).toEqual({ kind: "results", conversationId: "c2" });
    const alone = revealed().did("fay", { type: "WithdrawConversation", conversationId: "c2" });
    expect(alone.state.focus).toEqual({ kind: "results", conversationId: "c1" });
    expect(alone.did("fay", withdraw).state.focus).toEqual({ kind: "arrival" });
    const reviewing = started().did("fay", { type: "MoveFocus", focus: { kind: "review" } }, withdraw);
    expect(reviewing.state.focus).toEqual({ kind: "review" });
    expect(reviewing.did("fay", { type: "WithdrawConversation", conversationId: "c2" }).state.focus).toEqual({ kind: "arrival" });
  });
});

describe("focus and timer", () => {
  test("[F1] facilitator and lead move everybody's screen, to what exists only", () => {
    started()
      .when({ type: "MoveFocus", focus: { kind: "actions" } }, "lea")
      .records({ type: "FocusMoved", focus: { kind: "actions" } });
    started()
      .when({ type: "MoveFocus", focus: { kind: "arrival" } }, "lea")
      .recordsNothing();
    started()
      .when({ type: "MoveFocus", focus: { kind: "review" } }, "tom")
      .refused("NOT_ALLOWED");
    started()
      .when({ type: "MoveFocus", focus: { kind: "results", conversationId: "c1" } }, "fay")
      .refused("NOT_REVEALED");
    started()
      .when({ type: "MoveFocus", focus: { kind: "results", conversationId: "c9" } }, "fay")
      .refused("CONVERSATION_UNKNOWN");
    revealed()
      .when({ type: "MoveFocus", focus: { kind: "results", conversationId: "c1" } }, "fay")
      .recordsNothing();
    const both = revealed().and(...allSubmitted("c2"));
    const toTheFirst = both
      .when(reveal(both, "c2"), "fay")
      .accepted()
      .when({ type: "MoveFocus", focus: { kind: "results", conversationId: "c1" } }, "fay")
      .records({ type: "FocusMoved", focus: { kind: "results", conversationId: "c1" } });
    // from a criterion back to the results it stands in
    toTheFirst
      .did("fay", { type: "OpenCriterion", conversationId: "c1", criterionId: "empathy", readAloud: false })
      .when({ type: "MoveFocus", focus: { kind: "results", conversationId: "c1" } }, "fay")
      .records({ type: "FocusMoved", focus: { kind: "results", conversationId: "c1" } });
  });

  test("[F6] the timer is started, extended and ended", () => {
    const story = started();
    const running = story
      .when({ type: "StartTimer", minutes: 15 }, "fay", { at: T0 })
      .records({ type: "TimerSet", startedAt: T0, endsAt: T0 + 900_000 });
    running.when({ type: "ExtendTimer", minutes: 2 }, "lea").records({ type: "TimerSet", startedAt: T0, endsAt: T0 + 1_020_000 });
    running.when({ type: "ExtendTimer", minutes: 2 }, "lea", { at: T0 + 1_000_000 }).records({ type: "TimerSet", endsAt: T0 + 1_120_000 });
    const back = T0 - 26 * 3_600_000;
    running
      .when({ type: "ExtendTimer", minutes: 2 }, "lea", { at: back })
      .records({ type: "TimerSet", startedAt: back, endsAt: back + 1_020_000 });
    const ended = running.when({ type: "EndTimer" }, "fay").records({ type: "TimerEnded" });
    ended.when({ type: "EndTimer" }, "lea").recordsNothing();
    ended.when({ type: "ExtendTimer", minutes: 2 }, "lea").refused("TIMER_NOT_RUNNING");
    story.when({ type: "StartTimer", minutes: 15 }, "tom").refused("NOT_ALLOWED");
  });
});

describe("closing", () => {
  test("[X1] at any time; what was not discussed and what stayed hidden is listed", () => {
    const settled = revealed()
      .did("fay", { type: "AcceptIdentical", conversationId: "c1" })
      .did("fay", {
        type: "SettleCriterion",
        conversationId: "c1",
        criterionId: "empathy",
        value: 3,
        how: "agreed",
        until: null,
        note: null,
        cause: null,
        feedback: null,
      })
      .did("fay", { type: "ParkCriterion", conversationId: "c1", criterionId: "notes", ownerPersonId: null });
    settled.when({ type: "CloseSession" }, "lea").records({
      type: "SessionClosed",
      bySeat: "lea",
      notDiscussed: [{ conversationId: "c1", criterionIds: ["resolution"] }],
      unrevealed: ["c2"],
    });
    started()
      .when({ type: "CloseSession" }, "fay")
      .records({ type: "SessionClosed", notDiscussed: [], unrevealed: ["c1", "c2"] });
    started().when({ type: "CloseSession" }, "tom").refused("NOT_ALLOWED");
    const withdrawn = started().did("fay", { type: "WithdrawConversation", conversationId: "c2" });
    withdrawn.when({ type: "CloseSession" }, "fay").records({ type: "SessionClosed", unrevealed: ["c1"] });
  });

  test("[X2] after close only reopening is accepted, with its reason on the record", () => {
    const closed = revealed().did("fay", { type: "StartTimer", minutes: 5 }, { type: "CloseSession" });
    expect(closed.state).toMatchObject({ closings: 1, timer: null });
    closed.when({ type: "CloseSession" }, "fay").refused("SESSION_CLOSED");
    closed
      .when(
        {
          type: "MakeProposal",
          proposalId: "x",
          conversationId: null,
          criterionId: null,
          kind: "add",
          text: "x",
          rightExample: null,
          wrongExample: null,
        },
        "tom",
      )
      .refused("SESSION_CLOSED");
    closed.when({ type: "SetDoor", open: true }, SERVER).refused("NOT_ALLOWED");
    closed.when({ type: "MarkAway", seatId: "tom" }, SERVER).accepted();
    closed.when({ type: "ReopenSession", reason: "A typo" }, "tom").refused("NOT_ALLOWED");
    const open = closed
      .when({ type: "ReopenSession", reason: "A typo" }, "lea")
      .records({ type: "SessionReopened", bySeat: "lea", reason: { text: "A typo" } });
    open.when({ type: "ReopenSession", reason: "" }, "lea").refused("SESSION_NOT_CLOSED");
    expect(open.state.reopened).toHaveLength(1);
    expect(open.did("lea", { type: "CloseSession" }).state.closings).toBe(2);
  });

  test("[X3] hidden conversations stay hidden", () => {
    const closed = given(...createdSession(), ...allSubmitted("c2")).did("fay", { type: "CloseSession" });
    expect(closed.conversation("c2").blind.status).toBe("open");
    closed
      .when({ type: "RevealScores", conversationId: "c2", roll: { in: [...SCORERS], missing: [], absent: [] } }, "fay")
      .refused("SESSION_CLOSED");
  });
});
