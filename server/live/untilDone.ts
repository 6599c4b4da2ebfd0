// What follows from something that is stored, outside its own log: tried again for as long as the store cannot be asked.
import { isLater } from "../store/storeErrors.ts";
import type { Clock } from "./ports.ts";

const AGAIN_MS = 1_000;

/** Has to have the same effect when it is done twice. */
export type Work = () => Promise<unknown>;
export type UntilDone = {
  /** Now, and again until it could be done; what waits to be tried again waits once. */ start: (work: Work) => void;
  /** Resolves when it could be done, failed in another way, which is told, or is not tried again. */ finish: (work: Work) => Promise<void>;
  /** Nothing is tried again from now on: what waits is given up. */ stop: () => void;
};

export function createUntilDone(clock: Clock, onFault: (error: unknown) => void): UntilDone {
  const waiting = new Set<Work>();
  const givenUp = new Set<() => void>();
  let stopped = false;

  const start: UntilDone["start"] = (work) => {
    work().catch((error: unknown) => {
      if (!isLater(error)) return onFault(error);
      if (stopped || waiting.has(work)) return;
      waiting.add(work);
      clock.after(AGAIN_MS, () => {
        waiting.delete(work);
        if (!stopped) start(work);
      });
    });
  };
  const pause = (): Promise<void> =>
    new Promise((over) => {
      const end = (): void => {
        givenUp.delete(end);
        over();
      };
      givenUp.add(end);
      clock.after(AGAIN_MS, end);
    });
  const finish: UntilDone["finish"] = async (work) => {
    for (;;) {
      try {
        await work();
        return;
      } catch (error) {
        if (!isLater(error)) return onFault(error);
        if (stopped) return;
      }
      await pause();
      if (stopped) return;
    }
  };

  return {
    start,
    finish,
    stop: () => {
      stopped = true;
      for (const end of [...givenUp]) end();
    },
  };
}
