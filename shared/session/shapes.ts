// The nouns of a session that commands, events, state and views share.
import type { ActionId, ConversationId, CriterionId, Instant, PersonId, SeatId } from "../ids.ts";
import type { Value } from "../scorecard/scorecard.ts";
import type { Text } from "../text.ts";

export type SessionRole = "facilitator" | "lead" | "reviewer" | "observer";
export type WorkspaceRole = "admin" | "manager" | "lead" | "reviewer" | "guest";
/** How long a person has scored here; "new" is under 6 months, "settled" 6 to 24, "long" longer. */
export type Experience = "new" | "settled" | "long";
export type Channel = "phone" | "chat" | "email" | "social" | "video" | "other";

/** One turn of a transcript. `at` is seconds from the start, null where the source has no times. */
export type Line = { at: number | null; speaker: string; text: string };

export type Conversation = {
  conversationId: ConversationId;
  title: string;
  channel: Channel;
  link: string | null;
  /** The scored agent's name; masked on the shared screen. */
  agent: string | null;
  /** "Why this one". */
  why: string | null;
  /** Empty: no transcript, evidence is a typed mm:ss. */
  transcript: Line[];
};

/** Where in the material a score rests: a transcript line (index) or a typed moment ("mm:ss"), with the words quoted. */
export type Evidence = { line: number | null; at: string | null; quote: Text | null };

/** One criterion's answer on a review. */
export type Entry = { value: Value; reason: Text | null; unsure: boolean; evidence: Evidence[] };
/** A draft entry may hold a reason or evidence before there is a value. */
export type DraftEntry = {
  value: Value | null;
  reason: string;
  unsure: boolean;
  evidence: { line: number | null; at: string | null; quote: string | null }[];
};
/** criterion → answer; a blank criterion is missing from it. */
export type Sheet = Record<CriterionId, Entry>;

export type NamesShown = "atReveal" | "whenOpened" | "whenSettled" | "never";
export type Options = {
  names: NamesShown;
  speakingOrder: "newestFirst" | "open";
  facilitatorScores: boolean;
  /** Facilitator and lead explain last unless they choose otherwise. */
  facilitatorSpeaksLast: boolean;
  /** Everybody else sees who is in, not only how many. */
  showProgressNames: boolean;
  maskAgentOnSharedScreen: boolean;
  silentReviewMinutes: number;
};
export const DEFAULT_OPTIONS: Options = {
  names: "whenOpened",
  speakingOrder: "newestFirst",
  facilitatorScores: true,
  facilitatorSpeaksLast: true,
  showProgressNames: false,
  maskAgentOnSharedScreen: true,
  silentReviewMinutes: 15,
};

/** What everybody's screen follows. */
export type Focus =
  | { kind: "arrival" }
  | { kind: "actions" }
  | { kind: "review" }
  | { kind: "results"; conversationId: ConversationId }
  | { kind: "criterion"; conversationId: ConversationId; criterionId: CriterionId; readAloud: boolean }
  | { kind: "closing" };

export type Cause = "evidenceMissed" | "wordingUnclear" | "policyUnknown" | "applicability" | "leniency" | "dataError" | "agentTraining";

/** The calibrated score of one criterion as it was recorded. A later one replaces it on screen; all stay in the log. */
export type Settlement = {
  value: Value;
  how: "agreed" | "withDissent" | "provisional" | "acceptedIdentical";
  /** provisional only: until when (date, yyyy-mm-dd) */
  until: string | null;
  /** "Next time, score X when Y." */
  note: Text | null;
  cause: Cause | null;
  /** for the conversation's agent */
  feedback: Text | null;
  bySeat: SeatId;
  at: Instant;
};

export type ProposalKind = "clarify" | "redefine" | "retire" | "add";
export type Proposal = {
  proposalId: string;
  kind: ProposalKind;
  criterionId: CriterionId | null;
  text: Text;
  rightExample: Text | null;
  wrongExample: Text | null;
  bySeat: SeatId;
  at: Instant;
};

export type ActionItem = {
  actionId: ActionId;
  text: Text;
  ownerPersonId: PersonId | null;
  /** yyyy-mm-dd */
  dueOn: string | null;
  criterionId: CriterionId | null;
  conversationId: ConversationId | null;
  /** its owner said "yes, mine" */
  confirmed: boolean;
};

/** Who is in, missing, absent for one conversation: every seat that scores stands in exactly one list. */
export type Roll = { in: SeatId[]; missing: SeatId[]; absent: SeatId[] };

/** One band of the speaking order, newest people first; inside a band the order was shuffled once, at the reveal. */
export type SpeakingBand = { experience: Experience; last: boolean; seats: SeatId[] };
