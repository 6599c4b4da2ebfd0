// Who explains when: newest people first, in bands fixed at the reveal; and whose turn has come, from what was said since.
import type { CriterionId, SeatId } from "../ids.ts";
import { heldSeat, isConductor, seatOf } from "./find.ts";
import { isClosedTo } from "./late.ts";
import { countedSeats } from "./roll.ts";
import type { Experience, SpeakingBand } from "./shapes.ts";
import { shuffled } from "./shuffle.ts";
import type { ConversationState, Discussion, Seat, SessionState } from "./state.ts";

const NEWEST_FIRST: Experience[] = ["new", "settled", "long"];

/** The bands as the reveal records them: those who are in, newest first, facilitator and lead at the end where they speak last. */
export function speakingBands(state: SessionState, conversation: ConversationState, seed: number): SpeakingBand[] {
  const seats = countedSeats(state, conversation).flatMap((seatId) => heldSeat(state, seatId) ?? []);
  const isLast = (seat: Seat) => state.options.facilitatorSpeaksLast && isConductor(seat);
  const bands: SpeakingBand[] = NEWEST_FIRST.map((experience, index) => ({
    experience,
    last: false,
    seats: shuffled(
      seats.filter((seat) => seat.experience === experience && !isLast(seat)).map((seat) => seat.seatId),
      seed + index,
    ),
  }));
  const last = shuffled(
    seats.filter(isLast).map((seat) => seat.seatId),
    seed + NEWEST_FIRST.length,
  );
  bands.push({ experience: "long", last: true, seats: last });
  return bands.filter((band) => band.seats.length > 0);
}

/** The bands that are in force, newest first; empty where the order is open or names may not be read while people talk. */
export function bandsInForce(state: SessionState, conversation: ConversationState): SpeakingBand[] {
  const { names, speakingOrder } = state.options;
  if (speakingOrder !== "newestFirst" || names === "whenSettled" || names === "never") return [];
  return conversation.reveal?.speakingOrder ?? [];
}

/** Spoke or passed: the turn is over, by a tap and by nothing else. */
export const isHeard = (discussion: Discussion, seatId: SeatId): boolean =>
  discussion.turn.spoke.includes(seatId) || discussion.turn.passed.includes(seatId);

const isHere = (state: SessionState, seatId: SeatId): boolean => {
  const seat = heldSeat(state, seatId);
  return seat?.present === true && seat.scores;
};

/**
 * Index of the last band that has the turn; 0 for the newest, -1 without an order.
 * Never before the band that Next or an earlier act has reached. Presence alone moves it for as long as it lasts and no longer:
 * after a network outage, in which everybody drops one by one, the turn is where it was.
 */
export function currentBand(state: SessionState, conversation: ConversationState, discussion: Discussion): number {
  const bands = bandsInForce(state, conversation);
  const lastBand = bands.length - 1;
  if (lastBand < 0) return -1;
  const reached = Math.min(discussion.turn.band, lastBand);
  const somebodyHere = bands.some((band) => band.seats.some((seatId) => isHere(state, seatId)));
  if (!somebodyHere) return reached;
  const waitedFor = bands.findIndex((band) => band.seats.some((seatId) => isHere(state, seatId) && !isHeard(discussion, seatId)));
  return Math.max(reached, waitedFor === -1 ? lastBand : waitedFor);
}

/** The band a seat speaks with. People outside the recorded order (baseline, late, seated since) go with their experience, leaders last. */
function bandOf(state: SessionState, conversation: ConversationState, bands: SpeakingBand[], seatId: SeatId): number {
  const own = bands.findIndex((band) => band.seats.includes(seatId));
  if (own !== -1) return own;
  const seat = seatOf(state, seatId);
  const leads = seat !== null && isConductor(seat) && state.options.facilitatorSpeaksLast;
  if (!seat || leads || seatId === conversation.baselineSeatId) return bands.length - 1;
  const rank = NEWEST_FIRST.indexOf(seat.experience);
  const asNew = bands.findIndex((band) => band.last || NEWEST_FIRST.indexOf(band.experience) >= rank);
  return asNew === -1 ? bands.length - 1 : asNew;
}

const isOver = (conversation: ConversationState, criterionId: CriterionId): boolean =>
  conversation.settled[criterionId] !== undefined || conversation.parked[criterionId] !== undefined;

/** Whether what this person typed on the criterion may be read by others. False before the criterion was opened. */
export function turnCame(state: SessionState, conversation: ConversationState, criterionId: CriterionId, seatId: SeatId): boolean {
  if (isOver(conversation, criterionId)) return true;
  const discussion = conversation.discussions[criterionId];
  if (!discussion) return false;
  if (discussion.turn.everyone || discussion.turn.called.includes(seatId)) return true;
  const bands = bandsInForce(state, conversation);
  if (bands.length === 0) return true;
  return bandOf(state, conversation, bands, seatId) <= currentBand(state, conversation, discussion);
}

/** Who is asked to speak now: in the order, its turn come, neither spoken nor passed. In speaking order; empty without an order. */
export function seatsWithTurn(state: SessionState, conversation: ConversationState, criterionId: CriterionId): SeatId[] {
  const discussion = conversation.discussions[criterionId];
  if (!discussion || isOver(conversation, criterionId)) return [];
  const bands = bandsInForce(state, conversation);
  const open = discussion.turn.everyone ? bands : bands.slice(0, currentBand(state, conversation, discussion) + 1);
  return open.flatMap((band) => band.seats).filter((seatId) => isHere(state, seatId) && !isHeard(discussion, seatId));
}

/** Present, scoring, and neither spoken nor passed on this criterion; in order of joining. */
export function notHeard(state: SessionState, conversation: ConversationState, criterionId: CriterionId): SeatId[] {
  const discussion = conversation.discussions[criterionId];
  if (!discussion) return [];
  return state.seats
    .filter((seat) => isHere(state, seat.seatId) && !isHeard(discussion, seat.seatId) && !isClosedTo(state, conversation, seat.seatId))
    .map((seat) => seat.seatId);
}

/** Whether a further band still waits. */
export function bandsLeft(state: SessionState, conversation: ConversationState, criterionId: CriterionId): boolean {
  const discussion = conversation.discussions[criterionId];
  if (!discussion || discussion.turn.everyone) return false;
  return currentBand(state, conversation, discussion) < bandsInForce(state, conversation).length - 1;
}
