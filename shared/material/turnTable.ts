// Transcripts as tables: "speaker,text" or "time;from;message", with a header in any order, or two columns without one.
import type { Line } from "../session/shapes.ts";
import { type ReadTime, readTime, TIME } from "./clockTimes.ts";
import { guessSeparator, splitDelimited } from "./delimited.ts";

export type TableTurn = Omit<Line, "at"> & { row: number; time: ReadTime | null };

const SPEAKER = /^(?:speaker|name|from|author|role|participant|sender|who|user)$/iu;
const WORDS = /^(?:text|message|body|content|transcript|utterance|words|line|comment)$/iu;
const WHEN = /^(?:time|timestamp|start|start time|offset|date|sent|sent at|created at|at)$/iu;
const WHOLE_TIME = new RegExp(`(?:^|[T ])(${TIME})(?:$|Z|[+ ])`, "u");
const SECONDS = /^[-−]?\d{1,6}(?:\.\d{1,6})?$/u;

/** Rows of turns, or null when this is no table. */
export function parseTurnTable(text: string): TableTurn[] | null {
  const separator = guessSeparator(text.slice(0, 20_000));
  const { rows } = splitDelimited(text, separator);
  const header = (rows[0]?.cells ?? []).slice(0, 50).map((cell) => cell.trim());
  const speakerAt = header.findIndex((cell) => SPEAKER.test(cell));
  const wordsAt = header.findIndex((cell) => WORDS.test(cell));
  if (speakerAt !== -1 && wordsAt !== -1) {
    const whenAt = header.findIndex((cell) => WHEN.test(cell));
    return rows.slice(1).flatMap(({ line, cells }) => {
      const words = (cells[wordsAt] ?? "").trim();
      const time = whenAt === -1 ? null : timeOf((cells[whenAt] ?? "").trim());
      return words === "" ? [] : [{ row: line, speaker: (cells[speakerAt] ?? "").trim(), text: words, time }];
    });
  }
  return separator === "\t" ? null : headless(text, separator);
}

function timeOf(cell: string): ReadTime | null {
  if (SECONDS.test(cell)) return /^\d/u.test(cell) ? { kind: "elapsed", seconds: Number(cell) } : { kind: "invalid" };
  const found = WHOLE_TIME.exec(cell);
  // A date before it says that it is a time of day.
  return found ? readTime(found[1] ?? "", found.index > 0) : null;
}

/** "Agent,Hello there": every row has two cells or more, and few names come again and again. Prose with commas has neither. */
function headless(text: string, separator: "," | ";"): TableTurn[] | null {
  const { rows } = splitDelimited(text, separator);
  const names = new Set(rows.map((row) => (row.cells[0] ?? "").trim()));
  const told = rows.length >= 3 && names.size >= 2 && names.size <= 6 && names.size * 1.5 < rows.length + 1;
  const plausible = [...names].every((name) => name.length <= 40 && /^\p{L}[^:.!?]*$/u.test(name));
  if (!told || !plausible || rows.some((row) => row.cells.length < 2)) return null;
  return rows.map(({ line, cells }) => ({
    row: line,
    speaker: (cells[0] ?? "").trim(),
    text: cells.slice(1).join(separator).trim(),
    time: null,
  }));
}
