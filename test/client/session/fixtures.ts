// A realistic session for component tests: six people, nine criteria, two conversations, at each stage of the call.
import type { Value } from "../../../shared/scorecard/scorecard.ts";
import type { SessionCommandType } from "../../../shared/session/commands.ts";
import { DEFAULT_OPTIONS, type DraftEntry } from "../../../shared/session/shapes.ts";
import type { MineSlice, ProgressSlice, SeatView, SessionSlice, Slices } from "../../../shared/session/view/slices.ts";
import { conversations, scorecard } from "./fixtureMaterial.ts";
import { empathyDiscussion, NOW, results } from "./fixtureResults.ts";

export { conversations, empathyDiscussion, NOW, results, scorecard };
const PEOPLE = [
  ["s1", "Dana", "facilitator", "long"],
  ["s2", "Tom", "reviewer", "new"],
  ["s3", "Aisha", "reviewer", "new"],
  ["s4", "Marek", "reviewer", "settled"],
  ["s5", "Lena", "reviewer", "settled"],
  ["s6", "Joao", "reviewer", "long"],
] as const;
export const seats = (asConductor = false): SeatView[] =>
  PEOPLE.map(([seatId, name, role, experience], index) => ({
    seatId,
    personId: `p${index + 1}`,
    name,
    role,
    scores: true,
    present: seatId !== "s5",
    label: null,
    site: null,
    guest: seatId === "s3",
    joinedAt: NOW - 600_000 + index,
    experience: asConductor ? experience : null,
    firstTime: asConductor ? seatId === "s3" : null,
    deputy: asConductor ? false : null,
  }));

export const session: SessionSlice = {
  sessionId: "session1",
  team: "Support",
  name: "Weekly calibration",
  status: "open",
  sample: false,
  practice: false,
  startsAt: NOW - 300_000,
  timeZone: "Europe/Berlin",
  lengthMinutes: 60,
  dueAt: null,
  options: DEFAULT_OPTIONS,
  tolerancePoints: 5,
  focus: { kind: "arrival" },
  timer: null,
  code: "PLUMBS",
  joinUrl: "http://192.168.1.20:3000/enter#team-token",
  doorOpen: true,
  facilitatorSeatId: "s1",
  leadSeatIds: [],
  passed: null,
  facilitatorAwaySince: null,
  previousSessionId: null,
  closedAt: null,
  closings: 0,
  reopenedAt: null,
};

const REVIEWER_CAN: SessionCommandType[] = [
  "SubmitReview",
  "SubmitLateReview",
  "ChooseLate",
  "MarkSpoke",
  "Pass",
  "WriteReason",
  "ChangeMind",
  "CastRevote",
  "Object",
  "MakeProposal",
  "AddAction",
  "ConfirmAction",
  "ChangeSeat",
];
const CONDUCTOR_CAN: SessionCommandType[] = [
  ...REVIEWER_CAN,
  "ChangeSession",
  "AddConversation",
  "ChangeConversation",
  "WithdrawConversation",
  "ReorderConversations",
  "RemoveSeat",
  "GiveSeatBack",
  "AdmitKnock",
  "TurnAwayKnock",
  "SetDoor",
  "NameDeputies",
  "HandOver",
  "MarkAbsent",
  "MarkExpected",
  "MarkBaseline",
  "Nudge",
  "StartTimer",
  "ExtendTimer",
  "EndTimer",
  "MoveFocus",
  "RevealScores",
  "SetRevealAside",
  "OpenCriterion",
  "NextTurn",
  "OpenToEveryone",
  "ReorderAgenda",
  "OpenRevote",
  "RevealRevote",
  "CancelRevote",
  "SettleCriterion",
  "AcceptIdentical",
  "ParkCriterion",
  "ChangeAction",
  "DropAction",
  "CloseSession",
];

export const entry = (value: Value | null, part: Partial<DraftEntry> = {}): DraftEntry => ({
  value,
  reason: "",
  unsure: false,
  evidence: [],
  ...part,
});
type SheetMine = MineSlice["sheets"][string];
export const sheet = (part: Partial<SheetMine> = {}): SheetMine => ({
  draft: {},
  submitted: null,
  submittedAt: null,
  changedSinceSubmit: false,
  isBaseline: false,
  late: null,
  ...part,
});
/** all nine criteria answered, as Tom or Dana might */
export const fullDraft = (empathy: Value = 3): Record<string, DraftEntry> => ({
  greeting: entry(1),
  identity: entry(1),
  empathy: entry(empathy, {
    reason: "She hears about the surgery and answers with five days.",
    evidence: [{ line: 4, at: null, quote: null }],
  }),
  resolution: entry(3),
  next: entry(2),
  plain: entry(4),
  hold: entry("NA"),
  notes: entry(1),
  closing: entry(80),
});

/** Tom, the newest reviewer, unless asked for Dana, who facilitates. */
export const mine = (who: "reviewer" | "facilitator" = "reviewer", part: Partial<MineSlice> = {}): MineSlice => ({
  seatId: who === "facilitator" ? "s1" : "s2",
  personId: who === "facilitator" ? "p1" : "p2",
  name: who === "facilitator" ? "Dana" : "Tom",
  role: who,
  scores: true,
  experience: who === "facilitator" ? "long" : "new",
  firstTime: false,
  guest: false,
  can: who === "facilitator" ? CONDUCTOR_CAN : REVIEWER_CAN,
  sheets: { c1: sheet(), c2: sheet() },
  held: [],
  revotes: [],
  nudgedAt: null,
  turn: null,
  takeOver: null,
  ...part,
});

export const progress = (inCount: number, names = false): ProgressSlice =>
  ["c1", "c2"].map((conversationId) => ({
    conversationId,
    in: inCount,
    expected: 6,
    absentCount: 0,
    names: names
      ? { in: PEOPLE.slice(0, inCount).map(([seatId]) => seatId), missing: PEOPLE.slice(inCount).map(([seatId]) => seatId), absent: [] }
      : null,
    baselineSet: false,
  }));

const nothing = { results: {}, discussion: {}, notes: [], actions: { fromBefore: [], here: [] }, door: { knocks: [] } };
const closing: Slices["closing"] = { notDiscussed: [], unrevealed: ["c1", "c2"], unownedActions: 0, proposals: [] };

/** Six people arriving, nothing scored. */
export const arrival = (who: "reviewer" | "facilitator" = "reviewer"): Partial<Slices> => ({
  session,
  scorecard,
  roster: { seats: seats(who === "facilitator") },
  progress: progress(0, who === "facilitator"),
  conversations,
  closing,
  mine: mine(who),
  ...nothing,
});
/** Silent review, fifteen minutes, five of six in. */
export const review = (who: "reviewer" | "facilitator" = "reviewer"): Partial<Slices> => ({
  ...arrival(who),
  session: { ...session, focus: { kind: "review" }, timer: { startedAt: NOW - 320_000, endsAt: NOW + 580_000 } },
  progress: progress(5, who === "facilitator"),
});
const revealedConversations = conversations.map((each) =>
  each.conversationId === "c1" ? { ...each, status: "revealed" as const, revealedAt: NOW } : each,
);
const revealedMine = (who: "reviewer" | "facilitator"): MineSlice =>
  mine(who, { sheets: { c1: sheet({ draft: fullDraft(2), submitted: fullDraft(2), submittedAt: NOW - 60_000 }), c2: sheet() } });
/** The first conversation is open, everybody sees the results. */
export const revealed = (who: "reviewer" | "facilitator" = "reviewer"): Partial<Slices> => ({
  ...review(who),
  session: { ...session, focus: { kind: "results", conversationId: "c1" } },
  progress: progress(6, who === "facilitator").slice(1),
  conversations: revealedConversations,
  results: { c1: results },
  closing: { ...closing, unrevealed: ["c2"] },
  mine: revealedMine(who),
});
/** Empathy is discussed; the newest have the turn. */
export const discussion = (who: "reviewer" | "facilitator" = "reviewer"): Partial<Slices> => ({
  ...revealed(who),
  session: { ...session, focus: { kind: "criterion", conversationId: "c1", criterionId: "empathy", readAloud: false } },
  discussion: { c1: { empathy: empathyDiscussion } },
  mine: { ...revealedMine(who), turn: who === "reviewer" ? { conversationId: "c1", criterionId: "empathy" } : null },
});
