// One criterion of the results: how far its blind answers are apart. Values are sorted and stand for themselves; nothing links one row to the next.
import type { CriterionId } from "../../ids.ts";
import { failsOn, totalOf } from "../../scorecard/totals.ts";
import type { Criterion, Value } from "../../scorecard/scorecard.ts";
import { autoFailSplit, disagreementOf, impactOf, isAligned, isIdentical, isOffBaseline, naSplit } from "../../statistics/disagreement.ts";
import { asNumber } from "../../statistics/fraction.ts";
import { baselineValues, countedAnswers, countedSheets, criteriaToDiscuss, valuesOf } from "../agenda.ts";
import { remembered } from "../remembered.ts";
import type { SessionState } from "../state.ts";
import { parkedView, settledView } from "./settled.ts";
import type { ResultRow } from "./slices.ts";
import type { RevealedConversation } from "./visible.ts";

/** Summed from the lowest on: in another order the last digit could differ, and would tell in which order people stand behind the totals. */
const mean = (numbers: number[]): number | null =>
  numbers.length > 0 ? numbers.sort((a, b) => a - b).reduce((sum, number) => sum + number, 0) / numbers.length : null;

/** At most one: the fail decides the total, "does it apply" comes before the score, the baseline last. */
function badgeOf(criterion: Criterion, values: Value[], baseline: Value | undefined): ResultRow["badge"] {
  if (autoFailSplit(criterion, values)) return "autoFailSplit";
  if (naSplit(values)) return "naSplit";
  return isAligned(criterion, values) && isOffBaseline(criterion, values, baseline) ? "offBaseline" : null;
}

/** All rows in agenda order. */
export const resultRows = remembered((state: SessionState, conversation: RevealedConversation): readonly ResultRow[] => {
  const reviews = countedSheets(state, conversation);
  const sheets = reviews.map(valuesOf);
  const answers = countedAnswers(state, conversation);
  const baseline = baselineValues(conversation);
  const toDiscuss = new Set(criteriaToDiscuss(state, conversation));
  const ranked = conversation.reveal.agenda.filter((id) => toDiscuss.has(id));
  const ratedWeight = state.scorecard.criteria
    .filter(({ criterionId }) => answers[criterionId]?.some((value) => value !== "NA"))
    .reduce((sum, { weight }) => sum + weight, 0);
  const meanRawTotal = mean(sheets.flatMap((sheet) => totalOf(state.scorecard, sheet).raw ?? []));
  const unsureCount = (criterionId: CriterionId) => reviews.filter((sheet) => sheet[criterionId]?.unsure).length;

  const rowOf = (criterion: Criterion): ResultRow => {
    const { criterionId } = criterion;
    const values = answers[criterionId] ?? [];
    const spread = disagreementOf(criterion.scale, values);
    const identical = isIdentical(values);
    const nearly = isAligned(criterion, values) && !identical && !toDiscuss.has(criterionId);
    return {
      criterionId,
      rank: toDiscuss.has(criterionId) ? ranked.indexOf(criterionId) + 1 : null,
      toDiscuss: toDiscuss.has(criterionId),
      identical,
      comparable: values.length >= 2,
      values: spread.ratings,
      naCount: spread.naCount,
      missingCount: sheets.length - values.length,
      unsureCount: unsureCount(criterionId),
      low: spread.low,
      high: spread.high,
      badge: badgeOf(criterion, values, baseline?.[criterionId]),
      failCount: values.filter((value) => failsOn(criterion, value)).length,
      baseline: baseline?.[criterionId] ?? null,
      nearly: nearly ? [...new Set(spread.ratings)] : null,
      details: {
        V: spread.V && asNumber(spread.V),
        D: spread.D && asNumber(spread.D),
        impact: impactOf(criterion, values, ratedWeight, meanRawTotal),
        sameAnswerShare: spread.sameAnswerShare,
      },
      settled: settledView(conversation, criterionId),
      parked: parkedView(conversation, criterionId),
      discussed: conversation.discussions[criterionId] !== undefined,
    };
  };
  const criteria = new Map(state.scorecard.criteria.map((criterion) => [criterion.criterionId, criterion]));
  return conversation.reveal.agenda.flatMap((id) => criteria.get(id) ?? []).map(rowOf);
});
