// Looking things up in a session by id, so that every decision and view asks in the same way.
import type { ConversationId, CriterionId, KnockId, SeatId } from "../ids.ts";
import type { Criterion } from "../scorecard/scorecard.ts";
import type { ConversationState, Knock, Seat, SessionState } from "./state.ts";

/** Also a removed seat: its scores and words may still stand in the record. */
export const seatOf = (state: SessionState, seatId: SeatId): Seat | null => state.seats.find((seat) => seat.seatId === seatId) ?? null;

/** A seat that somebody holds now. */
export function heldSeat(state: SessionState, seatId: SeatId): Seat | null {
  const seat = seatOf(state, seatId);
  return seat && !seat.removed ? seat : null;
}

export const facilitatorOf = (state: SessionState): Seat | null =>
  state.seats.find((seat) => seat.role === "facilitator" && !seat.removed) ?? null;

export const isConductor = (seat: Seat): boolean => !seat.removed && (seat.role === "facilitator" || seat.role === "lead");

export const conversationOf = (state: SessionState, conversationId: ConversationId): ConversationState | null =>
  state.conversations.find((conversation) => conversation.conversationId === conversationId) ?? null;

export const criterionOf = (state: SessionState, criterionId: CriterionId): Criterion | null =>
  state.scorecard.criteria.find((criterion) => criterion.criterionId === criterionId) ?? null;

export const knockOf = (state: SessionState, knockId: KnockId): Knock | null =>
  state.knocks.find((knock) => knock.knockId === knockId) ?? null;
