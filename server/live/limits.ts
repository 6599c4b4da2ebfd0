// How much one socket, person or address may ask for. Honest people never meet these.
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";

export type Limit = {
  /** Counts one; null: go on. Otherwise so many milliseconds too early. */ take: (key: string) => Promise<number | null>;
  /** Whether nothing is left, without counting. */ isSpent: (key: string) => Promise<boolean>;
};

const limitOf = (limiter: RateLimiterMemory | RateLimiterRedis, points: number): Limit => ({
  take: async (key) => {
    try {
      await limiter.consume(key);
      return null;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.max(1, refusal.msBeforeNext);
      throw refusal;
    }
  },
  isSpent: async (key) => ((await limiter.get(key))?.consumedPoints ?? 0) >= points,
});

export const limit = (points: number, seconds: number): Limit => limitOf(new RateLimiterMemory({ points, duration: seconds }), points);

/** Makes limits that hold for all nodes together; `name` tells one from the other. */
export type SharedLimit = (name: string, points: number, seconds: number) => Limit;

export const ownLimit: SharedLimit = (_name, points, seconds) => limit(points, seconds);

/** What the limiter asks of a client of Redis. */
type Counter = { isReady: boolean; multi: () => unknown; eval: (script: string, options: object) => Promise<unknown> };

/** Of a cluster, whichever server has the counters now. */
const counterBy = (client: () => Counter | null) => {
  const now = (): Counter => {
    const found = client();
    if (!found) throw new Error("Nobody has the counters now.");
    return found;
  };
  return {
    get isReady() {
      return client()?.isReady ?? false;
    },
    multi: () => now().multi(),
    eval: (script: string, options: object) => now().eval(script, options),
  };
};

/** Counted in Redis; while that is away, each node counts for itself. */
export const redisLimit =
  (client: () => Counter | null, prefix: string): SharedLimit =>
  (name, points, seconds) =>
    limitOf(
      new RateLimiterRedis({
        storeClient: counterBy(client),
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
        keyPrefix: `${prefix}:${name}`,
        points,
        duration: seconds,
        insuranceLimiter: new RateLimiterMemory({ points, duration: seconds }),
      }),
      points,
    );

export const LIVE_LIMITS = {
  /** messages a second */ socket: 80,
  person: 160,
  /** told so many times in a row that it was too fast, a socket is not heard until its time has come: telling costs more than hearing */ tooFast: 80,
  socketsOfPerson: 20,
  screensOfSession: 50,
  sockets: 10_000,
  socketsOfAddress: 2_000,
  /** messages of an unknown kind before the socket is closed */ unknown: 3,
  /** half of what one core manages, so that those who are back already are answered while the others come */ joinsPerSecond: 150,
  /** until whoever connected has said to which session */ connectMs: 10_000,
  // Somebody who does not read: this much is held for them, then nothing more until they do; at the end the connection is cut.
  unreadFrames: 4,
  unreadBytes: 256 * 1024,
  unreadAnswers: 200,
  stuckMs: 30_000,
} as const;
