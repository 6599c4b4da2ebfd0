// How one answer is written: a number on its scale, yes or no, N/A.
import type { TFunction } from "i18next";
import type { ScaleKind, Value } from "../../shared/scorecard/scorecard.ts";

export function valueText(t: TFunction<"discussion">, scale: ScaleKind, value: Value): string {
  if (value === "NA") return t("value.na");
  if (scale === "binary") return value === 1 ? t("value.yes") : t("value.no");
  return String(value);
}

/** Answers of a scale in the languages people score in: initials that stand above "Yes" must not read "No". */
const ANSWERS = new Set(["no", "na", "non", "yes", "ja", "si", "sí", "oui"]);
const MORE = [..."bcdfghklmnprstvwz"];

/** From the usual two letters to rarer ones. */
function choicesFor(name: string): string[] {
  const words = name.trim().split(/\s+/u);
  const lettersOf = (word: string | undefined) => [...(word ?? "")].filter((char) => /\p{L}/u.test(char));
  const first = lettersOf(words[0]);
  const last = words.length > 1 ? lettersOf(words.at(-1)) : [];
  const start = (first[0] ?? last[0] ?? "?").toLocaleUpperCase();
  const [initial, ...further] = last.map((char, index) => (index === 0 ? char.toLocaleUpperCase() : char.toLocaleLowerCase()));
  const inside = first.slice(1).map((char) => char.toLocaleLowerCase());
  return [
    ...(initial === undefined ? [] : [start + initial, ...further.map((char) => start + initial + char)]),
    ...inside.map((char) => start + char),
    ...(inside.length + last.length === 0 ? [start] : []),
    ...MORE.map((char) => start + char),
  ];
}

/** Letters for a dot: never an answer of a scale, never a digit, and nobody else's. Who comes first in `among` keeps the usual ones. */
export function initialsOf(name: string, among: readonly string[] = []): string {
  const taken = new Set(ANSWERS);
  for (const each of new Set([...among, name])) {
    const choices = choicesFor(each);
    const free = choices.find((choice) => !taken.has(choice.toLocaleLowerCase())) ?? choices[0] ?? "?";
    if (each === name) return free;
    taken.add(free.toLocaleLowerCase());
  }
  return "?";
}
