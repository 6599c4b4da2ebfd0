// G-redis: a real Redis that is killed and started again, cut off, robbed of keys, filled up or set wrongly while two nodes write to it (F-15 to F-20, F-23).
import { startRedis, type TestRedis } from "../store/redisServer.ts";
import {
  cutOff,
  cutOffForAMinute,
  filledUp,
  killed,
  lostHints,
  type Round,
  robbed,
  setWrongly,
  unsafeAndKilled,
} from "./nodes/redisRounds.ts";
import type { Proof, Size } from "./proof.ts";
import { dice } from "./real/dice.ts";

/** rounds of each kind, as the page asks */
const ROUNDS: Record<Size, number> = { push: 10, release: 100 };
/** these take longer than all the others of a push together */
const MINUTES: Record<Size, number> = { push: 0, release: 10 };
/** so many rounds share the machine */
const AT_ONCE = 5;

const KINDS = { killed, cutOff, cutOffForAMinute, robbed, filledUp, setWrongly, lostHints };
const roundsOf = (name: string, size: Size): number => (name === "cutOffForAMinute" ? MINUTES : ROUNDS)[size];

export const proof: Proof = {
  goal: "G-redis",
  promise: "Whatever becomes of Redis, what was answered as saved is there, or the session says that it is damaged and takes nothing more.",
  run: async (size, seed) => {
    const failures: string[] = [];
    const counted: Record<string, number> = {};
    let n = 0;
    let slowestSweepMs = 0;
    let foundBySweep = 0;
    const jobs = Object.entries(KINDS).flatMap(([name, round]) =>
      Array.from({ length: roundsOf(name, size) }, (_, index) => ({ name, round, seed: seed + index })),
    );
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let job = jobs[next++]; job; job = jobs[next++]) {
        let redis: TestRedis | null = null;
        try {
          redis = await startRedis();
          const { hit, failures: found, slowestMs = 0, told = 0 }: Round = await job.round(redis, dice(job.seed));
          slowestSweepMs = Math.max(slowestSweepMs, slowestMs);
          foundBySweep += told;
          counted[job.name] = (counted[job.name] ?? 0) + (hit ? 1 : 0);
          n += hit ? 1 : 0;
          for (const one of found) failures.push(`${job.name} --seed ${job.seed}: ${one}`);
        } catch (error) {
          failures.push(`${job.name} --seed ${job.seed}: ${error instanceof Error ? error.message : String(error)}`);
        } finally {
          await redis?.stop();
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    for (const name of Object.keys(KINDS)) {
      const [hit, rounds] = [counted[name] ?? 0, roundsOf(name, size)];
      if (hit < rounds) failures.push(`${name}: only ${hit} of ${rounds} rounds hit anything`);
    }

    const careless = await startRedis(["--appendonly", "no"]);
    try {
      const lost = await unsafeAndKilled(careless);
      return {
        n,
        failures,
        control: { what: `the same kill of a Redis that keeps no log lost ${lost} answered writes`, fired: lost > 0 },
        seedFrom: seed,
        seedTo: seed + ROUNDS[size] - 1,
        counted: { ...counted, foundBySweep, slowestSweepMs },
      };
    } finally {
      await careless.stop();
    }
  },
};
