// One server that is killed again and again while five people are acting, until so many kills have hit something under way.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EventStore } from "../../../server/store/eventStore.ts";
import { redisStore } from "../../../server/store/redis.ts";
import { sqliteStore } from "../../../server/store/sqlite.ts";
import type { FailpointName } from "../../../server/live/ports.ts";
import { startRedis, type TestRedis } from "../../store/redisServer.ts";
import { type Call, openCall, teamOn } from "../children/call.ts";
import { type Child, startChild } from "../children/child.ts";
import { FAILPOINTS } from "../children/failpoints.ts";
import { breachesOf } from "../children/held.ts";
import { type Dice, dice } from "../real/dice.ts";
import { closing, type Step, stepsOf } from "./steps.ts";
import { watchReveals } from "./watch.ts";

export type Place = FailpointName | "at-random";
export const PLACES: readonly Place[] = [...FAILPOINTS, "at-random"];

export type LaneResult = {
  /** kills that hit while at least one act was under way */ kills: number;
  byPlace: Record<string, number>;
  byStep: Record<string, number>;
  /** acts held against the log */ acts: number;
  failures: string[];
};

export type LaneOptions = {
  store: "sqlite" | "redis";
  kills: number;
  seed: number;
  breaks?: "answersEarly";
  /** at least so many at each place */ atEach: number;
};

/** How often a place is passed in one step, at most; a kill planned later than that does not happen and is not counted. */
const PASSES: Record<FailpointName, number> = {
  "after-decide": 2,
  "after-append": 2,
  "after-commit": 2,
  "mid-broadcast": 6,
  "after-ack": 3,
};
const RANDOM_WITHIN_MS = 12;

const openBeside = async (place: { file: string; redis: TestRedis | null }): Promise<EventStore> =>
  place.redis
    ? redisStore({ url: place.redis.url, unsafe: false, warn: () => {} })
    : sqliteStore({
        file: place.file,
        besideServer: true,
        onFatal: (error) => {
          throw error;
        },
      });

export async function runLane(options: LaneOptions): Promise<LaneResult> {
  const dataDir = mkdtempSync(join(tmpdir(), "plumb-kill-"));
  const redis = options.store === "redis" ? await startRedis() : null;
  const chance = dice(options.seed);
  const result: LaneResult = {
    kills: 0,
    byPlace: Object.fromEntries(PLACES.map((place) => [place, 0])),
    byStep: {},
    acts: 0,
    failures: [],
  };
  const env: Record<string, string> = { DATA_DIR: dataDir, ...(redis ? { REDIS_URL: redis.url } : {}) };
  const child = await startChild({ env, ...(options.breaks ? { breaks: options.breaks } : {}) });
  const enough = (): boolean =>
    (result.kills >= options.kills && PLACES.every((place) => result.byPlace[place]! >= options.atEach)) || result.failures.length > 0;
  let call: Call | null = null;
  try {
    const team = await teamOn(child);
    const store = await openBeside({ file: join(dataDir, "plumb.sqlite"), redis });
    try {
      while (!enough()) {
        call = await openCall(child.url, team);
        await oneCall({ call, child, chance, result, enough });
        result.failures.push(...(await breachesOf(call, store)));
        if ("verifyStream" in store) {
          const verdict = (store as ReturnType<typeof sqliteStore>).verifyStream(`session:${call.sessionId}`);
          if (!verdict.ok)
            result.failures.push(`${call.sessionId}: the chain is broken at event ${verdict.firstBadVersion}: ${verdict.reason}`);
        }
        result.acts += call.acts.length + call.drafts.length;
        call.close();
      }
    } finally {
      await store.close();
    }
  } catch (error) {
    result.failures.push(
      `${options.store}, seed ${options.seed}: ${error instanceof Error ? error.message : String(error)}\n${child.said()}`,
    );
  } finally {
    call?.close();
    await child.kill();
    await redis?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  return result;
}

async function oneCall(given: { call: Call; child: Child; chance: Dice; result: LaneResult; enough: () => boolean }): Promise<void> {
  const { call, enough } = given;
  const watch = watchReveals(call);
  for (const step of [...stepsOf(call, "c1"), ...stepsOf(call, "c2"), ...closing(call)]) {
    await oneStep({ ...given, step });
    await watch.agree();
    if (watch.faults.length > 0 || enough()) break;
  }
  given.result.failures.push(...watch.faults);
}

async function oneStep(given: { call: Call; child: Child; chance: Dice; result: LaneResult; step: Step }): Promise<void> {
  const { call, child, chance, result, step } = given;
  const least = Math.min(...PLACES.map((place) => result.byPlace[place]!));
  // Every place its turn: those that are hit less often are chosen more often.
  const place = chance.pick(PLACES.filter((one) => result.byPlace[one]! <= least + 3));
  if (place !== "at-random") await child.arm(place, 1 + chance.int(PASSES[place]));
  let underWay = -1;
  const died = child.gone().then(() => {
    underWay = call.underWay();
    return "died" as const;
  });
  const answered = Promise.all(step.acts()).then(() => "answered" as const);
  if (place === "at-random") {
    await new Promise((done) => setTimeout(done, chance.number() * RANDOM_WITHIN_MS));
    child.signal("SIGKILL");
    await died;
  }
  if ((await Promise.race([died, answered])) === "answered" && underWay < 0) {
    // It may still be hit by what follows an answer: then it dies now, with nothing under way.
    await child.disarm();
    if (await isAlive(child)) return;
    await died;
  }
  await child.start();
  await answered;
  await call.allLive();
  if (underWay <= 0) return;
  result.kills += 1;
  result.byPlace[place] = result.byPlace[place]! + 1;
  result.byStep[step.kind] = (result.byStep[step.kind] ?? 0) + 1;
}

const isAlive = async (child: Child): Promise<boolean> =>
  (await Promise.race([child.gone().then(() => false), child.disarm().then(() => true)])) === true;
