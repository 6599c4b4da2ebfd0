// G-erase (INV-20): a person and a session's material are erased, with a backup from before. No byte of either is left in any file, log or export, not after restoring that backup either; figures, order and the chain stay.
// The same while a call runs, on one server and on two nodes: nor is it in any node's memory, on any page, or in what somebody sent at that very moment.
// Push: one round of each on each kind of store. Release: 25 rounds with the servers stopped on each, two sessions in each round; 5 with them running.
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { REPORT_FORMATS } from "../../server/http/reportFormats.ts";
import type { EventStore } from "../../server/store/eventStore.ts";
import { redisStore } from "../../server/store/redis.ts";
import { sqliteStore } from "../../server/store/sqlite.ts";
import type { SessionEvent } from "../../shared/session/events.ts";
import { evolve } from "../../shared/session/evolve.ts";
import { reportOf } from "../../shared/session/report.ts";
import type { Report } from "../../shared/session/reportShape.ts";
import type { SessionState } from "../../shared/session/state.ts";
import { REPORT_WORDS, type ReportWords } from "../../shared/texts/report.ts";
import { startRedis } from "../store/redisServer.ts";
import { carelessNodesAreSeen, type LiveRound, liveRound } from "./erase/live.ts";
import { type Scan, scanBytes, scanFolder } from "./erase/scan.ts";
import { makeScene, type Marks, SESSION_NAME, withoutWords } from "./erase/scene.ts";
import { plumb } from "./ledger/plumb.ts";
import type { Proof } from "./proof.ts";

const FORMATS: Record<string, { write: (report: Report, words: ReportWords) => string }> = REPORT_FORMATS;

type Place = {
  what: string;
  env: Record<string, string>;
  folder: string;
  /** folders whose every file belongs to the store */ files: string[];
  open: () => Promise<EventStore>;
  remove: () => Promise<void>;
};

const onFatal = (error: unknown): never => {
  throw error;
};

const sqlitePlace = (): Place => {
  const folder = mkdtempSync(join(tmpdir(), "plumb-erase-"));
  const data = join(folder, "data");
  mkdirSync(data);
  return {
    what: "SQLite",
    env: { DATA_DIR: data },
    folder,
    files: [data],
    open: async () => sqliteStore({ file: join(data, "plumb.sqlite"), onFatal, writesHere: true }),
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
};

const redisPlace = async (): Promise<Place> => {
  const folder = mkdtempSync(join(tmpdir(), "plumb-erase-"));
  const data = join(folder, "data");
  const redis = await startRedis();
  return {
    what: "Redis",
    env: { DATA_DIR: data, REDIS_URL: redis.url },
    folder,
    files: [redis.dir],
    open: async () => redisStore({ url: redis.url, unsafe: false, warn: () => {} }),
    remove: async () => {
      await redis.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** What the store adds up to without any words, and every export that could be made of it. */
const contents = async (place: Place): Promise<{ figures: string; exports: Buffer }> => {
  const store = await place.open();
  try {
    const people = new Map((await store.list("people")).map(({ key, value }) => [key, (value as { name: string }).name]));
    const figures: unknown[] = [];
    const exports: string[] = [];
    for (const stream of (await store.streams("session:")).sort()) {
      let state: SessionState | null = null;
      for (const { event } of await store.read(stream, 0)) state = evolve(state, event as unknown as SessionEvent);
      figures.push(withoutWords(state));
      const context = {
        team: "Support",
        joinUrl: "",
        nameOf: (personId: string) => people.get(personId) || "Former colleague",
        notes: [],
        actionsBefore: [],
        actionStatus: () => "open" as const,
      };
      const report = reportOf(state!, { kind: "conductor", closedTo: [] }, context, { named: true });
      for (const { write } of Object.values(FORMATS)) exports.push(write(report, REPORT_WORDS));
    }
    return { figures: createHash("sha256").update(JSON.stringify(figures)).digest("hex"), exports: Buffer.from(exports.join("\n")) };
  } finally {
    await store.close();
  }
};

const scanAll = async (place: Place, words: string[], said: string): Promise<Scan[]> => [
  ...place.files.map((folder) => scanFolder(folder, words)),
  scanBytes("exports", (await contents(place)).exports, words),
  scanBytes("what the commands said", Buffer.from(said), words),
];

type Round = { bytes: number; failures: string[]; controls: boolean };

const round = async (place: Place): Promise<Round> => {
  const failures: string[] = [];
  let bytes = 0;
  let said = "";
  const hold = (right: boolean, what: string): void => {
    if (!right) failures.push(`${place.what}: ${what}`);
  };
  const give = async (what: string, args: string[], code: number, words?: string): Promise<void> => {
    const answer = await plumb(place.folder, args, place.env);
    if (args[0] !== "erase" || code === 0) said += answer.out + answer.err;
    hold(
      answer.code === code && (!words || (answer.out + answer.err).includes(words)),
      `${what}: ended with ${answer.code}: ${answer.out}${answer.err}`,
    );
  };
  const clean = async (when: string, words: string[]): Promise<void> => {
    for (const scan of await scanAll(place, words, said)) {
      bytes += scan.bytes;
      for (const hit of scan.hits) failures.push(`${place.what}, ${when}: ${hit}`);
    }
  };
  try {
    const store = await place.open();
    const marks: Marks = await makeScene(store, 2);
    await store.close();
    const before = await contents(place);
    const backup = join(place.folder, "backups", "before");
    await give("backup", ["backup", backup], 0);
    // The scan itself must find every mark while it is there.
    const found = (await scanAll(place, [...marks.person, ...marks.material], "")).flatMap(({ hits }) => hits);
    const controls = [...marks.person, ...marks.material].every((word) => found.some((hit) => hit.includes(word)));

    await give("a name nobody has", ["erase", "person", "Zoe", "--confirm", "Zoe"], 1, "UNKNOWN_SUBJECT");
    await give("a session that is not there", ["erase", "material", "none", "--confirm", "x"], 1, "UNKNOWN_SUBJECT");
    await give("without confirmation", ["erase", "person", marks.name], 1, "--confirm");
    hold((await contents(place)).exports.equals(before.exports), "a refused erasure changed something");

    await give("erase person", ["erase", "person", marks.name, "--confirm", marks.name], 0, "were erased");
    await clean("after erasing the person", marks.person);
    const half = await contents(place);
    hold(half.figures === before.figures, "erasing a person changed a figure, an order or somebody's place");
    for (const stays of ["The team's note stays", "ben says"]) hold(half.exports.includes(stays), `"${stays}" is gone`);
    for (const id of ["s0", "s1"]) await give("erase material", ["erase", "material", id, "--confirm", SESSION_NAME], 0, "were erased");
    const all = [...marks.person, ...marks.material];
    await clean("after erasing both", all);
    await give("again", ["erase", "person", "p-ana"], 0, "erased before");
    await give("verify", ["verify"], 0, "whole");
    const after = await contents(place);
    hold(after.figures === before.figures, "erasing changed a figure, an order or somebody's place");
    hold(after.exports.includes("A title that stays"), "a title is gone");

    await give("a backup from after", ["backup", join(place.folder, "backups", "after")], 0);
    bytes += scanFolder(join(place.folder, "data"), all).bytes;
    hold(scanFolder(join(place.folder, "data"), all).hits.length === 0, "the list of erasures tells what was erased");
    // Somewhere else, where only the backup and the list beside it are known.
    rmSync(join(place.folder, "data", "plumb-erasures.jsonl"));
    await give("restore", ["restore", backup], 0, "Erased again");
    await clean("after restoring a backup from before the erasure", all);
    await give("verify after restoring", ["verify"], 0, "whole");
    hold((await contents(place)).figures === before.figures, "the restored figures are others");
    return { bytes, failures, controls };
  } finally {
    await place.remove();
  }
};

/** What a careless erasure does: the row is emptied, and SQLite keeps the bytes. */
const carelessIsSeen = async (): Promise<boolean> => {
  const place = sqlitePlace();
  try {
    const store = await place.open();
    const marks = await makeScene(store, 1);
    await store.close();
    const db = new DatabaseSync(join(place.folder, "data", "plumb.sqlite"));
    db.exec("PRAGMA secure_delete = OFF");
    db.exec("UPDATE texts SET text = NULL, salt = NULL; DELETE FROM drafts; DELETE FROM records");
    const { hits } = scanFolder(place.files[0]!, [...marks.person, ...marks.material]);
    db.close();
    return hits.length > 0;
  } finally {
    await place.remove();
  }
};

export const proof: Proof = {
  goal: "G-erase",
  promise: "What is erased is in no file, log or export any more, and a restored backup does not bring it back.",
  run: async (size, seed) => {
    const rounds: Round[] = [];
    for (let index = 0; index < (size === "push" ? 1 : 25); index += 1)
      rounds.push(await round(sqlitePlace()), await round(await redisPlace()));
    const live: LiveRound[] = [];
    for (let index = 0; index < (size === "push" ? 1 : 5); index += 1) live.push(await liveRound("SQLite"), await liveRound("Redis"));
    const all = [...rounds, ...live];
    return {
      n: all.length,
      failures: all.flatMap(({ failures }) => failures).slice(0, 20),
      control: {
        what: "every mark is found before; after an erasure that only empties the rows; and where a node keeps its memory, Redis its commands, or the other node does nothing",
        fired: all.every(({ controls }) => controls) && (await carelessIsSeen()) && (await carelessNodesAreSeen()),
      },
      seedFrom: seed,
      seedTo: seed,
      counted: {
        sessions: rounds.length * 2 + live.length,
        whileRunning: live.length,
        actsStoredLate: live.reduce((sum, { storedLate }) => sum + storedLate, 0),
        bytesScanned: all.reduce((sum, { bytes }) => sum + bytes, 0),
      },
    };
  },
};
