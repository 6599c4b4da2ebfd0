// Replacing one seat, conversation or discussion in a session, and sharing all the rest with the state before.
import type { ConversationId, CriterionId, SeatId } from "../../ids.ts";
import type { SessionEvent, SessionEventType } from "../events.ts";
import type { ConversationState, Discussion, Seat, SessionState } from "../state.ts";

/** The event of these types, with its time. */
export type EventOf<Type extends SessionEventType> = Extract<SessionEvent, { type: Type }>;

export const withSeat = (state: SessionState, seatId: SeatId, change: Partial<Seat>): SessionState => ({
  ...state,
  seats: state.seats.map((seat) => (seat.seatId === seatId ? { ...seat, ...change } : seat)),
});

export const withConversation = (
  state: SessionState,
  conversationId: ConversationId,
  change: (conversation: ConversationState) => Partial<ConversationState>,
): SessionState => ({
  ...state,
  conversations: state.conversations.map((conversation) =>
    conversation.conversationId === conversationId ? { ...conversation, ...change(conversation) } : conversation,
  ),
});

/** A criterion that was never opened has no discussion: then nothing changes. */
export const withDiscussion = (
  state: SessionState,
  { conversationId, criterionId }: { conversationId: ConversationId; criterionId: CriterionId },
  change: (discussion: Discussion, conversation: ConversationState) => Partial<Discussion>,
): SessionState =>
  withConversation(state, conversationId, (conversation) => {
    const discussion = conversation.discussions[criterionId];
    if (!discussion) return {};
    return {
      discussions: { ...conversation.discussions, [criterionId]: { ...discussion, ...change(discussion, conversation) } },
    };
  });

/** A record without one key. */
export function without<Entry>(record: Record<string, Entry>, key: string): Record<string, Entry> {
  if (!(key in record)) return record;
  const { [key]: _gone, ...rest } = record;
  return rest;
}
