// What becomes of the Redis store when Redis is unfit, dies, hangs, is full or has forgotten something. A Redis of its own for each.
import { afterEach, describe, expect, test } from "vitest";
import { type RedisOptions, type RedisStore, redisStore } from "../../server/store/redis.ts";
import { createHeads } from "../../server/store/redis/heads.ts";
import { isLater } from "../../server/store/storeErrors.ts";
import { tcpProxy } from "../proofs/nodes/tcpProxy.ts";
import { until } from "../server/harness.ts";
import { command } from "./command.ts";
import { SAFE, startRedis, type TestRedis } from "./redisServer.ts";

let redis: TestRedis;
const opened: RedisStore[] = [];
const warnings: string[] = [];
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  warnings.splice(0);
  await redis.stop();
});
const open = async (more: Partial<RedisOptions> = {}): Promise<RedisStore> => {
  const store = await redisStore({ url: redis.url, unsafe: false, warn: (line) => void warnings.push(line), ...more });
  opened.push(store);
  return store;
};

/** Until it is stored: tries again at "later", goes on from the head at a conflict. */
const insist = async (store: RedisStore, stream: string, commandId: string): Promise<number> => {
  let expected = 0;
  for (;;) {
    try {
      const result = await store.append(stream, expected, [command(commandId)]);
      if (result.outcome === "appended") return result.version;
      if (await store.findCommand(stream, "ana", commandId)) return 0;
      expected = result.version;
    } catch (error) {
      if (!isLater(error)) throw error;
      await new Promise((next) => setTimeout(next, 20));
    }
  }
};
const idsIn = async (stream: string): Promise<string[]> =>
  (await redis.witness.xrange(`{plumb:${stream}}:log`, "-", "+")).map(([, fields]) => fields[1] ?? "");

describe("[F-16] a Redis that could forget", () => {
  const unfit: [name: string, args: string[], named: string[]][] = [
    ["no log of its own", ["--appendonly", "no"], ["appendonly yes", "appendfsync always"]],
    ["synced every second", ["--appendonly", "yes", "--appendfsync", "everysec"], ["appendfsync always"]],
    ["never synced", ["--appendonly", "yes", "--appendfsync", "no"], ["appendfsync always"]],
    ["evicting", [...SAFE, "--maxmemory-policy", "allkeys-lru"], ["maxmemory-policy noeviction"]],
    ["evicting what expires", [...SAFE, "--maxmemory-policy", "volatile-ttl"], ["maxmemory-policy noeviction"]],
    [
      "all of it",
      ["--appendonly", "no", "--appendfsync", "everysec", "--maxmemory-policy", "allkeys-random"],
      ["appendonly yes", "appendfsync always", "maxmemory-policy noeviction"],
    ],
  ];
  test.each(unfit)("%s: refused, with every setting to change at once", async (_name, args, named) => {
    redis = await startRedis(args);
    const refusal = await open().then(
      () => null,
      (error: unknown) => error as Error & { code: string },
    );
    expect(refusal?.code).toBe("STORE_UNFIT");
    for (const setting of named) expect(refusal?.message).toContain(setting);
    const store = await open({ unsafe: true });
    for (const setting of named) expect(warnings.join("\n")).toContain(setting.split(" ")[0]);
    expect(await store.append("s", 0, [command("a")])).toEqual({ outcome: "appended", version: 1 });
  });

  test("one that does not tell its settings is refused too", async () => {
    redis = await startRedis([...SAFE, "--rename-command", "CONFIG", ""]);
    await expect(open()).rejects.toThrow(/CONFIG GET is refused/);
  });

  test("one that changes for the worse while it is used: no write is taken until it is mended", async () => {
    redis = await startRedis();
    const store = await open();
    await redis.kill();
    await redis.start(["--appendonly", "yes", "--appendfsync", "everysec"]);
    await expect(store.append("s", 0, [command("a")])).rejects.toMatchObject({ code: "STORE_AWAY" });
    await expect.poll(() => warnings.join("\n")).toContain("appendfsync always");
    await expect(store.append("s", 0, [command("a")])).rejects.toMatchObject({ code: "STORE_AWAY" });
    await redis.witness.config("SET", "appendfsync", "always");
    expect(await insist(store, "s", "a")).toBe(1);
  });

  test("no password and open to everybody: a warning", async () => {
    redis = await startRedis([...SAFE, "--protected-mode", "no"]);
    await redis.witness.config("SET", "bind", "* -::*");
    await open();
    expect(warnings.join("\n")).toContain("asks for no password");
  });

  test("a fit one warns of nothing", async () => {
    redis = await startRedis();
    await open();
    expect(warnings).toEqual([]);
  });

  test("none at all: one sentence", async () => {
    redis = await startRedis();
    await redis.kill();
    await expect(open()).rejects.toMatchObject({ code: "STORE_AWAY" });
  });
});

describe("[F-15] a Redis that dies", () => {
  test("is away: every write is answered later and nothing of it is stored; back, everything goes on", async () => {
    redis = await startRedis();
    const store = await open();
    await store.append("s", 0, [command("a")]);
    await redis.kill();
    await expect.poll(() => store.link.isUp()).toBe(false);
    const draft = { sessionId: "one", seatId: "s", conversationId: "c", criterionId: "k" };
    for (const write of [
      () => store.append("s", 1, [command("b")]),
      () => store.saveDraft(draft, { value: 1 }),
      () => store.put("people", "a", 1),
      () => store.read("s", 0),
      () => store.ready(),
    ])
      await expect(write()).rejects.toSatisfy(isLater);
    await redis.start();
    await expect.poll(() => store.link.isUp()).toBe(true);
    expect(await idsIn("s")).toEqual(["a"]);
    expect(await store.drafts("one")).toEqual([]);
    expect(await store.append("s", 1, [command("b")])).toEqual({ outcome: "appended", version: 2 });
  });

  test("killed ten times while four people write: nothing acknowledged is lost, nothing is there twice", async () => {
    redis = await startRedis();
    const store = await open();
    const acknowledged = new Set<string>();
    let stop = false;
    const writer = async (stream: string) => {
      for (let n = 0; !stop; n++) {
        await insist(store, stream, `${stream}${n}`);
        acknowledged.add(`${stream}${n}`);
      }
    };
    const writers = ["p", "q", "r", "r"].map(writer);
    let underWay = 0;
    for (let round = 0; round < 10; round++) {
      const before = acknowledged.size;
      await expect.poll(() => acknowledged.size > before + 5, { timeout: 15_000 }).toBe(true);
      await redis.kill();
      underWay += acknowledged.size > before ? 1 : 0;
      await redis.start();
    }
    stop = true;
    await Promise.all(writers);
    const stored = (await Promise.all(["p", "q", "r"].map(idsIn))).flat();
    expect(underWay).toBe(10);
    expect([...acknowledged].filter((id) => !stored.includes(id))).toEqual([]);
    expect(stored.length).toBe(new Set(stored).size);
    for (const stream of ["p", "q", "r"]) {
      const versions = (await store.read(stream, 0)).map(({ version }) => version);
      expect(versions).toEqual(versions.map((_, index) => index + 1));
    }
  }, 60_000);

  test("hangs with a write under way: silence, then the truth, once", async () => {
    redis = await startRedis();
    const store = await open();
    await store.append("s", 0, [command("a")]);
    redis.signal("SIGSTOP");
    let answer: unknown = null;
    const waiting = store.append("s", 1, [command("b")]).then(
      (value) => {
        answer = value;
      },
      (error: unknown) => {
        answer = error;
      },
    );
    await expect.poll(() => store.link.isUp(), { timeout: 10_000 }).toBe(false);
    expect(answer).toBeNull();
    redis.signal("SIGCONT");
    await waiting;
    expect(answer).toEqual({ outcome: "appended", version: 2 });
    expect(await idsIn("s")).toEqual(["a", "b"]);
  });

  test("[F-20] full or read only: later, with no effect, and it goes on once there is room", async () => {
    redis = await startRedis();
    const store = await open();
    await store.append("s", 0, [command("a")]);
    await redis.witness.config("SET", "maxmemory", "1mb");
    await expect(store.append("s", 1, [command("b")])).rejects.toMatchObject({ code: "STORAGE_FULL" });
    await expect(store.put("people", "a", 1)).rejects.toMatchObject({ code: "STORAGE_FULL" });
    await redis.witness.config("SET", "maxmemory", "0");
    expect(await idsIn("s")).toEqual(["a"]);
    expect(await store.findCommand("s", "ana", "b")).toBeNull();
    expect(await store.append("s", 1, [command("b")])).toEqual({ outcome: "appended", version: 2 });
    await redis.witness.replicaof("127.0.0.1", "1");
    await expect(store.append("s", 2, [command("c")])).rejects.toSatisfy(isLater);
    await redis.witness.replicaof("NO", "ONE");
    expect(await store.append("s", 2, [command("c")])).toEqual({ outcome: "appended", version: 3 });
  });
});

describe("[F-6] a Redis that can be read and takes nothing in", () => {
  /** looked at as the live part does: again and again */
  const reachesAs = (store: RedisStore, how: string) => expect.poll(() => store.reach("s"), { timeout: 15_000, interval: 100 }).toBe(how);
  const ways: [name: string, shut: (redis: TestRedis) => Promise<unknown>, open: (redis: TestRedis) => Promise<unknown>][] = [
    ["out of memory", ({ witness }) => witness.config("SET", "maxmemory", "1mb"), ({ witness }) => witness.config("SET", "maxmemory", "0")],
    ["only a copy", ({ witness }) => witness.replicaof("127.0.0.1", "1"), ({ witness }) => witness.replicaof("NO", "ONE")],
  ];
  test.each(ways)(
    "%s: known without anybody's act, over by itself, and found out without leaving anything",
    async (_name, shut, free) => {
      redis = await startRedis();
      const store = await open();
      await store.append("s", 0, [command("a")]);
      await reachesAs(store, "there");
      const sizeOfLog = async () => /aof_current_size:(\d+)/.exec(await redis.witness.info("persistence"))?.[1];
      const [keys, log] = [await redis.witness.dbsize(), await sizeOfLog()];
      await shut(redis);
      await reachesAs(store, "full");
      expect(await store.read("s", 0)).toHaveLength(1);
      await free(redis);
      await reachesAs(store, "there");
      expect([await redis.witness.dbsize(), await sizeOfLog()]).toEqual([keys, log]);
    },
    30_000,
  );
});

describe("[F-19] a log of which something is gone is only read from then on, and never begun again", () => {
  const hurts: [name: string, hurt: (redis: TestRedis) => Promise<unknown>][] = [
    ["the log deleted", ({ witness }) => witness.del("{plumb:s}:log")],
    ["the log trimmed", ({ witness }) => witness.xtrim("{plumb:s}:log", "MAXLEN", 2)],
    ["its last entry deleted", ({ witness }) => witness.xdel("{plumb:s}:log", "3-1")],
    ["one in the middle deleted", ({ witness }) => witness.xdel("{plumb:s}:log", "2-1")],
    ["the head deleted", ({ witness }) => witness.del("{plumb:s}:head")],
    ["the command ids deleted", ({ witness }) => witness.del("{plumb:s}:commands")],
    ["a text deleted", ({ witness }) => witness.hdel("{plumb:s}:texts", "1.1")],
    ["all of it deleted", ({ witness }) => witness.del("{plumb:s}:log", "{plumb:s}:head", "{plumb:s}:commands", "{plumb:s}:texts")],
    ["everything flushed", ({ witness }) => witness.flushall()],
  ];
  test.each(hurts)("%s", async (name, hurt) => {
    redis = await startRedis();
    const store = await open();
    await store.append("s", 0, [command("a", [{ reason: { text: "why" } }, {}, {}])]);
    await store.append("other", 0, [command("a")]);
    await hurt(redis);
    await expect(store.append("s", 3, [command("b")])).rejects.toMatchObject({ code: "LOG_DAMAGED" });
    await expect(store.append("s", 0, [command("b")])).rejects.toMatchObject({ code: "LOG_DAMAGED" });
    expect(store.reach("s")).toBe("damaged");
    expect(await idsIn("s")).not.toContain("b");
    expect(warnings.join("\n")).toMatch(/only read|Nothing is written/);
    if (name === "everything flushed") return;
    // The others go on, and a node that starts afterwards is not taken in either.
    expect(await store.append("other", 1, [command("b")])).toEqual({ outcome: "appended", version: 2 });
    expect(store.reach("other")).toBe("there");
    const later = await open();
    await expect(later.read("s", 0)).rejects.toMatchObject({ code: "LOG_DAMAGED" });
    await expect(later.append("s", 0, [command("b")])).rejects.toMatchObject({ code: "LOG_DAMAGED" });
  });

  test("[F-17] a log that went back, as after a failover: found at the next write, or by the sweep", async () => {
    redis = await startRedis();
    const store = await open();
    for (const stream of ["s", "t"]) {
      await store.append(stream, 0, [command("a")]);
      const kept = await redis.witness.hgetall(`{plumb:${stream}}:head`);
      await store.append(stream, 1, [command("b")]);
      await redis.witness.xdel(`{plumb:${stream}}:log`, "2-1");
      await redis.witness.hset(`{plumb:${stream}}:head`, kept);
      await redis.witness.hdel(`{plumb:${stream}}:commands`, '["ana","b"]');
    }
    await expect(store.append("s", 2, [command("c")])).rejects.toMatchObject({ code: "LOG_DAMAGED" });
    await expect.poll(() => warnings.join("\n"), { timeout: 5_000 }).toContain("t: the log went back from event 2 to 1");
    await expect(store.append("t", 1, [command("c")])).rejects.toMatchObject({ code: "LOG_DAMAGED" });
  });

  test("an answer from before a log was made, looked at when it is there, is no damage; a log that is gone is", async () => {
    redis = await startRedis();
    const store = await open();
    await store.append("s", 0, [command("a")]);
    const storeId = (await redis.witness.get("{plumb}:store")) ?? "";
    const heads = createHeads(
      () => storeId,
      (line) => void warnings.push(line),
    );
    // Redis said "no such log" to a node that had seen nothing of it; meanwhile another node made it.
    expect(await heads.compare(store.link, "s", 0, 0)).toBe("further");
    expect(warnings).toEqual([]);
    await redis.witness.del("{plumb:s}:head");
    expect(await heads.compare(store.link, "s", 0, 0)).toBe("damaged");
    expect(warnings.join("\n")).toContain("its log is gone");
  });

  test("an empty Redis in the place of the old one: nothing is written to it", async () => {
    redis = await startRedis();
    const store = await open();
    await store.append("s", 0, [command("a")]);
    await redis.witness.flushall();
    await redis.kill();
    await redis.start();
    await expect.poll(() => warnings.join("\n"), { timeout: 5_000 }).toContain("forgotten this store");
    await expect(store.append("new", 0, [command("a")])).rejects.toMatchObject({ code: "LOG_DAMAGED" });
    await expect(store.put("people", "a", 1)).rejects.toMatchObject({ code: "LOG_DAMAGED" });
    expect(await redis.witness.keys("*new*")).toEqual([]);
  });
});

test("[F-18] a greeting that falls into a black hole is given up as well: the node comes back by itself", async () => {
  redis = await startRedis();
  const road = await tcpProxy(redis.port);
  const store = await open({ url: `redis://127.0.0.1:${road.port}` });
  expect(await insist(store, "s", "before")).toBe(1);
  road.set("shut");
  // what it opens now is taken by somebody in between, who says nothing, ever
  road.reset();
  const swallowed = road.swallowed();
  await until(() => road.swallowed() > swallowed, "a greeting that nobody heard");
  road.set("fair");
  expect(await insist(store, "s", "after")).toBe(2);
  expect(await idsIn("s")).toHaveLength(2);
  await store.close();
  await road.close();
});
