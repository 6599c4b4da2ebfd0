// G-backup (INV-21): backups taken at any moment while four logs are written, restored somewhere else by the documented commands alone (plumb backup, restore, verify): a prefix of each log with all that was acknowledged before the backup began.
// Push: 5 on SQLite and 5 on Redis. Release: 100 on each, 200 in all; the page's 60 seconds for one are in the line, not judged.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { EventStore } from "../../server/store/eventStore.ts";
import { redisStore } from "../../server/store/redis.ts";
import { sqliteStore } from "../../server/store/sqlite.ts";
import { startRedis } from "../store/redisServer.ts";
import { throwDice } from "./ledger/dice.ts";
import { plumb } from "./ledger/plumb.ts";
import type { Proof } from "./proof.ts";

const STREAMS = ["session:one", "session:two", "session:three", "workspace"];
const onFatal = (error: unknown): never => {
  throw error;
};

type Load = {
  /** stream → how many events were acknowledged so far */ acked: () => Map<string, number>;
  /** number of the event → what it says */ event: (stream: string, version: number) => string;
  stop: () => Promise<void>;
};

/** Everybody writes as fast as they are answered. */
const write = (store: EventStore, seed: number): Load => {
  const acked = new Map(STREAMS.map((stream) => [stream, 0]));
  let going = true;
  const event = (stream: string, version: number): string => `${stream} ${version} ${"said ".repeat(version % 40)}`;
  const writing = STREAMS.map(async (stream, index) => {
    const dice = throwDice(seed * 10 + index);
    for (let version = 0; going; ) {
      const events = Array.from({ length: 1 + dice.whole(3) }, (_, more) => ({
        type: "ReasonWritten",
        at: 1,
        text: { text: event(stream, version + more + 1) },
      }));
      const appended = await store.append(stream, version, [{ commandId: `c${version}`, actor: "ana", fingerprint: "f", events }]);
      if (appended.outcome !== "appended") throw new Error(`append: ${appended.outcome}`);
      version = appended.version;
      acked.set(stream, version);
      // A log of a hundred thousand events is nobody's call.
      await new Promise((next) => setTimeout(next, version > 3_000 ? 200 : 2));
    }
  });
  return {
    acked: () => new Map(acked),
    event,
    stop: async () => {
      going = false;
      await Promise.all(writing);
    },
  };
};

type Texts = (stream: string) => Promise<string[]>;

/** What is wrong with what came back; nothing: a prefix that holds all that had been acknowledged. */
const lacking = async (texts: Texts, load: Load, ackedBefore: Map<string, number>): Promise<string[]> => {
  const faults: string[] = [];
  for (const stream of STREAMS) {
    const back = await texts(stream);
    const before = ackedBefore.get(stream) ?? 0;
    if (back.length < before) faults.push(`${stream}: ${back.length} of ${before} acknowledged events`);
    const other = back.findIndex((words, index) => words !== load.event(stream, index + 1));
    if (other !== -1) faults.push(`${stream}: event ${other + 1} is not the one that was written`);
  }
  return faults;
};

const textsOf =
  (store: EventStore): Texts =>
  async (stream) =>
    (await store.read(stream, 0)).map(({ event }) => (event.text as { text: string }).text);

type Kind = {
  name: string;
  /** whose data is backed up */ env: Record<string, string>;
  /** where it is restored */ other: Record<string, string>;
  source: EventStore;
  restored: () => Promise<EventStore>;
};
type Tried = { n: number; failures: string[]; slowest: number; events: number };

const tryKind = async (kind: Kind, folder: string, times: number, seed: number): Promise<Tried> => {
  const tried: Tried = { n: 0, failures: [], slowest: 0, events: 0 };
  const dice = throwDice(seed);
  const load = write(kind.source, seed);
  try {
    // Only one that was taken while somebody wrote counts, so some are tried once more.
    for (let time = 0; tried.n < times && time < times * 1.25; time += 1) {
      await new Promise((next) => setTimeout(next, dice.whole(80)));
      const file = join(folder, "backups", `${kind.name}-${time}`);
      const before = load.acked();
      const backedUp = await plumb(folder, ["backup", file], kind.env);
      const grown = [...load.acked()].some(([stream, version]) => version > (before.get(stream) ?? 0));
      const began = performance.now();
      const restored = await plumb(folder, ["restore", file], kind.other);
      tried.slowest = Math.max(tried.slowest, Math.round(performance.now() - began));
      const verified = await plumb(folder, ["verify"], kind.other);
      const wrong = [backedUp, restored, verified].filter(({ code }) => code !== 0);
      for (const { code, out, err } of wrong) tried.failures.push(`${kind.name} ${time}: ended with ${code}: ${out}${err}`);
      if (wrong.length > 0) continue;
      const store = await kind.restored();
      try {
        tried.failures.push(...(await lacking(textsOf(store), load, before)).map((fault) => `${kind.name} ${time}: ${fault}`));
        for (const stream of STREAMS) tried.events += (await store.read(stream, 0)).length;
      } finally {
        await store.close();
      }
      if (grown) tried.n += 1;
    }
  } finally {
    await load.stop();
  }
  return tried;
};

/** Copying the data file alone, as people do, leaves behind what is still in the log beside it. */
const plainCopyLacks = async (folder: string, seed: number): Promise<boolean> => {
  const file = join(folder, "copied.sqlite");
  const store = sqliteStore({ file, onFatal, writesHere: true });
  const load = write(store, seed);
  while (![...load.acked().values()].every((version) => version > 20)) await new Promise((next) => setTimeout(next, 5));
  const before = load.acked();
  const copy = join(folder, "plain-copy.sqlite");
  copyFileSync(file, copy);
  await load.stop();
  await store.close();
  try {
    const db = new DatabaseSync(copy, { readOnly: true });
    const rows = db.prepare("SELECT text FROM texts WHERE stream = ? ORDER BY version");
    const faults = await lacking(async (stream) => rows.all(stream).map((row) => String(row.text)), load, before);
    db.close();
    return faults.length > 0;
  } catch {
    // not even its tables are there yet
    return true;
  }
};

export const proof: Proof = {
  goal: "G-backup",
  promise: "A backup taken at any moment comes back with everything that was acknowledged before it began.",
  run: async (size, seed) => {
    const folder = mkdtempSync(join(tmpdir(), "plumb-backups-"));
    const times = size === "push" ? 5 : 100;
    const [from, to] = [await startRedis(), await startRedis()];
    try {
      mkdirSync(join(folder, "data"));
      const sqlite = sqliteStore({ file: join(folder, "data", "plumb.sqlite"), onFatal });
      const other = { DATA_DIR: join(folder, "elsewhere") };
      const redis = await redisStore({ url: from.url, unsafe: false, warn: () => {} });
      const kinds: Kind[] = [
        {
          name: "SQLite",
          env: { DATA_DIR: join(folder, "data") },
          other,
          source: sqlite,
          restored: async () => sqliteStore({ file: join(other.DATA_DIR, "plumb.sqlite"), onFatal, writesHere: true }),
        },
        {
          name: "Redis",
          env: { DATA_DIR: join(folder, "data"), REDIS_URL: from.url },
          other: { ...other, REDIS_URL: to.url },
          source: redis,
          restored: () => redisStore({ url: to.url, unsafe: false, warn: () => {} }),
        },
      ];
      const all: Tried[] = [];
      for (const kind of kinds) {
        all.push(await tryKind(kind, folder, times, seed));
        await kind.source.close();
      }
      const fired = await plainCopyLacks(folder, seed);
      return {
        n: all.reduce((sum, { n }) => sum + n, 0),
        failures: all.flatMap(({ failures }) => failures).slice(0, 20),
        control: { what: "a plain copy of the data file under load lacks what was acknowledged", fired },
        seedFrom: seed,
        seedTo: seed,
        counted: {
          sqlite: all[0]!.n,
          redis: all[1]!.n,
          eventsRestored: all.reduce((sum, { events }) => sum + events, 0),
          slowestRestoreMs: Math.max(...all.map(({ slowest }) => slowest)),
        },
      };
    } finally {
      await from.stop();
      await to.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
