// Whether somebody new may walk straight in.
import { facilitatorOf } from "./find.ts";
import type { SessionState } from "./state.ts";

/** Open while the facilitator is present and nothing is revealed, unless the switch says otherwise. A closed session has no open door. */
export function doorOpen(state: SessionState): boolean {
  if (state.closed) return false;
  if (state.doorSwitch !== null) return state.doorSwitch;
  return (facilitatorOf(state)?.present ?? false) && state.conversations.every((conversation) => conversation.reveal === null);
}
