// The SQLite store keeps the contract, and what only a file can promise.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { migrate, STEPS, STORE_VERSION } from "../../server/store/sqlite/migrations.ts";
import { openDatabase } from "../../server/store/sqlite/open.ts";
import { command } from "./command.ts";
import { storeContract } from "./contract.ts";
import { type Folder, folder } from "./sqliteInFolder.ts";

storeContract("SQLite", true, async () => {
  const place = folder();
  return { store: place.open(), reopen: async () => place.open(), end: () => place.end() };
});

let place: Folder;
beforeEach(() => {
  place = folder();
});
afterEach(() => place.end());

/** Changes the file behind the store's back. */
const tamper = (sql: string): number => {
  const db = new DatabaseSync(place.file);
  db.exec("PRAGMA foreign_keys = OFF");
  const changes = Number(db.prepare(sql).run().changes);
  db.close();
  return changes;
};

const pragma = (db: DatabaseSync, name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get()!)[0];

describe("durability", () => {
  test("every opening writes with synchronous=FULL into a write-ahead log, as read back after a query", () => {
    for (const _ of ["a new file", "an existing file", "once more"]) {
      const db = openDatabase(place.file, { migrates: true });
      db.prepare("SELECT count(*) FROM events").get();
      expect(pragma(db, "synchronous")).toBe(2);
      expect(pragma(db, "journal_mode")).toBe("wal");
      expect(pragma(db, "secure_delete")).toBe(1);
      expect(pragma(db, "foreign_keys")).toBe(1);
      db.close();
    }
  });

  test("a place that cannot hold a write-ahead log is refused", () => {
    expect(() => openDatabase(":memory:", { migrates: true })).toThrow(/cannot be written durably/);
  });

  test("SQLite is new enough to be free of the known faults of write-ahead logs", () => {
    const db = new DatabaseSync(":memory:");
    const [major, minor, patch] = String(db.prepare("SELECT sqlite_version() AS v").get()!.v).split(".").map(Number);
    db.close();
    expect(major! * 1e6 + minor! * 1e3 + patch!).toBeGreaterThanOrEqual(3_051_003);
  });

  test("a process killed while it writes loses nothing that was acknowledged, and the next one takes over", async () => {
    for (const killAfter of [1, 40, 300]) {
      const acknowledged = new Map<string, number>();
      const child = spawn(process.execPath, ["test/store/appendUntilKilled.ts", place.file], { stdio: ["ignore", "pipe", "inherit"] });
      let lines = 0;
      for await (const line of createInterface({ input: child.stdout! })) {
        const [what, number] = line.split(" ");
        acknowledged.set(what!, Number(number));
        lines += 1;
        if (lines === killAfter) child.kill("SIGKILL");
      }
      expect(lines).toBeGreaterThanOrEqual(killAfter);
      const store = place.open();
      for (const [stream, version] of acknowledged) {
        if (stream === "draft") {
          const [draft] = await store.drafts("one");
          expect((draft!.entry as { value: number }).value).toBeGreaterThanOrEqual(version);
          continue;
        }
        const events = await store.read(stream, 0);
        expect(events.length).toBeGreaterThanOrEqual(version);
        expect(events.map((event) => event.event.reason)).toEqual(events.map((_, index) => ({ text: `reason ${index}` })));
        expect(await store.findCommand(stream, "ana", `c${version - 1}`)).not.toBeNull();
        expect(store.verifyStream(stream)).toEqual({ ok: true, events: events.length });
      }
      await Promise.all(["a", "b", "c", "d"].map((stream) => store.deleteStream(stream)));
      await store.close();
    }
  });
});

describe("one server per file", () => {
  const holder = async (): Promise<ChildProcess> => {
    const child = spawn(process.execPath, ["test/store/appendUntilKilled.ts", place.file], { stdio: ["ignore", "pipe", "inherit"] });
    await once(child.stdout!, "data");
    child.stdout!.resume();
    return child;
  };

  test("a second server is refused and told which process has the file", async () => {
    const child = await holder();
    expect(() => place.open()).toThrow(
      expect.objectContaining({ code: "STORE_LOCKED", message: expect.stringContaining(`process ${child.pid}`) }),
    );
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(existsSync(`${place.file}.pid`)).toBe(true);
    await expect(place.open().ready()).resolves.toBeUndefined();
  });

  test("a lock left by a process of the same number, as in a restarted container, is no obstacle", async () => {
    await place.open().close();
    writeFileSync(`${place.file}.pid`, `${process.pid}\n`);
    await expect(place.open().ready()).resolves.toBeUndefined();
  });

  test("closing gives the file free", async () => {
    const first = place.open();
    expect(() => place.open()).toThrow(expect.objectContaining({ code: "STORE_LOCKED" }));
    await first.close();
    expect(existsSync(`${place.file}.pid`)).toBe(false);
    await expect(place.open().ready()).resolves.toBeUndefined();
  });

  test("a store that could not be opened gives the file free", () => {
    writeFileSync(place.file, "this is no database, and long enough to look at".repeat(100));
    for (const _ of [1, 2]) expect(() => place.open()).toThrow(expect.objectContaining({ code: "STORE_UNFIT" }));
  });

  test("a command beside the server reads and writes the same file", async () => {
    const server = place.open();
    const beside = place.open({ besideServer: true });
    await beside.put("links", "a", { kind: "setup" });
    expect(await server.get("links", "a")).toEqual({ kind: "setup" });
    await server.put("links", "b", 1);
    expect(await beside.list("links")).toHaveLength(2);
  });
});

describe("versions of the file", () => {
  test("[B-65] a file of a newer Plumb is refused by name and version, and left as it is", async () => {
    await place.open().close();
    tamper("PRAGMA user_version = 99");
    const before = readFileSync(place.file);
    expect(() => place.open()).toThrow(
      expect.objectContaining({
        code: "STORE_NEWER",
        message: expect.stringMatching(new RegExp(`STORE_NEWER.*version 99.*up to ${STORE_VERSION}`)),
      }),
    );
    expect(readFileSync(place.file)).toEqual(before);
  });

  test("an older file is brought up to date whole, and kept as it was beside", async () => {
    const store = place.open();
    await store.append("s", 0, [command("a")]);
    await store.close();
    const db = new DatabaseSync(place.file);
    migrate(db, place.file, [...STEPS, "CREATE TABLE later (x INTEGER)"]);
    expect(pragma(db, "user_version")).toBe(STORE_VERSION + 1);
    expect(db.prepare("SELECT count(*) AS n FROM later").get()!.n).toBe(0);
    db.close();
    expect(() => place.open()).toThrow(expect.objectContaining({ code: "STORE_NEWER" }));
    const kept = place.open({ file: `${place.file}.before-v${STORE_VERSION + 1}` });
    expect(await kept.read("s", 0)).toHaveLength(1);
  });

  test("[B-65] an upgrade that fails half-way leaves the file at its old version, and may be tried again", async () => {
    await place.open().close();
    const db = new DatabaseSync(place.file);
    const broken = [...STEPS, "CREATE TABLE later (x INTEGER)", "CREATE TABLE later (x INTEGER)"];
    for (const _ of ["once", "again"]) expect(() => migrate(db, place.file, broken)).toThrow(/already exists/);
    expect(pragma(db, "user_version")).toBe(STORE_VERSION);
    expect(() => db.prepare("SELECT * FROM later")).toThrow(/no such table/);
    db.close();
    await expect(place.open().ready()).resolves.toBeUndefined();
  });

  test("a SQLite file of somebody else is refused", () => {
    const db = new DatabaseSync(place.file);
    db.exec("CREATE TABLE recipes (name TEXT)");
    db.close();
    expect(() => place.open()).toThrow(
      expect.objectContaining({ code: "STORE_UNFIT", message: expect.stringContaining("not one of Plumb's") }),
    );
  });

  test("a damaged file is refused with the way back", async () => {
    const store = place.open();
    for (let index = 0; index < 50; index += 1) await store.put("people", `p${index}`, { name: "x".repeat(2_000) });
    await store.close();
    const bytes = readFileSync(place.file);
    bytes.fill(0x5a, 4_096 * 6, 4_096 * 9);
    writeFileSync(place.file, bytes);
    expect(() => place.open()).toThrow(expect.objectContaining({ code: "STORE_UNFIT", message: expect.stringContaining("plumb restore") }));
  });
});

describe("tamper evidence", () => {
  const STREAM = "session:one";
  beforeEach(async () => {
    const store = place.open();
    await store.append(STREAM, 0, [command("a", [{ x: 1 }, { reason: { text: "because" } }]), command("b", [{ x: 3 }], "ben")]);
    await store.append(STREAM, 3, [command("c", [{ x: 4 }])]);
    await store.close();
  });

  test("an untouched stream verifies, and so does one that does not exist", () => {
    const store = place.open();
    expect(store.verifyStream(STREAM)).toEqual({ ok: true, events: 4 });
    expect(store.verifyStream("session:none")).toEqual({ ok: true, events: 0 });
  });

  test.each([
    ["a changed value", `UPDATE events SET json = replace(json, '"x":3', '"x":5') WHERE version = 3`, 3],
    ["a changed author", "UPDATE events SET actor = 'ana' WHERE version = 3", 3],
    ["a changed text", "UPDATE texts SET text = 'because not' WHERE version = 2", 2],
    ["a removed text", "DELETE FROM texts WHERE version = 2", 2],
    ["a removed event", "DELETE FROM events WHERE version = 1", 1],
    [
      "two swapped events",
      "UPDATE events SET json = CASE version WHEN 3 THEN (SELECT json FROM events WHERE version = 4) ELSE (SELECT json FROM events WHERE version = 3) END WHERE version IN (3, 4)",
      3,
    ],
    ["a removed last event", "DELETE FROM events WHERE version = 4", 4],
    ["an event added by hand", "INSERT INTO events SELECT stream, 5, 'd', actor, json, hash FROM events WHERE version = 4", 5],
  ])("%s is found, and where", (_, sql, firstBadVersion) => {
    expect(tamper(sql)).toBeGreaterThan(0);
    expect(place.open().verifyStream(STREAM)).toMatchObject({ ok: false, firstBadVersion });
  });
});

describe("erasure", () => {
  const filesHold = (canary: string) => readdirSync(place.path).filter((name) => readFileSync(`${place.path}/${name}`).includes(canary));

  test("an erased text comes back as erased, its bytes are gone from the files, and the stream still verifies", async () => {
    const store = place.open();
    await store.append("s", 0, [
      command("a", [
        { reason: { text: "CANARY-SECRET-REASON" }, transcript: [{ at: 1, text: { text: "CANARY-SECRET-LINE" } }] },
        { reason: { text: "kept" } },
      ]),
    ]);
    expect(filesHold("CANARY-SECRET")).not.toEqual([]);
    await store.eraseTexts("s", 1);
    const events = await store.read("s", 0);
    expect(events.map((event) => event.event.reason)).toEqual([{ text: "", erased: true }, { text: "kept" }]);
    expect(events[0]!.event.transcript).toEqual([{ at: 1, text: { text: "", erased: true } }]);
    expect(store.verifyStream("s")).toEqual({ ok: true, events: 2 });
    expect(filesHold("CANARY-SECRET")).toEqual([]);
    expect(filesHold("kept")).not.toEqual([]);
  });

  test("a deleted stream leaves no byte of what was typed in it", async () => {
    const store = place.open();
    await store.append("session:one", 0, [command("a", [{ reason: { text: "CANARY-REASON" } }])]);
    await store.saveDraft({ sessionId: "one", seatId: "s", conversationId: "c", criterionId: "k" }, { reason: "CANARY-DRAFT" });
    await store.deleteStream("session:one");
    expect(filesHold("CANARY")).toEqual([]);
  });

  test("the file is written anew while people write; where somebody still reads an older state, that is said and can be tried again", async () => {
    const store = place.open();
    await store.append("s", 0, [command("a", [{ reason: { text: "CANARY-REASON" } }])]);
    const reader = new DatabaseSync(place.file, { readOnly: true });
    reader.exec("BEGIN");
    reader.prepare("SELECT count(*) FROM events").get();
    await store.eraseTexts("s", 1);
    await expect(store.scrub()).rejects.toMatchObject({ code: "STORE_BUSY" });
    reader.exec("COMMIT");
    reader.close();
    const [, appended] = await Promise.all([store.scrub(), store.append("s", 1, [command("b")])]);
    expect(appended).toEqual({ outcome: "appended", version: 2 });
    expect(filesHold("CANARY")).toEqual([]);
    expect(store.verifyStream("s")).toEqual({ ok: true, events: 2 });
  });

  test("a short text cannot be guessed from its hash: the same text has another hash each time", async () => {
    const store = place.open();
    await store.append("s", 0, [command("a", [{ reason: { text: "no" } }, { reason: { text: "no" } }])]);
    await store.close();
    const db = new DatabaseSync(place.file);
    const [first, second] = db
      .prepare("SELECT json FROM events ORDER BY version")
      .all()
      .map((row) => JSON.parse(String(row.json)).reason);
    db.close();
    expect(first.hash).toHaveLength(43);
    expect(first.hash).not.toBe(second.hash);
    expect(JSON.stringify(first)).not.toContain('no"');
  });
});
