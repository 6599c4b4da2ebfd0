// Which conversations' scores an audience may read: the one gate every slice that holds scores goes through.
import type { ConversationState, Reveal, SessionState } from "../state.ts";
import { type Audience, mayReceive } from "../audience.ts";

export type RevealedConversation = ConversationState & { reveal: Reveal };

const isRevealed = (conversation: ConversationState): conversation is RevealedConversation =>
  conversation.reveal !== null && conversation.blind.status === "revealed";

/** Revealed, not withdrawn, and not closed to somebody who may still score late. */
export const visibleConversations = (state: SessionState, audience: Audience): RevealedConversation[] =>
  state.conversations.filter(isRevealed).filter(({ withdrawn, conversationId }) => !withdrawn && mayReceive(audience, conversationId));

/** Still hidden from everybody, and not withdrawn. */
export const hiddenConversations = (state: SessionState): ConversationState[] =>
  state.conversations.filter(({ withdrawn, reveal }) => !withdrawn && reveal === null);
