// G-race: facilitator and lead press Reveal at the same moment, each on another node of one Redis (F-21); now and then one node stands still with its decision in hand (F-22). The road to Redis takes a few milliseconds, so that both have decided before either has stored.
import type { Proof, Size } from "./proof.ts";
import { watchReveals } from "./nodes/overlaps.ts";
import { raceOf, startPair } from "./nodes/pair.ts";
import { dice } from "./real/dice.ts";

/** pairs of presses */
const PAIRS: Record<Size, number> = { push: 500, release: 10_000 };
const CONTROL_PAIRS = 60;
/** conversations of one session, each revealed once */
const A_SESSION = 12;
/** sessions at once */
const AT_ONCE = 6;
/** of the pairs, one in so many meets a node that stands still */
const PAUSED = 20;

export const proof: Proof = {
  goal: "G-race",
  promise: "Two who reveal the same conversation at once on two nodes cause one reveal, and both are told that it worked.",
  run: async (size, seed) => {
    const chance = dice(seed);
    const failures: string[] = [];
    const pair = await startPair();
    const watch = await watchReveals(pair.redis);
    let n = 0;
    let paused = 0;
    let overlapped = 0;
    try {
      const rounds = Array.from({ length: Math.ceil(PAIRS[size] / A_SESSION) }, (_, index) =>
        Array.from({ length: Math.min(A_SESSION, PAIRS[size] - index * A_SESSION) }, () => chance.int(PAUSED) === 0),
      );
      const worker = async (): Promise<void> => {
        for (let pauses = rounds.pop(); pauses; pauses = rounds.pop()) {
          failures.push(...(await raceOf(pair, pauses, chance)));
          n += pauses.length;
          paused += pauses.filter(Boolean).length;
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      overlapped = await watch.overlapped();
      if (overlapped === 0) failures.push("no two reveals were under way at once");
    } finally {
      watch.end();
      await pair.stop();
    }

    const broken = await startPair("appendsAnyway");
    let doubles = 0;
    let tried = 0;
    try {
      while (doubles === 0 && tried < CONTROL_PAIRS) {
        const found = await raceOf(
          broken,
          Array.from({ length: A_SESSION }, () => false),
          chance,
        );
        doubles += found.filter((failure) => / was revealed \d+ times$/.test(failure)).length;
        tried += A_SESSION;
      }
    } finally {
      await broken.stop();
    }
    return {
      n,
      failures,
      control: {
        what: `nodes that store what was decided on an older log: ${doubles} of ${tried} conversations were revealed twice`,
        fired: doubles > 0,
      },
      seedFrom: seed,
      seedTo: seed,
      counted: { overlapped, paused },
    };
  },
};
