// A real Redis Cluster of a test's own: three masters on free ports, each with a third of the slots and killed or moved at will.
import { SAFE, startRedis, type TestRedis } from "./redisServer.ts";
import { freePort } from "../freePort.ts";

const SLOTS = 16_384;
const MASTERS = 3;

export type TestCluster = {
  /** all three addresses, as REDIS_URL takes them */ url: string;
  masters: TestRedis[];
  /** the master that has this key now, as the others say */ holderOf: (key: string) => Promise<TestRedis>;
  /** all keys on all masters */ keys: (pattern: string) => Promise<string[]>;
  /** whoever is dead comes back; every slot is served, as everybody says */ mend: () => Promise<void>;
  /** how often anybody was answered with this error, ASK for example */ answered: (error: string) => Promise<number>;
  /** one that follows this master, and has all that it has when this resolves */ addReplica: (of: TestRedis) => Promise<TestRedis>;
  flush: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Until it is so. */
const settled = async (so: () => Promise<boolean>, what: string): Promise<void> => {
  const end = Date.now() + 30_000;
  while (!(await so().catch(() => false))) {
    if (Date.now() > end) throw new Error(`The cluster never came to: ${what}`);
    await new Promise((next) => setTimeout(next, 20));
  }
};

/** `args` of each: by default what Plumb asks for, and that one master that is away does not stop the others. */
export const startCluster = async (args: string[] = [...SAFE, "--cluster-require-full-coverage", "no"]): Promise<TestCluster> => {
  const buses = await Promise.all(Array.from({ length: MASTERS }, freePort));
  const join = (bus: number) =>
    startRedis([...args, "--cluster-enabled", "yes", "--cluster-port", String(bus), "--cluster-node-timeout", "2000"]);
  const masters = await Promise.all(buses.map(join));
  const replicas: TestRedis[] = [];
  const share = Math.ceil(SLOTS / MASTERS);
  for (const [index, { witness }] of masters.entries())
    await witness.call("CLUSTER", "ADDSLOTSRANGE", index * share, Math.min(SLOTS, (index + 1) * share) - 1);
  for (const [index, { port }] of masters.entries())
    if (index > 0) await masters[0]!.witness.call("CLUSTER", "MEET", "127.0.0.1", port, buses[index]!);
  const info = async ({ witness }: TestRedis): Promise<string> => String(await witness.call("CLUSTER", "INFO"));
  const whole = () =>
    settled(
      async () =>
        (await Promise.all(masters.map(info))).every(
          (text) =>
            text.includes("cluster_state:ok") &&
            text.includes(`cluster_slots_ok:${SLOTS}`) &&
            text.includes(`cluster_known_nodes:${MASTERS + replicas.length}`),
        ),
      "all slots served",
    );
  await whole();
  const nodeIds = new Map<string, TestRedis>();
  for (const master of masters) nodeIds.set(String(await master.witness.call("CLUSTER", "MYID")), master);

  return {
    url: masters.map(({ url }) => url).join(","),
    masters,
    holderOf: async (key) => {
      const slot = Number(await masters[0]!.witness.call("CLUSTER", "KEYSLOT", key));
      const ranges = (await masters[0]!.witness.call("CLUSTER", "SLOTS")) as [number, number, [string, number, string]][];
      const id = ranges.find(([from, to]) => from <= slot && slot <= to)?.[2][2] ?? "";
      const master = nodeIds.get(id);
      if (!master) throw new Error(`nobody has slot ${slot}`);
      return master;
    },
    keys: async (pattern) => (await Promise.all(masters.map(({ witness }) => witness.keys(pattern)))).flat(),
    mend: async () => {
      for (const { witness, start } of masters) if (witness.status !== "ready") await start();
      await whole();
    },
    answered: async (error) =>
      (await Promise.all(masters.map(({ witness }) => witness.info("errorstats"))))
        .map((text) => Number(new RegExp(`errorstat_${error}:count=(\\d+)`).exec(text)?.[1] ?? 0))
        .reduce((sum, count) => sum + count, 0),
    addReplica: async (of) => {
      const bus = await freePort();
      const replica = await join(bus);
      replicas.push(replica);
      await of.witness.call("CLUSTER", "MEET", "127.0.0.1", replica.port, bus);
      await whole();
      const master = String(await of.witness.call("CLUSTER", "MYID"));
      await settled(async () => (await replica.witness.call("CLUSTER", "REPLICATE", master)) === "OK", "a replica");
      await settled(async () => (await replica.witness.info("replication")).includes("master_link_status:up"), "a replica that follows");
      return replica;
    },
    flush: async () => void (await Promise.all(masters.map(({ witness }) => witness.flushall()))),
    stop: async () => void (await Promise.all([...masters, ...replicas].map((server) => server.stop()))),
  };
};

/** One slot from one master to another as redis-cli --cluster reshard does it; `between` is awaited before each key goes. */
export const moveSlot = async (slot: number, from: TestRedis, to: TestRedis, between: () => Promise<unknown>): Promise<number> => {
  const [source, target] = [String(await from.witness.call("CLUSTER", "MYID")), String(await to.witness.call("CLUSTER", "MYID"))];
  await to.witness.call("CLUSTER", "SETSLOT", slot, "IMPORTING", source);
  await from.witness.call("CLUSTER", "SETSLOT", slot, "MIGRATING", target);
  let moved = 0;
  for (;;) {
    const [key] = (await from.witness.call("CLUSTER", "GETKEYSINSLOT", slot, 1)) as string[];
    await between();
    if (key === undefined) break;
    await from.witness.call("MIGRATE", "127.0.0.1", to.port, key, 0, 5_000);
    moved += 1;
  }
  // The one that takes over first, so that nobody is sent back and forth.
  await to.witness.call("CLUSTER", "SETSLOT", slot, "NODE", target);
  await from.witness.call("CLUSTER", "SETSLOT", slot, "NODE", target);
  return moved;
};
