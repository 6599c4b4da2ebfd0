// How many reviews are in, per conversation still hidden. That somebody is in is all that others learn before the reveal.
import type { Audience } from "../audience.ts";
import { rollOf } from "../roll.ts";
import type { SessionState } from "../state.ts";
import type { ProgressSlice } from "./slices.ts";
import { hiddenConversations } from "./visible.ts";

export function progressSlice(state: SessionState, audience: Audience): ProgressSlice {
  const named = audience.kind === "conductor" || (audience.kind === "room" && state.options.showProgressNames);
  return hiddenConversations(state).map((conversation) => {
    const roll = rollOf(state, conversation);
    return {
      conversationId: conversation.conversationId,
      in: roll.in.length,
      expected: roll.in.length + roll.missing.length,
      absentCount: roll.absent.length,
      names: named ? { in: [...roll.in], missing: [...roll.missing], absent: [...roll.absent] } : null,
      baselineSet: conversation.baselineSeatId !== null,
    };
  });
}
