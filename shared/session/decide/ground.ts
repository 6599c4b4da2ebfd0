// The ground a decision stands on: the thing a command names, found, or the refusal that says why it is not there.
import type { ConversationId, CriterionId, PersonId, SeatId } from "../../ids.ts";
import type { Value } from "../../scorecard/scorecard.ts";
import { isOnScale, SCALES } from "../../scorecard/scales.ts";
import { type Text, text } from "../../text.ts";
import type { Decided } from "../events.ts";
import { conversationOf, criterionOf, heldSeat } from "../find.ts";
import { isClosedTo } from "../late.ts";
import { type Rejection, reject } from "../rejection.ts";
import type { Evidence } from "../shapes.ts";
import type { ConversationState, Discussion, Reveal, Seat, SessionState } from "../state.ts";

export type Refused = { rejected: Rejection };
export type Decision = Decided[] | Refused;

export const isRefused = (found: object): found is Refused => "rejected" in found;

/** Words as stored: null where nothing was typed. */
export const typed = (words: string | null): Text | null => (words === null || words.trim() === "" ? null : text(words.trim()));

export const storedEvidence = (evidence: { line: number | null; at: string | null; quote: string | null }[]): Evidence[] =>
  evidence.map(({ line, at, quote }) => ({ line, at, quote: typed(quote) }));

/** A conversation that is not withdrawn. */
export function liveConversation(state: SessionState, conversationId: ConversationId): ConversationState | Refused {
  const conversation = conversationOf(state, conversationId);
  if (!conversation) return reject("CONVERSATION_UNKNOWN");
  return conversation.withdrawn ? reject("WITHDRAWN") : conversation;
}

export type Revealed = ConversationState & { reveal: Reveal };

/** A revealed conversation that this person may see. */
export function revealedConversation(state: SessionState, conversationId: ConversationId, seatId: SeatId): Revealed | Refused {
  const conversation = liveConversation(state, conversationId);
  if (isRefused(conversation)) return conversation;
  const { reveal } = conversation;
  if (!reveal) return reject("NOT_REVEALED");
  // the answer must tell a late scorer nothing about what was discussed meanwhile
  if (isClosedTo(state, conversation, seatId)) return reject("CHOOSE_FIRST");
  return { ...conversation, reveal };
}

/** A criterion of a revealed conversation. */
export function revealedCriterion(
  state: SessionState,
  { conversationId, criterionId }: { conversationId: ConversationId; criterionId: CriterionId },
  seatId: SeatId,
): Revealed | Refused {
  const conversation = revealedConversation(state, conversationId, seatId);
  if (isRefused(conversation)) return conversation;
  return criterionOf(state, criterionId) ? conversation : reject("CRITERION_UNKNOWN");
}

/** A criterion that has been opened for discussion. */
export function openedCriterion(
  state: SessionState,
  about: { conversationId: ConversationId; criterionId: CriterionId },
  seatId: SeatId,
): { conversation: Revealed; discussion: Discussion } | Refused {
  const conversation = revealedCriterion(state, about, seatId);
  if (isRefused(conversation)) return conversation;
  const discussion = conversation.discussions[about.criterionId];
  return discussion ? { conversation, discussion } : reject("NOT_OPENED");
}

/** Somebody who sits here now. */
export const knownSeat = (state: SessionState, seatId: SeatId): Seat | Refused => heldSeat(state, seatId) ?? reject("SEAT_UNKNOWN");

/** Why this value cannot stand on this criterion; null: it can. */
export function valueRefusal(state: SessionState, criterionId: CriterionId, value: Value): Refused | null {
  const criterion = criterionOf(state, criterionId);
  if (!criterion) return reject("CRITERION_UNKNOWN");
  if (value === "NA") return criterion.allowNA ? null : reject("NA_NOT_ALLOWED", { criterion: criterion.name }, criterionId);
  if (isOnScale(criterion.scale, value)) return null;
  const { low, high } = SCALES[criterion.scale];
  return reject("SCORE_RANGE", { criterion: criterion.name, low, high }, criterionId);
}

/** An owner is somebody who has, or had, a seat here. */
export const isOfSession = (state: SessionState, personId: PersonId): boolean => state.seats.some((seat) => seat.personId === personId);

/** The same things, in whatever order, each once. */
export const sameItems = (given: string[], wanted: string[]): boolean =>
  given.length === wanted.length && new Set(given).size === given.length && wanted.every((item) => given.includes(item));
