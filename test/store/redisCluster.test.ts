// The Redis store on a real Redis Cluster of three masters: the same contract, sessions spread over all of them, a master that dies, slots that move.
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fingerprintOfCopy } from "../../server/store/copy.ts";
import { type RedisOptions, type RedisStore, redisStore } from "../../server/store/redis.ts";
import { assertGoodBackup, recordsOf } from "../../server/store/redis/backup.ts";
import { copyIn, copyOut, isEmpty, removeAll } from "../../server/store/redis/copy.ts";
import { rewriteLog } from "../../server/store/redis/rewriteLog.ts";
import { slotOf } from "../../server/store/redis/slots.ts";
import { isLater } from "../../server/store/storeErrors.ts";
import { type TcpProxy, tcpProxy } from "../proofs/nodes/tcpProxy.ts";
import { command } from "./command.ts";
import { storeContract } from "./contract.ts";
import { moveSlot, startCluster, type TestCluster } from "./redisCluster.ts";
import { SAFE, startRedis, type TestRedis } from "./redisServer.ts";

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
}, 60_000);
afterAll(() => cluster.stop());
// Whatever was asked, nothing touched two slots at once.
afterEach(async () => expect(await cluster.answered("CROSSSLOT")).toBe(0));

const opened: RedisStore[] = [];
const warnings: string[] = [];
const open = async (more: Partial<RedisOptions> = {}): Promise<RedisStore> => {
  const store = await redisStore({ url: cluster.url, unsafe: false, warn: (line) => void warnings.push(line), ...more });
  opened.push(store);
  return store;
};
const closeAll = async () => {
  for (const store of opened.splice(0)) await store.close();
  warnings.splice(0);
};
const refusalOf = (opening: Promise<unknown>): Promise<Error & { code?: string }> =>
  opening.then(
    () => new Error("it started"),
    (error: Error) => error,
  );

storeContract("Redis Cluster", true, async () => {
  await cluster.flush();
  return { store: await open(), reopen: () => open(), end: closeAll };
});

/** Streams enough that every master has some. */
const NAMES = Array.from({ length: 24 }, (_, index) => `session:s${index}`);
/** a name of which this is so, among many */
const streamAt = async (which: (holder: TestRedis) => boolean): Promise<string> => {
  for (let n = 0; ; n++) if (which(await cluster.holderOf(`{plumb:session:n${n}}`))) return `session:n${n}`;
};

describe("sessions over three masters", () => {
  beforeEach(async () => {
    await cluster.flush();
    return closeAll;
  });

  test("every master has some, each session whole on one, and every key where Redis says that it belongs", async () => {
    const store = await open();
    for (const stream of NAMES) await store.append(stream, 0, [command("a", [{ reason: { text: "why" } }])]);
    for (const stream of NAMES)
      await store.saveDraft({ sessionId: stream.slice(8), seatId: "s", conversationId: "c", criterionId: "k" }, { value: 1 });
    const masterOf = new Map<string, Set<number>>();
    for (const [index, { witness }] of cluster.masters.entries()) {
      const logs = await witness.keys("{plumb:session:*}:log");
      expect(logs.length, `sessions on master ${index}`).toBeGreaterThan(0);
      for (const key of await witness.keys("{plumb:session:*}*")) {
        const tag = key.slice(0, key.indexOf("}"));
        masterOf.set(tag, (masterOf.get(tag) ?? new Set()).add(index));
        expect(slotOf(key)).toBe(Number(await witness.call("CLUSTER", "KEYSLOT", key)));
      }
    }
    expect([...masterOf.values()].map(({ size }) => size)).toEqual(NAMES.map(() => 1));
    expect(await store.streams("session:")).toEqual(NAMES.toSorted());
    for (const key of ["", "a", "{}a", "{a", "a}b{c}d{e}", "{{a}}", "ü{é}"])
      expect(slotOf(key), key).toBe(Number(await cluster.masters[0]!.witness.call("CLUSTER", "KEYSLOT", key)));
  });

  test.each([
    ["by a hint", true],
    ["by the sweep, when every hint is lost", false],
  ])("another node is told what happened on any of them: %s", async (_how, listens) => {
    const [one, two] = [await open({ listens }), await open({ listens })];
    for (const stream of NAMES) await one.append(stream, 0, [command("a")]);
    for (const stream of NAMES) await two.read(stream, 0);
    const told = new Set<string>();
    two.onMoved(
      (stream, gone) => void told.add(`${gone ? "gone" : "moved"} ${stream}`),
      () => NAMES,
    );
    two.onRecord((table, key) => void told.add(`${table} ${table === "drafts" ? key : ""}`));
    for (const stream of NAMES.slice(1)) await one.append(stream, 1, [command("b")]);
    await one.deleteStream(NAMES[0]!);
    await one.put("people", "a", { name: "Ana" });
    await one.saveDraft({ sessionId: "s5", seatId: "s", conversationId: "c", criterionId: "k" }, { value: 1 });
    const wanted = [...NAMES.slice(1).map((stream) => `moved ${stream}`), `gone ${NAMES[0]}`, "people ", "drafts s5"];
    await expect.poll(() => wanted.filter((what) => !told.has(what)), { timeout: 10_000 }).toEqual([]);
  });

  test("a hint says nothing of what happened, and is heard once at every master, wherever the session lies", async () => {
    const store = await open();
    const channel = `plumb:moved:${await (await cluster.holderOf("{plumb}")).witness.get("{plumb}:store")}`;
    const heard = cluster.masters.map((): string[] => []);
    const ears = cluster.masters.map(({ witness }) => witness.duplicate());
    try {
      for (const [index, ear] of ears.entries()) {
        ear.on("message", (_channel, message: string) => heard[index]!.push(message));
        await ear.subscribe(channel);
      }
      for (const stream of NAMES) await store.append(stream, 0, [command("a", [{ reason: { text: "SECRET" } }])]);
      for (const messages of heard) {
        await expect.poll(() => messages.length, { timeout: 10_000 }).toBe(NAMES.length);
        // Those of different masters may come in any order.
        const told = messages.map((message) => (JSON.parse(message) as string[]).slice(1).join(" "));
        expect(told.toSorted()).toEqual(NAMES.map((stream) => `moved ${stream}`).toSorted());
      }
    } finally {
      for (const ear of ears) ear.disconnect();
    }
  });

  test("[F-16] one master that could forget: refused, and named with all there is to change", async () => {
    const [first, second, third] = cluster.masters as [TestRedis, TestRedis, TestRedis];
    await second.witness.config("SET", "appendfsync", "everysec");
    await third.witness.config("SET", "maxmemory-policy", "allkeys-lru");
    try {
      const refusal = await refusalOf(open());
      expect(refusal.code).toBe("STORE_UNFIT");
      expect(refusal.message).toContain(`appendfsync always     (now: everysec at 127.0.0.1:${second.port})`);
      expect(refusal.message).toContain(`maxmemory-policy noeviction     (now: allkeys-lru at 127.0.0.1:${third.port})`);
      expect(refusal.message).not.toContain(String(first.port));
      expect(await cluster.keys("*")).toEqual([]);
      await open({ unsafe: true });
      expect(warnings.join("\n")).toContain(`appendfsync at 127.0.0.1:${second.port} is everysec`);
    } finally {
      await second.witness.config("SET", "appendfsync", "always");
      await third.witness.config("SET", "maxmemory-policy", "noeviction");
    }
  });

  test("it is found by any one of its servers; a fit one warns of nothing, one that stops altogether is warned of", async () => {
    const store = await open({ url: cluster.masters[2]!.url });
    for (const stream of NAMES) await store.append(stream, 0, [command("a")]);
    expect(warnings).toEqual([]);
    await cluster.masters[1]!.witness.config("SET", "cluster-require-full-coverage", "yes");
    await open();
    await cluster.masters[1]!.witness.config("SET", "cluster-require-full-coverage", "no");
    expect(warnings.join("\n")).toContain("set cluster-require-full-coverage no");
  });

  test("several addresses of which one stands alone, a database of its own, and slots that nobody serves are each refused", async () => {
    const alone = await startRedis();
    try {
      const mixed = await refusalOf(open({ url: `${alone.url},${cluster.url}` }));
      expect(mixed).toMatchObject({ code: "STORE_UNFIT", message: expect.stringContaining("is not part of one") });
      expect(await alone.witness.dbsize()).toBe(0);
    } finally {
      await alone.stop();
    }
    expect(await refusalOf(open({ url: `${cluster.masters[0]!.url}/3` }))).toMatchObject({
      code: "STORE_UNFIT",
      message: expect.stringContaining("only database 0"),
    });
    const lone = await startRedis([...SAFE, "--cluster-enabled", "yes"]);
    try {
      await lone.witness.call("CLUSTER", "ADDSLOTSRANGE", 0, 99);
      expect(await refusalOf(open({ url: lone.url }))).toMatchObject({
        code: "STORE_AWAY",
        message: expect.stringContaining("16284 of its 16384"),
      });
    } finally {
      await lone.stop();
    }
  });

  test("a backup holds what lies on all of them, and put back it is the same store; another's keys stay", async () => {
    const store = await open();
    for (const stream of NAMES) await store.append(stream, 0, [command("a", [{ reason: { text: stream } }])]);
    await store.put("people", "a", { name: "Ana" });
    await store.eraseTexts(NAMES[3]!, 1);
    const before = await fingerprintOfCopy(() => copyOut(store.link));
    expect(before).toMatchObject({ streams: 24, events: 24, texts: 24, records: 1 });
    const file = join(cluster.masters[0]!.dir, "backup.jsonl");
    await store.backup(file);
    await assertGoodBackup(file);
    const foreign = await cluster.holderOf("somebody");
    await foreign.witness.set("somebody", "else");
    await removeAll(store.link);
    expect(await cluster.keys("*")).toEqual(["somebody"]);
    expect(await isEmpty(store.link)).toBe(true);
    await copyIn(store.link, recordsOf(file));
    await closeAll();
    const again = await open();
    expect(await fingerprintOfCopy(() => copyOut(again.link))).toEqual(before);
    expect((await again.read(NAMES[3]!, 0))[0]!.event.reason).toEqual({ text: "", erased: true });
    // What an erasure cleans up is cleaned up everywhere.
    const rewrites = async () =>
      (await Promise.all(cluster.masters.map(({ witness }) => witness.info("stats")))).map((text) =>
        Number(/total_forks:(\d+)/.exec(text)?.[1]),
      );
    const forks = await rewrites();
    await rewriteLog(again.link);
    for (const [index, count] of (await rewrites()).entries()) expect(count).toBeGreaterThan(forks[index]!);
  });

  test("[F-19] a master that has forgotten: its sessions are damaged, each by itself; the others go on", async () => {
    const store = await open();
    const common = await cluster.holderOf("{plumb}");
    const victim = cluster.masters.find((master) => master !== common)!;
    const hit = await streamAt((holder) => holder === victim);
    const spared = await streamAt((holder) => holder !== victim);
    for (const stream of [hit, spared]) await store.append(stream, 0, [command("a")]);
    await victim.witness.flushall();
    await expect(store.append(hit, 1, [command("b")])).rejects.toMatchObject({ code: "LOG_DAMAGED" });
    expect(await store.append(spared, 1, [command("b")])).toEqual({ outcome: "appended", version: 2 });
    const later = await open();
    await expect(later.append(hit, 0, [command("b")])).rejects.toMatchObject({ code: "LOG_DAMAGED" });
    expect(await victim.witness.keys("*")).toEqual([]);
  });

  test("[F-19] the master that names the sessions has forgotten: no new store is begun over what is left", async () => {
    const store = await open();
    const common = await cluster.holderOf("{plumb}");
    const left = await streamAt((holder) => holder !== common);
    await store.append(left, 0, [command("a")]);
    await common.witness.flushall();
    await expect.poll(() => warnings.join("\n"), { timeout: 5_000 }).toContain("forgotten this store");
    await expect(store.append(left, 1, [command("b")])).rejects.toMatchObject({ code: "LOG_DAMAGED" });
    expect(await refusalOf(open())).toMatchObject({ code: "STORE_UNFIT", message: expect.stringContaining(`{plumb:${left}}:log`) });
    expect(await common.witness.keys("*")).toEqual([]);
    await open({ mendsStore: true });
  });
});

/** Until it is stored: tries again at "later", goes on from the head at a conflict. */
const insist = async (store: RedisStore, stream: string, commandId: string): Promise<void> => {
  let expected = 0;
  for (;;) {
    try {
      const result = await store.append(stream, expected, [command(commandId, [{ reason: { text: commandId } }])]);
      if (result.outcome === "appended" || (await store.findCommand(stream, "ana", commandId))) return;
      expected = result.version;
    } catch (error) {
      if (!isLater(error)) throw error;
      await new Promise((next) => setTimeout(next, 10));
    }
  }
};
/** Writes without end, as several nodes would. Answers what was acknowledged, in the order of the acknowledgements. */
const writers = (stores: RedisStore[], streams: string[]) => {
  const acked = new Map(streams.map((stream) => [stream, [] as string[]]));
  let stop = false;
  const write = async (store: RedisStore, stream: string, by: number): Promise<void> => {
    for (let n = 0; !stop; n++) {
      await insist(store, stream, `${by}.${n}`);
      acked.get(stream)!.push(`${by}.${n}`);
    }
  };
  const running = streams.flatMap((stream) => stores.map((store, by) => write(store, stream, by)));
  return {
    count: (stream: string) => acked.get(stream)!.length,
    end: async () => {
      stop = true;
      await Promise.all(running);
      return acked;
    },
  };
};
const assertWhole = async (acked: Map<string, string[]>): Promise<void> => {
  const fresh = await open();
  for (const [stream, ids] of acked) {
    const { witness } = await cluster.holderOf(`{plumb:${stream}}`);
    const stored = (await witness.xrange(`{plumb:${stream}}:log`, "-", "+")).map(([, fields]) => fields[1] ?? "");
    expect(
      ids.filter((id) => !stored.includes(id)),
      `acknowledged and gone from ${stream}`,
    ).toEqual([]);
    expect(stored.length, `twice in ${stream}`).toBe(new Set(stored).size);
    const read = await fresh.read(stream, 0);
    expect(read.map(({ event }) => event.reason)).toEqual(stored.map((id) => ({ text: id })));
  }
};

describe("a master that dies, and slots that move", () => {
  beforeEach(async () => {
    await cluster.flush();
    return closeAll;
  });
  afterEach(() => cluster.mend(), 60_000);

  test.each([
    ["one that has sessions only", false],
    ["the one that has what is common to all", true],
  ])(
    "[F-15] killed: its sessions are told later, the others go on, and it all comes back: %s",
    async (_which, isCommon) => {
      const [one, two] = [await open(), await open()];
      const common = await cluster.holderOf("{plumb}");
      const channel = `plumb:moved:${await common.witness.get("{plumb}:store")}`;
      const victim = isCommon ? common : cluster.masters.find((master) => master !== common)!;
      const hit = await streamAt((holder) => holder === victim);
      const spared = await streamAt((holder) => holder !== victim);
      const writing = writers([one, two], [hit, spared]);
      const more = (stream: string, than: number) => expect.poll(() => writing.count(stream) > than, { timeout: 20_000 }).toBe(true);
      for (const stream of [hit, spared]) await more(stream, 3);
      await victim.kill();
      // Until everybody knows that it is away.
      await expect.poll(() => [one, two].some(({ link }) => link.isUp()), { timeout: 10_000 }).toBe(false);
      const held = writing.count(hit);
      await more(spared, writing.count(spared) + 10);
      expect(writing.count(hit)).toBe(held);
      await expect(one.append(hit, 0, [command("x")])).rejects.toSatisfy(isLater);
      await expect(two.read(hit, 0)).rejects.toSatisfy(isLater);
      await one.ready();
      // Hints go on: both hear each other at a server that is there.
      const others = cluster.masters.filter((master) => master !== victim);
      const ears = async () => {
        const told = await Promise.all(others.map(({ witness }) => witness.call("PUBSUB", "NUMSUB", channel)));
        return told.reduce<number>((sum, answer) => sum + Number((answer as [string, number])[1]), 0);
      };
      await expect.poll(ears, { timeout: 10_000 }).toBe(2);
      await victim.start();
      await more(hit, held + 5);
      await more(spared, writing.count(spared));
      await assertWhole(await writing.end());
      expect(warnings.join("\n")).toContain(`Redis at 127.0.0.1:${victim.port} is away`);
      expect(warnings.join("\n")).toContain(`Redis at 127.0.0.1:${victim.port} was restarted`);
    },
    60_000,
  );

  test("[F-15] hangs with a write under way: silence, then the truth, once; the others go on meanwhile", async () => {
    const store = await open();
    const common = await cluster.holderOf("{plumb}");
    const victim = cluster.masters.find((master) => master !== common)!;
    const hit = await streamAt((holder) => holder === victim);
    const spared = await streamAt((holder) => holder !== victim);
    for (const stream of [hit, spared]) await store.append(stream, 0, [command("a")]);
    victim.signal("SIGSTOP");
    try {
      const answers: unknown[] = [];
      const waiting = store.append(hit, 1, [command("b")]).then((answer) => void answers.push(answer));
      expect(await store.append(spared, 1, [command("b")])).toEqual({ outcome: "appended", version: 2 });
      await expect.poll(() => store.link.isUp(), { timeout: 15_000 }).toBe(false);
      expect(await store.append(spared, 2, [command("c")])).toEqual({ outcome: "appended", version: 3 });
      expect(answers).toEqual([]);
      victim.signal("SIGCONT");
      await waiting;
      expect(answers).toEqual([{ outcome: "appended", version: 2 }]);
    } finally {
      victim.signal("SIGCONT");
    }
    expect((await store.read(hit, 0)).map(({ commandId }) => commandId)).toEqual(["a", "b"]);
  }, 60_000);

  test("all of them get other addresses: they are found again by those of REDIS_URL", async () => {
    const roads: TcpProxy[] = [];
    const portsTold = async ({ witness }: TestRedis) =>
      ((await witness.call("CLUSTER", "SLOTS")) as [number, number, [string, number]][]).map(([, , [, port]]) => port).toSorted();
    const announce = async (ports: number[]): Promise<string[]> => {
      for (const [index, { witness }] of cluster.masters.entries())
        await witness.config("SET", "cluster-announce-port", String(ports[index]!));
      const wanted = ports.toSorted();
      for (const master of cluster.masters) await expect.poll(() => portsTold(master), { timeout: 20_000 }).toEqual(wanted);
      return wanted.map((port) => `127.0.0.1:${port}`);
    };
    const newRoads = async (): Promise<number[]> => {
      const now = await Promise.all(cluster.masters.map(({ port }) => tcpProxy(port)));
      roads.push(...now);
      return now.map(({ port }) => port);
    };
    const up = (store: RedisStore) => store.link.up().map(({ address }) => address);
    try {
      const before = await announce(await newRoads());
      const store = await open();
      const stream = await streamAt(() => true);
      await store.append(stream, 0, [command("a")]);
      expect(up(store).toSorted()).toEqual(before);
      const old = [...roads];
      const after = await announce(await newRoads());
      // At one moment: nobody is left to ask at the address it had.
      await Promise.all(old.map((road) => road.close()));
      await expect.poll(() => up(store).toSorted(), { timeout: 20_000 }).toEqual(after);
      expect(await store.append(stream, 1, [command("b")])).toEqual({ outcome: "appended", version: 2 });
    } finally {
      await announce(cluster.masters.map(({ port }) => port));
      await closeAll();
      await Promise.all(roads.map((road) => road.close().catch(() => {})));
    }
  }, 60_000);

  test("a session whose slot moves while people write, there and back: nothing is lost, nothing is there twice", async () => {
    const [one, two] = [await open(), await open()];
    const [a, b] = cluster.masters as [TestRedis, TestRedis];
    const stream = await streamAt((holder) => holder === a);
    const slot = slotOf(`{plumb:${stream}}`);
    const writing = writers([one, two], [stream]);
    const sentOn = async () => (await cluster.answered("ASK")) + (await cluster.answered("TRYAGAIN"));
    const before = { sentOn: await sentOn(), moved: await cluster.answered("MOVED") };
    const more = async () => {
      const before = writing.count(stream);
      await expect.poll(() => writing.count(stream) > before, { timeout: 20_000 }).toBe(true);
    };
    const draft = { sessionId: stream.slice(8), seatId: "s", conversationId: "c", criterionId: "k" };
    for (const [from, to, value] of [
      [a, b, 1],
      [b, a, 2],
    ] as const) {
      await more();
      const moved = await moveSlot(slot, from, to, async () => {
        // Meanwhile people go on asking: what is on its way is answered once it is there.
        await new Promise((next) => setTimeout(next, 30));
      });
      expect(moved).toBeGreaterThanOrEqual(4);
      await one.saveDraft(draft, { value });
      await more();
      expect(await to.witness.exists(`{plumb:${stream}}:log`)).toBe(1);
      expect(await from.witness.keys(`{plumb:${stream}}:*`)).toEqual([]);
    }
    expect(await sentOn(), "asked while it was under way").toBeGreaterThan(before.sentOn);
    expect(await cluster.answered("MOVED"), "asked where it was before").toBeGreaterThan(before.moved);
    await assertWhole(await writing.end());
    expect(await two.drafts(draft.sessionId)).toEqual([{ key: draft, entry: { value: 2 } }]);
    expect(warnings).toEqual([]);
  }, 60_000);

  test("what is common to all moves too, and a key that is on its way is found", async () => {
    const [one, two] = [await open(), await open()];
    await one.put("people", "a", { name: "Ana" });
    await one.append("session:x", 0, [command("a")]);
    const from = await cluster.holderOf("{plumb}");
    const to = cluster.masters.find((master) => master !== from)!;
    let asked = 0;
    await moveSlot(slotOf("{plumb}"), from, to, async () => {
      // Every key by itself, wherever it is just now.
      expect(await two.get("people", "a")).toEqual({ name: "Ana" });
      expect(await two.streams("session:")).toEqual(["session:x"]);
      asked += 1;
    });
    expect(asked).toBeGreaterThan(3);
    await two.put("people", "b", { name: "Ben" });
    expect((await one.list("people")).map(({ key }) => key)).toEqual(["a", "b"]);
    expect(await one.append("session:y", 0, [command("a")])).toEqual({ outcome: "appended", version: 1 });
    await moveSlot(slotOf("{plumb}"), to, from, async () => {});
    await closeAll();
    expect(await (await open()).streams("")).toEqual(["session:x", "session:y"]);
  }, 60_000);
});

test("[F-17] a replica takes a master's place: Plumb follows, and a session that it never wholly received is only read from then on", async () => {
  const own = await startCluster();
  try {
    const [master] = own.masters as [TestRedis];
    const replica = await own.addReplica(master);
    const names = [];
    for (let n = 0; names.length < 2; n++) if ((await own.holderOf(`{plumb:session:r${n}}`)) === master) names.push(`session:r${n}`);
    const [sound, behind] = names as [string, string];
    const store = await open({ url: own.url });
    for (const stream of [sound, behind]) await store.append(stream, 0, [command("a")]);
    await replica.witness.call("READONLY");
    await expect.poll(() => replica.witness.xlen(`{plumb:${behind}}:log`), { timeout: 10_000 }).toBe(1);
    // From now on the replica is not let in any more, and lacks what is answered.
    await master.witness.config("SET", "requirepass", "not for replicas");
    await master.witness.call("CLIENT", "KILL", "TYPE", "replica");
    expect(await store.append(behind, 1, [command("b")])).toEqual({ outcome: "appended", version: 2 });
    await master.kill();
    await expect.poll(() => warnings.join("\n"), { timeout: 20_000 }).toContain(`${behind}: the log went back from event 2 to 1`);
    await expect.poll(() => store.append(sound, 1, [command("b")]).catch(() => null), { timeout: 10_000 }).toMatchObject({ version: 2 });
    await expect(store.append(behind, 1, [command("c")])).rejects.toMatchObject({ code: "LOG_DAMAGED" });
    expect(await replica.witness.xlen(`{plumb:${behind}}:log`)).toBe(1);
    expect(store.link.up().map(({ address }) => address)).toContain(`127.0.0.1:${replica.port}`);
  } finally {
    await closeAll();
    await own.stop();
  }
}, 60_000);
