// In which order criteria are discussed: auto-fail splits, then by variance with its ties, then off the baseline, then those that agree.
import type { CriterionId } from "../ids.ts";
import { spanOf } from "../scorecard/scales.ts";
import type { Criterion, Value } from "../scorecard/scorecard.ts";
import { autoFailSplit, type Disagreement, disagreementOf, isAligned, isOffBaseline } from "./disagreement.ts";
import { compareFractions, type Fraction } from "./fraction.ts";

export type Measure = "V" | "D";
type Item = { criterion: Criterion; position: number; values: readonly Value[]; spread: Disagreement };

const rangeOf = ({ criterion, spread }: Item): Fraction => ({
  top: spread.low === null || spread.high === null ? 0 : spread.high - spread.low,
  bottom: spanOf(criterion.scale),
});

/** Larger measure first; then auto-fail splits, weight, range, place on the scorecard. Both items have the measure. */
const furthestApartFirst = (measure: Measure) => (a: Item, b: Item) =>
  compareFractions(b.spread[measure]!, a.spread[measure]!) ||
  Number(autoFailSplit(b.criterion, b.values) !== null) - Number(autoFailSplit(a.criterion, a.values) !== null) ||
  b.criterion.weight - a.criterion.weight ||
  compareFractions(rangeOf(b), rangeOf(a)) ||
  a.position - b.position;

const itemsOf = (criteria: readonly Criterion[], answers: Record<CriterionId, readonly Value[]>): Item[] =>
  criteria.map((criterion, position) => {
    const values = answers[criterion.criterionId] ?? [];
    return { criterion, position, values, spread: disagreementOf(criterion.scale, values) };
  });

const idsOf = (items: Item[]): CriterionId[] => items.map((item) => item.criterion.criterionId);

/** The plain order of one measure, nothing pinned: apart first, then agreed, then what cannot be compared, both by place on the scorecard. */
export function plainOrder(
  criteria: readonly Criterion[],
  answers: Record<CriterionId, readonly Value[]>,
  measure: Measure,
): CriterionId[] {
  const items = itemsOf(criteria, answers);
  return idsOf([
    ...items.filter(({ spread }) => (spread[measure]?.top ?? 0) > 0).sort(furthestApartFirst(measure)),
    ...items.filter(({ spread }) => spread[measure]?.top === 0),
    ...items.filter(({ spread }) => spread[measure] === null),
  ]);
}

export type DiscussionOrder = {
  /** all criteria */ order: CriterionId[];
  /** the first part of the order: what needs talking about */ toDiscuss: CriterionId[];
};

export function discussionOrder(
  criteria: readonly Criterion[],
  answers: Record<CriterionId, readonly Value[]>,
  baseline: Record<CriterionId, Value> | null,
): DiscussionOrder {
  const items = itemsOf(criteria, answers);
  const comparable = items.filter(({ spread }) => spread.V !== null);
  const split = comparable.filter((item) => autoFailSplit(item.criterion, item.values));
  const aligned = comparable.filter((item) => isAligned(item.criterion, item.values));
  const apart = comparable.filter((item) => !split.includes(item) && !aligned.includes(item));
  const off = aligned.filter((item) => isOffBaseline(item.criterion, item.values, baseline?.[item.criterion.criterionId]));
  const toDiscuss = [...split.sort(furthestApartFirst("V")), ...apart.sort(furthestApartFirst("V")), ...off];
  const agreeing = aligned.filter((item) => !off.includes(item));
  const incomparable = items.filter(({ spread }) => spread.V === null);
  return { order: idsOf([...toDiscuss, ...agreeing, ...incomparable]), toDiscuss: idsOf(toDiscuss) };
}
