// Works out once what follows from a revealed conversation alone: its blind scores are frozen, and what did not change is the same object.
import type { Scorecard } from "../scorecard/scorecard.ts";
import type { ConversationState, SessionState } from "./state.ts";

/** `work` may read the conversation and the scorecard, nothing else of the state; nobody may change what it returns. */
export function remembered<Conversation extends ConversationState, Result>(
  work: (state: SessionState, conversation: Conversation) => Result,
): (state: SessionState, conversation: Conversation) => Result {
  const known = new WeakMap<ConversationState, { scorecard: Scorecard; result: Result }>();
  return (state, conversation) => {
    if (conversation.reveal === null) return work(state, conversation);
    const before = known.get(conversation);
    if (before?.scorecard === state.scorecard) return before.result;
    const result = work(state, conversation);
    known.set(conversation, { scorecard: state.scorecard, result });
    return result;
  };
}
