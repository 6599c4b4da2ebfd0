// What the SQLite store notices of its disk: damaged logs and records, a write-ahead log that was cut short, a place on another machine.
import { readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SqliteStore } from "../../server/store/sqlite.ts";
import { networkWarning } from "../../server/store/sqlite/networkPlace.ts";
import { command } from "./command.ts";
import { type Folder, folder } from "./sqliteInFolder.ts";

let place: Folder;
beforeEach(() => {
  place = folder();
});
afterEach(() => place.end());

/** Changes the file behind the store's back. */
const tamper = (sql: string): void => {
  const db = new DatabaseSync(place.file);
  db.exec(sql);
  db.close();
};

describe("[F-11] a place on another machine", () => {
  test.each([
    [0x6969, "NFS"],
    [0xfe534d42, "SMB"],
  ])("is warned of by its name", (type, name) => {
    expect(networkWarning("/data", () => type)).toMatch(new RegExp(`/data is on a network file system \\(${name}\\).*local disk`));
  });

  test("a local disk is not, and neither is what nobody can tell", () => {
    expect(networkWarning(place.path)).toBeNull();
    expect(networkWarning(`${place.path}/not-there`)).toBeNull();
  });
});

describe("[F-9] damage of the write-ahead log, which SQLite would cut short in silence", () => {
  /** A file and its log as a killed server leaves them, in another folder. */
  const cutOff = async (): Promise<Folder> => {
    const store = place.open();
    for (let version = 0; version < 6; version += 1) await store.append("s", version, [command(`c${version}`)]);
    const copy = folder();
    for (const part of ["", "-wal", "-shm"]) writeFileSync(`${copy.file}${part}`, readFileSync(`${place.file}${part}`));
    return copy;
  };
  const flip = (file: string, at: number) => {
    const bytes = readFileSync(file);
    bytes[at < 0 ? bytes.length + at : at]! ^= 4;
    writeFileSync(file, bytes);
    return bytes;
  };

  test.each([
    ["in the first frame", 200],
    ["in its own first bytes", 20],
    ["in the last frame", -100],
  ])("%s is refused with the way back, and the log is left as it is", async (_, at) => {
    const copy = await cutOff();
    const bytes = flip(`${copy.file}-wal`, at);
    expect(() => copy.open()).toThrow(
      expect.objectContaining({ code: "STORE_UNFIT", message: expect.stringMatching(/-wal is damaged.*plumb restore/) }),
    );
    expect(readFileSync(`${copy.file}-wal`)).toEqual(bytes);
    await copy.end();
  });

  test("a log that ends in the middle of what nobody had been told of is no damage", async () => {
    const copy = await cutOff();
    const wal = readFileSync(`${copy.file}-wal`);
    const frame = Buffer.concat([wal.subarray(32, 32 + 24), Buffer.alloc(2_000)]);
    writeFileSync(`${copy.file}-wal`, Buffer.concat([wal, frame]));
    expect(await copy.open().read("s", 0)).toHaveLength(6);
    await copy.end();
  });

  test("a session that is not what it was is refused by name, the others are served, and one line says so", async () => {
    const store = place.open();
    await store.append("session:one", 0, [command("a"), command("b")]);
    await store.append("session:two", 0, [command("a")]);
    await store.close();
    tamper(`UPDATE events SET json = replace(json, '"at":0', '"at":9') WHERE stream = 'session:one' AND version = 1`);
    const warned: string[] = [];
    const again = place.open({ warn: (line) => void warned.push(line) });
    for (const _ of [1, 2])
      await expect(again.read("session:one", 0)).rejects.toMatchObject({
        code: "LOG_DAMAGED",
        message: expect.stringMatching(/plumb.sqlite is damaged: session:one: .*event 1.*plumb restore/),
      });
    expect(await again.read("session:two", 0)).toHaveLength(1);
    expect(warned).toHaveLength(1);
  });

  /** "damaged" is said of a stream exactly as long as nothing of it is stored. */
  const expectReadOnly = async (store: SqliteStore, damaged: string, sound: string): Promise<void> => {
    const draft = (stream: string) => ({ sessionId: stream.slice("session:".length), seatId: "a", conversationId: "c", criterionId: "q" });
    expect([store.reach(damaged), store.reach(sound)]).toEqual(["damaged", "there"]);
    await expect(store.append(damaged, 2, [command("more")])).rejects.toMatchObject({ code: "LOG_DAMAGED" });
    await expect(store.saveDraft(draft(damaged), { value: 1 })).rejects.toMatchObject({ code: "LOG_DAMAGED" });
    expect(await store.drafts(draft(damaged).sessionId)).toEqual([]);
    expect(await store.append(sound, 1, [command("more")])).toMatchObject({ outcome: "appended" });
    await store.saveDraft(draft(sound), { value: 1 });
    expect(await store.drafts(draft(sound).sessionId)).toHaveLength(1);
  };

  test("nothing more is stored in a session that was found damaged, and only there is that said", async () => {
    const store = place.open();
    await store.append("session:one", 0, [command("a"), command("b")]);
    await store.append("session:two", 0, [command("a")]);
    tamper(`UPDATE events SET json = replace(json, '"at":0', '"at":9') WHERE stream = 'session:one' AND version = 1`);
    expect(store.reach("session:one")).toBe("there");
    await expect(store.read("session:one", 0)).rejects.toMatchObject({ code: "LOG_DAMAGED" });
    await expectReadOnly(store, "session:one", "session:two");
  });

  test("nor in one whose drafts are not what was stored", async () => {
    const store = place.open();
    await store.append("session:one", 0, [command("a"), command("b")]);
    await store.append("session:two", 0, [command("a")]);
    await store.saveDraft({ sessionId: "one", seatId: "a", conversationId: "c", criterionId: "q" }, { value: 1 });
    tamper(`UPDATE drafts SET entry = '{"value":2}'`);
    await expect(store.drafts("one")).rejects.toMatchObject({ code: "LOG_DAMAGED" });
    tamper("DELETE FROM drafts");
    await expectReadOnly(store, "session:one", "session:two");
  });

  test("a changed record is noticed at the start", async () => {
    const store = place.open();
    await store.put("people", "a", { name: "Ana" });
    await store.close();
    tamper(`UPDATE records SET value = '{"name":"Ena"}'`);
    expect(() => place.open()).toThrow(expect.objectContaining({ code: "STORE_UNFIT", message: expect.stringContaining("plumb restore") }));
  });
});
