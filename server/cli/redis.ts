// What the short commands need of Redis: a connection for their own use, and whether a server works on it now.
import { type CliContext, CliRefusal } from "./context.ts";

export const openRedis = async ({ config, print }: CliContext) => {
  if (!config.redisUrl) throw new CliRefusal("REDIS_URL is not set. Set it to the Redis that is meant.");
  const { redisStore } = await import("../store/redis.ts");
  return redisStore({ url: config.redisUrl, unsafe: config.unsafeRedis, warn: print });
};
export type OpenRedis = Awaited<ReturnType<typeof openRedis>>;

export const assertNoServer = async (store: OpenRedis): Promise<void> => {
  const { nodesAlive } = await import("../store/redis/copy.ts");
  const alive = await store.link.ask(nodesAlive);
  if (alive.length > 0) {
    throw new CliRefusal(
      `${alive.length === 1 ? "A server works" : `${alive.length} servers work`} on this Redis. Stop all of them first; one that was killed is forgotten after eight seconds. Nothing was changed.`,
    );
  }
};

/** The password is nobody's business in a terminal. */
export const shownRedis = (url: string): string => {
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname === "/" ? "" : pathname}`;
};
