// G-tamper (INV-17): one stored event, text, command or head changed, removed, put in or swapped, in SQLite and in Redis: `plumb verify` fails and names the first bad event.
// Push: 247 changes in SQLite and 60 in Redis, judged by what verify is made of, and 13 of them by the command itself. Release: 3,000 and 600. The page names no figure.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { redisStore } from "../../server/store/redis.ts";
import { copyOut } from "../../server/store/redis/copy.ts";
import { faultOfStream } from "../../server/store/copy.ts";
import { keysOf } from "../../server/store/redis/keys.ts";
import { verifyStream } from "../../server/store/sqlite/verify.ts";
import { sqliteStore } from "../../server/store/sqlite.ts";
import { startRedis } from "../store/redisServer.ts";
import { playCall, storeCall } from "./ledger/calls.ts";
import { type Dice, throwDice } from "./ledger/dice.ts";
import { plumb } from "./ledger/plumb.ts";
import type { Proof } from "./proof.ts";
import { tamperings, type Tampered } from "./tamper/tamperings.ts";

const onFatal = (error: unknown): never => {
  throw error;
};
const STREAM = "session:s3";
const CALLS = [3, 4, 5];

type Tried = { n: number; failures: string[] };

/** Each change on a copy of the file, in every way, at a place from the dice. */
const inSqlite = async (folder: string, dice: Dice, times: number, commands: number): Promise<Tried & { clean: boolean }> => {
  const original = join(folder, "original.sqlite");
  const store = sqliteStore({ file: original, onFatal, writesHere: true });
  for (const seed of CALLS) await storeCall(store, playCall(seed));
  const clean = store.verifyStream(STREAM).ok;
  await store.close();
  const data = join(folder, "data");
  mkdirSync(data, { recursive: true });
  const file = join(data, "plumb.sqlite");
  const tried: Tried = { n: 0, failures: [] };
  for (let time = 0; time < times; time += 1) {
    copyFileSync(original, file);
    const db = new DatabaseSync(file, { enableForeignKeyConstraints: false });
    const [name, tamper] = tamperings[time % tamperings.length]!;
    const done: Tampered | null = tamper(db, STREAM, dice);
    const verdict = verifyStream(db, STREAM);
    db.close();
    if (!done) continue;
    tried.n += 1;
    if (verdict.ok) tried.failures.push(`SQLite: ${name} at ${done.version}: verify found nothing`);
    else if (verdict.firstBadVersion !== done.version)
      tried.failures.push(`SQLite: ${name} at ${done.version}: verify names ${verdict.firstBadVersion}`);
    if (time >= commands) continue;
    const said = await plumb(folder, ["verify"], { DATA_DIR: data });
    if (said.code !== 1 || !said.err.includes(`${STREAM}:`) || !said.err.includes(`first at event ${done.version}`))
      tried.failures.push(`plumb verify after ${name} at ${done.version}: ended with ${said.code}: ${said.out}${said.err}`);
  }
  return { ...tried, clean };
};

/** The same by another client than the server's. */
const inRedis = async (dice: Dice, times: number): Promise<Tried & { clean: boolean }> => {
  const redis = await startRedis();
  const tried: Tried = { n: 0, failures: [] };
  const { witness } = redis;
  try {
    const store = await redisStore({ url: redis.url, unsafe: false, warn: () => {} });
    for (const seed of CALLS) await storeCall(store, playCall(seed));
    const faultNow = async (): Promise<string | null> => {
      try {
        for await (const copied of copyOut(store.link)) {
          const fault = copied.kind === "stream" && copied.stream === STREAM ? faultOfStream(copied) : null;
          if (fault) return fault;
        }
        return null;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    };
    const clean = (await faultNow()) === null;
    const { log, texts } = keysOf(STREAM);
    const entries = await witness.xrange(log, "-", "+");
    const fields = Object.keys(await witness.hgetall(texts));
    const dumped = { log: await witness.dumpBuffer(log), texts: await witness.dumpBuffer(texts) };
    for (let time = 0; time < times; time += 1) {
      const at = dice.whole(entries.length);
      const kind = time % 3;
      let version = at + 1;
      if (kind === 0) await witness.xdel(log, entries[at]![0]);
      else if (kind === 1) {
        // Redis takes no entry back into the middle: whoever changes one writes the log anew.
        const changed = entries.map(
          ([id, pairs], index) =>
            [id, index === at ? pairs.map((value, field) => (pairs[field - 1] === "a" ? `${value}x` : value)) : pairs] as const,
        );
        await witness.del(log);
        for (const [id, pairs] of changed) await witness.xadd(log, id, ...pairs);
      } else {
        const field = dice.one(fields);
        version = Number(field.split(".")[0]);
        await witness.hset(texts, field, `${String(await witness.hget(texts, field))}x`);
      }
      const fault = await faultNow();
      tried.n += 1;
      const what = ["an entry removed", "an entry changed", "a text changed"][kind];
      if (fault === null) tried.failures.push(`Redis: ${what} at ${version}: verify found nothing`);
      else if (!fault.includes(`event ${version}`) && !fault.includes("part of its log is gone"))
        tried.failures.push(`Redis: ${what} at ${version}: verify says ${fault}`);
      await witness.restore(log, 0, dumped.log, "REPLACE");
      await witness.restore(texts, 0, dumped.texts, "REPLACE");
    }
    await store.close();
    return { ...tried, clean };
  } finally {
    await redis.stop();
  }
};

export const proof: Proof = {
  goal: "G-tamper",
  promise: "Whoever changes the stored record is found out, and so is the place.",
  run: async (size, seed) => {
    const folder = mkdtempSync(join(tmpdir(), "plumb-tamper-"));
    const dice = throwDice(seed);
    try {
      const sqlite = await inSqlite(folder, dice, size === "push" ? 247 : 3_000, 13);
      const redis = await inRedis(dice, size === "push" ? 60 : 600);
      // Whoever changes nothing is not accused: without it everything would count as found.
      const fired = sqlite.clean && redis.clean && blindVerify(folder, dice);
      return {
        n: sqlite.n + redis.n,
        failures: [...sqlite.failures, ...redis.failures].slice(0, 20),
        control: { what: "an untouched log verifies; a verify that compares no hashes misses a changed answer", fired },
        seedFrom: seed,
        seedTo: seed,
        counted: { sqlite: sqlite.n, redis: redis.n },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Counting rows alone would not do: a changed answer leaves their number as it is. */
const blindVerify = (folder: string, dice: Dice): boolean => {
  const file = join(folder, "blind.sqlite");
  copyFileSync(join(folder, "original.sqlite"), file);
  const db = new DatabaseSync(file);
  const rows = (): number => Number(db.prepare("SELECT count(*) AS n FROM events WHERE stream = ?").get(STREAM)?.n);
  const before = rows();
  tamperings[0]![1](db, STREAM, dice);
  const missed = rows() === before && !verifyStream(db, STREAM).ok;
  db.close();
  return missed;
};
