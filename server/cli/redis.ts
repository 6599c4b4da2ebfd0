// What the short commands need of Redis: a connection for their own use, and whether a server works on it now.
import { addressesIn } from "../store/redis/address.ts";
import { type CliContext, CliRefusal } from "./context.ts";

/** `mendsStore`: what is there is replaced, so a part of it may be missing. */
export const openRedis = async ({ config, print }: CliContext, { mendsStore = false } = {}) => {
  if (!config.redisUrl) throw new CliRefusal("REDIS_URL is not set. Set it to the Redis that is meant.");
  const { redisStore } = await import("../store/redis.ts");
  return redisStore({ url: config.redisUrl, unsafe: config.unsafeRedis, warn: print, mendsStore });
};
export type OpenRedis = Awaited<ReturnType<typeof openRedis>>;

/** Opened for this work alone. */
export const withRedis = async <T>(
  context: CliContext,
  options: { mendsStore: boolean },
  work: (store: OpenRedis) => Promise<T>,
): Promise<T> => {
  const store = await openRedis(context, options);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
};

export const assertNoServer = async (store: OpenRedis): Promise<void> => {
  const { nodesAlive } = await import("../store/redis/copy.ts");
  const alive = await nodesAlive(store.link);
  if (alive.length > 0) {
    throw new CliRefusal(
      `${alive.length === 1 ? "A server works" : `${alive.length} servers work`} on this Redis. Stop all of them first; one that was killed is forgotten after eight seconds. Nothing was changed.`,
    );
  }
};

/** The password is nobody's business in a terminal. */
export const shownRedis = (value: string): string =>
  addressesIn(value)
    .map((url) => {
      const { protocol, host, pathname } = new URL(url);
      return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
    })
    .join(",");
