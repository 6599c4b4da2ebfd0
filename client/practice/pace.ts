// How long people take: to read, to think, to speak. One table for a human pace and one for fast; chance spreads each pause.
import type { Speed } from "../../shared/practice/job.ts";
import { between } from "./chance.ts";

/** What somebody is about to do when they pause. */
export type Pause =
  | "arrive"
  | "begin"
  | "beginAhead"
  | "read"
  | "score"
  | "submit"
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
    begin: [3, 9],
    beginAhead: [40, 75],
    read: [0.6, 1],
    score: [3, 8],
    submit: [2, 6],
    write: [5, 9],
    speak: [9, 17],
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
    beginAhead: [4, 8],
    read: [0.08, 0.13],
    score: [0.7, 1.6],
    submit: [0.5, 1.2],
    write: [1.2, 2],
    speak: [2, 4],
    patience: [18, 30],
    vote: [1.5, 3.5],
    mind: [1.5, 3],
    object: [1.5, 3],
    confirm: [1.5, 3],
    take: [3, 6],
    leave: [3, 5],
  },
};

/** Skimming what one knows how to skim: seconds per hundred words are counted with `read` and capped, so that an endless transcript holds up nobody. */
const WORDS_A_SECOND = 9;
const LONGEST_READ = 60;

export function pauseMs(pause: Pause, options: { speed: Speed; tempo: number; seed: number; key: string; words?: number }): number {
  const [shortest, longest] = SECONDS[options.speed][pause];
  const spread = between(shortest, longest, options.seed, "pause", options.key);
  const seconds = pause === "read" ? spread * Math.min(LONGEST_READ, (options.words ?? 0) / WORDS_A_SECOND) : spread;
  return Math.round(seconds * options.tempo * 1_000);
}
