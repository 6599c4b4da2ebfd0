// Every command, for every kind of person, in every phase: a written table, and proof that decide and the listed permissions never disagree.
import { describe, expect, test } from "vitest";
import { sessionCommandSchema, type SessionCommandType } from "../../../shared/session/commands.ts";
import type { Decided } from "../../../shared/session/events.ts";
import { mayNot, permissionsOf } from "../../../shared/session/permissions.ts";
import { everyCommand } from "./everyCommand.ts";
import { given, reveal, SERVER, type Story } from "./given.ts";
import { allSubmitted, createdSession, SCORES, SEATS } from "./sessions.ts";

const COMMANDS = sessionCommandSchema.options.map(({ shape }) => shape.type.value as SessionCommandType);
const { aisha: _aisha, ...BUT_AISHA } = SCORES;

const people: Decided[] = [
  { ...SEATS.nina, seatId: "quiet", personId: "p-quiet", scores: false } as Decided,
  { ...SEATS.oda } as Decided,
  { ...SEATS.oda, seatId: "boss", personId: "p-boss", workspaceRole: "manager" } as Decided,
];

/** B: all is hidden. R: c1 revealed, c2 hidden. D: a criterion open with a re-vote. A: all revealed. C: closed. W: the facilitator away. T: taken over by lea. L: as D, and aisha scores late. */
const before = given(...createdSession(), ...allSubmitted("c1", BUT_AISHA), ...allSubmitted("c2", BUT_AISHA))
  .and(...people)
  .did("fay", { type: "MarkAbsent", seatId: "aisha" }, { type: "SetDoor", open: false }, { type: "StartTimer", minutes: 5 })
  .did(SERVER, { type: "Knock", knockId: "k1", personId: "p-k", seatId: "k", experience: "new", firstTime: true })
  .did("fay", {
    type: "AddAction",
    actionId: "a1",
    text: "Old",
    ownerPersonId: null,
    dueOn: null,
    criterionId: null,
    conversationId: null,
  });
const pressed = (story: Story, conversationId: string) => story.when(reveal(story, conversationId), "fay").accepted();
const revealed = pressed(before, "c1");
const about = { conversationId: "c1", criterionId: "empathy" };
const notes = { conversationId: "c1", criterionId: "notes" };
const discussing = revealed
  .did("fay", { type: "OpenCriterion", ...notes, readAloud: false }, { type: "OpenCriterion", ...about, readAloud: false })
  .did("fay", { type: "OpenRevote", ...about })
  .did("tom", { type: "CastRevote", ...about, round: 1, value: 3 });
const PHASES: Record<string, Story> = {
  B: before,
  R: revealed,
  D: discussing,
  A: pressed(discussing.and(...allSubmitted("c2")), "c2"),
  C: discussing.did("fay", { type: "CloseSession" }),
  W: before.did(SERVER, { type: "MarkAway", seatId: "fay" }),
  T: before
    .did(SERVER, { type: "MarkAway", seatId: "fay" })
    .did("lea", { type: "TakeOver" })
    .did(SERVER, { type: "MarkBack", seatId: "fay" }),
  L: discussing.did("aisha", { type: "ChooseLate", conversationId: "c1", choice: "score" }),
};
/** late: aisha, who was absent at the reveal of c1 and has not chosen. quiet: a reviewer who does not score. boss: a manager who observes. */
const WHO = ["fay", "lea", "tom", "aisha", "quiet", "oda", "boss"];

/** command, then the phases in which each of WHO finds it among their permissions; "-" never. */
const TABLE = `
  ChangeSession        BRDAWTL  BRDAWTL  -        -        -        -        -
  AddConversation      BRDAWTL  BRDAWTL  -        -        -        -        -
  ChangeConversation   BRDAWTL  BRDAWTL  -        -        -        -        -
  WithdrawConversation BRDAWTL  BRDAWTL  -        -        -        -        -
  ReorderConversations BRDAWTL  BRDAWTL  -        -        -        -        -
  ChangeSeat           BRDAWTL  BRDAWTL  -        -        -        -        -
  RemoveSeat           BRDAWTL  BRDAWTL  -        -        -        -        -
  GiveSeatBack         BRDAWTL  BRDAWTL  -        -        -        -        -
  AdmitKnock           BRDAWTL  BRDAWTL  -        -        -        -        -
  TurnAwayKnock        BRDAWTL  BRDAWTL  -        -        -        -        -
  SetDoor              BRDAWTL  BRDAWTL  -        -        -        -        -
  NameDeputies         BRDAWTL  BRDAWTL  -        -        -        -        -
  TakeOver             -        W        -        -        -        -        -
  TakeBack             T        -        -        -        -        -        -
  HandOver             BRDAWL   T        -        -        -        -        -
  SubmitReview         BRDWTL   BRDWTL   BRDWTL   BRDWTL   -        -        -
  MarkAbsent           BRDWTL   BRDWTL   -        -        -        -        -
  MarkExpected         BRDWTL   BRDWTL   -        -        -        -        -
  MarkBaseline         BRDWTL   BRDWTL   -        -        -        -        BRDWTL
  Nudge                BRDWTL   BRDWTL   -        -        -        -        -
  StartTimer           BRDAWTL  BRDAWTL  -        -        -        -        -
  ExtendTimer          BWT      BWT      -        -        -        -        -
  EndTimer             BWT      BWT      -        -        -        -        -
  MoveFocus            BRDAWTL  BRDAWTL  -        -        -        -        -
  RevealScores         BRDWTL   BRDWTL   -        -        -        -        -
  SetRevealAside       RDAL     RDAL     -        -        -        -        -
  ChooseLate           -        -        -        RDAL     -        -        -
  SubmitLateReview     -        -        -        L        -        -        -
  OpenCriterion        RDAL     RDAL     -        -        -        -        -
  MarkSpoke            DAL      DAL      DAL      -        DAL      -        -
  Pass                 DAL      DAL      DAL      -        DAL      -        -
  NextTurn             DAL      DAL      -        -        -        -        -
  OpenToEveryone       DAL      DAL      -        -        -        -        -
  WriteReason          DAL      DAL      DAL      -        DAL      -        -
  ChangeMind           DAL      DAL      DAL      -        -        -        -
  ReorderAgenda        RDAL     RDAL     -        -        -        -        -
  OpenRevote           DAL      DAL      -        -        -        -        -
  CastRevote           DAL      DAL      DAL      -        -        -        -
  RevealRevote         DAL      DAL      -        -        -        -        -
  CancelRevote         DAL      DAL      -        -        -        -        -
  SettleCriterion      RDAL     RDAL     -        -        -        -        -
  AcceptIdentical      RDAL     RDAL     -        -        -        -        -
  ParkCriterion        RDAL     RDAL     -        -        -        -        -
  Object               RDAL     RDAL     RDAL     A        RDAL     -        -
  MakeProposal         BRDAWTL  BRDAWTL  BRDAWTL  BRDAWTL  BRDAWTL  -        -
  AddAction            BRDAWTL  BRDAWTL  BRDAWTL  BRDAWTL  BRDAWTL  -        -
  ChangeAction         BRDAWTL  BRDAWTL  -        -        -        -        -
  ConfirmAction        BRDAWTL  BRDAWTL  BRDAWTL  BRDAWTL  BRDAWTL  -        -
  DropAction           BRDAWTL  BRDAWTL  -        -        -        -        -
  CloseSession         BRDAWTL  BRDAWTL  -        -        -        -        -
  ReopenSession        C        C        -        -        -        -        -
`;

const phasesWith = (type: SessionCommandType, seatId: string): string =>
  Object.entries(PHASES)
    .filter(([, story]) => permissionsOf(story.state, seatId).includes(type))
    .map(([phase]) => phase)
    .join("") || "-";

const rows = (written: string): string[] =>
  written
    .trim()
    .split("\n")
    .map((row) => row.trim().replace(/\s+/g, " "));

const everyCell = COMMANDS.flatMap((type) =>
  Object.entries(PHASES).flatMap(([phase, story]) => [...WHO, "nobody"].map((seatId) => ({ type, phase, story, seatId }))),
);

describe("permissions", () => {
  test("[P13] who may do what in which phase", () => {
    const found = COMMANDS.map((type) => [type, ...WHO.map((seatId) => phasesWith(type, seatId))].join(" "));
    expect(found).toEqual(rows(TABLE));
  });

  test("[P13] what is listed is never refused for who one is, and what is not listed records nothing", () => {
    for (const { type, phase, story, seatId } of everyCell) {
      const where = `${type} by ${seatId} in ${phase}`;
      const listed = permissionsOf(story.state, seatId).includes(type);
      const refusal = mayNot(story.state, seatId, { type });
      const { decision } = story.when(everyCommand(seatId)[type], seatId);
      if (listed) expect(refusal, where).toBeNull();
      if (refusal) expect(decision, where).toEqual({ rejected: refusal });
      if (!("rejected" in decision) && decision.length > 0) expect(listed, where).toBe(true);
    }
  });

  test("[P13] every command is accepted somewhere, so that this table tests something", () => {
    const accepted = everyCell.filter(({ type, story, seatId }) => {
      const { decision } = story.when(everyCommand(seatId)[type], seatId);
      return !("rejected" in decision) && decision.length > 0;
    });
    expect([...new Set(accepted.map(({ type }) => type))].sort()).toEqual([...COMMANDS].sort());
  });

  test("[P12] a removed person has no permissions, nor has somebody unknown", () => {
    const removed = before.did("fay", { type: "RemoveSeat", seatId: "tom" });
    expect(permissionsOf(removed.state, "tom")).toEqual([]);
    expect(permissionsOf(before.state, "nobody")).toEqual([]);
  });

  test("[S14] permissions are the same whatever others have scored", () => {
    const other = given(
      ...createdSession(),
      ...allSubmitted("c1", Object.fromEntries(Object.keys(BUT_AISHA).map((seatId) => [seatId, SCORES.fay]))),
    ).and(...people);
    const same = given(...createdSession(), ...allSubmitted("c1", BUT_AISHA)).and(...people);
    for (const seatId of WHO) expect(permissionsOf(other.state, seatId)).toEqual(permissionsOf(same.state, seatId));
  });

  test("[X4] what is done with an action is offered as long as there is one that was not dropped", () => {
    const offered = (story: Story): boolean => permissionsOf(story.state, "fay").includes("ChangeAction");
    const fresh = given(...createdSession());
    expect(offered(fresh)).toBe(false);
    const add = { type: "AddAction", text: "New", ownerPersonId: null, dueOn: null, criterionId: null, conversationId: null } as const;
    const two = fresh.did("fay", { ...add, actionId: "a1" }, { ...add, actionId: "a2" });
    const one = two.did("fay", { type: "DropAction", actionId: "a1" });
    expect([two, one].map(offered)).toEqual([true, true]);
    expect(offered(one.did("fay", { type: "DropAction", actionId: "a2" }))).toBe(false);
  });
});
