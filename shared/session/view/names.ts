// Where a name may stand beside a score. Asked per criterion: a name shown on one says nothing about another.
import type { CriterionId } from "../../ids.ts";
import type { ConversationState, SessionState } from "../state.ts";

/** May names be read beside the answers on this criterion? */
export function namesShownOn(state: SessionState, conversation: ConversationState, criterionId: CriterionId): boolean {
  switch (state.options.names) {
    case "atReveal":
      return true;
    case "whenOpened":
      return conversation.discussions[criterionId] !== undefined;
    case "whenSettled":
      return conversation.settled[criterionId] !== undefined || conversation.parked[criterionId] !== undefined;
    case "never":
      return false;
    default:
      return state.options.names satisfies never;
  }
}

export const namesShownOnAll = (state: SessionState, conversation: ConversationState): boolean =>
  state.scorecard.criteria.every(({ criterionId }) => namesShownOn(state, conversation, criterionId));

/** Lowest first, N/A last: the order in which answers without names are listed. */
export const byValue = (a: number | "NA", b: number | "NA"): number => (a === b ? 0 : a === "NA" ? 1 : b === "NA" ? -1 : a - b);
