// WebVTT and SubRip: cues with times, speakers as <v Name> or "Name:" at the start of a cue.
import type { Line } from "../session/shapes.ts";
import { type ReadTime, readTime } from "./clockTimes.ts";
import { turnStart } from "./turnLine.ts";

const CUE_TIMES = /^\s{0,8}([-−]?\d{1,3}:\d{2}(?::\d{2})?[.,]\d{1,3})\s{1,4}-->\s{1,4}([-−]?\d[\d:.,]{0,14})/u;

export const isSubtitles = (text: string): boolean =>
  /^\s{0,100}WEBVTT/u.test(text) || text.split("\n", 12).some((line) => CUE_TIMES.test(line));

/** A turn that goes on over several cues becomes one line, until it is this long. */
const TURN = 500;

type CueTurn = Omit<Line, "at"> & { row: number; time: ReadTime };

/** `row`: 1-based line of the text at which the cue begins. `overlap`: the first that begins before the one above it has ended. */
export function parseSubtitles(text: string): { turns: CueTurn[]; overlap: number | null } {
  const turns: CueTurn[] = [];
  let cue: { time: ReadTime; row: number; words: string[] } | null = null;
  let overlap: number | null = null;
  let before = { start: Number.NaN, end: Number.NaN };
  const endCue = () => {
    if (cue === null || cue.words.length === 0) return;
    const joined = cue.words.join(" ");
    const voice = /^<v(?:\.[^ >]{1,40})? ([^>]{1,200})>/u.exec(joined)?.[1];
    const plain = unescaped(joined.replace(/<[^<>]{0,200}>/gu, "")).trim();
    const start = voice === undefined ? turnStart(plain) : null;
    const named = start?.speaker && start.time === null ? start : null;
    const speaker = (voice ?? named?.speaker ?? "").trim();
    const words = named ? named.text : plain;
    const last = turns.at(-1);
    if (words === "") return;
    if (last && speaker !== "" && last.speaker === speaker && last.text.length + words.length < TURN) last.text += ` ${words}`;
    else turns.push({ time: cue.time, speaker, text: words, row: cue.row });
  };

  const lines = text.split("\n");
  let inNote = false;
  lines.forEach((line, index) => {
    const times = CUE_TIMES.exec(line);
    if (times) {
      endCue();
      const time = readTime(times[1] ?? "", false);
      cue = { time, row: index + 1, words: [] };
      const start = secondsOf(time);
      // earlier than the one above is another matter, and said as such
      if (start >= before.start && start < before.end) overlap ??= index + 1;
      before = { start, end: secondsOf(readTime(times[2] ?? "", false)) };
      inNote = false;
    } else if (line.trim() === "") {
      endCue();
      cue = null;
      inNote = false;
    } else if (cue === null && /^(?:NOTE|STYLE|REGION)\b/u.test(line)) inNote = true;
    // Outside a cue stand identifiers, the header and notes: nothing anybody said.
    else if (cue !== null && !inNote) cue.words.push(line.trim());
  });
  endCue();
  return { turns, overlap };
}

const secondsOf = (time: ReadTime): number => (time.kind === "invalid" ? Number.NaN : time.seconds);

const unescaped = (words: string) =>
  words.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&nbsp;", " ").replaceAll("&amp;", "&");
