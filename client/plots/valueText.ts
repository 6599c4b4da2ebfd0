// How one answer is written: a number on its scale, yes or no, N/A.
import type { TFunction } from "i18next";
import type { ScaleKind, Value } from "../../shared/scorecard/scorecard.ts";

export function valueText(t: TFunction<"discussion">, scale: ScaleKind, value: Value): string {
  if (value === "NA") return t("value.na");
  if (scale === "binary") return value === 1 ? t("value.yes") : t("value.no");
  return String(value);
}

/** Two letters for a dot. Namesakes get a letter more of the last word. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = [...(words[0] ?? "")];
  const second = words.length > 1 ? [...words.at(-1)!][0] : first[1];
  return `${(first[0] ?? "?").toLocaleUpperCase()}${words.length > 1 ? (second ?? "").toLocaleUpperCase() : (second ?? "")}`;
}
