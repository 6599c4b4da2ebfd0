// What follows from something that is stored, outside its own log: tried again for as long as the store cannot be asked.
import { isLater } from "../store/storeErrors.ts";
import type { Clock } from "./ports.ts";

const AGAIN_MS = 1_000;

/** Has to have the same effect when it is done twice. */
export type Work = () => Promise<unknown>;
export type UntilDone = {
  /** Now, and again until it could be done; what waits to be tried again waits once. */ start: (work: Work) => void;
  /** The same, for whoever has to know when it is done. What fails otherwise is told, and is over too. */ finish: (
    work: Work,
  ) => Promise<void>;
  /** what waits is left to the next start of the server */ stop: () => void;
};

export function createUntilDone(clock: Clock, onFault: (error: unknown) => void): UntilDone {
  const waiting = new Set<Work>();
  let stopped = false;

  const again = (work: Work): void => {
    if (stopped || waiting.has(work)) return;
    waiting.add(work);
    clock.after(AGAIN_MS, () => {
      waiting.delete(work);
      start(work);
    });
  };
  const start: UntilDone["start"] = (work) => {
    if (!stopped) work().catch((error: unknown) => (isLater(error) ? again(work) : onFault(error)));
  };

  const finish: UntilDone["finish"] = (work) =>
    new Promise((done) => {
      const go = (): void => {
        if (stopped) return;
        work().then(
          () => done(),
          (error: unknown) => {
            if (isLater(error)) return void clock.after(AGAIN_MS, go);
            onFault(error);
            done();
          },
        );
      };
      go();
    });

  return {
    start,
    finish,
    stop: () => {
      stopped = true;
    },
  };
}
