// What people may see, slice by slice. These are the shapes a browser knows; view functions fill them field by field from an allow-list.
import type { ActionId, ConversationId, CriterionId, Instant, KnockId, PersonId, SeatId, SessionId } from "../../ids.ts";
import type { Scorecard, Value } from "../../scorecard/scorecard.ts";
import type { Cause, Channel, DraftEntry, Experience, Focus, Line, Options, ProposalKind, SessionRole } from "../shapes.ts";
import type { Permission } from "../permissions.ts";

/** The session itself. One encoding for everybody who is seated, and for the shared screen. */
export type SessionSlice = {
  sessionId: SessionId;
  team: string;
  name: string;
  status: "open" | "closed";
  sample: boolean;
  practice: boolean;
  startsAt: Instant;
  timeZone: string;
  lengthMinutes: number;
  dueAt: Instant | null;
  options: Options;
  /** points on totals: nearer than this is calibrated */ tolerancePoints: number;
  focus: Focus;
  timer: { startedAt: Instant; endsAt: Instant } | null;
  /** six letters; the address the QR code holds */ code: string;
  joinUrl: string;
  doorOpen: boolean;
  facilitatorSeatId: SeatId | null;
  leadSeatIds: SeatId[];
  /** the last take-over, for the notice and the record */ passed: {
    from: SeatId | null;
    to: SeatId;
    at: Instant;
    how: "takenOver" | "returned" | "handedOver";
  } | null;
  /** when the facilitator went away; null while present */ facilitatorAwaySince: Instant | null;
  previousSessionId: SessionId | null;
  closedAt: Instant | null;
  closings: number;
  reopenedAt: Instant | null;
};

export type SeatView = {
  seatId: SeatId;
  personId: PersonId;
  name: string;
  role: SessionRole;
  scores: boolean;
  present: boolean;
  label: string | null;
  site: string | null;
  guest: boolean;
  joinedAt: Instant;
  /** conductors (facilitator, lead) only, null for everybody else */ experience: Experience | null;
  firstTime: boolean | null;
  deputy: boolean | null;
};
/** In order of joining; removed seats are gone. */
export type RosterSlice = { seats: SeatView[] };

/** Who waits at the door; conductors only (an empty list for others). */
export type DoorSlice = { knocks: { knockId: KnockId; name: string /** asked to watch, not to score */; watches: boolean; at: Instant }[] };

/** Per conversation not yet revealed: how many are in. Names for conductors (and for all where the option says so); null otherwise. */
export type ProgressSlice = {
  conversationId: ConversationId;
  in: number;
  expected: number;
  absentCount: number;
  names: { in: SeatId[]; missing: SeatId[]; absent: SeatId[] } | null;
  baselineSet: boolean;
}[];

export type ConversationSlice = {
  conversationId: ConversationId;
  title: string;
  channel: Channel;
  link: string | null;
  agent: string | null;
  why: string | null;
  /** empty on the shared screen */ transcript: Line[];
  status: "hidden" | "revealed" | "setAside" | "withdrawn";
  revealedAt: Instant | null;
};

/** How far a criterion's blind answers are apart. Values sorted; nothing links one row to the next. */
export type ResultRow = {
  criterionId: CriterionId;
  /** place on the agenda, 1 first; null: agrees */ rank: number | null;
  toDiscuss: boolean;
  identical: boolean;
  comparable: boolean;
  values: number[];
  naCount: number;
  missingCount: number;
  unsureCount: number;
  low: number | null;
  high: number | null;
  badge: "autoFailSplit" | "naSplit" | "offBaseline" | null;
  failCount: number;
  baseline: Value | null;
  /** aligned but not identical: the values to choose between ("4 or 5?") */ nearly: number[] | null;
  details: { V: number | null; D: number | null; impact: number | null; sameAnswerShare: number | null };
  settled: SettledView | null;
  parked: { ownerPersonId: PersonId | null } | null;
  discussed: boolean;
};
export type SettledView = {
  value: Value;
  how: "agreed" | "withDissent" | "provisional" | "acceptedIdentical";
  until: string | null;
  note: string | null;
  cause: Cause | null;
  feedback: string | null;
  bySeatId: SeatId;
  at: Instant;
  amended: number;
};
export type Total = { raw: number | null; final: number | null; autoFail: boolean };
export type ConversationResults = {
  conversationId: ConversationId;
  revealedAt: Instant;
  setAside: { at: Instant; reason: string } | null;
  /** blind reviews that count; without the baseline */ reviews: number;
  absentCount: number;
  agreeCount: number;
  criteriaCount: number;
  mostApart: CriterionId | null;
  identicalUnsettled: number;
  /** agenda order: to discuss first, then those that agree in scorecard order */ rows: ResultRow[];
  orderedByHand: boolean;
  /** of the blind reviews, sorted by final then raw */ totals: Total[];
  baselineTotal: Total | null;
  baselineSeatId: SeatId | null;
  /** criteria × people; null while names may not be shown */ table:
    | { seatId: SeatId; values: Record<CriterionId, Value>; total: Total }[]
    | null;
  /** scored late, may have heard the discussion: kept apart */ late: {
    seatId: SeatId | null;
    values: Record<CriterionId, Value>;
    total: Total;
  }[];
  calibrated: { settled: number; parked: number; of: number; total: Total | null /** of what is settled so far */; running: Total | null };
  /** calibration gap in points, once there is a calibrated total */ gap: { final: number; raw: number; autoFailMismatches: number } | null;
};
/** conversations whose results this audience may see */
export type ResultsSlice = Record<ConversationId, ConversationResults>;

export type EvidenceView = { line: number | null; at: string | null; quote: string | null };
export type ReasonView = {
  seatId: SeatId | null;
  text: string;
  evidence: EvidenceView[];
  value: Value | null;
  /** typed with the blind score, or after the reveal; the baseline's and late ones come after everybody else's */
  kind: "blind" | "written" | "baseline" | "late";
};
export type RevoteView =
  | { round: number; status: "open"; in: number; of: number }
  | { round: number; status: "cancelled" }
  | {
      round: number;
      status: "revealed";
      values: number[];
      naCount: number /** blind score → re-vote; seatId null while names are hidden, then in no order that gives a person away */;
      movement: { seatId: SeatId | null; from: Value | null; to: Value }[];
    };
export type DiscussionView = {
  conversationId: ConversationId;
  criterionId: CriterionId;
  /** names may be read here */ named: boolean;
  /** blind answers; seatId null and sorted by value while names are hidden */ entries: {
    seatId: SeatId | null;
    value: Value;
    unsure: boolean;
  }[];
  baseline: { seatId: SeatId | null; value: Value } | null;
  late: { seatId: SeatId | null; value: Value }[];
  /** null: no speaking order (names hidden, or the order is open) */
  speaking: {
    order: { seatId: SeatId; state: "spoke" | "passed" | "turn" | "waiting" | "away" }[];
    everyone: boolean;
    bandsLeft: boolean;
  } | null;
  /** present, scoring, not yet spoken or passed */ notHeard: SeatId[];
  /** those whose turn has come */ reasons: ReasonView[];
  minds: { seatId: SeatId | null; value: Value }[];
  revotes: RevoteView[];
  /** anchors of the levels that were chosen */ contested: number[];
  settled: SettledView | null;
  parked: { ownerPersonId: PersonId | null } | null;
  /** seatId null while names are hidden */ objections: { seatId: SeatId | null; text: string; at: Instant }[];
};
/** criteria that have been opened, in conversations this audience may see */
export type DiscussionSlice = Record<ConversationId, Record<CriterionId, DiscussionView>>;

/** "Next time, …" from earlier sessions, beside its criterion. `current` false: written for an earlier wording. */
export type NoteView = { criterionId: CriterionId; text: string; value: Value; sessionName: string; at: Instant; current: boolean };
export type NotesSlice = NoteView[];

export type ActionView = {
  actionId: ActionId;
  sessionId: SessionId;
  text: string;
  ownerPersonId: PersonId | null;
  ownerName: string | null;
  dueOn: string | null;
  status: "open" | "done" | "dropped";
  confirmed: boolean;
  criterionId: CriterionId | null;
  conversationId: ConversationId | null;
  sessionName: string;
};
export type ActionsSlice = { fromBefore: ActionView[]; here: ActionView[] };
export type ProposalView = {
  proposalId: string;
  kind: ProposalKind;
  criterionId: CriterionId | null;
  text: string;
  rightExample: string | null;
  wrongExample: string | null;
  bySeatId: SeatId;
};
export type ClosingSlice = {
  notDiscussed: { conversationId: ConversationId; criterionIds: CriterionId[] }[];
  unrevealed: ConversationId[];
  unownedActions: number;
  proposals: ProposalView[];
};

/** One person's own; goes to that person's sockets alone. */
export type MineSlice = {
  seatId: SeatId;
  personId: PersonId;
  name: string;
  role: SessionRole;
  scores: boolean;
  experience: Experience;
  firstTime: boolean;
  guest: boolean;
  can: Permission[];
  sheets: Record<
    ConversationId,
    {
      draft: Record<CriterionId, DraftEntry>;
      /** what counts: the last submission, frozen at the reveal */ submitted: Record<CriterionId, DraftEntry> | null;
      submittedAt: Instant | null;
      changedSinceSubmit: boolean;
      isBaseline: boolean;
      late: "undecided" | "watching" | "scoring" | "submitted" | null;
    }
  >;
  /** my reasons that nobody else sees yet */ held: { conversationId: ConversationId; criterionId: CriterionId; text: string }[];
  revotes: { conversationId: ConversationId; criterionId: CriterionId; round: number; value: Value }[];
  nudgedAt: Instant | null;
  turn: { conversationId: ConversationId; criterionId: CriterionId } | null;
  takeOver: "may" | "mayTakeBack" | null;
};

/** What somebody at the door gets, and nothing else. */
export type WaitingSlice = { team: string; sessionName: string; name: string; turnedAway: boolean };

export type Slices = {
  session: SessionSlice;
  scorecard: Scorecard;
  roster: RosterSlice;
  door: DoorSlice;
  progress: ProgressSlice;
  conversations: ConversationSlice[];
  results: ResultsSlice;
  discussion: DiscussionSlice;
  notes: NotesSlice;
  actions: ActionsSlice;
  closing: ClosingSlice;
  mine: MineSlice;
  waiting: WaitingSlice;
};
export type SliceName = keyof Slices;
