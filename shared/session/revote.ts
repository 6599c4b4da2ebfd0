// The re-vote of one criterion: which ballot is open, and who may vote.
import type { CriterionId, SeatId } from "../ids.ts";
import type { Value } from "../scorecard/scorecard.ts";
import type { Ballot } from "./ballot.ts";
import { isClosedTo } from "./late.ts";
import type { ConversationState, Seat, SessionState } from "./state.ts";

/** The last round of a criterion (rounds count from 1), whatever became of it. */
export function lastRevote(conversation: ConversationState, criterionId: CriterionId): { round: number; ballot: Ballot<Value> } | null {
  const ballots = conversation.discussions[criterionId]?.revotes ?? [];
  const ballot = ballots[ballots.length - 1];
  return ballot ? { round: ballots.length, ballot } : null;
}

export function openRevote(conversation: ConversationState, criterionId: CriterionId): { round: number; ballot: Ballot<Value> } | null {
  const last = lastRevote(conversation, criterionId);
  return last?.ballot.status === "open" ? last : null;
}

/** Every criterion of the conversation with an open re-vote. */
export const openRevotes = (conversation: ConversationState): { criterionId: CriterionId; round: number }[] =>
  Object.keys(conversation.discussions).flatMap((criterionId) => {
    const open = openRevote(conversation, criterionId);
    return open ? [{ criterionId, round: open.round }] : [];
  });

/** Whoever scores and sees the conversation, but for the baseline: that is a reference, not a vote. */
export const mayVote = (state: SessionState, conversation: ConversationState, seat: Seat): boolean =>
  seat.scores && !seat.removed && seat.seatId !== conversation.baselineSeatId && !isClosedTo(state, conversation, seat.seatId);

/** In order of joining. */
export const revoteVoters = (state: SessionState, conversation: ConversationState): SeatId[] =>
  state.seats.filter((seat) => mayVote(state, conversation, seat)).map((seat) => seat.seatId);
