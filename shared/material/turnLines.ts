// Speaker-labelled text, line by line: which names really speak, which lines go on with the turn before.
import type { ReadTime } from "./clockTimes.ts";
import { readTime } from "./clockTimes.ts";
import { type TurnStart, turnStart } from "./turnLine.ts";

export type ReadTurn = { row: number; speaker: string; text: string; time: ReadTime | null };

const ROLE =
  /^(?:agent|customer|caller|client|advisor|adviser|rep|representative|operator|user|visitor|bot|support|member|patient|supervisor|manager|system|ivr|interviewer|speaker ?\d{0,2}|a|b|c|q)$/iu;
const key = (speaker: string) => speaker.toLocaleLowerCase("en").replace(/\s+/gu, " ");
const isCapitalised = (speaker: string) =>
  speaker.split(/\s+/u).length <= 3 && speaker.split(/\s+/u).every((word) => /^[\p{Lu}\p{N}(&]/u.test(word));

/** Null when nobody seems to be labelled: then the text is plain. `heading` is what stands before the first turn, one line at most. */
export function readTurns(text: string): { turns: ReadTurn[]; heading: string | null } | null {
  const rows = text.split("\n");
  const starts = rows.map((row) => (row.trim() === "" ? null : turnStart(row)));
  const accepted = acceptance(starts);
  const filled = rows.filter((row) => row.trim() !== "").length;
  const begun = starts.filter((start) => start !== null && accepted(start)).length;
  if (begun === 0 || begun * 10 < filled) return null;

  const turns: (ReadTurn & { words: string[] })[] = [];
  const before: string[] = [];
  rows.forEach((row, index) => {
    const start = starts[index];
    const words = row.trim();
    if (words === "") return;
    const last = turns.at(-1);
    if (start && accepted(start)) {
      const time = start.time === null ? null : readTime(start.time, start.clock);
      // A time alone on its line belongs to the turn below it.
      const waiting = last !== undefined && last.speaker === "" && last.words.length === 0 && time === null ? last : null;
      if (waiting) {
        waiting.speaker = start.speaker ?? "";
        if (start.text.trim() !== "") waiting.words.push(start.text.trim());
      } else
        turns.push({
          row: index + 1,
          speaker: start.speaker ?? "",
          text: "",
          time,
          words: start.text.trim() === "" ? [] : [start.text.trim()],
        });
    } else if (last) last.words.push(words);
    else before.push(words);
  });
  if (before.length > 1) turns.unshift({ row: 1, speaker: "", text: "", time: null, words: before });
  const heading = before.length === 1 ? before[0]!.replace(/^#{1,6}\s*/u, "") : null;
  return {
    turns: turns.filter((turn) => turn.words.length > 0).map(({ words, ...turn }) => ({ ...turn, text: words.join("\n") })),
    heading,
  };
}

/** Who is believed to speak: with a time, by a known role, by coming again, or by looking like a name where few names are. */
function acceptance(starts: (TurnStart | null)[]): (start: TurnStart) => boolean {
  const counts = new Map<string, number>();
  let lone = 0;
  for (const start of starts) {
    if (start?.speaker) counts.set(key(start.speaker), (counts.get(key(start.speaker)) ?? 0) + 1);
    else if (start && start.text !== "") lone++;
  }
  const named = [...counts.values()].reduce((sum, count) => sum + count, 0);
  // "Agent" and "Customer" coming again and again make a lonely "Note" or "One thing" a part of what was said.
  const settled = [...counts.values()].filter((count) => count >= 3).length >= 2;
  return (start) => {
    if (start.speaker === null) return start.text === "" || lone > named;
    if (start.time !== null || ROLE.test(start.speaker)) return true;
    return (counts.get(key(start.speaker)) ?? 0) >= 2 || (!settled && isCapitalised(start.speaker));
  };
}
