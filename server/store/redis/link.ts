// What is asked of Redis, and what no answer means: not sent is "later", sent and not answered is unknown and asked again until it is known.
import type { StreamName } from "../eventStore.ts";
import { StoreError } from "../storeErrors.ts";
import { type Connection, LOOK_MS, type RedisClient } from "./connection.ts";
import { keysIn, type StreamKeys } from "./keys.ts";
import { awayError, meaningOf } from "./meaning.ts";
import { openRoads, type Roads, type Servers } from "./roads.ts";

/** while a slot of a cluster is on its way to another server, parts of a session may be here and there */
const MOVING_MS = 4_000;
const AGAIN_MS = 25;

type Work<T> = (client: RedisClient) => Promise<T>;

/** All keys that one piece of work touches bear one hash tag; `key` is any of them, and says where it is done. */
export type Link = {
  /** For reading. Rejects with a StoreError that says "later" while Redis is away. */
  ask<T>(key: string, work: Work<T>): Promise<T>;
  /** For writing, with work that has the same effect when it is done twice. Rejects only when nothing was stored; does not settle before it is known. */
  insist<T>(key: string, work: Work<T>): Promise<T>;
  /** On every server that has keys, one after the other. */
  everywhere<T>(work: (client: RedisClient, address: string) => Promise<T>): Promise<T[]>;
  /** Whether anybody answers: of a cluster, one server is enough. */
  ready(): Promise<void>;
  /** the names of a stream's keys here */ keysOf(stream: StreamName): StreamKeys;
  /** where a key is now, for telling places apart; null: nowhere */ placeOf(key: string): string | null;
  /** whether what has the key is up, as far as it is known now */ reaches(key: string): boolean;
  /** for what brings its own commands and needs no answer */ clientFor(key: string): RedisClient | null;
  /** the servers that are up */ up(): Connection[];
  isCluster: boolean;
  /** all of it */ isUp(): boolean;
  close(): Promise<void>;
};

type Item = {
  key: string;
  work: Work<unknown>;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
  insists: boolean;
  tried: boolean;
  /** how often it was sent on */ hops: number;
  /** until when it is asked again where its slot is on its way */ until: number;
};

/** The next command of this client is taken by a server that is just being given the key. */
const asking = (client: RedisClient): RedisClient =>
  new Proxy(client, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        // Both go out together, with nothing between them; what it answers is told by the command itself.
        target.sendCommand(["ASKING"]).catch(() => {});
        return Reflect.apply(value, target, args);
      };
    },
  });

export const openLink = async (url: string, servers: Omit<Servers, "onUp">): Promise<Link> => {
  let closed = false;
  let unknown: Item[] = [];

  const refuse = (item: Item, error: StoreError): void => {
    // Of a write that may have happened before, a refusal now says nothing.
    if (item.tried) unknown.push(item);
    else item.reject(error);
  };
  const inAMoment = (item: Item, error: StoreError): void => {
    if (performance.now() > item.until) refuse(item, error);
    else setTimeout(() => attempt(item), AGAIN_MS);
  };
  const attempt = (item: Item): void => {
    const road = roads.to(item.key);
    if (closed) refuse(item, closedError());
    else if (road) go(item, road, road.client);
    else refuse(item, awayError());
  };
  const go = (item: Item, road: Connection, client: RedisClient): void => {
    // A server that has just come to a cluster is still being looked at.
    if (!road.isUp() && roads.isCluster && !road.wasUp()) inAMoment(item, awayError());
    else if (!road.isUp()) refuse(item, awayError());
    else
      item.work(client).then(
        (value) => item.resolve(value as never),
        (error: unknown) => failed(item, road, error),
      );
  };
  const failed = (item: Item, road: Connection, error: unknown): void => {
    const meaning = meaningOf(error);
    if (meaning.is === "fault") item.reject(error);
    else if (meaning.is === "refused") refuse(item, meaning.error);
    else if (meaning.is === "moving") inAMoment(item, meaning.error);
    else if (meaning.is === "elsewhere") {
      const there = roads.elsewhere(meaning.slot, meaning.address, meaning.once, road);
      item.hops += 1;
      // Two who disagree are not asked faster than they can come to agree.
      if (!there || item.hops > 4) inAMoment(item, awayError(error));
      else if (meaning.once) go(item, there, asking(there.client));
      else attempt(item);
    } else if (item.insists) {
      item.tried = true;
      unknown.push(item);
    } else {
      // Nothing is stored by reading, so asking again later is always right.
      item.reject(awayError(error));
    }
  };
  const again = (): void => {
    // In the order in which they were first sent, and before anything newer.
    const waiting = unknown;
    unknown = [];
    for (const item of waiting) {
      item.hops = 0;
      item.until = performance.now() + MOVING_MS;
      attempt(item);
    }
  };

  const closedError = () => new StoreError("STORE_CLOSED", "The store is closed.");
  const roads: Roads = await openRoads(url, { ...servers, onUp: () => again() });
  const watch = setInterval(() => {
    if (unknown.length > 0) again();
  }, LOOK_MS);
  watch.unref();

  const begin = <T>(key: string, work: Work<T>, insists: boolean): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const until = performance.now() + MOVING_MS;
      attempt({ key, work, resolve: resolve as (value: never) => void, reject, insists, tried: false, hops: 0, until });
    });
  const upNow = (): Connection[] => roads.all().filter((connection) => connection.isUp());
  return {
    ask: (key, work) => begin(key, work, false),
    insist: (key, work) => begin(key, work, true),
    everywhere: async <T>(work: (client: RedisClient, address: string) => Promise<T>) => {
      await roads.refresh();
      const answers: T[] = [];
      for (const connection of roads.all()) {
        if (closed) throw closedError();
        if (!connection.isUp()) throw awayError();
        try {
          answers.push(await work(connection.client, connection.address));
        } catch (error) {
          const meaning = meaningOf(error);
          throw meaning.is === "fault" ? error : "error" in meaning ? meaning.error : awayError(error);
        }
      }
      return answers;
    },
    ready: async () => {
      if (closed) throw closedError();
      await Promise.any(upNow().map(({ client }) => client.ping())).catch((error: unknown) => {
        throw awayError(error);
      });
    },
    keysOf: keysIn(roads.isCluster),
    placeOf: (key) => roads.to(key)?.address ?? null,
    clientFor: (key) => roads.to(key)?.client ?? null,
    reaches: (key) => roads.to(key)?.isUp() ?? false,
    up: upNow,
    isCluster: roads.isCluster,
    isUp: () => !closed && roads.all().every((connection) => connection.isUp()),
    close: async () => {
      closed = true;
      clearInterval(watch);
      roads.close();
    },
  };
};
