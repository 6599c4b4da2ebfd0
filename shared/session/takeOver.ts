// Who may take the facilitator's chair while its holder is away, and who may take it back. Nothing is ever elected by itself.
import type { SeatId } from "../ids.ts";
import { facilitatorOf, heldSeat } from "./find.ts";
import type { Experience } from "./shapes.ts";
import type { Seat, SessionState } from "./state.ts";

const LONGEST_FIRST: Experience[] = ["long", "settled", "new"];

/**
 * Leads who are present; where there is none the deputies named; where there is none the present reviewers of the longest experience.
 * Only presence counts: a lead who never came must not block the room.
 */
export function takeOverCandidates(state: SessionState): Seat[] {
  const facilitator = facilitatorOf(state);
  if (state.closed || facilitator?.present) return [];
  const present = state.seats.filter((seat) => !seat.removed && seat.present && seat.role !== "observer" && seat !== facilitator);
  const leads = present.filter((seat) => seat.role === "lead");
  if (leads.length > 0) return leads;
  const deputies = present.filter((seat) => state.deputies.includes(seat.seatId));
  if (deputies.length > 0) return deputies;
  const longest = LONGEST_FIRST.find((experience) => present.some((seat) => seat.experience === experience));
  return present.filter((seat) => seat.experience === longest);
}

export const mayTakeOver = (state: SessionState, seatId: SeatId): boolean =>
  takeOverCandidates(state).some((seat) => seat.seatId === seatId);

/** Whoever lost the chair to a take-over, until it passes on again. */
export const mayTakeBack = (state: SessionState, seatId: SeatId): boolean =>
  !state.closed && state.passed?.how === "takenOver" && state.passed.from === seatId && heldSeat(state, seatId) !== null;
