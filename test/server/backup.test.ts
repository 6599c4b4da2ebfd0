// Backup and restore: a consistent copy under load, and a way back that cannot spoil what is there.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { takeBack } from "../../server/store/sqlite/backup.ts";
import { type SqliteStore, sqliteStore } from "../../server/store/sqlite.ts";
import { command } from "../store/command.ts";

/** What is done to the file of this name ends the process, as it were. */
const cutOff = vi.hoisted(() => ({ at: "" }));
vi.mock("node:fs", async (importOriginal) => {
  const fs = await importOriginal<typeof import("node:fs")>();
  const renameSync: typeof fs.renameSync = (from, to) => {
    if (to === cutOff.at) throw new Error("cut off");
    fs.renameSync(from, to);
  };
  const linkSync: typeof fs.linkSync = (from, to) => {
    if (to === cutOff.at) throw new Error("cut off");
    fs.linkSync(from, to);
  };
  const rmSync: typeof fs.rmSync = (path, options) => {
    if (path === cutOff.at) throw new Error("cut off");
    fs.rmSync(path, options);
  };
  return { ...fs, renameSync, linkSync, rmSync };
});

let dir: string;
let file: string;
let copy: string;
const opened: SqliteStore[] = [];
const open = (path = file): SqliteStore => {
  const store = sqliteStore({
    file: path,
    onFatal: (error) => {
      throw error;
    },
  });
  opened.push(store);
  return store;
};
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "plumb-backup-"));
  file = join(dir, "plumb.sqlite");
  copy = join(dir, "copy", "..", "backup.sqlite");
});
afterEach(async () => {
  cutOff.at = "";
  for (const store of opened.splice(0)) await store.close();
  rmSync(dir, { recursive: true, force: true });
});

const NOW = new Date("2026-01-05T09:00:00Z");

describe("backup", () => {
  test("under load holds a whole prefix with everything acknowledged before it began", async () => {
    const store = open();
    let version = 0;
    let stop = false;
    const writing = (async () => {
      while (!stop) {
        await store.append("s", version, [command(`c${version}`, [{ reason: { text: `reason ${version}` } }, {}])]);
        version += 2;
      }
    })();
    try {
      for (let round = 0; round < 5; round += 1) {
        const acknowledged = version;
        await store.backup(copy);
        const restored = open(copy);
        const events = await restored.read("s", 0);
        expect(events.length).toBeGreaterThanOrEqual(acknowledged);
        expect(events.length % 2).toBe(0);
        expect(restored.verifyStream("s")).toEqual({ ok: true, events: events.length });
        await restored.close();
      }
    } finally {
      stop = true;
      await writing;
    }
    expect(version).toBeGreaterThan(0);
  });

  test("is one file, and takes the place of an older one only once it is whole", async () => {
    const store = open();
    await store.append("s", 0, [command("a")]);
    writeFileSync(copy, "yesterday's");
    await store.backup(copy);
    expect(readdirSync(dir).filter((name) => name.startsWith("backup"))).toEqual(["backup.sqlite"]);
    await expect(store.backup(join(dir, "none", "b.sqlite"))).rejects.toThrow();
    expect(await open(copy).read("s", 0)).toHaveLength(1);
  });
});

describe("restore", () => {
  const prepare = async () => {
    const store = open();
    await store.append("s", 0, [command("a")]);
    await store.backup(copy);
    await store.append("s", 1, [command("b")]);
    await store.close();
  };

  test("puts the backup in place and keeps what was there, complete, beside it", async () => {
    await prepare();
    const kept = takeBack(copy, file, NOW);
    expect(await open().read("s", 0)).toHaveLength(1);
    expect(kept).toBe(`${file}.before-restore-2026-01-05T09-00-00-000Z`);
    expect(await open(kept!).read("s", 0)).toHaveLength(2);
  });

  test("is refused while a server runs, and changes nothing", async () => {
    await prepare();
    const running = open();
    expect(() => takeBack(copy, file, NOW)).toThrow(expect.objectContaining({ code: "STORE_LOCKED" }));
    expect(await running.read("s", 0)).toHaveLength(2);
  });

  test("a write-ahead log left by a killed server is not replayed into the restored file", async () => {
    await prepare();
    const store = open();
    await store.append("s", 2, [command("c")]);
    const wal = readFileSync(`${file}-wal`);
    await store.close();
    writeFileSync(`${file}-wal`, wal);
    writeFileSync(`${file}-shm`, "");
    takeBack(copy, file, NOW);
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect(await open().read("s", 0)).toHaveLength(1);
  });

  test("works on an empty place and over a damaged file", async () => {
    await prepare();
    rmSync(file);
    expect(takeBack(copy, file, NOW)).toBeNull();
    writeFileSync(file, "damaged".repeat(1_000));
    expect(takeBack(copy, file, NOW)).not.toBeNull();
    expect(await open().read("s", 0)).toHaveLength(1);
  });

  test.each([
    ["no database", (path: string) => writeFileSync(path, "hello".repeat(1_000))],
    ["an empty file", (path: string) => writeFileSync(path, "")],
    ["a damaged backup", (path: string) => writeFileSync(path, readFileSync(copy).fill(0x5a, 4_096 * 2, 4_096 * 4))],
    ["half a backup", (path: string) => writeFileSync(path, readFileSync(copy).subarray(0, 4_096 * 3))],
  ])("%s is refused, and what is there stays", async (_, make) => {
    await prepare();
    const bad = join(dir, "bad.sqlite");
    make(bad);
    expect(() => takeBack(bad, file, NOW)).toThrow(expect.objectContaining({ code: "STORE_UNFIT" }));
    expect(await open().read("s", 0)).toHaveLength(2);
  });

  test("[F-10] a copy of the running data file is not taken for a backup, and nothing is changed", async () => {
    const store = open();
    await store.append("s", 0, [command("a")]);
    const stolen = join(dir, "stolen.sqlite");
    writeFileSync(stolen, readFileSync(file));
    await store.close();
    const before = readFileSync(file);
    expect(() => takeBack(stolen, file, NOW)).toThrow(/not a backup: part of it may be missing\. Use: plumb backup/);
    expect(readFileSync(file)).toEqual(before);
  });

  test("[F-10] a backup put in place by hand beside another file's log is refused, and the log is not replayed into it", async () => {
    const store = open();
    await store.append("s", 0, [command("a")]);
    await store.backup(copy);
    await store.append("s", 1, [command("b")]);
    const log = readFileSync(`${file}-wal`);
    await store.close();
    writeFileSync(file, readFileSync(copy));
    writeFileSync(`${file}-wal`, log);
    expect(() => open()).toThrow(/-wal does not belong to .*plumb restore/);
    expect(readFileSync(file)).toEqual(readFileSync(copy));
    takeBack(copy, file, NOW);
    expect(await open().read("s", 0)).toHaveLength(1);
  });

  test("cut off at any step, the old data is in its place or the new, never nothing; again, it comes to its end", async () => {
    await prepare();
    cutOff.at = file;
    expect(() => takeBack(copy, file, NOW)).toThrow("cut off");
    expect(existsSync(file)).toBe(true);
    const store = open();
    expect(await store.read("s", 0)).toHaveLength(2);
    await store.close();
    cutOff.at = "";
    const kept = takeBack(copy, file, new Date(NOW.getTime() + 1));
    expect(await open().read("s", 0)).toHaveLength(1);
    expect(await open(kept!).read("s", 0)).toHaveLength(2);
  });

  test("cut off before the log of a file that is in use is taken away, the file still has its log", async () => {
    const store = open();
    await store.append("s", 0, [command("a")]);
    await store.backup(copy);
    await store.append("s", 1, [command("b")]);
    const [bytes, log] = [readFileSync(file), readFileSync(`${file}-wal`)];
    await store.close();
    writeFileSync(file, bytes);
    writeFileSync(`${file}-wal`, log);
    // Somebody looks at it meanwhile, so that the log cannot go into the file first.
    const looking = new DatabaseSync(file);
    looking.exec("BEGIN; SELECT count(*) FROM events");
    const aside = `${file}.before-restore-2026-01-05T09-00-00-000Z`;
    cutOff.at = aside;
    expect(() => takeBack(copy, file, NOW)).toThrow("cut off");
    expect([readFileSync(file), readFileSync(`${file}-wal`)]).toEqual([bytes, log]);
    // The new file is in its place, and the log of the old one still beside it: nobody starts on the two.
    cutOff.at = `${file}-wal`;
    expect(() => takeBack(copy, file, NOW)).toThrow("cut off");
    looking.close();
    expect(() => open()).toThrow(/-wal does not belong to .*plumb restore/);
    expect([readFileSync(aside), readFileSync(`${aside}-wal`)]).toEqual([bytes, log]);
    cutOff.at = "";
    takeBack(copy, file, new Date(NOW.getTime() + 1_000));
    expect(await open().read("s", 0)).toHaveLength(1);
    expect(await open(aside).read("s", 0)).toHaveLength(2);
  });

  test("[F-9] a file with a damaged log is kept as it is, its log beside it", async () => {
    const store = open();
    for (let version = 0; version < 6; version += 1) await store.append("s", version, [command(`c${version}`)]);
    await store.backup(copy);
    const [bytes, log] = [readFileSync(file), readFileSync(`${file}-wal`)];
    await store.close();
    log[200]! ^= 4;
    writeFileSync(file, bytes);
    writeFileSync(`${file}-wal`, log);
    const kept = takeBack(copy, file, NOW)!;
    expect([readFileSync(kept), readFileSync(`${kept}-wal`)]).toEqual([bytes, log]);
    expect(await open().read("s", 0)).toHaveLength(6);
  });

  test("what was kept beside can be taken back in its turn", async () => {
    const store = open();
    await store.append("s", 0, [command("a")]);
    await store.backup(copy);
    await store.append("s", 1, [command("b")]);
    await store.close();
    const kept = takeBack(copy, file, NOW)!;
    takeBack(kept, file, new Date(NOW.getTime() + 1_000));
    expect(await open().read("s", 0)).toHaveLength(2);
  });

  test("a backup can be restored again and again", async () => {
    await prepare();
    takeBack(copy, file, NOW);
    takeBack(copy, file, new Date(NOW.getTime() + 1));
    expect(await open().read("s", 0)).toHaveLength(1);
  });
});
