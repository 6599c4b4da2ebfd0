// How much one socket, person or address may ask for. Honest people never meet these.
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

export type Limit = {
  /** Counts one; null: go on. Otherwise so many milliseconds too early. */ take: (key: string) => Promise<number | null>;
  /** Whether nothing is left, without counting. */ isSpent: (key: string) => Promise<boolean>;
};

export function limit(points: number, seconds: number): Limit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
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
  };
}

export const LIVE_LIMITS = {
  /** messages a second */ socket: 80,
  person: 160,
  socketsOfPerson: 20,
  screensOfSession: 50,
  sockets: 10_000,
  /** messages of an unknown kind before the socket is closed */ unknown: 3,
} as const;
