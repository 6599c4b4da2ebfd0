// What a conversation's blind answers say about the order of discussion: recorded once at the reveal, and what may be accepted without talking.
import type { CriterionId } from "../ids.ts";
import type { Value } from "../scorecard/scorecard.ts";
import { isIdentical } from "../statistics/disagreement.ts";
import { type DiscussionOrder, discussionOrder } from "../statistics/discussionOrder.ts";
import { remembered } from "./remembered.ts";
import { countedSeats } from "./roll.ts";
import type { Sheet } from "./shapes.ts";
import type { ConversationState, SessionState } from "./state.ts";

/** The blind reviews that count (the baseline is none of them), in the order of the roll. */
export function countedSheets(state: SessionState, conversation: ConversationState): Sheet[] {
  return countedSeats(state, conversation)
    .map((seatId) => conversation.blind.entries[seatId])
    .filter((sheet) => sheet !== undefined);
}

/** criterion → the counted answers on it; who left it blank is missing from that row alone. */
export function countedAnswers(state: SessionState, conversation: ConversationState): Record<CriterionId, Value[]> {
  const sheets = countedSheets(state, conversation);
  return Object.fromEntries(
    state.scorecard.criteria.map(({ criterionId }) => [criterionId, sheets.flatMap((sheet) => sheet[criterionId]?.value ?? [])]),
  );
}

export const valuesOf = (sheet: Sheet): Record<CriterionId, Value> =>
  Object.fromEntries(Object.entries(sheet).map(([criterionId, entry]) => [criterionId, entry.value]));

/** The baseline's answers; null where nobody's review is marked or that person has nothing in. */
export function baselineValues(conversation: ConversationState): Record<CriterionId, Value> | null {
  const sheet = conversation.baselineSeatId === null ? undefined : conversation.blind.entries[conversation.baselineSeatId];
  return sheet ? valuesOf(sheet) : null;
}

const orderOf = remembered(
  (state: SessionState, conversation: ConversationState): DiscussionOrder =>
    discussionOrder(state.scorecard.criteria, countedAnswers(state, conversation), baselineValues(conversation)),
);

/** Every criterion, in the order recorded at the reveal. */
export const agendaOf = (state: SessionState, conversation: ConversationState): CriterionId[] => orderOf(state, conversation).order;

/** The criteria that need talking about: not aligned, or aligned but off the baseline. In computed order. */
export const criteriaToDiscuss = (state: SessionState, conversation: ConversationState): CriterionId[] =>
  orderOf(state, conversation).toDiscuss;

/** To discuss, and neither settled nor parked: what a session that closes now leaves undone. In agenda order. */
export function notDiscussed(state: SessionState, conversation: ConversationState): CriterionId[] {
  const toDiscuss = new Set(criteriaToDiscuss(state, conversation));
  const agenda = conversation.reveal?.agenda ?? [];
  return agenda.filter((id) => toDiscuss.has(id) && !conversation.settled[id] && !conversation.parked[id]);
}

/**
 * What "Accept identical" settles: at least two answered and all answered the same, whether settled already or not, in scorecard order.
 * Not what is off the baseline: that is on the agenda.
 */
export function identicalValues(state: SessionState, conversation: ConversationState): { criterionId: CriterionId; value: Value }[] {
  const answers = countedAnswers(state, conversation);
  const onAgenda = new Set(criteriaToDiscuss(state, conversation));
  return state.scorecard.criteria.flatMap(({ criterionId }) => {
    const values = answers[criterionId] ?? [];
    return isIdentical(values) && !onAgenda.has(criterionId) ? [{ criterionId, value: values[0]! }] : [];
  });
}
