// How long people take: to read, to think, to speak. One table for a human pace and one for fast; chance spreads each pause.
// What is read or said takes its words' time on top, so that whoever rehearses has read a reason before the next one comes.
import type { Speed } from "../../shared/practice/job.ts";
import { between } from "./chance.ts";

/** What somebody is about to do when they pause. */
export type Pause =
  | "arrive"
  | "begin"
  | "read"
  | "score"
  | "submit"
  | "look"
  | "write"
  | "speak"
  | "patience"
  | "vote"
  | "mind"
  | "object"
  | "confirm"
  | "take"
  | "leave";

const SECONDS: Record<Speed, Record<Pause, [shortest: number, longest: number]>> = {
  normal: {
    arrive: [1, 14],
    begin: [2, 5],
    read: [1, 3],
    score: [2.5, 6],
    submit: [2, 5],
    look: [3, 6],
    write: [5, 9],
    speak: [4, 8],
    patience: [70, 110],
    vote: [6, 15],
    mind: [6, 14],
    object: [5, 11],
    confirm: [5, 12],
    take: [12, 25],
    leave: [15, 25],
  },
  fast: {
    arrive: [0.3, 2.5],
    begin: [0.8, 2],
    read: [0.2, 0.5],
    score: [0.7, 1.6],
    submit: [0.5, 1.2],
    look: [0.8, 1.5],
    write: [1.2, 2],
    speak: [1.2, 2.4],
    patience: [18, 30],
    vote: [1.5, 3.5],
    mind: [1.5, 3],
    object: [1.5, 3],
    confirm: [1.5, 3],
    take: [3, 6],
    leave: [3, 5],
  },
};

/** Words a second: silently through a transcript and a definition, and aloud. */
const WORDS_A_SECOND: Record<Speed, Partial<Record<Pause, number>>> = {
  normal: { read: 5, look: 4, speak: 2.5 },
  fast: { read: 60, look: 20, speak: 10 },
};
/** An endless transcript, or somebody who never stops, holds up nobody for ever. */
const LONGEST_SECONDS = 90;

export function pauseMs(pause: Pause, options: { speed: Speed; tempo: number; seed: number; key: string; words?: number }): number {
  const { speed, tempo, seed, key, words = 0 } = options;
  const [shortest, longest] = SECONDS[speed][pause];
  const rate = WORDS_A_SECOND[speed][pause];
  const forWords = rate === undefined ? 0 : Math.min(LONGEST_SECONDS, words / rate);
  return Math.round((between(shortest, longest, seed, "pause", key) + forWords) * tempo * 1_000);
}
