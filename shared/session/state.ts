// What a session's events add up to. Holds hidden scores: never leaves the server, and only view.ts reads it for people.
import type { ConversationId, CriterionId, Instant, KnockId, PersonId, SeatId, SessionId } from "../ids.ts";
import type { Scorecard, Value } from "../scorecard/scorecard.ts";
import type { Text } from "../text.ts";
import type { Ballot } from "./ballot.ts";
import type { SessionBasics, StoredConversation } from "./events.ts";
import type {
  ActionItem,
  Evidence,
  Experience,
  Focus,
  Options,
  Proposal,
  Roll,
  SessionRole,
  Settlement,
  Sheet,
  SpeakingBand,
  WorkspaceRole,
} from "./shapes.ts";

export type Seat = {
  seatId: SeatId;
  personId: PersonId;
  role: SessionRole;
  workspaceRole: WorkspaceRole;
  experience: Experience;
  site: string | null;
  label: string | null;
  scores: boolean;
  firstTime: boolean;
  /** From MarkedBack / MarkedAway; only the speaking order, the door and take-over read it. */
  present: boolean;
  awaySince: Instant | null;
  /** The facilitator said: do not wait for this person. Ends when the person submits. */
  absent: boolean;
  removed: boolean;
  takenAt: Instant;
  nudgedAt: Instant | null;
};

export type Knock = {
  knockId: KnockId;
  personId: PersonId;
  /** what the seat will be made of once the person is let in; nobody at the door is shown it */
  seatId: SeatId;
  experience: Experience;
  firstTime: boolean;
  /** asked to watch, not to score; whoever opens decides */ watches?: true;
  at: Instant;
  turnedAway: boolean;
};

export type LateChoice = "undecided" | "watching" | "scoring" | "submitted";

export type Turn = {
  /** index into the reveal's bands: this band and all before it have the turn */ band: number;
  everyone: boolean;
  spoke: SeatId[];
  passed: SeatId[];
  /** marked Spoke by facilitator or lead: what they typed unfolds, even before their band's turn */
  called: SeatId[];
};

export type Discussion = {
  openedAt: Instant;
  turn: Turn;
  /** written after the reveal; those of a band whose turn has not come are held */
  reasons: { seatId: SeatId; text: Text; evidence: Evidence[]; at: Instant }[];
  minds: Record<SeatId, { value: Value; at: Instant }>;
  /** one ballot a round, oldest first */
  revotes: Ballot<Value>[];
};

export type Reveal = {
  at: Instant;
  bySeat: SeatId;
  roll: Roll;
  /** as recorded at the reveal, then as reordered by hand */ agenda: CriterionId[];
  orderedByHand: boolean;
  speakingOrder: SpeakingBand[];
};

export type ConversationState = {
  conversationId: ConversationId;
  material: StoredConversation;
  withdrawn: boolean;
  /** the blind ballot: the latest submission of each seat; frozen at the reveal */
  blind: Ballot<Sheet>;
  submittedAt: Record<SeatId, Instant>;
  /** whose review is the baseline: outside the roll and the figures */
  baselineSeatId: SeatId | null;
  reveal: Reveal | null;
  setAside: { at: Instant; bySeat: SeatId; reason: Text } | null;
  /** people who score, had nothing in at the reveal, and so choose: watch, or score first */
  late: Record<SeatId, { choice: LateChoice; sheet: Sheet | null; at: Instant }>;
  discussions: Record<CriterionId, Discussion>;
  settled: Record<CriterionId, Settlement>;
  /** how many times a settlement was recorded, for "amended" */ amendments: Record<CriterionId, number>;
  parked: Record<CriterionId, { ownerPersonId: PersonId | null; at: Instant }>;
  objections: { criterionId: CriterionId; seatId: SeatId; text: Text; at: Instant }[];
};

export type SessionState = SessionBasics & {
  sessionId: SessionId;
  code: string;
  creatorPersonId: PersonId;
  sample: boolean;
  practice: boolean;
  previousSessionId: SessionId | null;
  createdAt: Instant;
  scorecard: Scorecard;
  options: Options;
  /** in order of joining */ seats: Seat[];
  knocks: Knock[];
  /** null: the rule decides (open while the facilitator is present and nothing is revealed); otherwise the switch does */ doorSwitch:
    | boolean
    | null;
  deputies: SeatId[];
  /** the last time facilitation passed on, and who may take it back */
  passed: { from: SeatId | null; to: SeatId; at: Instant; how: "takenOver" | "returned" | "handedOver" } | null;
  /** every time it passed on, oldest first: the record */
  passings: { from: SeatId | null; to: SeatId; at: Instant; how: "takenOver" | "returned" | "handedOver" }[];
  focus: Focus;
  timer: { startedAt: Instant; endsAt: Instant } | null;
  /** in the order they are scored */ conversations: ConversationState[];
  proposals: Proposal[];
  actions: (ActionItem & { dropped: boolean; bornAt: Instant })[];
  closed: {
    at: Instant;
    bySeat: SeatId;
    notDiscussed: { conversationId: ConversationId; criterionIds: CriterionId[] }[];
    unrevealed: ConversationId[];
  } | null;
  reopened: { at: Instant; bySeat: SeatId; reason: Text }[];
  closings: number;
};
