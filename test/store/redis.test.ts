// The Redis store keeps the contract on a real Redis; ioredis, another client with another parser, says what is really there.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fingerprintOfCopy } from "../../server/store/copy.ts";
import { type RedisOptions, type RedisStore, redisStore } from "../../server/store/redis.ts";
import { assertGoodBackup, recordsOf } from "../../server/store/redis/backup.ts";
import { copyIn, copyOut, isEmpty, removeAll } from "../../server/store/redis/copy.ts";
import { openLink } from "../../server/store/redis/link.ts";
import { command } from "./command.ts";
import { storeContract } from "./contract.ts";
import { startRedis, type TestRedis } from "./redisServer.ts";

let redis: TestRedis;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const opened: RedisStore[] = [];
const open = async (more: Partial<RedisOptions> = {}): Promise<RedisStore> => {
  const store = await redisStore({ url: redis.url, unsafe: false, warn: () => {}, ...more });
  opened.push(store);
  return store;
};
const closeAll = async () => {
  for (const store of opened.splice(0)) await store.close();
};

storeContract("Redis", true, async () => {
  await redis.witness.flushall();
  return { store: await open(), reopen: () => open(), end: closeAll };
});

const draft = { sessionId: "one", seatId: "seat1", conversationId: "call", criterionId: "k" };

describe("what lies in Redis, as another client reads it", () => {
  let store: RedisStore;
  beforeEach(async () => {
    await redis.witness.flushall();
    store = await open();
    return closeAll;
  });

  test("one stream per log, one entry per event, numbered like the events, without what was typed", async () => {
    await store.append("session:one", 0, [command("a", [{ reason: { text: "MARKER" } }, { value: 4 }])]);
    const entries = await redis.witness.xrange("{plumb:session:one}:log", "-", "+");
    expect(entries.map(([id]) => id)).toEqual(["1-1", "2-1"]);
    expect(JSON.stringify(entries)).not.toContain("MARKER");
    expect((await redis.witness.hvals("{plumb:session:one}:texts")).join()).toContain("MARKER");
    expect(await redis.witness.hgetall("{plumb:session:one}:head")).toMatchObject({ version: "2", commands: "1", texts: "1" });
  });

  test("everything of one session bears one hash tag, and nothing that must last expires", async () => {
    await store.append("session:one", 0, [command("a", [{ reason: { text: "x" } }])]);
    await store.saveDraft(draft, { value: 1 });
    await store.put("people", "a", { name: "Ana" });
    const keys = await redis.witness.keys("*");
    expect(keys.sort()).toEqual(
      [
        ...["log", "head", "commands", "texts", "drafts", "drafted"].map((what) => `{plumb:session:one}:${what}`),
        ...["store", "streams", "tables", "table:people"].map((what) => `{plumb}:${what}`),
      ].sort(),
    );
    for (const key of keys) expect(await redis.witness.ttl(key), key).toBe(-1);
  });

  test("the answer comes after the write is in Redis' own synced log", async () => {
    await store.append("session:one", 0, [command("a", [{ value: "SYNCED" }])]);
    const manifest = readFileSync(join(redis.dir, "appendonlydir", "appendonly.aof.manifest"), "utf8");
    const current = /file (\S+\.incr\.aof)/.exec(manifest)?.[1] ?? "";
    expect(readFileSync(join(redis.dir, "appendonlydir", current), "utf8")).toContain("SYNCED");
  });

  test("an erased text is gone, and the log goes on", async () => {
    await store.append("session:one", 0, [command("a", [{ reason: { text: "MARKER" } }])]);
    await store.eraseTexts("session:one", 1);
    expect((await store.read("session:one", 0))[0]!.event.reason).toEqual({ text: "", erased: true });
    expect((await redis.witness.hvals("{plumb:session:one}:texts")).join()).not.toContain("MARKER");
    expect(await store.append("session:one", 1, [command("b")])).toEqual({ outcome: "appended", version: 2 });
  });
});

describe("two stores on one Redis", () => {
  const pair = async (listens = true) => {
    await redis.witness.flushall();
    return [await open({ listens }), await open({ listens })] as const;
  };
  beforeEach(() => closeAll);

  test("of two appends on the same head one wins, and the other is told the head", async () => {
    const [one, two] = await pair();
    const results = await Promise.all([one.append("s", 0, [command("a")]), two.append("s", 0, [command("b")])]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(["appended", "conflict"]);
    expect(results.map(({ version }) => version)).toEqual([1, 1]);
    expect(await redis.witness.xlen("{plumb:s}:log")).toBe(1);
  });

  test("of two who swap the same record one wins", async () => {
    const [one, two] = await pair();
    await one.put("links", "a", { uses: 0 });
    const won = await Promise.all([one, two, one, two].map((store) => store.swap("links", "a", { uses: 0 }, { uses: 1 })));
    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test.each([
    ["by a hint", true],
    ["by the sweep, when every hint is lost", false],
  ])("the other is told that a stream moved, a record changed, a stream was made and one was forgotten: %s", async (_how, listens) => {
    const [one, two] = await pair(listens);
    await one.append("session:held", 0, [command("a")]);
    await one.append("session:gone", 0, [command("a")]);
    await two.read("session:held", 0);
    await two.read("session:gone", 0);
    const told: string[] = [];
    two.onMoved(
      (stream, gone) => void told.push(`${gone ? "gone" : "moved"} ${stream}`),
      () => ["session:held"],
    );
    two.onRecord((table) => void told.push(`record ${table}`));
    await one.append("session:held", 1, [command("b")]);
    await one.append("session:new", 0, [command("a")]);
    await one.put("people", "a", { name: "Ana" });
    await one.deleteStream("session:gone");
    const wanted = ["moved session:held", "moved session:new", "record people", "gone session:gone"];
    const end = Date.now() + 3_000;
    while (!wanted.every((what) => told.includes(what)) && Date.now() < end) await new Promise((next) => setTimeout(next, 10));
    expect(told).toEqual(expect.arrayContaining(wanted));
    expect(await two.read("session:gone", 0)).toEqual([]);
  });

  test("a stream of which only the head was looked at is told of too, though every hint is lost; one that was read is not taken for read again", async () => {
    const [one, two] = await pair(false);
    for (const stream of ["session:looked-at", "session:read"]) await one.append(stream, 0, [command("a")]);
    await two.read("session:read", 0);
    await one.append("session:read", 1, [command("b")]);
    expect(await two.heads("session:")).toEqual([
      { stream: "session:looked-at", version: 1 },
      { stream: "session:read", version: 2 },
    ]);
    // that both were made is swept up before
    await new Promise((next) => setTimeout(next, 2_500));
    const told = new Set<string>();
    two.onMoved((stream) => void told.add(stream));
    await one.append("session:looked-at", 1, [command("b")]);
    const end = Date.now() + 5_000;
    while (told.size < 2 && Date.now() < end) await new Promise((next) => setTimeout(next, 10));
    expect([...told].sort()).toEqual(["session:looked-at", "session:read"]);
  });

  test("caughtUp tells what was stored before, without any hint", async () => {
    const [one, two] = await pair(false);
    await two.read("workspace", 0);
    await one.append("workspace", 0, [command("a")]);
    await one.put("people", "a", 1);
    const told: string[] = [];
    two.onMoved((stream) => void told.push(stream));
    two.onRecord((table) => void told.push(table));
    await two.caughtUp(["workspace"]);
    expect(told).toEqual(expect.arrayContaining(["workspace", "people"]));
  });
});

describe("backup", () => {
  beforeEach(() => closeAll);

  const filled = async (): Promise<RedisStore> => {
    await redis.witness.flushall();
    const store = await open();
    await store.append("session:one", 0, [command("a", [{ reason: { text: "why" } }, { reason: { text: "gone" } }]), command("quiet", [])]);
    await store.eraseTexts("session:one", 2);
    await store.append("workspace", 0, [command("a")]);
    await store.saveDraft(draft, { value: 1 });
    await store.put("people", "a", { name: "Ana" });
    return store;
  };

  test("holds everything, and put back into an empty Redis it is the same store", async () => {
    const store = await filled();
    const file = join(redis.dir, "backup.jsonl");
    await store.backup(file);
    expect(existsSync(`${file}.partial`)).toBe(false);
    await assertGoodBackup(file);
    const before = await fingerprintOfCopy(() => copyOut(store.link));
    expect(before).toMatchObject({ streams: 2, events: 3, commands: 3, texts: 2, drafts: 1, records: 1 });
    await closeAll();
    const link = await openLink(redis.url, { onConnected: async () => {}, onAway: () => {} });
    await removeAll(link);
    expect(await redis.witness.dbsize()).toBe(0);
    expect(await isEmpty(link)).toBe(true);
    await copyIn(link, recordsOf(file));
    await link.close();
    const again = await open();
    expect(await fingerprintOfCopy(() => copyOut(again.link))).toEqual(before);
    expect((await again.read("session:one", 0)).map(({ event }) => event.reason)).toEqual([{ text: "why" }, { text: "", erased: true }]);
    expect(await again.append("session:one", 2, [command("quiet")])).toEqual({ outcome: "conflict", version: 2 });
    expect(await again.append("session:one", 2, [command("b")])).toEqual({ outcome: "appended", version: 3 });
  });

  test("a backup that was cut off or changed is refused", async () => {
    const store = await filled();
    const file = join(redis.dir, "hurt.jsonl");
    await store.backup(file);
    const whole = readFileSync(file, "utf8");
    for (const hurt of [whole.slice(0, -30), whole.replace("why", "who"), whole.split("\n").toSpliced(2, 1).join("\n"), "{}\n", ""]) {
      writeFileSync(file, hurt);
      await expect(assertGoodBackup(file)).rejects.toMatchObject({ code: "STORE_UNFIT" });
    }
  });
});
