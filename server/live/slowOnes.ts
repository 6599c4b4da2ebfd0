// Whose connection was ended because they did not read: they may never have read why, so their next one is told.
import type { Clock } from "./ports.ts";

const REMEMBERED_MS = 10 * 60_000;
const MOST = 10_000;

export type SlowOnes = {
  cut: (whose: string) => void;
  /** Once for each that was cut. */ isBack: (whose: string) => boolean;
};

export function createSlowOnes(clock: Pick<Clock, "now">): SlowOnes {
  const cutAt = new Map<string, number>();
  return {
    cut: (whose) => {
      cutAt.delete(whose);
      cutAt.set(whose, clock.now());
      const [oldest] = cutAt.keys();
      if (cutAt.size > MOST && oldest !== undefined) cutAt.delete(oldest);
    },
    isBack: (whose) => {
      const at = cutAt.get(whose);
      cutAt.delete(whose);
      return at !== undefined && Math.abs(clock.now() - at) < REMEMBERED_MS;
    },
  };
}
