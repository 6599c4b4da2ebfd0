// One connection to one Redis server: it counts as up only after the server was found fit, and one that says nothing any more is given up.
import { type RedisClientOptions, createClient } from "redis";
import { addressOf } from "./address.ts";
import { SCRIPTS } from "./scripts.ts";

export const CONNECT_MS = 2_000;
const RETRY_MS = 250;
export const LOOK_MS = 500;
/** a command unanswered for so long: the connection is taken for dead */
const PATIENCE_MS = 4_000;

const reconnectSoon = (retries: number): number => Math.min(1_000, 50 * 2 ** Math.min(retries, 5));

/** One set of scripts, one type of client everywhere. */
export const newClient = (url: string, reconnectStrategy: ((retries: number) => number) | false = reconnectSoon) =>
  createClient({
    url,
    scripts: SCRIPTS,
    disableOfflineQueue: true,
    // Only ever cuts commands that were not sent yet, and costs a timer each; the watch below does it for all.
    commandOptions: { timeout: 0 },
    maintNotifications: "disabled",
    socket: { connectTimeout: CONNECT_MS, reconnectStrategy } satisfies RedisClientOptions["socket"],
  });
export type RedisClient = ReturnType<typeof newClient>;

export type Connection = {
  client: RedisClient;
  /** host:port */ address: string;
  isUp: () => boolean;
  /** it was up at least once */ wasUp: () => boolean;
  close: () => void;
};

export type ConnectionOptions = {
  url: string;
  /** it comes to others that are there already, so whatever is wrong with it is waited for */ joins: boolean;
  /** Is this the Redis we mean, and still fit? Asked at every connection, before anything else goes through; throwing keeps everybody waiting. */
  onConnected: (client: RedisClient, first: boolean) => Promise<void>;
  /** once for every time it comes up, before anything newer can be asked of it */ onUp: () => void;
  /** once for every time it goes away or is unfit */ onAway: (reason: unknown) => void;
};

/** `opened` rejects when it does not come up soon. The first connection must come about; later ones are waited for. */
export const connectTo = (options: ConnectionOptions): { connection: Connection; opened: Promise<void> } => {
  const client = newClient(options.url);
  let up = false;
  let wasUp = false;
  let closed = false;
  let lastReason: unknown = null;
  // A ping goes out behind whatever waits, so its answer says that all of that was answered too.
  let pinged: { at: number } | null = null;

  const away = (reason: unknown): void => {
    lastReason = reason;
    if (!up) return;
    up = false;
    options.onAway(reason);
  };
  client.on("error", (reason) => {
    pinged = null;
    away(reason);
  });
  // The greeting may fall into a black hole just as anything later.
  client.on("connect", () => {
    if (wasUp || options.joins) pinged = { at: performance.now() };
  });
  client.on("ready", () => {
    pinged = null;
  });

  const connected = async (isFirst: boolean): Promise<void> => {
    for (;;) {
      try {
        await options.onConnected(client, isFirst);
        break;
      } catch (error) {
        lastReason = error;
        if (isFirst || closed || !client.isReady) throw error;
        options.onAway(error);
        await new Promise((next) => setTimeout(next, 1_000));
      }
    }
    up = true;
    wasUp = true;
    options.onUp();
  };

  let looked = performance.now();
  const watch = setInterval(() => {
    const now = performance.now();
    // This process itself stood still: the answers had no chance to be read.
    if (pinged && now - looked > 4 * LOOK_MS) pinged.at = now;
    looked = now;
    if (client.isOpen && pinged && now - pinged.at > PATIENCE_MS) {
      // A black hole: nothing says that the other side is gone. What was under way becomes unknown, and is asked again.
      pinged = null;
      client.destroy();
      away(new Error("Redis does not answer"));
      // not at once: the library has to see first that its own attempt is over
      setTimeout(reconnect, RETRY_MS);
    } else if (client.isReady && !pinged) {
      const ping = { at: now };
      pinged = ping;
      const answered = (): void => {
        if (pinged === ping) pinged = null;
      };
      client.ping().then(answered, answered);
    }
  }, LOOK_MS);
  watch.unref();

  const reconnect = (): void => {
    if (closed || client.isOpen) return;
    client.connect().catch(() => setTimeout(reconnect, RETRY_MS));
  };

  const close = (): void => {
    closed = true;
    up = false;
    clearInterval(watch);
    if (client.isOpen) client.destroy();
  };

  const opened = new Promise<void>((resolve, reject) => {
    client.on("ready", () => void connected(!wasUp && !options.joins).then(resolve, reject));
    client.connect().catch((error: unknown) => {
      reject(error);
      if (options.joins) setTimeout(reconnect, RETRY_MS);
    });
    setTimeout(() => reject(lastReason ?? new Error("Redis does not answer")), 3 * CONNECT_MS).unref();
  });
  // Whoever waits for it hears of it all the same.
  opened.catch(() => {});
  return { connection: { client, address: addressOf(options.url), isUp: () => up, wasUp: () => wasUp, close }, opened };
};
