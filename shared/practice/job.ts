// What the server asks of the process that simulated reviewers live in, and what it hears back.
import type { SessionId } from "../ids.ts";

/** How fast simulated reviewers read, score and speak. */
export const SPEEDS = ["normal", "fast"] as const;
export type Speed = (typeof SPEEDS)[number];

export type PracticeJob = {
  /** how to reach the server from there */ url: string;
  /** the address people use */ origin: string;
  sessionId: SessionId;
  /** one link each, as anybody gets who continues on another device */ guests: { persona: string; token: string }[];
  seed: number;
  speed: Speed;
  /** the end, whatever happens */ forMs: number;
};

export type ToPractice = { play: PracticeJob /** how many times as long the pauses are; 1 in life */; pauses: number } | { speed: Speed };
/** Over: everybody has left. Late: the time is up. Alone: nobody was there to practise. */
export type Ended = "over" | "late" | "alone";
export type FromPractice = { ended: Ended };
