// The total of one set of answers by the scorecard's formula: weighted mean of what was rated, 0 on auto-fail, the mean kept beside it.
import type { CriterionId } from "../ids.ts";
import { isBelowHalf, normalised } from "./scales.ts";
import type { Criterion, Scorecard, Value } from "./scorecard.ts";

/** Points 0 to 100, unrounded. `raw` is null where nothing that counts was rated; `final` is 0 on auto-fail whatever `raw` is. */
export type ScoreTotal = { raw: number | null; final: number | null; autoFail: boolean };

/** Rated on a critical criterion below half of its scale. N/A and blank never fail. */
export const failsOn = (criterion: Criterion, value: Value | undefined): boolean =>
  criterion.autoFail && typeof value === "number" && isBelowHalf(criterion.scale, value);

/** `raw = 100 × Σ w·x / Σ w` over rated criteria: N/A and blanks drop out of both sums. */
export function totalOf(scorecard: Scorecard, values: Record<CriterionId, Value>): ScoreTotal {
  let points = 0;
  let weights = 0;
  let autoFail = false;
  for (const criterion of scorecard.criteria) {
    const value = values[criterion.criterionId];
    if (typeof value !== "number") continue;
    points += criterion.weight * normalised(criterion.scale, value);
    weights += criterion.weight;
    if (failsOn(criterion, value)) autoFail = true;
  }
  const raw = weights > 0 ? (100 * points) / weights : null;
  return { raw, final: autoFail ? 0 : raw, autoFail };
}
