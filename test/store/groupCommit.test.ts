// Group commit: one transaction for all that waits, each on its own; and the four ways a commit can go wrong.
import { DatabaseSync } from "node:sqlite";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { groupCommit } from "../../server/store/sqlite/groupCommit.ts";
import { STEPS } from "../../server/store/sqlite/migrations.ts";
import { committing, writesTo } from "../../server/store/sqlite/writes.ts";
import { type Folder, folder } from "./sqliteInFolder.ts";

let place: Folder;
let db: DatabaseSync;
beforeEach(() => {
  place = folder();
  db = new DatabaseSync(place.file, { timeout: 0 });
  db.exec("PRAGMA journal_mode = WAL; CREATE TABLE notes (note TEXT UNIQUE)");
});
afterEach(async () => {
  if (db.isOpen) db.close();
  await place.end();
});

const add = (note: string) => () => void db.prepare("INSERT INTO notes (note) VALUES (?)").run(note);
const stored = (from = db) =>
  from
    .prepare("SELECT note FROM notes ORDER BY note")
    .all()
    .map((row) => row.note);
const never = (): never => {
  throw new Error("must not be called");
};

/** Makes the next COMMIT fail the way a disk does. */
const failNextCommit = (errcode: number) => {
  const exec = db.exec.bind(db);
  db.exec = (sql) => {
    if (sql !== "COMMIT") return exec(sql);
    db.exec = exec;
    throw Object.assign(new Error("disk I/O error"), { errcode });
  };
};

const IOERR_FSYNC = 1_034;
const CORRUPT = 11;

describe("writes that wait together", () => {
  test("share one transaction", async () => {
    const exec = vi.spyOn(db, "exec");
    const commit = groupCommit(db, never);
    await Promise.all(Array.from({ length: 100 }, (_, index) => commit.run(add(`n${index}`))));
    expect(exec.mock.calls.filter(([sql]) => sql === "COMMIT")).toHaveLength(1);
    expect(stored()).toHaveLength(100);
  });

  test("happen in the order they came", async () => {
    const commit = groupCommit(db, never);
    const seen: number[] = [];
    await Promise.all([1, 2, 3].map((number) => commit.run(() => void seen.push(number))));
    expect(seen).toEqual([1, 2, 3]);
  });

  test("resolve only once another connection can see them", async () => {
    const other = new DatabaseSync(place.file);
    await groupCommit(db, never).run(add("a"));
    expect(stored(other)).toEqual(["a"]);
    other.close();
  });

  test("fail each on its own, and a failed one leaves nothing of itself", async () => {
    const commit = groupCommit(db, never);
    const results = await Promise.allSettled([
      commit.run(add("a")),
      commit.run(() => {
        add("half")();
        throw new Error("no");
      }),
      commit.run(add("a")),
      commit.run(add("b")),
    ]);
    expect(results.map((result) => result.status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
    expect(stored()).toEqual(["a", "b"]);
  });

  test("are committed when the store closes, and nothing is taken after", async () => {
    const commit = groupCommit(db, never);
    const waiting = commit.run(add("a"));
    await commit.drain();
    expect(stored()).toEqual(["a"]);
    await waiting;
    await expect(commit.run(add("b"))).rejects.toMatchObject({ code: "STORE_CLOSED" });
  });
});

describe("when the disk fails", () => {
  test.each([
    ["fsync", IOERR_FSYNC],
    ["the file's structure", CORRUPT],
  ])("at %s, nobody is told that it worked or that it did not, and the process is told to end, once", async (_, errcode) => {
    const onFatal = vi.fn();
    const commit = groupCommit(db, onFatal);
    const settled = vi.fn();
    failNextCommit(errcode);
    commit.run(add("a")).then(settled, settled);
    commit.run(add("b")).then(settled, settled);
    await vi.waitFor(() => expect(onFatal).toHaveBeenCalledTimes(1));
    commit.run(add("c")).then(settled, settled);
    for (let turns = 0; turns < 5; turns += 1) await turn();
    expect(settled).not.toHaveBeenCalled();
    expect(onFatal).toHaveBeenCalledTimes(1);
  });

  test("a full disk refuses with nothing stored, and writing goes on once there is room, without a restart", async () => {
    const commit = groupCommit(db, never);
    const pages = Number(db.prepare("PRAGMA page_count").get()!.page_count);
    db.exec(`PRAGMA max_page_count = ${pages + 2}`);
    const results = await Promise.allSettled([commit.run(add("small")), commit.run(add("x".repeat(100_000)))]);
    for (const result of results) expect(result).toMatchObject({ status: "rejected", reason: { code: "STORAGE_FULL" } });
    expect(stored()).toEqual([]);
    db.exec("PRAGMA max_page_count = 10000");
    await commit.run(add("x".repeat(100_000)));
    expect(stored()).toHaveLength(1);
  });

  test("[F-6] trying out whether there is room is refused like an act, leaves nothing, and takes no more place each time", async () => {
    const commit = groupCommit(db, never);
    for (const step of STEPS) db.exec(step);
    const perform = writesTo(db);
    const tryOut = () => commit.run(() => perform({ kind: "tryOut" }));
    const pages = () => Number(db.prepare("PRAGMA page_count").get()!.page_count);
    db.exec(`PRAGMA max_page_count = ${pages()}`);
    await expect(tryOut()).rejects.toMatchObject({ code: "STORAGE_FULL" });
    db.exec("PRAGMA max_page_count = 10000");
    await tryOut();
    expect(db.prepare("SELECT count(*) AS n FROM records").get()).toEqual({ n: 0 });
    const once = pages();
    for (let time = 0; time < 20; time += 1) await tryOut();
    expect(pages()).toBe(once);
  });

  test("[INV-13] an act that finds no room does not make the try-out fail that waits beside it, nor the other way round", async () => {
    for (const step of STEPS) db.exec(step);
    const perform = committing(db, groupCommit(db, never));
    const put = (bytes: number) => perform({ kind: "put", table: "notes", key: "a", json: JSON.stringify("x".repeat(bytes)) });
    const both = async (bytes: number) =>
      (await Promise.allSettled([put(bytes), perform({ kind: "tryOut" })])).map((result) => result.status);
    const pages = Number(db.prepare("PRAGMA page_count").get()!.page_count);
    db.exec(`PRAGMA max_page_count = ${pages + 8}`);
    expect(await both(100_000)).toEqual(["rejected", "fulfilled"]);
    db.exec("VACUUM");
    db.exec(`PRAGMA max_page_count = ${pages}`);
    expect(await both(10)).toEqual(["fulfilled", "rejected"]);
  });

  test("a file held by somebody else refuses with nothing stored, and works afterwards", async () => {
    const commit = groupCommit(db, never);
    const other = new DatabaseSync(place.file);
    other.exec("BEGIN IMMEDIATE");
    await expect(commit.run(add("a"))).rejects.toMatchObject({ code: "STORE_BUSY" });
    other.exec("ROLLBACK");
    other.close();
    await commit.run(add("a"));
    expect(stored()).toEqual(["a"]);
  });
});
