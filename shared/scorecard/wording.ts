// The identity of a criterion's wording and scale: notes and trends belong to it, and a rewording breaks that criterion's series alone.
import type { Criterion } from "./scorecard.ts";

const PRIME = 0x01000193;
/** 32-bit FNV-1a; two of them with different starts make collisions of two wordings of one criterion unthinkable. */
function fnv(text: string, start: number): string {
  let hash = start;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), PRIME);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

const tidy = (words: string): string => words.normalize("NFC").replace(/\s+/g, " ").trim();

/** Equal for equal name, definition, anchors and scale; spaces, weight, section and auto-fail make no difference. */
export function wordingKey(criterion: Criterion): string {
  const anchors = Object.entries(criterion.anchors)
    .map(([level, words]) => [level, tidy(words)])
    .filter(([, words]) => words !== "")
    .sort(([a], [b]) => Number(a) - Number(b));
  const wording = JSON.stringify([criterion.scale, tidy(criterion.name), tidy(criterion.definition), anchors]);
  return fnv(wording, 0x811c9dc5) + fnv(wording, 0x2f0b4c47);
}
