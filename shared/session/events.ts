// What has happened in a session. Facts only: stored for ever, so a shape may grow optional fields and never change meaning.
import type { ActionId, ConversationId, CriterionId, Instant, KnockId, PersonId, SeatId, SessionId } from "../ids.ts";
import type { Scorecard, Value } from "../scorecard/scorecard.ts";
import type { Text } from "../text.ts";
import type {
  ActionItem,
  Conversation,
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

/** A conversation as stored: its words can be erased, its shape stays. */
export type StoredConversation = Omit<Conversation, "transcript" | "agent" | "why" | "title"> & {
  title: Text;
  agent: Text | null;
  why: Text | null;
  transcript: { at: number | null; speaker: string; text: Text }[];
};

export type SessionBasics = { name: string; startsAt: Instant; timeZone: string; lengthMinutes: number; dueAt: Instant | null };

type Event =
  // --- before the call
  | ({
      type: "SessionCreated";
      sessionId: SessionId;
      code: string;
      creatorPersonId: PersonId;
      scorecard: Scorecard;
      options: Options;
      sample: boolean;
      practice: boolean;
      /** the session this one was made from */ previousSessionId: SessionId | null;
    } & SessionBasics)
  | { type: "SessionChanged"; change: Partial<SessionBasics>; options: Partial<Options> }
  | { type: "ConversationAdded"; conversation: StoredConversation }
  | { type: "ConversationChanged"; conversationId: ConversationId; change: Partial<Omit<StoredConversation, "conversationId">> }
  | { type: "ConversationWithdrawn"; conversationId: ConversationId }
  | { type: "ConversationsReordered"; order: ConversationId[] }
  // --- people
  | {
      type: "SeatTaken";
      seatId: SeatId;
      personId: PersonId;
      role: SessionRole;
      workspaceRole: WorkspaceRole;
      experience: Experience;
      site: string | null;
      scores: boolean;
      firstTime: boolean;
      knockId: KnockId | null;
    }
  | {
      type: "SeatChanged";
      seatId: SeatId;
      role?: SessionRole;
      experience?: Experience;
      site?: string | null;
      scores?: boolean;
      label?: string | null;
    }
  | { type: "SeatRemoved"; seatId: SeatId }
  /** "This is the same Ana": the stranger's person becomes the seat's person; the stranger's seat or knock ends. */
  | { type: "SeatGivenBack"; seatId: SeatId; strangerSeatId: SeatId | null; knockId: KnockId | null; strangerPersonId: PersonId }
  /** with what the seat will need once let in */
  | { type: "Knocked"; knockId: KnockId; personId: PersonId; seatId: SeatId; experience: Experience; firstTime: boolean; watches?: true }
  /** `linkEnded`: by nobody, the link they came by was replaced */
  | { type: "KnockTurnedAway"; knockId: KnockId; linkEnded?: true }
  | { type: "DoorSet"; open: boolean }
  | { type: "MarkedAway"; seatId: SeatId }
  | { type: "MarkedBack"; seatId: SeatId }
  | { type: "DeputiesNamed"; seatIds: SeatId[] }
  | { type: "FacilitationPassed"; from: SeatId | null; to: SeatId; how: "takenOver" | "returned" | "handedOver" }
  // --- scoring
  | { type: "ReviewSubmitted"; conversationId: ConversationId; seatId: SeatId; sheet: Sheet }
  | { type: "MarkedAbsent"; seatId: SeatId }
  | { type: "MarkedExpected"; seatId: SeatId }
  | { type: "BaselineMarked"; conversationId: ConversationId; seatId: SeatId | null }
  | { type: "Nudged"; seatId: SeatId; bySeat: SeatId }
  | { type: "TimerSet"; startedAt: Instant; endsAt: Instant }
  | { type: "TimerEnded" }
  | { type: "FocusMoved"; focus: Focus }
  // --- reveal
  | {
      type: "ScoresRevealed";
      conversationId: ConversationId;
      bySeat: SeatId;
      roll: Roll;
      agenda: CriterionId[];
      speakingOrder: SpeakingBand[];
    }
  | { type: "RevealSetAside"; conversationId: ConversationId; bySeat: SeatId; reason: Text }
  | { type: "LateChoiceMade"; conversationId: ConversationId; seatId: SeatId; choice: "watch" | "score" }
  | { type: "LateReviewSubmitted"; conversationId: ConversationId; seatId: SeatId; sheet: Sheet }
  // --- discussion of one criterion
  | { type: "CriterionOpened"; conversationId: ConversationId; criterionId: CriterionId }
  | { type: "Spoke"; conversationId: ConversationId; criterionId: CriterionId; seatId: SeatId; bySeat: SeatId }
  | { type: "Passed"; conversationId: ConversationId; criterionId: CriterionId; seatId: SeatId; bySeat: SeatId }
  | { type: "TurnAdvanced"; conversationId: ConversationId; criterionId: CriterionId; bySeat: SeatId }
  | { type: "OpenedToEveryone"; conversationId: ConversationId; criterionId: CriterionId; bySeat: SeatId }
  | { type: "ReasonWritten"; conversationId: ConversationId; criterionId: CriterionId; seatId: SeatId; text: Text; evidence: Evidence[] }
  | { type: "MindChanged"; conversationId: ConversationId; criterionId: CriterionId; seatId: SeatId; value: Value | null }
  | { type: "AgendaReordered"; conversationId: ConversationId; order: CriterionId[]; bySeat: SeatId }
  | { type: "RevoteOpened"; conversationId: ConversationId; criterionId: CriterionId; round: number }
  | { type: "RevoteCast"; conversationId: ConversationId; criterionId: CriterionId; round: number; seatId: SeatId; value: Value }
  | { type: "RevoteRevealed"; conversationId: ConversationId; criterionId: CriterionId; round: number; bySeat: SeatId }
  | { type: "RevoteSetAside"; conversationId: ConversationId; criterionId: CriterionId; round: number; bySeat: SeatId }
  // --- consensus
  | { type: "CriterionSettled"; conversationId: ConversationId; criterionId: CriterionId; settlement: Settlement }
  | { type: "IdenticalAccepted"; conversationId: ConversationId; bySeat: SeatId; settled: { criterionId: CriterionId; value: Value }[] }
  | { type: "CriterionParked"; conversationId: ConversationId; criterionId: CriterionId; ownerPersonId: PersonId | null; bySeat: SeatId }
  | { type: "Objected"; conversationId: ConversationId; criterionId: CriterionId; seatId: SeatId; text: Text }
  | { type: "ProposalMade"; conversationId: ConversationId | null; proposal: Omit<Proposal, "at"> }
  // --- actions and close
  | { type: "ActionAdded"; action: ActionItem }
  | { type: "ActionChanged"; actionId: ActionId; change: Partial<Omit<ActionItem, "actionId">> }
  | { type: "ActionDropped"; actionId: ActionId }
  | {
      type: "SessionClosed";
      bySeat: SeatId;
      notDiscussed: { conversationId: ConversationId; criterionIds: CriterionId[] }[];
      unrevealed: ConversationId[];
    }
  | { type: "SessionReopened"; bySeat: SeatId; reason: Text };

export type SessionEvent = Event & { at: Instant };
export type SessionEventType = SessionEvent["type"];
/** What `decide` returns: events without the time, which the caller stamps once for the whole batch. */
export type Decided = Event;
