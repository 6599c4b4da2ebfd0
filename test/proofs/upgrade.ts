// G-upgrade (INV-22, F-33): what every released version recorded reads, verifies and shows the same under this code, from the log, from its SQLite file and from its Redis; its clients' messages are still understood; what a newer version wrote is refused and left alone.
// All golden logs in test/golden, at either size; the release run adds nothing, since two nodes of different versions exist only once there are two releases.
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { assertGoodBackup, recordsOf } from "../../server/store/redis/backup.ts";
import { copyIn } from "../../server/store/redis/copy.ts";
import { redisStore } from "../../server/store/redis.ts";
import type { EventStore } from "../../server/store/eventStore.ts";
import { sqliteStore } from "../../server/store/sqlite.ts";
import { StoreError } from "../../server/store/storeErrors.ts";
import { io } from "socket.io-client";
import { commandMessageSchema, handshakeSchema, OLDEST_PROTOCOL, PROTOCOL_VERSION } from "../../shared/protocol/socket.ts";
import type { SessionEvent } from "../../shared/session/events.ts";
import { createSession, startServer } from "../server/harness.ts";
import { startRedis } from "../store/redisServer.ts";
import { plumb } from "./ledger/plumb.ts";
import type { Proof } from "./proof.ts";
import { fold, type Golden, lost, papersOf, plain, projectionOf } from "./upgrade/golden.ts";

const GOLDEN = join(import.meta.dirname, "../golden");

type Release = { version: string; folder: string; logs: Golden[] };

const releases = (): Release[] =>
  readdirSync(GOLDEN).map((version) => {
    const folder = join(GOLDEN, version);
    const logs = readdirSync(folder).filter((file) => file.endsWith(".json"));
    return { version, folder, logs: logs.map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as Golden) };
  });

/** What this code makes of the log, against what it was; one line for the first thing of each that is not as it was. */
const asItWas = (golden: Golden, events: readonly SessionEvent[] = golden.events): string[] => {
  const faults: string[] = [];
  const hold = (what: string, then: unknown, now: unknown): void => {
    const fault = lost(then, now);
    if (fault) faults.push(`${golden.version} ${golden.name}, ${what}: ${fault}`);
  };
  for (const then of golden.projections) {
    const now = projectionOf(events, then.after);
    hold(`state after ${then.after}`, then.state, now.state);
    for (const [who, view] of Object.entries(then.views)) hold(`what ${who} sees after ${then.after}`, view, now.views[who]);
  }
  const papers = papersOf(events);
  hold("report", golden.report, papers.report);
  if (papers.csv !== golden.csv) faults.push(`${golden.version} ${golden.name}: the CSV file is another`);
  return faults;
};

/** A page of that release sends these. */
const understood = (golden: Golden): string[] => {
  const { protocol } = golden.handshake as { protocol: number };
  const refused = golden.messages.filter(({ message }) => !commandMessageSchema.safeParse(message).success);
  return [
    // The one before this is still served; older ones reload.
    ...(protocol >= OLDEST_PROTOCOL && !handshakeSchema.safeParse(golden.handshake).success
      ? [`${golden.version}: its handshake is refused`]
      : []),
    ...(protocol >= OLDEST_PROTOCOL
      ? refused.map(({ message }) => `${golden.version} ${golden.name}: not understood any more: ${JSON.stringify(message)}`)
      : []),
  ];
};

/** The stored log equals the golden one, but for the one review whose words were erased in it. */
const sameInStore = async (store: EventStore, { version, logs }: Release, what: string): Promise<string[]> => {
  const faults: string[] = [];
  let erased = 0;
  for (const golden of logs) {
    const stored = (await store.read(`session:${golden.sessionId}`, 0)).map(({ event }) => plain(event));
    for (const [index, event] of golden.events.entries()) {
      const now = stored[index];
      if (JSON.stringify(now).includes('"erased":true')) erased += 1;
      else if (lost(plain(event), now))
        faults.push(`${version} in ${what}: ${golden.name}, event ${index + 1}: ${lost(plain(event), now)}`);
    }
    if (stored.length !== golden.events.length) faults.push(`${version} in ${what}: ${golden.name} has ${stored.length} events`);
    const state = fold(stored as SessionEvent[]);
    if (state.conversations.length === 0) faults.push(`${version} in ${what}: ${golden.name} adds up to nothing`);
  }
  if (erased !== 1) faults.push(`${version} in ${what}: ${erased} events say that they were erased`);
  const drafts = await store.drafts("golden-half-way");
  if (drafts.length !== 1 || (drafts[0]?.entry as { reason?: string } | undefined)?.reason !== "not yet")
    faults.push(`${version} in ${what}: the draft is gone`);
  if (((await store.get("people", "p-fay")) as { name?: string } | null)?.name !== "Fay")
    faults.push(`${version} in ${what}: a person is gone`);
  return faults;
};

const onFatal = (error: unknown): never => {
  throw error;
};

const fromSqlite = async (folder: string, release: Release): Promise<string[]> => {
  const file = join(folder, `${release.version}.sqlite`);
  copyFileSync(join(release.folder, "plumb.sqlite"), file);
  const store = sqliteStore({ file, onFatal, writesHere: true });
  try {
    const unsound = (await store.streams("")).filter((stream) => !store.verifyStream(stream).ok);
    return [
      ...unsound.map((stream) => `${release.version} in SQLite: ${stream} does not verify`),
      ...(await sameInStore(store, release, "SQLite")),
    ];
  } finally {
    await store.close();
  }
};

const fromRedis = async (release: Release): Promise<string[]> => {
  const backup = join(release.folder, "plumb.redis.jsonl");
  await assertGoodBackup(backup);
  const redis = await startRedis();
  const store = await redisStore({ url: redis.url, unsafe: false, warn: () => {} });
  try {
    await copyIn(store.link, recordsOf(backup));
    const faults = await sameInStore(store, release, "Redis");
    const verified = await plumb(redis.dir, ["verify"], { REDIS_URL: redis.url, DATA_DIR: redis.dir });
    return verified.code === 0 ? faults : [...faults, `${release.version} in Redis: verify ended with ${verified.code}: ${verified.err}`];
  } finally {
    await store.close();
    await redis.stop();
  }
};

/** Written by a Plumb that does not exist yet: refused by name, not a byte changed. */
const newerIsRefused = async (folder: string, release: Release): Promise<string[]> => {
  const faults: string[] = [];
  const file = join(folder, "plumb.sqlite");
  copyFileSync(join(release.folder, "plumb.sqlite"), file);
  const db = new DatabaseSync(file);
  db.exec("PRAGMA user_version = 9999");
  db.exec("PRAGMA journal_mode = DELETE");
  db.close();
  const before = readFileSync(file);
  try {
    sqliteStore({ file, onFatal, writesHere: true });
    faults.push("a newer SQLite file was opened");
  } catch (error) {
    if (!(error instanceof StoreError) || error.code !== "STORE_NEWER") faults.push(`a newer SQLite file: ${String(error)}`);
  }
  const served = await plumb(folder, ["serve"], { DATA_DIR: folder, PORT: "0" });
  if (served.code !== 1 || !served.err.includes("STORE_NEWER"))
    faults.push(`serve on a newer file ended with ${served.code}: ${served.err}`);
  const restored = await plumb(folder, ["restore", file], { DATA_DIR: join(folder, "other") });
  if (restored.code !== 1 || !restored.err.includes("STORE_NEWER") || existsSync(join(folder, "other", "plumb.sqlite")))
    faults.push(`restoring a newer file ended with ${restored.code}: ${restored.err}`);
  if (!readFileSync(file).equals(before)) faults.push("a newer SQLite file was changed");
  const backup = join(folder, "newer.jsonl");
  writeFileSync(backup, readFileSync(join(release.folder, "plumb.redis.jsonl"), "utf8").replace('"format":1', '"format":99'));
  const refused = await assertGoodBackup(backup).then(
    () => null,
    (error: unknown) => String(error),
  );
  if (!refused?.includes("newer Plumb")) faults.push(`a newer backup of Redis: ${refused}`);
  return faults;
};

/** A page of another protocol is told which side is older, and stops trying; the present one is let in. */
const pagesOfOtherVersions = async (): Promise<string[]> => {
  const server = await startServer();
  try {
    const admin = await server.admin();
    const sessionId = await createSession(admin);
    const faults: string[] = [];
    const answered = (protocol: number): Promise<string> => {
      const socket = io(server.url, {
        auth: { protocol, sessionId },
        extraHeaders: { cookie: admin.cookie(), origin: server.url },
        transports: ["websocket"],
        reconnection: false,
        forceNew: true,
      });
      return new Promise<string>((answer) => {
        socket.on("view", () => answer("let in"));
        socket.on("connect_error", (error) => answer((error as { data?: { code?: string } }).data?.code ?? error.message));
      }).finally(() => socket.disconnect());
    };
    for (const [protocol, meant] of [
      [PROTOCOL_VERSION, "let in"],
      [PROTOCOL_VERSION + 1, "SERVER_OLDER"],
      [OLDEST_PROTOCOL, "let in"],
      [OLDEST_PROTOCOL - 1, "UPGRADE_REQUIRED"],
    ] as const) {
      const got = await answered(protocol);
      if (got !== meant) faults.push(`a page of protocol ${protocol}: ${got}, not ${meant}`);
    }
    return faults;
  } finally {
    await server.stop();
  }
};

/** A later version that folds an old event otherwise, or stops showing something. */
const changesAreSeen = (golden: Golden): boolean => {
  const otherwise = golden.events.map((event) =>
    event.type === "ReviewSubmitted" ? { ...event, sheet: Object.fromEntries(Object.entries(event.sheet).slice(1)) } : event,
  );
  const dropped = {
    ...golden,
    projections: golden.projections.map((one) => ({ ...one, state: { ...(one.state as object), aFieldOfThatTime: 1 } })),
  };
  return asItWas(golden, otherwise).length > 0 && asItWas(dropped).length > 0;
};

export const proof: Proof = {
  goal: "G-upgrade",
  promise: "Whatever a released version recorded reads and looks the same under this one; an older one refuses what a newer one wrote.",
  run: async (_size, seed) => {
    const folder = mkdtempSync(join(tmpdir(), "plumb-upgrade-"));
    try {
      const all = releases();
      const failures: string[] = [];
      for (const release of all) {
        for (const golden of release.logs) failures.push(...asItWas(golden), ...understood(golden));
        failures.push(...(await fromSqlite(folder, release)), ...(await fromRedis(release)));
      }
      failures.push(...(await newerIsRefused(folder, all.at(-1)!)), ...(await pagesOfOtherVersions()));
      const logs = all.flatMap((release) => release.logs);
      return {
        n: logs.length,
        failures: failures.slice(0, 20),
        control: { what: "an event folded otherwise and a field no longer there are each noticed", fired: logs.every(changesAreSeen) },
        seedFrom: seed,
        seedTo: seed,
        counted: {
          releases: all.length,
          events: logs.reduce((sum, { events }) => sum + events.length, 0),
          kinds: new Set(logs.flatMap(({ events }) => events.map(({ type }) => type))).size,
          messages: logs.reduce((sum, { messages }) => sum + messages.length, 0),
        },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
