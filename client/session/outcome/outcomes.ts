// What was settled or parked between two views of the results, in words that stand by themselves. Pure.
import type { TFunction } from "i18next";
import type { ConversationId, CriterionId } from "../../../shared/ids.ts";
import type { Criterion } from "../../../shared/scorecard/scorecard.ts";
import type { ResultRow, ResultsSlice } from "../../../shared/session/view/slices.ts";
import { afterNextTime } from "../../../shared/texts/nextTime.ts";
import { valueText } from "../../plots/valueText.ts";

/** One criterion, or several that were accepted in one go. */
export type Outcome = { conversationId: ConversationId; rows: ResultRow[] };

const sign = ({ settled, parked }: ResultRow): string =>
  settled ? `${settled.at} ${settled.amended} ${settled.value} ${settled.note}` : parked ? "parked" : "";
export const keyOf = ({ conversationId, rows }: Outcome): string =>
  [conversationId, ...rows.map((row) => `${row.criterionId} ${sign(row)}`)].join("|");

/** Of conversations that could be seen before: whoever is just being let in hears no news. */
export function newOutcome(before: ResultsSlice, now: ResultsSlice): Outcome | null {
  for (const [conversationId, { rows }] of Object.entries(now)) {
    const was = before[conversationId]?.rows;
    if (!was) continue;
    const changed = rows.filter((row) => {
      const old = was.find(({ criterionId }) => criterionId === row.criterionId);
      return sign(row) !== "" && (!old || sign(old) !== sign(row));
    });
    if (changed.length > 0) return { conversationId, rows: changed };
  }
  return null;
}

/** For a screen that was just opened: the last that was settled. */
export function lastSettled(now: ResultsSlice): Outcome | null {
  const all = Object.entries(now).flatMap(([conversationId, { rows }]) =>
    rows.flatMap((row) => (row.settled ? [{ conversationId, row, at: row.settled.at }] : [])),
  );
  const at = Math.max(...all.map((each) => each.at));
  const last = all.filter((each) => each.at === at);
  const { conversationId } = last[0] ?? {};
  return conversationId === undefined ? null : { conversationId, rows: last.map(({ row }) => row) };
}

/** Taken back meanwhile, it is no outcome any more. */
export const stillSo = (outcome: Outcome, now: ResultsSlice): boolean =>
  outcome.rows.every(({ criterionId }) => {
    const row = now[outcome.conversationId]?.rows.find((each) => each.criterionId === criterionId);
    return row !== undefined && sign(row) !== "";
  });

/** whether a place shows it already */
export const isOf = (outcome: Outcome, criterionId: CriterionId): boolean =>
  outcome.rows.length === 1 && outcome.rows[0]!.criterionId === criterionId;

/** where the criterion's name stands in the sentence: it may end in dots, what follows may not */
const NAME = "\u0000";

/** "Empathy settled: 4." in the parts before, in and after the name; and "Next time: …". */
export function outcomeWords(
  t: TFunction<"discussion">,
  { rows }: Outcome,
  criteria: readonly Criterion[],
): { before: string; name: string; after: string; next: string | null } {
  const [row] = rows;
  const criterion = criteria.find(({ criterionId }) => criterionId === row?.criterionId);
  if (rows.length !== 1 || !row || !criterion)
    return { before: t("outcome.several", { count: rows.length }), name: "", after: "", next: null };
  const { settled } = row;
  const sentence = settled
    ? t(`outcome.${settled.how}`, { name: NAME, value: valueText(t, criterion.scale, settled.value) })
    : t("bar.parkedSaid", { name: NAME });
  const [before = "", after = ""] = sentence.split(NAME);
  return { before, name: criterion.name, after, next: settled?.note ? t("settled.note", { text: afterNextTime(settled.note) }) : null };
}
