// What consensus adds up to in one conversation: the calibrated total, the running one, and how far reviewers were from it.
import type { CriterionId } from "../ids.ts";
import type { Value } from "../scorecard/scorecard.ts";
import { type ScoreTotal, totalOf } from "../scorecard/totals.ts";
import { gapOfCall } from "../statistics/calibrationGap.ts";
import { countedSheets, valuesOf } from "./agenda.ts";
import { remembered } from "./remembered.ts";
import type { ConversationState, SessionState } from "./state.ts";

export type Calibrated = {
  settled: number;
  parked: number;
  of: number;
  /** null while a criterion is open or parked */ total: ScoreTotal | null;
  /** of what is settled so far; null while nothing is */ running: ScoreTotal | null;
};

export function calibratedOf(state: SessionState, conversation: ConversationState): Calibrated {
  const ids = state.scorecard.criteria.map(({ criterionId }) => criterionId);
  const values: Record<CriterionId, Value> = {};
  for (const id of ids) {
    const settlement = conversation.settled[id];
    if (settlement) values[id] = settlement.value;
  }
  const settled = Object.keys(values).length;
  const running = settled > 0 ? totalOf(state.scorecard, values) : null;
  return {
    settled,
    parked: ids.filter((id) => !conversation.settled[id] && conversation.parked[id]).length,
    of: ids.length,
    total: settled === ids.length ? running : null,
    running,
  };
}

/** Totals of the blind reviews that count, lowest final first, those without a total last: the order tells nothing about people. */
export const countedTotals = remembered((state: SessionState, conversation: ConversationState): readonly ScoreTotal[] =>
  countedSheets(state, conversation)
    .map((sheet) => totalOf(state.scorecard, valuesOf(sheet)))
    .sort((a, b) => last(a.final) - last(b.final) || last(a.raw) - last(b.raw) || Number(a.autoFail) - Number(b.autoFail)),
);

const last = (points: number | null): number => points ?? 1_000;

export type ConversationGap = { final: number; raw: number; autoFailMismatches: number };

/** In points; null before there is a calibrated total, and for a reveal that was set aside: that is out of the figures. */
export function conversationGap(state: SessionState, conversation: ConversationState): ConversationGap | null {
  const { total } = calibratedOf(state, conversation);
  if (!total || conversation.setAside) return null;
  const totals = countedTotals(state, conversation);
  const final = gapOfCall(
    totals.map((one) => one.final),
    total.final,
  );
  const raw = gapOfCall(
    totals.map((one) => one.raw),
    total.raw,
  );
  if (final === null || raw === null) return null;
  return { final, raw, autoFailMismatches: totals.filter(({ autoFail }) => autoFail !== total.autoFail).length };
}
