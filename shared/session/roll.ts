// Who is in, missing or absent for one conversation, whose review counts in figures, and who may be the baseline.
import type { SeatId } from "../ids.ts";
import type { Roll } from "./shapes.ts";
import type { ConversationState, Seat, SessionState } from "./state.ts";

/** Whether this seat stands in the conversation's roll: it scores, is held by somebody, and is not the baseline. */
const onRoll = (conversation: ConversationState, seat: Seat): boolean =>
  seat.scores && !seat.removed && seat.seatId !== conversation.baselineSeatId;

/**
 * The roll, in order of joining; as fixed at the reveal once there was one.
 * Presence is never asked: a sleeping laptop counts as missing, not as absent.
 */
export function rollOf(state: SessionState, conversation: ConversationState): Roll {
  if (conversation.reveal) return conversation.reveal.roll;
  const roll: Roll = { in: [], missing: [], absent: [] };
  for (const seat of state.seats) {
    if (!onRoll(conversation, seat)) continue;
    if (conversation.blind.entries[seat.seatId]) roll.in.push(seat.seatId);
    else if (seat.absent) roll.absent.push(seat.seatId);
    else roll.missing.push(seat.seatId);
  }
  return roll;
}

/** The seats whose blind review counts in figures: those in, never the baseline, a removed person or a late one. */
export const countedSeats = (state: SessionState, conversation: ConversationState): SeatId[] => rollOf(state, conversation).in;

/** Whether anybody is waited for: something is still hidden, or there is nothing to score yet. */
export function isWaiting(state: SessionState): boolean {
  const live = state.conversations.filter(({ withdrawn }) => !withdrawn);
  return live.length === 0 || live.some(({ reveal }) => reveal === null);
}

/** A baseline is an expert's review: somebody who leads here or in the team, and scores. */
export const mayBeBaseline = (seat: Seat): boolean =>
  !seat.removed &&
  seat.scores &&
  (seat.role === "facilitator" ||
    seat.role === "lead" ||
    (seat.role !== "observer" && (seat.workspaceRole === "lead" || seat.workspaceRole === "manager" || seat.workspaceRole === "admin")));
