// A score as somebody would say it aloud.
import type { Criterion, Value } from "../../shared/scorecard/scorecard.ts";

export function valueWords(value: Value, { scale }: Pick<Criterion, "scale">): string {
  if (value === "NA") return "N/A";
  if (scale === "binary") return value === 1 ? "yes" : "no";
  return scale === "percent" ? `${value} %` : String(value);
}
