// People who score and had nothing in at the reveal: they watch, or score first and see nothing of the conversation until they have.
import type { SeatId } from "../ids.ts";
import type { ConversationState, LateChoice, Seat, SessionState } from "./state.ts";

/** Where this person stands in a revealed conversation; null for everybody who was in, does not score, or before the reveal. */
export const lateStandingOf = (_state: SessionState, conversation: ConversationState, seatId: SeatId): LateChoice | null =>
  conversation.reveal ? (conversation.late[seatId]?.choice ?? null) : null;

/** Whether a revealed conversation is still closed to this person. */
export function isClosedTo(state: SessionState, conversation: ConversationState, seatId: SeatId): boolean {
  const standing = lateStandingOf(state, conversation, seatId);
  return standing === "undecided" || standing === "scoring";
}

/** What a scoring person without a blind review starts with at the reveal, or when seated after it. */
export const firstLateChoice = (conversation: ConversationState, seat: Seat, presser: SeatId | null): LateChoice =>
  seat.role === "facilitator" || seat.seatId === presser || seat.seatId === conversation.baselineSeatId ? "watching" : "undecided";

/** Whether this conversation asks this seat to choose once it is revealed. */
export const comesLate = (conversation: ConversationState, seat: Seat): boolean =>
  seat.scores && !seat.removed && !conversation.blind.entries[seat.seatId];
