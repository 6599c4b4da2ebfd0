// The conversations and their material. The shared screen gets no transcript and no link, and the agent's name only where the session says so.
import type { Audience } from "../audience.ts";
import type { ConversationState, SessionState } from "../state.ts";
import type { ConversationSlice } from "./slices.ts";

function statusOf(conversation: ConversationState): ConversationSlice["status"] {
  if (conversation.withdrawn) return "withdrawn";
  if (conversation.setAside) return "setAside";
  return conversation.reveal ? "revealed" : "hidden";
}

/** The scored agent as this audience may know them. */
export const agentFor = (state: SessionState, conversation: ConversationState, audience: Audience): string | null =>
  audience.kind === "screen" && state.options.maskAgentOnSharedScreen ? null : (conversation.material.agent?.text ?? null);

export function conversationsSlice(state: SessionState, audience: Audience): ConversationSlice[] {
  const onScreen = audience.kind === "screen";
  return state.conversations.map((conversation) => {
    const { material } = conversation;
    return {
      conversationId: conversation.conversationId,
      title: material.title.text,
      channel: material.channel,
      link: onScreen ? null : material.link,
      agent: agentFor(state, conversation, audience),
      why: onScreen ? null : (material.why?.text ?? null),
      transcript:
        onScreen || conversation.withdrawn
          ? []
          : material.transcript.map((line) => ({ at: line.at, speaker: line.speaker, text: line.text.text })),
      status: statusOf(conversation),
      revealedAt: conversation.reveal?.at ?? null,
    };
  });
}
