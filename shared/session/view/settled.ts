// A recorded calibrated score and a parked criterion, as everybody who sees the conversation sees them.
import type { CriterionId } from "../../ids.ts";
import type { ConversationState } from "../state.ts";
import type { SettledView } from "./slices.ts";

export function settledView(conversation: ConversationState, criterionId: CriterionId): SettledView | null {
  const settlement = conversation.settled[criterionId];
  if (!settlement) return null;
  return {
    value: settlement.value,
    how: settlement.how,
    until: settlement.until,
    note: settlement.note?.text ?? null,
    cause: settlement.cause,
    feedback: settlement.feedback?.text ?? null,
    bySeatId: settlement.bySeat,
    at: settlement.at,
    amended: amendedTimes(conversation, criterionId),
  };
}

/** How many times the calibrated score was recorded again after the first. */
export const amendedTimes = (conversation: ConversationState, criterionId: CriterionId): number =>
  Math.max(0, (conversation.amendments[criterionId] ?? 1) - 1);

export const parkedView = (conversation: ConversationState, criterionId: CriterionId): { ownerPersonId: string | null } | null => {
  const parked = conversation.parked[criterionId];
  return parked ? { ownerPersonId: parked.ownerPersonId } : null;
};
