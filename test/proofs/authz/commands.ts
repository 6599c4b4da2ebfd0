// What is sent for each line of the table: a sensible command of that kind, about the thing the line speaks of.
import type { SessionCommand } from "../../../shared/session/commands.ts";
import { type Place, sheetFor } from "./story.ts";
import type { PersonName } from "./table.ts";

type Build = (place: Place, who: PersonName) => { type: string } & Record<string, unknown>;
const first = ({ criteria }: Place) => ({ conversationId: "c1", criterionId: criteria[0] });
const own = (place: Place, who: PersonName): string => place.seats[who];
/** somebody who is neither the sender nor the one in the chair */
const another = (place: Place, who: PersonName): string => place.seats[who === "reviewer" ? "late" : "reviewer"];
const settle = (about: { conversationId: string; criterionId: string }) => ({
  type: "SettleCriterion",
  ...about,
  value: "NA",
  how: "agreed",
  until: null,
  note: null,
  cause: null,
  feedback: null,
});
const conversation = (conversationId: string) => ({
  conversationId,
  title: "New",
  channel: "chat",
  link: null,
  agent: null,
  why: null,
  transcript: [],
});
const roll = ({ seats }: Place) => ({ in: [seats.facilitator, seats.lead, seats.reviewer], missing: [], absent: [seats.late] });
const entry = { value: 1, reason: "", unsure: false, evidence: [] };

/** by command, then by whose object it is about */
export const BUILDERS: Record<string, Record<string, Build>> = {
  ChangeSession: { "-": () => ({ type: "ChangeSession", change: { name: "Another name" }, options: {} }) },
  AddConversation: { "-": () => ({ type: "AddConversation", conversation: conversation("c9") }) },
  ChangeConversation: {
    "-": () => ({ type: "ChangeConversation", conversationId: "c1", change: { title: "Another title" } }),
    elsewhere: ({ elsewhere }) => ({ type: "ChangeConversation", conversationId: elsewhere.conversationId, change: { title: "Mine" } }),
  },
  WithdrawConversation: {
    "-": () => ({ type: "WithdrawConversation", conversationId: "c2" }),
    elsewhere: ({ elsewhere }) => ({ type: "WithdrawConversation", conversationId: elsewhere.conversationId }),
  },
  ReorderConversations: { "-": () => ({ type: "ReorderConversations", order: ["c2", "c1"] }) },
  ChangeSeat: {
    "another's": (place, who) => ({ type: "ChangeSeat", seatId: another(place, who), label: "coach" }),
    experience: (place, who) => ({ type: "ChangeSeat", seatId: own(place, who), experience: "settled" }),
    "own-role": (place, who) => ({ type: "ChangeSeat", seatId: own(place, who), role: "lead" }),
    "own-scores": (place, who) => ({ type: "ChangeSeat", seatId: own(place, who), scores: true }),
    "to-chair": (place, who) => ({
      type: "ChangeSeat",
      seatId: who === "facilitator" ? place.seats.lead : own(place, who),
      role: "facilitator",
    }),
    elsewhere: ({ elsewhere }) => ({ type: "ChangeSeat", seatId: elsewhere.seatId, label: "coach" }),
  },
  RemoveSeat: {
    "another's": ({ seats }, who) => ({ type: "RemoveSeat", seatId: who === "quiet" ? seats.late : seats.quiet }),
    own: (place, who) => ({ type: "RemoveSeat", seatId: own(place, who) }),
    "the-chair": ({ seats }) => ({ type: "RemoveSeat", seatId: seats.facilitator }),
    elsewhere: ({ elsewhere }) => ({ type: "RemoveSeat", seatId: elsewhere.seatId }),
  },
  GiveSeatBack: {
    "-": ({ seats, knockId }) => ({ type: "GiveSeatBack", seatId: seats.late, strangerSeatId: null, knockId }),
    own: (place, who) => ({ type: "GiveSeatBack", seatId: own(place, who), strangerSeatId: null, knockId: place.knockId }),
  },
  AdmitKnock: {
    "-": ({ knockId }) => ({ type: "AdmitKnock", knockId, role: "reviewer" }),
    elsewhere: () => ({ type: "AdmitKnock", knockId: "knock-elsewhere", role: "reviewer" }),
  },
  TurnAwayKnock: { "-": ({ knockId }) => ({ type: "TurnAwayKnock", knockId }) },
  SetDoor: { "-": () => ({ type: "SetDoor", open: true }) },
  NameDeputies: {
    "-": ({ seats }) => ({ type: "NameDeputies", seatIds: [seats.late] }),
    own: (place, who) => ({ type: "NameDeputies", seatIds: [own(place, who)] }),
  },
  TakeOver: { "-": () => ({ type: "TakeOver" }) },
  TakeBack: { "-": () => ({ type: "TakeBack" }) },
  HandOver: {
    "another's": (place, who) => ({ type: "HandOver", seatId: another(place, who) }),
    own: (place, who) => ({ type: "HandOver", seatId: own(place, who) }),
  },
  SubmitReview: {
    second: ({ criteria }) => ({ type: "SubmitReview", conversationId: "c2", sheet: sheetFor(criteria, true) }),
    first: ({ criteria }) => ({ type: "SubmitReview", conversationId: "c1", sheet: sheetFor(criteria, true) }),
    elsewhere: ({ criteria, elsewhere }) => ({
      type: "SubmitReview",
      conversationId: elsewhere.conversationId,
      sheet: sheetFor(criteria, true),
    }),
  },
  MarkAbsent: {
    "another's": (place, who) => ({ type: "MarkAbsent", seatId: another(place, who) }),
    own: (place, who) => ({ type: "MarkAbsent", seatId: own(place, who) }),
  },
  MarkExpected: {
    "another's": (place, who) => ({ type: "MarkExpected", seatId: another(place, who) }),
    own: (place, who) => ({ type: "MarkExpected", seatId: own(place, who) }),
  },
  MarkBaseline: {
    "a-lead's": ({ seats }) => ({ type: "MarkBaseline", conversationId: "c2", seatId: seats.lead }),
    "a-reviewer's": ({ seats }) => ({ type: "MarkBaseline", conversationId: "c2", seatId: seats.reviewer }),
    first: ({ seats }) => ({ type: "MarkBaseline", conversationId: "c1", seatId: seats.lead }),
  },
  Nudge: { "another's": (place, who) => ({ type: "Nudge", seatId: another(place, who) }) },
  StartTimer: { "-": () => ({ type: "StartTimer", minutes: 5 }) },
  ExtendTimer: { "-": () => ({ type: "ExtendTimer", minutes: 2 }) },
  EndTimer: { "-": () => ({ type: "EndTimer" }) },
  MoveFocus: {
    "-": () => ({ type: "MoveFocus", focus: { kind: "review" } }),
    elsewhere: ({ elsewhere }) => ({ type: "MoveFocus", focus: { kind: "results", conversationId: elsewhere.conversationId } }),
    hidden: () => ({ type: "MoveFocus", focus: { kind: "results", conversationId: "c2" } }),
  },
  RevealScores: {
    second: (place) => ({ type: "RevealScores", conversationId: "c2", roll: roll(place) }),
    elsewhere: (place) => ({ type: "RevealScores", conversationId: place.elsewhere.conversationId, roll: roll(place) }),
  },
  SetRevealAside: { "-": () => ({ type: "SetRevealAside", conversationId: "c1", reason: "" }) },
  ChooseLate: {
    watch: () => ({ type: "ChooseLate", conversationId: "c1", choice: "watch" }),
    score: () => ({ type: "ChooseLate", conversationId: "c1", choice: "score" }),
  },
  SubmitLateReview: { "-": ({ criteria }) => ({ type: "SubmitLateReview", conversationId: "c1", sheet: sheetFor(criteria, true) }) },
  OpenCriterion: {
    "-": ({ criteria }) => ({ type: "OpenCriterion", conversationId: "c1", criterionId: criteria[2], readAloud: false }),
    elsewhere: ({ criteria, elsewhere }) => ({
      type: "OpenCriterion",
      conversationId: elsewhere.conversationId,
      criterionId: criteria[2],
      readAloud: false,
    }),
  },
  MarkSpoke: {
    own: (place, who) => ({ type: "MarkSpoke", ...first(place), seatId: own(place, who) }),
    "another's": (place, who) => ({ type: "MarkSpoke", ...first(place), seatId: another(place, who) }),
    "observer's": (place) => ({ type: "MarkSpoke", ...first(place), seatId: place.seats.observer }),
  },
  Pass: {
    own: (place, who) => ({ type: "Pass", ...first(place), seatId: own(place, who) }),
    "another's": (place, who) => ({ type: "Pass", ...first(place), seatId: another(place, who) }),
  },
  NextTurn: { "-": (place) => ({ type: "NextTurn", ...first(place) }) },
  OpenToEveryone: { "-": (place) => ({ type: "OpenToEveryone", ...first(place) }) },
  WriteReason: { own: (place) => ({ type: "WriteReason", ...first(place), text: "Because", evidence: [] }) },
  ChangeMind: { own: (place) => ({ type: "ChangeMind", ...first(place), value: "NA" }) },
  ReorderAgenda: { "-": (place) => ({ type: "ReorderAgenda", conversationId: "c1", order: [...place.scorecard].reverse() }) },
  OpenRevote: {
    "-": ({ criteria }) => ({ type: "OpenRevote", conversationId: "c1", criterionId: criteria[1] }),
    "open-already": (place) => ({ type: "OpenRevote", ...first(place) }),
  },
  CastRevote: {
    own: (place) => ({ type: "CastRevote", ...first(place), round: 1, value: "NA" }),
    "next-round": (place) => ({ type: "CastRevote", ...first(place), round: 2, value: "NA" }),
  },
  RevealRevote: { "-": (place) => ({ type: "RevealRevote", ...first(place), round: 1 }) },
  CancelRevote: { "-": (place) => ({ type: "CancelRevote", ...first(place), round: 1 }) },
  SettleCriterion: {
    "-": (place) => settle(first(place)),
    elsewhere: (place) => settle({ conversationId: place.elsewhere.conversationId, criterionId: place.criteria[0] }),
  },
  AcceptIdentical: { "-": () => ({ type: "AcceptIdentical", conversationId: "c1" }) },
  ParkCriterion: { "-": (place) => ({ type: "ParkCriterion", ...first(place), ownerPersonId: null }) },
  Object: { own: (place) => ({ type: "Object", ...first(place), text: "No" }) },
  MakeProposal: {
    own: (place) => ({
      type: "MakeProposal",
      proposalId: "p9",
      conversationId: null,
      criterionId: place.criteria[0],
      kind: "clarify",
      text: "Say what counts",
      rightExample: null,
      wrongExample: null,
    }),
  },
  AddAction: {
    own: () => ({
      type: "AddAction",
      actionId: "a9",
      text: "Do",
      ownerPersonId: null,
      dueOn: null,
      criterionId: null,
      conversationId: null,
    }),
  },
  ChangeAction: { "a-reviewer's": () => ({ type: "ChangeAction", actionId: "a-reviewer", text: "Other words" }) },
  ConfirmAction: {
    "a-reviewer's": () => ({ type: "ConfirmAction", actionId: "a-reviewer" }),
    "nobody's": () => ({ type: "ConfirmAction", actionId: "a-nobody" }),
    elsewhere: ({ elsewhere }) => ({ type: "ConfirmAction", actionId: elsewhere.actionId }),
  },
  DropAction: { "a-reviewer's": () => ({ type: "DropAction", actionId: "a-reviewer" }) },
  CloseSession: { "-": () => ({ type: "CloseSession" }) },
  ReopenSession: { "-": () => ({ type: "ReopenSession", reason: "" }) },
  CreateSession: { "-": ({ sessionId }) => ({ type: "CreateSession", sessionId }) },
  TakeSeat: { "-": () => ({ type: "TakeSeat", seatId: "s9", personId: "p9", role: "facilitator", scores: true }) },
  Knock: { "-": () => ({ type: "Knock", knockId: "k9", personId: "p9", seatId: "s9", experience: "new", firstTime: true }) },
  MarkAway: { "-": ({ seats }) => ({ type: "MarkAway", seatId: seats.facilitator }) },
  MarkBack: { "-": ({ seats }) => ({ type: "MarkBack", seatId: seats.facilitator }) },
};

/** The two socket events that are no command. */
export const EVENTS: Record<string, Record<string, (place: Place) => unknown>> = {
  draft: {
    second: ({ criteria }) => ({ id: "d1", tab: "t1", conversationId: "c2", criterionId: criteria[0], entry }),
    first: ({ criteria }) => ({ id: "d1", tab: "t1", conversationId: "c1", criterionId: criteria[0], entry }),
  },
  clock: { "-": () => undefined },
};

export const built = (place: Place, who: PersonName, command: string, whose: string): SessionCommand => {
  const build = BUILDERS[command]?.[whose];
  if (!build) throw new Error(`nothing is written for ${command} ${whose}`);
  return build(place, who) as unknown as SessionCommand;
};
