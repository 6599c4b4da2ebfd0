// Pinned evidence: a line of the transcript, words quoted from it, or a moment typed by hand. Pure.
import { LIMITS } from "../../../shared/limits.ts";
import type { DraftEntry, Line } from "../../../shared/session/shapes.ts";
import { momentAt } from "./sheet.ts";

export type Pinned = DraftEntry["evidence"][number];
const QUOTE_OF_LINE = 240;

const shorten = (words: string, max: number): string => (words.length <= max ? words : `${words.slice(0, max - 1).trimEnd()}…`);

export const evidenceOfLine = (index: number, line: Line): Pinned => ({
  line: index,
  at: line.at === null ? null : momentAt(line.at),
  quote: shorten(line.text, QUOTE_OF_LINE),
});

export const evidenceOfQuote = (index: number, line: Line, words: string): Pinned => ({
  line: index,
  at: line.at === null ? null : momentAt(line.at),
  quote: shorten(words.trim(), LIMITS.quote),
});

export const evidenceOfMoment = (at: string): Pinned => ({ line: null, at, quote: null });

const same = (a: Pinned, b: Pinned): boolean => (a.line === null ? a.at === b.at && b.line === null : a.line === b.line);

/** Pins, or takes the pin away again. The same list comes back when there is no room for another. */
export function toggled(evidence: Pinned[], one: Pinned): Pinned[] {
  const before = evidence.find((each) => same(each, one));
  if (before && before.quote === one.quote) return evidence.filter((each) => each !== before);
  if (before) return evidence.map((each) => (each === before ? one : each));
  return evidence.length >= LIMITS.evidence ? evidence : [...evidence, one];
}
