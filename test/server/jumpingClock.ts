// A server's clock that can be set in the middle of everything. What it was asked to run later runs by real time, as timers do; long waits end when told to.
import { type Clock, systemClock } from "../../server/live/ports.ts";

export type JumpingClock = Clock & {
  /** as if somebody set it: so much later, or this moment */ jump: (to: { by: number } | { at: number }) => void;
  /** back to what it was */ right: () => void;
  /** ends every wait of this length that runs now; answers how many there were */ due: (ms: number) => number;
};

/** Longer waits than this nobody lives through in a test. */
const LONG_MS = 5_000;

export function jumpingClock(start: number): JumpingClock {
  const born = performance.now();
  const steady = (): number => Math.floor(start + performance.now() - born);
  let offset = 0;
  const waits = new Set<{ ms: number; run: () => void }>();
  return {
    now: () => steady() + offset,
    after: (ms, run) => {
      if (ms < LONG_MS) return systemClock.after(ms, run);
      const wait = { ms, run };
      waits.add(wait);
      return () => waits.delete(wait);
    },
    jump: (to) => {
      offset = "by" in to ? to.by : to.at - steady();
    },
    right: () => {
      offset = 0;
    },
    due: (ms) => {
      const ended = [...waits].filter((wait) => wait.ms === ms);
      for (const wait of ended) {
        waits.delete(wait);
        wait.run();
      }
      return ended.length;
    },
  };
}
