// What the reveal shows of each conversation. Names only where the session's option allows them, criterion by criterion.
import type { CriterionId, SeatId } from "../../ids.ts";
import { totalOf } from "../../scorecard/totals.ts";
import type { Value } from "../../scorecard/scorecard.ts";
import { baselineValues, criteriaToDiscuss, identicalValues, valuesOf } from "../agenda.ts";
import type { Audience } from "../audience.ts";
import { calibratedOf, conversationGap, countedTotals } from "../calibrated.ts";
import { countedSeats } from "../roll.ts";
import type { SessionState } from "../state.ts";
import { namesShownOn, namesShownOnAll } from "./names.ts";
import { resultRows } from "./resultRow.ts";
import type { ConversationResults, ResultsSlice, Total } from "./slices.ts";
import { type RevealedConversation, visibleConversations } from "./visible.ts";

const NO_TOTAL: Total = { raw: null, final: null, autoFail: false };

export const resultsSlice = (state: SessionState, audience: Audience): ResultsSlice =>
  Object.fromEntries(
    visibleConversations(state, audience).map((conversation) => [conversation.conversationId, conversationResults(state, conversation)]),
  );

/** The answers that may stand beside a name, and the total only if all may: a total gives away what is left out. */
function namedPart(state: SessionState, conversation: RevealedConversation, values: Record<CriterionId, Value>) {
  const shown = state.scorecard.criteria.flatMap(({ criterionId }): [CriterionId, Value][] => {
    const value = values[criterionId];
    return value !== undefined && namesShownOn(state, conversation, criterionId) ? [[criterionId, value]] : [];
  });
  return {
    values: Object.fromEntries(shown),
    total: namesShownOnAll(state, conversation) ? totalOf(state.scorecard, values) : NO_TOTAL,
  };
}

/** criteria × people, in order of joining; null while no name may be shown anywhere. */
function tableOf(state: SessionState, conversation: RevealedConversation): ConversationResults["table"] {
  if (!someNamesShown(state, conversation)) return null;
  return countedSeats(state, conversation).flatMap((seatId) => {
    const sheet = conversation.blind.entries[seatId];
    return sheet ? [{ seatId, ...namedPart(state, conversation, valuesOf(sheet)) }] : [];
  });
}

const someNamesShown = (state: SessionState, conversation: RevealedConversation): boolean =>
  state.scorecard.criteria.some(({ criterionId }) => namesShownOn(state, conversation, criterionId));

/** One entry a late review. A whole late sheet would link the rows, so it follows the rule of the names. */
function lateOf(state: SessionState, conversation: RevealedConversation): ConversationResults["late"] {
  const named = someNamesShown(state, conversation);
  return state.seats.flatMap(({ seatId }) => {
    const late = conversation.late[seatId];
    if (late?.choice !== "submitted" || !late.sheet) return [];
    return [{ seatId: named ? seatId : null, ...namedPart(state, conversation, valuesOf(late.sheet)) }];
  });
}

/** Only once names stand beside every row: a named baseline names the baseline's value on all of them. */
export const baselineSeatShown = (state: SessionState, conversation: RevealedConversation): SeatId | null =>
  namesShownOnAll(state, conversation) ? conversation.baselineSeatId : null;

function conversationResults(state: SessionState, conversation: RevealedConversation): ConversationResults {
  const rows = resultRows(state, conversation);
  const baseline = baselineValues(conversation);
  const apart = criteriaToDiscuss(state, conversation)[0];
  const mostApart = rows.find((row) => row.criterionId === apart && row.badge !== "offBaseline");
  const calibrated = calibratedOf(state, conversation);
  const { setAside } = conversation;
  return {
    conversationId: conversation.conversationId,
    revealedAt: conversation.reveal.at,
    setAside: setAside && { at: setAside.at, reason: setAside.reason.text },
    reviews: countedSeats(state, conversation).length,
    absentCount: conversation.reveal.roll.absent.length,
    agreeCount: rows.filter((row) => row.comparable && !row.toDiscuss).length,
    criteriaCount: rows.length,
    mostApart: mostApart?.criterionId ?? null,
    identicalUnsettled: identicalValues(state, conversation).filter(({ criterionId }) => !conversation.settled[criterionId]).length,
    rows: [...rows],
    orderedByHand: conversation.reveal.orderedByHand,
    totals: [...countedTotals(state, conversation)],
    baselineTotal: baseline && totalOf(state.scorecard, baseline),
    baselineSeatId: baselineSeatShown(state, conversation),
    table: tableOf(state, conversation),
    late: lateOf(state, conversation),
    calibrated: {
      settled: calibrated.settled,
      parked: calibrated.parked,
      of: calibrated.of,
      total: calibrated.total,
      running: calibrated.running,
    },
    gap: conversationGap(state, conversation),
  };
}
