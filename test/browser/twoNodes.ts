// Two nodes of the built Plumb on one real Redis, each at an address of its own; every other person is led to the second.
import { startRedis } from "../store/redisServer.ts";
import { type Plumb, startPlumb } from "./harness.ts";

export async function startTwoNodes(): Promise<Plumb> {
  const redis = await startRedis();
  // One after the other: of two set-up links the last one printed works.
  const second = await startPlumb({ REDIS_URL: redis.url });
  const first = await startPlumb({ REDIS_URL: redis.url });
  return {
    ...first,
    at: (link, person) => (person % 2 === 0 ? link : link.replace(first.url, second.url)),
    output: () => first.output() + second.output(),
    crash: async () => void (await Promise.all([first.crash(), second.crash()])),
    stop: async () => {
      await Promise.all([first.stop(), second.stop()]);
      await redis.stop();
    },
  };
}
