// What a proof is: a command that tries to break one promise many times, counts what really hit, and shows that it would have noticed (its positive control).

/** "push" with every change, "release" before a version; the counts of each stand beside each proof. */
export type Size = "push" | "release";

export type Outcome = {
  /** only what really hit: a kill with a command in flight, a fault that fired, a pair that differed after the reveal */
  n: number;
  /** one line each, with what reproduces it; empty: the promise held */
  failures: string[];
  /** the same attempt against something known to be broken; a proof whose control did not fire counts as failed */
  control: { what: string; fired: boolean };
  seedFrom: number;
  seedTo: number;
  /** counters worth printing beside n, numbers and short words only */
  counted?: Record<string, number | string>;
};

export type Proof = {
  /** the goal's id, "G-kill" */
  goal: string;
  /** the promise in one sentence */
  promise: string;
  /** Seeds are drawn from `seed` on; the same seed tries the same thing again. Judges counts, never time. */
  run: (size: Size, seed: number) => Promise<Outcome>;
};

/** What the command prints, one line of JSON. */
export type ProofLine = {
  goal: string;
  size: Size;
  n: number;
  failures: string[];
  control: Outcome["control"];
  seed_from: number;
  seed_to: number;
  commit: string;
  seconds: number;
  counted?: Record<string, number | string>;
};
