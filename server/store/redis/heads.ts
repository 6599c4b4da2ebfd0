// What this node has seen of every log, and what that proves: a log that is shorter than it was, or gone, is damaged and only read from then on.
import type { StreamName } from "../eventStore.ts";
import { StoreError } from "../storeErrors.ts";
import { STORE_KEY, STREAMS_KEY } from "./keys.ts";
import type { Link } from "./link.ts";

export type Head = { version: number; hash: string };
/** how Redis is asked: usually the link, before it is up the connection itself */
export type Asker = Pick<Link, "ask" | "keysOf">;
export type Seen = "same" | "further" | "gone" | "damaged";

export type Heads = {
  of: (stream: StreamName) => Head | null;
  all: () => StreamName[];
  saw: (stream: StreamName, head: Head) => void;
  forget: (stream: StreamName) => void;
  /** Compares what Redis answered with what this node had seen when it asked: answers may come to be looked at late. */
  compare: (redis: Asker, stream: StreamName, versionNow: number, seenThen: number) => Promise<Seen>;
  /** the version this node has seen; 0 for none */ versionOf: (stream: StreamName) => number;
  damage: (stream: StreamName, why: string) => StoreError;
  /** Redis is not the store it was: nothing of it is written to any more. */
  damageAll: (why: string) => void;
  isDamaged: (stream: StreamName) => boolean;
  /** Throws if this stream is only read. */
  assertSound: (stream: StreamName | null) => void;
};

export const createHeads = (storeId: () => string, warn: (line: string) => void): Heads => {
  const heads = new Map<StreamName, Head>();
  const damaged = new Map<StreamName, StoreError>();
  let everything: StoreError | null = null;

  const damage: Heads["damage"] = (stream, why) => {
    const known = damaged.get(stream);
    if (known) return known;
    const error = new StoreError(
      "LOG_DAMAGED",
      `${stream}: ${why}. It is only read until somebody has looked at it; see docs/operations.md.`,
    );
    damaged.set(stream, error);
    warn(error.message);
    return error;
  };
  const damageAll: Heads["damageAll"] = (why) => {
    if (everything) return;
    everything = new StoreError("LOG_DAMAGED", `${why}. Nothing is written until somebody has looked at it; see docs/operations.md.`);
    warn(everything.message);
  };

  const self: Heads = {
    of: (stream) => heads.get(stream) ?? null,
    all: () => [...heads.keys()],
    saw: (stream, head) => {
      if (head.version >= (heads.get(stream)?.version ?? 0)) heads.set(stream, head);
    },
    forget: (stream) => void heads.delete(stream),
    versionOf: (stream) => heads.get(stream)?.version ?? 0,
    compare: async (redis, stream, versionNow, seen) => {
      if (versionNow > seen) return "further";
      if (versionNow === seen && seen > 0) return "same";
      if (versionNow > 0) {
        damage(stream, `the log went back from event ${seen} to ${versionNow}`);
        return "damaged";
      }
      const statusNow = () => redis.ask(STREAMS_KEY, (client) => client.hGet(STREAMS_KEY, stream));
      const [status, id] = await Promise.all([statusNow(), redis.ask(STORE_KEY, (client) => client.get(STORE_KEY))]);
      if (id !== storeId()) {
        damageAll("Redis has forgotten this store");
        return "damaged";
      }
      if (status !== "made") return seen === 0 ? "same" : "gone";
      // It may have been made, or be on its way out, between the answer that knew of no log and now. "made" is said after the log is there, and unsaid before it goes.
      const later = await versionNowOf(redis, stream);
      if (later > 0) return self.compare(redis, stream, later, seen);
      if ((await statusNow()) !== "made") return seen === 0 ? "same" : "gone";
      damage(stream, "its log is gone from Redis");
      return "damaged";
    },
    damage,
    damageAll,
    isDamaged: (stream) => everything !== null || damaged.has(stream),
    assertSound: (stream) => {
      if (everything) throw everything;
      const error = stream === null ? undefined : damaged.get(stream);
      if (error) throw error;
    },
  };
  return self;
};

/** The version of the stream's head as Redis has it now; 0 where there is none. */
export const versionNowOf = async ({ ask, keysOf }: Asker, stream: StreamName): Promise<number> => {
  const { head } = keysOf(stream);
  return Number((await ask(head, (client) => client.hGet(head, "version"))) ?? 0);
};
