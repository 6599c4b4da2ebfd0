// One round of each thing that can befall Redis. Each answers whether it really hit somebody who was writing, and what was broken by it.
import { redisStore } from "../../../server/store/redis.ts";
import { isDamaged, isLater, StoreError } from "../../../server/store/storeErrors.ts";
import { command } from "../../store/command.ts";
import { until } from "../../server/harness.ts";
import { SAFE, startRedis, type TestRedis } from "../../store/redisServer.ts";
import type { Dice } from "../real/dice.ts";
import { tcpProxy, type Weather } from "./tcpProxy.ts";
import { idsIn, lossesOf, openWriter, type Writer } from "./writer.ts";

export type Round = {
  hit: boolean;
  failures: string[];
  /** milliseconds until the other node knew, at the longest */ slowestMs?: number;
  /** events that the other node was told of */ told?: number;
};

const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));
const stored = async (redis: TestRedis, stream: string): Promise<string[]> =>
  idsIn(await redis.witness.xrange(`{plumb:${stream}}:log`, "-", "+"));
const moreThan = (writer: Writer, before: number) => () => writer.acked.length > before;
const closeAll = async (writers: Writer[]): Promise<string[]> => {
  for (const { store } of writers) await store.close();
  return writers.flatMap(({ faults }) => faults);
};

/** [F-15] SIGKILL with writes under way, and back on the same files. */
export const killed = async (redis: TestRedis, { int }: Dice): Promise<Round> => {
  const writers = await Promise.all(["p", "q"].map((name) => openWriter({ url: redis.url, stream: "session:s", name })));
  for (const writer of writers) await until(moreThan(writer, 5), "writing");
  await pause(int(40));
  const hit = writers.some(({ open }) => open() > 0);
  await redis.kill();
  const before = writers.map(({ acked }) => acked.length);
  await redis.start();
  await Promise.all(writers.map((writer, index) => until(moreThan(writer, before[index]! + 3), "going on after the restart", 30_000)));
  for (const { finish } of writers) await finish();
  const failures = lossesOf(
    writers.flatMap(({ acked }) => acked),
    await stored(redis, "session:s"),
  );
  return { hit, failures: [...failures, ...(await closeAll(writers))] };
};

/** [F-18] One of two nodes is cut off: it answers nothing meanwhile, the other goes on, and afterwards both have the same log. */
const cutOffFor = async (redis: TestRedis, { int, pick }: Dice, ms: number): Promise<Round> => {
  const road = await tcpProxy(redis.port);
  const near = await openWriter({ url: redis.url, stream: "session:s", name: "near" });
  const far = await openWriter({ url: `redis://127.0.0.1:${road.port}`, stream: "session:s", name: "far" });
  for (const writer of [near, far]) await until(moreThan(writer, 3), "writing");
  const weather = pick<Weather>(["shut", "answersLost", "asksLost"]);
  road.set(weather);
  const swallowed = road.swallowed();
  await until(() => road.swallowed() > swallowed, "something that did not get through");
  const farBefore = far.acked.length;
  const nearBefore = near.acked.length;
  await pause(ms);
  await until(moreThan(near, nearBefore), "the other node going on");
  const failures: string[] = [];
  if (far.acked.length > farBefore)
    failures.push(`${far.acked.length - farBefore} writes were answered while Redis could not be heard (${weather})`);
  road.set("fair");
  if (int(2) === 0) road.reset();
  await until(moreThan(far, farBefore + 1), "the node that was cut off going on", 30_000);
  for (const { finish } of [near, far]) await finish();
  failures.push(...lossesOf([...near.acked, ...far.acked], await stored(redis, "session:s")));
  const [one, other] = await Promise.all([near.store.read("session:s", 0), far.store.read("session:s", 0)]);
  if (JSON.stringify(one) !== JSON.stringify(other)) failures.push("the two nodes read different logs");
  failures.push(...(await closeAll([near, far])));
  await road.close();
  return { hit: true, failures };
};

export const cutOff = (redis: TestRedis, dice: Dice): Promise<Round> => cutOffFor(redis, dice, 200 + dice.int(800));
export const cutOffForAMinute = (redis: TestRedis, dice: Dice): Promise<Round> => cutOffFor(redis, dice, 60_000);

/** [F-19] A key of the session is deleted, trimmed, expired or everything is flushed: that session takes nothing more, and never begins again at one. */
export const robbed = async (redis: TestRedis, { pick, int }: Dice): Promise<Round> => {
  const writers = await Promise.all(["p", "q"].map((name) => openWriter({ url: redis.url, stream: "session:s", name })));
  const other = await openWriter({ url: redis.url, stream: "session:other", name: "o" });
  for (const writer of [...writers, other]) await until(moreThan(writer, 3), "writing");
  await pause(int(20));
  const tag = "{plumb:session:s}";
  const way = pick(["log", "head", "commands", "trimmed", "expired", "flushed"] as const);
  const { witness } = redis;
  if (way === "flushed") await witness.flushall();
  else if (way === "trimmed") await witness.xtrim(`${tag}:log`, "MAXLEN", 1);
  else if (way === "expired") {
    await witness.pexpire(`${tag}:log`, 1);
    await until(async () => (await witness.exists(`${tag}:log`)) === 0, "the log expired");
  } else await witness.del(`${tag}:${way}`);
  await Promise.all(writers.map((writer) => until(() => writer.damaged(), `noticing (${way})`, 15_000)));
  const failures: string[] = [];
  const left = await stored(redis, "session:s");
  for (const { store } of writers) {
    const again = await store.append("session:s", 0, [command("begins-again")]).then(
      ({ outcome }) => outcome,
      (error: unknown) => (isDamaged(error) ? "damaged" : String(error)),
    );
    if (again !== "damaged") failures.push(`${way}: a write to the damaged session was answered "${again}"`);
  }
  if ((await stored(redis, "session:s")).length !== left.length) failures.push(`${way}: something was written to the damaged session`);
  if (way !== "flushed") {
    const before = other.acked.length;
    await until(moreThan(other, before + 2), "the other session going on");
    await other.finish();
    failures.push(...lossesOf(other.acked, await stored(redis, "session:other")));
  } else await until(() => other.damaged(), "the other session noticing");
  for (const { finish } of writers) await finish();
  failures.push(...(await closeAll([...writers, other])));
  return { hit: true, failures };
};

/** [F-20] Full: later, with no effect; room again: everything goes on. */
export const filledUp = async (redis: TestRedis, { int }: Dice): Promise<Round> => {
  const writer = await openWriter({ url: redis.url, stream: "session:s", name: "w" });
  await until(moreThan(writer, 3 + int(20)), "writing");
  await redis.witness.config("SET", "maxmemory", "1mb");
  const writes = async (): Promise<unknown> => {
    try {
      await writer.store.put("people", "full", { name: "x" });
      return null;
    } catch (error) {
      return error;
    }
  };
  const refused = await until(writes, "Redis being full");
  const failures: string[] = [];
  if (!(refused instanceof StoreError && refused.code === "STORAGE_FULL" && isLater(refused)))
    failures.push(`full was answered ${refused}`);
  const before = writer.acked.length;
  const there = await stored(redis, "session:s");
  await pause(int(100));
  if ((await stored(redis, "session:s")).length !== there.length || writer.acked.length !== before) failures.push("written while full");
  await redis.witness.config("SET", "maxmemory", "0");
  await until(moreThan(writer, before + 2), "going on with room");
  await writer.finish();
  failures.push(...lossesOf(writer.acked, await stored(redis, "session:s")), ...(await closeAll([writer])));
  return { hit: true, failures };
};

const WRONG: [args: string[], named: string][] = [
  [["--appendonly", "no"], "appendonly yes"],
  [["--appendonly", "yes", "--appendfsync", "everysec"], "appendfsync always"],
  [["--appendonly", "yes", "--appendfsync", "no"], "appendfsync always"],
  [[...SAFE, "--maxmemory-policy", "allkeys-lru"], "maxmemory-policy noeviction"],
  [[...SAFE, "--maxmemory-policy", "volatile-ttl"], "maxmemory-policy noeviction"],
];

/** [F-16] A Redis that could forget is refused by the setting's name, and gets nothing written. */
export const setWrongly = async (_fit: TestRedis, { pick }: Dice): Promise<Round> => {
  const [args, named] = pick(WRONG);
  const redis = await startRedis(args);
  try {
    const answer = await redisStore({ url: redis.url, unsafe: false, warn: () => {} }).then(
      async (store) => {
        await store.close();
        return "started";
      },
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const failures = answer.includes(named) ? [] : [`${args.join(" ")}: ${answer}`];
    if ((await redis.witness.dbsize()) > 0) failures.push(`${args.join(" ")}: something was written before it was refused`);
    return { hit: true, failures };
  } finally {
    await redis.stop();
  }
};

/** [F-23] Every hint is lost: what one node stores is found by the other's sweep all the same, each event of it. */
export const lostHints = async (redis: TestRedis, { int }: Dice): Promise<Round> => {
  const open = () => redisStore({ url: redis.url, unsafe: false, warn: () => {}, listens: false });
  const [one, other] = [await open(), await open()];
  const told: string[] = [];
  other.onMoved(
    (stream) => void told.push(stream),
    () => ["session:s"],
  );
  let version = 0;
  const failures: string[] = [];
  let slowestMs = 0;
  for (let n = 0; n < 1 + int(2); n++) {
    const before = told.length;
    const result = await one.append("session:s", version, [command(`a${n}`)]);
    version = result.version;
    const storedAt = performance.now();
    const noticed = await until(() => told.length > before, "the sweep", 10_000).catch(() => false);
    if (noticed) slowestMs = Math.max(slowestMs, Math.round(performance.now() - storedAt));
    else failures.push(`event ${version} was never told`);
    if ((await other.read("session:s", 0)).length !== version) failures.push(`event ${version} could not be read`);
  }
  await one.close();
  await other.close();
  return { hit: told.length > 0, failures, slowestMs, told: told.length };
};

/** The control: acknowledged by a Redis that keeps no log, and killed. Answers how many writes that were answered are gone. */
export const unsafeAndKilled = async (redis: TestRedis): Promise<number> => {
  const writer = await openWriter({ url: redis.url, stream: "session:s", name: "w", unsafe: true });
  await until(moreThan(writer, 20), "writing");
  await redis.kill();
  const acked = [...writer.acked];
  await redis.start();
  const lost = lossesOf(acked, await stored(redis, "session:s")).length;
  await until(() => writer.damaged(), "the writer noticing", 15_000);
  await writer.finish();
  await closeAll([writer]);
  return lost;
};
