// A realistic session for component tests: six people, nine criteria, two conversations, at each stage of the call.
import type { Criterion, Scorecard, Value } from "../../../shared/scorecard/scorecard.ts";
import type { SessionCommandType } from "../../../shared/session/commands.ts";
import { DEFAULT_OPTIONS, type DraftEntry, type Line } from "../../../shared/session/shapes.ts";
import type {
  ConversationResults,
  ConversationSlice,
  DiscussionView,
  MineSlice,
  ProgressSlice,
  ResultRow,
  SeatView,
  SessionSlice,
  Slices,
} from "../../../shared/session/view/slices.ts";

export const NOW = Date.UTC(2026, 10, 20, 14, 5);
const criterion = (criterionId: string, name: string, part: Partial<Criterion>): Criterion => ({
  criterionId,
  sectionId: "talk",
  name,
  definition: `${name}: what a listener would have to hear to call it done.`,
  scale: "binary",
  weight: 1,
  autoFail: false,
  allowNA: false,
  anchors: {},
  ...part,
});

export const scorecard: Scorecard = {
  scorecardId: "general",
  version: 1,
  name: "General support",
  sections: [
    { sectionId: "open", name: "Opening" },
    { sectionId: "talk", name: "Conversation" },
    { sectionId: "close", name: "Closing" },
  ],
  criteria: [
    criterion("greeting", "Greeting", { sectionId: "open", definition: "Says the company, the own name, and offers help." }),
    criterion("identity", "Identity check", {
      sectionId: "open",
      autoFail: true,
      definition: "Confirms who is calling with two facts before anything of the account is said.",
      anchors: { "0": "account details first", "1": "two facts first" },
    }),
    criterion("empathy", "Empathy", {
      scale: "5pt",
      weight: 3,
      definition: "Names the customer's situation in their own terms and adapts to it, before or while solving.",
      anchors: { "1": "ignores", "2": "formula", "3": "notices", "4": "adapts", "5": "anticipates" },
    }),
    criterion("resolution", "Resolution", {
      scale: "5pt",
      weight: 4,
      definition: "Solves what was asked, or says what happens instead and when.",
    }),
    criterion("next", "Next steps", { scale: "3pt", weight: 2, definition: "Says who does what by when." }),
    criterion("plain", "Plain language", { scale: "4pt", weight: 1, definition: "Uses words the customer would use." }),
    criterion("hold", "Hold etiquette", {
      scale: "3pt",
      allowNA: true,
      definition: "Asks before a hold, says how long, comes back in time.",
    }),
    criterion("notes", "Notes in the ticket", {
      sectionId: "close",
      allowNA: true,
      definition: "A colleague could go on from the notes alone.",
    }),
    criterion("closing", "Closing", {
      sectionId: "close",
      scale: "percent",
      definition: "Sums up, checks that nothing is left, says goodbye.",
    }),
  ],
};

const transcript: Line[] = [
  { at: 58, speaker: "Agent", text: "Thanks for waiting, Dee. I can see the parcel left our depot on Monday." },
  { at: 67, speaker: "Customer", text: "That is what the last person told me. Twice." },
  { at: 72, speaker: "Agent", text: "Okay. So what I can do is open a trace with the carrier." },
  { at: 79, speaker: "Customer", text: "And if they don't find it? It's for my mother's surgery on Friday." },
  { at: 86, speaker: "Agent", text: "Right, they usually answer within five working days, so we'd have to wait for that." },
  { at: 94, speaker: "Customer", text: "Five days is after Friday." },
  { at: 97, speaker: "Agent", text: "I hear you. Let me read you the case number so that you have it to hand." },
  { at: 112, speaker: "Customer", text: "Fine. Is there anybody who can send a second one?" },
  { at: 118, speaker: "Agent", text: "I'd need a supervisor for that. I can ask, but I can't promise anything today." },
  { at: 130, speaker: "Customer", text: "Then please ask." },
];
export const conversations: ConversationSlice[] = [
  {
    conversationId: "c1",
    title: "Lost parcel before surgery",
    channel: "phone",
    link: "https://tickets.example/4711",
    agent: "Robin",
    why: "Two earlier contacts, mixed opinions",
    transcript,
    status: "hidden",
    revealedAt: null,
  },
  {
    conversationId: "c2",
    title: "Refund thread",
    channel: "email",
    link: null,
    agent: null,
    why: null,
    transcript: [],
    status: "hidden",
    revealedAt: null,
  },
];

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

const row = (criterionId: string, values: number[], part: Partial<ResultRow> = {}): ResultRow => ({
  criterionId,
  rank: null,
  toDiscuss: false,
  identical: new Set(values).size === 1,
  comparable: true,
  values,
  naCount: 0,
  missingCount: 0,
  unsureCount: 0,
  low: values[0] ?? null,
  high: values.at(-1) ?? null,
  badge: null,
  failCount: 0,
  baseline: null,
  nearly: null,
  details: { V: null, D: null, impact: null, sameAnswerShare: null },
  settled: null,
  parked: null,
  discussed: false,
  ...part,
});
export const results: ConversationResults = {
  conversationId: "c1",
  revealedAt: NOW,
  setAside: null,
  reviews: 6,
  absentCount: 0,
  agreeCount: 6,
  criteriaCount: 9,
  mostApart: "identity",
  identicalUnsettled: 4,
  rows: [
    row("identity", [0, 0, 1, 1, 1, 1], {
      rank: 1,
      toDiscuss: true,
      badge: "autoFailSplit",
      failCount: 2,
      details: { V: 0.89, D: 0.53, impact: 8, sameAnswerShare: 0.67 },
    }),
    row("empathy", [2, 3, 3, 4, 5, 5], {
      rank: 2,
      toDiscuss: true,
      unsureCount: 1,
      details: { V: 0.34, D: 0.4, impact: 6, sameAnswerShare: 0.33 },
    }),
    row("hold", [2, 2, 3, 3], {
      rank: 3,
      toDiscuss: true,
      badge: "naSplit",
      naCount: 2,
      details: { V: 0.25, D: 0.5, impact: 3, sameAnswerShare: 0.33 },
    }),
    row("greeting", [1, 1, 1, 1, 1, 1]),
    row("resolution", [3, 3, 3, 3, 4, 4], { nearly: [3, 4] }),
    row("next", [2, 2, 2, 2, 2, 2]),
    row("plain", [4, 4, 4, 4, 4, 4]),
    row("notes", [1, 1, 1, 1, 1, 1]),
    row("closing", [80, 80, 82, 82, 85, 85], { nearly: [80, 82, 85] }),
  ],
  orderedByHand: false,
  totals: [
    { raw: 79, final: 0, autoFail: true },
    { raw: 84, final: 0, autoFail: true },
    { raw: 71, final: 71, autoFail: false },
    { raw: 76, final: 76, autoFail: false },
    { raw: 82, final: 82, autoFail: false },
    { raw: 88, final: 88, autoFail: false },
  ],
  baselineTotal: null,
  baselineSeatId: null,
  table: null,
  late: [],
  calibrated: { settled: 0, parked: 0, of: 9, total: null, running: null },
  gap: null,
};

export const empathyDiscussion: DiscussionView = {
  conversationId: "c1",
  criterionId: "empathy",
  named: true,
  entries: [
    { seatId: "s2", value: 2, unsure: true },
    { seatId: "s3", value: 3, unsure: false },
    { seatId: "s1", value: 3, unsure: false },
    { seatId: "s4", value: 4, unsure: false },
    { seatId: "s5", value: 5, unsure: false },
    { seatId: "s6", value: 5, unsure: false },
  ],
  baseline: null,
  late: [],
  speaking: {
    order: [
      { seatId: "s2", state: "turn" },
      { seatId: "s3", state: "turn" },
      { seatId: "s4", state: "waiting" },
      { seatId: "s5", state: "away" },
      { seatId: "s6", state: "waiting" },
      { seatId: "s1", state: "waiting" },
    ],
    everyone: false,
    bandsLeft: true,
  },
  notHeard: ["s2", "s3", "s4", "s6", "s1"],
  reasons: [
    {
      seatId: "s2",
      text: "She hears about the surgery and answers with the carrier's five days. Nothing in what she offers changes.",
      evidence: [{ line: 4, at: "1:26", quote: "they usually answer within five working days" }],
      value: 2,
      kind: "blind",
    },
  ],
  minds: [],
  revotes: [],
  contested: [2, 3, 4, 5],
  settled: null,
  parked: null,
  objections: [],
};

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
