// The connection to Redis and what a broken one means: not sent is "later", sent and not answered is unknown and asked again until it is known.
import {
  ClientClosedError,
  ClientOfflineError,
  ConnectionTimeoutError,
  createClient,
  DisconnectsClientError,
  ErrorReply,
  SocketClosedUnexpectedlyError,
  SocketTimeoutError,
  TimeoutError,
} from "redis";
import { StoreError } from "../storeErrors.ts";
import { SCRIPTS } from "./scripts.ts";

const CONNECT_MS = 2_000;
const RETRY_MS = 250;
const LOOK_MS = 500;
/** a command unanswered for so long: the connection is taken for dead */
const PATIENCE_MS = 4_000;

/** One set of scripts, one type of client everywhere. */
export const newClient = (url: string) =>
  createClient({
    url,
    scripts: SCRIPTS,
    disableOfflineQueue: true,
    // Only ever cuts commands that were not sent yet, and costs a timer each; the watch below does it for all.
    commandOptions: { timeout: 0 },
    maintNotifications: "disabled",
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy: (retries) => Math.min(1_000, 50 * 2 ** Math.min(retries, 5)) },
  });
export type RedisClient = ReturnType<typeof newClient>;

export type Link = {
  /** for what brings its own commands and needs no answer */ client: RedisClient;
  /** For reading. Rejects with a StoreError that says "later" while Redis is away. */
  ask<T>(work: (client: RedisClient) => Promise<T>): Promise<T>;
  /** For writing, with work that has the same effect when it is done twice. Rejects only when nothing was stored; does not settle before it is known. */
  insist<T>(work: (client: RedisClient) => Promise<T>): Promise<T>;
  isUp(): boolean;
  close(): Promise<void>;
};

const AWAY = "Redis cannot be reached; nothing was stored.";

/** Refused before anything was written: full, read only, still loading. The same write may come again. */
const LATER = /^(OOM|MISCONF|READONLY|LOADING|BUSY|NOREPLICAS|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOAUTH|NOPERM|WRONGPASS)\b/;

const BROKEN = [SocketClosedUnexpectedlyError, DisconnectsClientError, SocketTimeoutError, ConnectionTimeoutError, TimeoutError];
const isBrokenConnection = (error: unknown): boolean =>
  BROKEN.some((kind) => error instanceof kind) || (error instanceof Error && "syscall" in error);

/** "unknown": it may or may not have happened. */
const meaningOf = (error: unknown): StoreError | "unknown" | "fault" => {
  if (error instanceof StoreError) return error;
  if (error instanceof ClientOfflineError || error instanceof ClientClosedError) return new StoreError("STORE_AWAY", AWAY, error);
  if (!(error instanceof ErrorReply)) return isBrokenConnection(error) ? "unknown" : "fault";
  if (/^OOM\b/.test(error.message)) return new StoreError("STORAGE_FULL", "Redis is out of memory; nothing was stored.", error);
  return LATER.test(error.message) ? new StoreError("STORE_AWAY", `Redis refuses writes (${error.message}).`, error) : "fault";
};

type Item = {
  work: (client: RedisClient) => Promise<unknown>;
  resolve: (value: never) => void;
  reject: (error: unknown) => void;
  tried: boolean;
};

export const openLink = async (options: {
  url: string;
  /** Is this the Redis we mean, and still fit? Asked at every connection, before anything else goes through; throwing keeps everybody waiting. */
  onConnected: (client: RedisClient, first: boolean) => Promise<void>;
  /** once for every time it goes away or is unfit */ onAway: (reason: unknown) => void;
}): Promise<Link> => {
  const client = newClient(options.url);
  let up = false;
  let closed = false;
  let first = true;
  let unknown: Item[] = [];
  let lastReason: unknown = null;

  const away = (reason: unknown): void => {
    lastReason = reason;
    if (!up) return;
    up = false;
    options.onAway(reason);
  };
  client.on("error", away);

  const attempt = (item: Item): void => {
    item.work(client).then(
      (value) => item.resolve(value as never),
      (error: unknown) => {
        const meaning = meaningOf(error);
        // Of a write that may have happened before, a refusal now says nothing.
        if (meaning === "unknown" || (item.tried && meaning !== "fault")) {
          item.tried = true;
          unknown.push(item);
        } else item.reject(meaning === "fault" ? error : meaning);
      },
    );
  };

  const connected = async (): Promise<void> => {
    for (;;) {
      try {
        await options.onConnected(client, first);
        break;
      } catch (error) {
        lastReason = error;
        if (first || closed || !client.isReady) throw error;
        options.onAway(error);
        await new Promise((next) => setTimeout(next, 1_000));
      }
    }
    first = false;
    // In the order in which they were first sent, and before anything newer.
    const again = unknown;
    unknown = [];
    up = true;
    for (const item of again) attempt(item);
  };

  // A ping goes out behind whatever waits, so its answer says that all of that was answered too.
  let pinged: { at: number } | null = null;
  let looked = performance.now();
  const watch = setInterval(() => {
    const now = performance.now();
    // This process itself stood still: the answers had no chance to be read.
    if (pinged && now - looked > 4 * LOOK_MS) pinged.at = now;
    looked = now;
    if (client.isReady && pinged && now - pinged.at > PATIENCE_MS) {
      // A black hole: nothing says that the other side is gone. What was under way becomes unknown, and is asked again.
      pinged = null;
      client.destroy();
      away(new Error("Redis does not answer"));
      reconnect();
    } else if (client.isReady && !pinged) {
      const ping = { at: now };
      pinged = ping;
      const answered = (): void => {
        if (pinged === ping) pinged = null;
      };
      client.ping().then(answered, answered);
    }
    if (up && unknown.length > 0) {
      const again = unknown;
      unknown = [];
      for (const item of again) attempt(item);
    }
  }, LOOK_MS);
  watch.unref();

  const reconnect = (): void => {
    if (closed) return;
    client.connect().catch(() => setTimeout(reconnect, RETRY_MS));
  };

  await new Promise<void>((resolve, reject) => {
    let settled = false;
    client.on("ready", () => {
      connected().then(
        () => {
          settled = true;
          resolve();
        },
        (error: unknown) => {
          if (!settled) reject(error);
        },
      );
    });
    client.connect().catch((error: unknown) => reject(error));
    // The first connection must come about; later ones are waited for.
    setTimeout(() => reject(lastReason ?? new Error("Redis does not answer")), 3 * CONNECT_MS).unref();
  }).catch((error: unknown) => {
    closed = true;
    clearInterval(watch);
    if (client.isOpen) client.destroy();
    if (error instanceof StoreError) throw error;
    const { host } = new URL(options.url);
    throw new StoreError("STORE_AWAY", `Redis at ${host} cannot be used: ${error instanceof Error ? error.message : String(error)}`, error);
  });

  const closedError = () => new StoreError("STORE_CLOSED", "The store is closed.");
  return {
    client,
    ask: async (work) => {
      if (closed) throw closedError();
      if (!up) throw new StoreError("STORE_AWAY", AWAY);
      try {
        return await work(client);
      } catch (error) {
        const meaning = meaningOf(error);
        // Nothing is stored by reading, so asking again later is always right.
        if (meaning === "unknown") throw new StoreError("STORE_AWAY", AWAY, error);
        throw meaning === "fault" ? error : meaning;
      }
    },
    insist: <T>(work: (client: RedisClient) => Promise<T>) =>
      new Promise<T>((resolve, reject) => {
        if (closed) return reject(closedError());
        if (!up) return reject(new StoreError("STORE_AWAY", AWAY));
        attempt({ work, resolve: resolve as (value: never) => void, reject, tried: false });
      }),
    isUp: () => up,
    close: async () => {
      closed = true;
      up = false;
      clearInterval(watch);
      if (client.isOpen) client.destroy();
    },
  };
};
