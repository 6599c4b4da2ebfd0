// Which server has which key: always the one, or in a Redis Cluster the master of the key's slot, kept up as slots move and masters change.
import { StoreError } from "../storeErrors.ts";
import { addressesIn, addressOf, urlOf } from "./address.ts";
import { CONNECT_MS, type Connection, type ConnectionOptions, connectTo, LOOK_MS, newClient, type RedisClient } from "./connection.ts";
import { SLOTS, slotOf } from "./slots.ts";

export type Roads = {
  /** null: nobody has it now */ to: (key: string) => Connection | null;
  all: () => Connection[];
  /** Somebody said that a slot, or for once a key, is at another server. */
  elsewhere: (slot: number, address: string, once: boolean, from: Connection) => Connection | null;
  /** Asks the servers anew who has what. */ refresh: () => Promise<void>;
  isCluster: boolean;
  close: () => void;
};

export type Server = {
  connection: Connection;
  isCluster: boolean;
  /** whether a key lies there now */ has: (key: string) => boolean;
};
export type Servers = {
  /** `first`: at the start, for each of them */
  onConnected: (client: RedisClient, server: Server & { first: boolean }) => Promise<void>;
  onUp: () => void;
  /** `at` is empty where there is only one */ onAway: (reason: unknown, at: string) => void;
};

/** a server that takes over its first slots is not let go before it has them */
const LENT_MS = 30_000;

type Range = { from: number; to: number; master: { host: string | null; port: number } };

/** Redis leaves out the host where it is that of the server that was asked. */
const hostedBy = (address: string, asked: string): string =>
  address.startsWith(":") || address.startsWith("?:")
    ? asked.slice(0, asked.lastIndexOf(":")) + address.slice(address.indexOf(":"))
    : address;

const rangesOf = async (client: RedisClient, asked: string): Promise<{ from: number; to: number; address: string }[]> =>
  ((await client.clusterSlots()) as unknown as Range[]).map(({ from, to, master }) => ({
    from,
    to,
    address: hostedBy(`${master.host ?? ""}:${master.port}`, asked),
  }));

const cannotBeUsed = (address: string, error: unknown): StoreError =>
  error instanceof StoreError
    ? error
    : new StoreError("STORE_AWAY", `Redis at ${address} cannot be used: ${error instanceof Error ? error.message : String(error)}`, error);

/** Asks the first server that answers what it is: null for one that stands alone, otherwise who has which slots. */
const lookAt = async (urls: string[]): Promise<{ ranges: Awaited<ReturnType<typeof rangesOf>> | null; by: string }> => {
  const end = performance.now() + 3 * CONNECT_MS;
  let reason: unknown = null;
  for (let n = 0; ; n++) {
    const url = urls[n % urls.length]!;
    // Without its database, which a cluster would refuse before it said what it is.
    const client = newClient(urlOf(url, addressOf(url)), false);
    client.on("error", () => {});
    try {
      await client.connect();
      const mode = /^(?:redis|server)_mode:(\w+)/m.exec(await client.info("server"))?.[1];
      return { ranges: mode === "cluster" ? await rangesOf(client, addressOf(url)) : null, by: url };
    } catch (error) {
      reason = error;
    } finally {
      if (client.isOpen) client.destroy();
    }
    if (performance.now() > end) throw cannotBeUsed(addressOf(urls[0]!), reason);
    if (n % urls.length === urls.length - 1) await new Promise((next) => setTimeout(next, 100));
  }
};

/** `to`: how a cluster finds the server of a key; null: there is only one. */
const connect = (url: string, joins: boolean, servers: Servers, to: Roads["to"] | null): ReturnType<typeof connectTo> => {
  const options: ConnectionOptions = {
    url,
    joins,
    onConnected: (client, first) => {
      const { connection } = opening;
      return servers.onConnected(client, {
        first,
        connection,
        isCluster: to !== null,
        has: (key) => to === null || to(key) === connection,
      });
    },
    onUp: servers.onUp,
    onAway: (reason) => servers.onAway(reason, to === null ? "" : opening.connection.address),
  };
  const opening = connectTo(options);
  return opening;
};

const oneRoad = async (url: string, servers: Servers): Promise<Roads> => {
  const { connection, opened } = connect(url, false, servers, null);
  await opened.catch((error: unknown) => {
    connection.close();
    throw cannotBeUsed(new URL(url).host, error);
  });
  return {
    to: () => connection,
    all: () => [connection],
    elsewhere: () => null,
    refresh: async () => {},
    isCluster: false,
    close: connection.close,
  };
};

type Ranges = Awaited<ReturnType<typeof rangesOf>>;
const clusterRoads = async (seeds: string[], ranges: Ranges, servers: Servers): Promise<Roads> => {
  const [url = ""] = seeds;
  const known = new Map<string, ReturnType<typeof connectTo>>();
  const masters = new Set<string>();
  const slots: (string | undefined)[] = Array.from({ length: SLOTS });
  const lent = new Map<string, number>();
  let closed = false;

  const to = (key: string): Connection | null => {
    const address = slots[slotOf(key)];
    return address === undefined ? null : at(address);
  };
  const at = (address: string, joins = true): Connection => {
    const there = known.get(address);
    if (there) return there.connection;
    const opening = connect(urlOf(url, address), joins, servers, to);
    known.set(address, opening);
    return opening.connection;
  };
  /** Whoever has no slot any more is let go; what is under way there is asked again where it is now. */
  const apply = (now: Ranges, joins: boolean): void => {
    if (now.length === 0) return;
    masters.clear();
    slots.fill(undefined);
    for (const { from, to, address } of now) {
      masters.add(address);
      at(address, joins);
      slots.fill(address, from, to + 1);
    }
    for (const [address, { connection }] of known) {
      if (masters.has(address) || performance.now() < (lent.get(address) ?? 0)) continue;
      known.delete(address);
      connection.close();
    }
  };

  let refreshing: Promise<void> | null = null;
  const refreshNow = async (): Promise<void> => {
    const ready = [...known.values()].filter(({ connection }) => connection.client.isReady);
    // Those that are up first: one that comes back may not know yet what happened meanwhile.
    for (const { connection } of ready.toSorted((a, b) => Number(b.connection.isUp()) - Number(a.connection.isUp()))) {
      const now = await rangesOf(connection.client, connection.address).catch(() => null);
      if (closed) return;
      if (now) return apply(now, true);
    }
    // Nobody is where they were: all of them may have got other addresses.
    const { ranges: now } = await lookAt(seeds).catch(() => ({ ranges: null }));
    if (now && !closed) apply(now, true);
  };
  const refresh = (): Promise<void> => {
    refreshing ??= refreshNow().finally(() => {
      refreshing = null;
    });
    return refreshing;
  };

  const mastersNow = (): Connection[] => [...masters].map((address) => at(address));
  // While somebody is away, another may have taken its place.
  const watch = setInterval(() => {
    if (mastersNow().some((connection) => !connection.isUp()) || slots.includes(undefined)) void refresh();
  }, LOOK_MS);
  watch.unref();
  const close = (): void => {
    closed = true;
    clearInterval(watch);
    for (const { connection } of known.values()) connection.close();
  };

  apply(ranges, false);
  const outcomes = await Promise.allSettled(
    [...known].map(([address, { opened }]) => opened.catch((error: unknown) => Promise.reject(cannotBeUsed(address, error)))),
  );
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) {
    close();
    throw failed.reason;
  }
  return {
    to,
    all: mastersNow,
    elsewhere: (slot, address, once, from) => {
      const there = hostedBy(address, from.address);
      if (once) lent.set(there, performance.now() + LENT_MS);
      else {
        slots[slot] = there;
        masters.add(there);
        void refresh();
      }
      return closed ? null : at(there);
    },
    refresh,
    isCluster: true,
    close,
  };
};

/** The user and password are given once, with the first. */
const withUser = (url: string, first: string): string => {
  const { username, password } = new URL(first);
  const whole = new URL(url);
  if (!whole.username && !whole.password) Object.assign(whole, { username, password });
  return whole.href;
};

/** @throws StoreError when what REDIS_URL names cannot be used */
export const openRoads = async (value: string, servers: Servers): Promise<Roads> => {
  const [first = "", ...others] = addressesIn(value);
  const urls = [first, ...others.map((url) => withUser(url, first))];
  const { ranges, by } = await lookAt(urls);
  if (ranges === null) {
    if (urls.length === 1) return oneRoad(urls[0]!, servers);
    throw new StoreError(
      "STORE_UNFIT",
      `REDIS_URL names several servers, as of a Redis Cluster, but ${addressOf(by)} is not part of one. Name one Redis, or set cluster-enabled yes on all of them and join them.`,
    );
  }
  if (!/^\/?0?$/.test(new URL(first).pathname)) {
    throw new StoreError(
      "STORE_UNFIT",
      `REDIS_URL names a database, but ${addressOf(by)} is part of a Redis Cluster, which has only database 0.`,
    );
  }
  const served = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  if (served < SLOTS) {
    throw new StoreError(
      "STORE_AWAY",
      `Nobody in this Redis Cluster serves ${SLOTS - served} of its ${SLOTS} slots. Look at CLUSTER SHARDS, and give the slots to a master.`,
    );
  }
  return clusterRoads(urls, ranges, servers);
};
