// WebVTT and SubRip: cues with times, speakers as <v Name> or "Name:" at the start of a cue.
import type { Line } from "../session/shapes.ts";
import { readTime } from "./clockTimes.ts";
import { turnStart } from "./turnLine.ts";

const CUE_TIMES = /^\s{0,8}(\d{1,3}:\d{2}(?::\d{2})?[.,]\d{1,3})\s{1,4}-->\s{1,4}\d/u;

export const isSubtitles = (text: string): boolean =>
  /^\s{0,100}WEBVTT/u.test(text) || text.split("\n", 12).some((line) => CUE_TIMES.test(line));

/** A turn that goes on over several cues becomes one line, until it is this long. */
const TURN = 500;

/** `row`: 1-based line of the text at which the cue begins. */
export function parseSubtitles(text: string): (Line & { row: number })[] {
  const turns: (Line & { row: number })[] = [];
  let cue: { at: number | null; row: number; words: string[] } | null = null;
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
    else turns.push({ at: cue.at, speaker, text: words, row: cue.row });
  };

  const lines = text.split("\n");
  let inNote = false;
  lines.forEach((line, index) => {
    const times = CUE_TIMES.exec(line);
    if (times) {
      endCue();
      const time = readTime(times[1] ?? "", false);
      cue = { at: time.kind === "invalid" ? null : time.seconds, row: index + 1, words: [] };
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
  return turns;
}

const unescaped = (words: string) =>
  words.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&nbsp;", " ").replaceAll("&amp;", "&");
