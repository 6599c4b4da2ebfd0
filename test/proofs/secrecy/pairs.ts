// Many secrecy pairs, shared out between threads and counted in the order of their seeds, so that the same seeds count whoever was quicker.
import { Worker } from "node:worker_threads";
import type { PairResult } from "../../sim/secrecy.ts";

/** The push size is meant for two cores. */
const THREADS = 2;
/** handed to a thread before it has answered, so that it never waits */
const AHEAD = 2;

type Said = { seed: number; pair?: PairResult; error?: string };
export type Pairs = { counted: PairResult[] /** one line each, of every pair that was run */; leaks: string[]; seedTo: number };

/** Runs pairs from this seed on until so many have counted: a pair whose secrets turn out to be the same proves nothing, and another is drawn. */
export function countPairs(from: number, count: number): Promise<Pairs> {
  const threads = Array.from({ length: THREADS }, () => new Worker(new URL("./thread.ts", import.meta.url)));
  const said = new Map<number, PairResult>();
  const counted: PairResult[] = [];
  let handedOut = from;
  /** all below it are known */ let known = from;
  const end = <Result>(result: Result): Promise<Result> => Promise.all(threads.map((thread) => thread.terminate())).then(() => result);

  return new Promise<Pairs>((done, fail) => {
    const next = (thread: Worker): void => void thread.postMessage(handedOut++);
    const heard = (thread: Worker, { seed, pair, error }: Said): void => {
      if (!pair) {
        fail(new Error(`seed ${seed}: ${error}`));
        return;
      }
      said.set(seed, pair);
      for (let one = said.get(known); one && counted.length < count; one = said.get(known)) {
        known += 1;
        if (one.counted) counted.push(one);
      }
      if (counted.length >= count || known - from > 2 * count) {
        const leaks = [...said]
          .sort(([a], [b]) => a - b)
          .flatMap(([which, { kind, leaks }]) => leaks.map((leak) => `seed ${which} (${kind}): ${leak}`));
        done({ counted, leaks, seedTo: known - 1 });
      } else next(thread);
    };
    for (const thread of threads) {
      thread.on("message", (message: Said) => heard(thread, message));
      thread.on("error", fail);
      for (let times = 0; times < AHEAD; times++) next(thread);
    }
  }).then(end, async (error: unknown) => {
    await end(null);
    throw error;
  });
}
