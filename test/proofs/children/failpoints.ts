// Where a proof ends a server's process: armed by the parent, hit in the server or in its writer's thread, which share four bytes for it.
import type { Failpoint, FailpointName } from "../../../server/live/ports.ts";

export const FAILPOINTS: readonly FailpointName[] = ["after-decide", "after-append", "after-commit", "mid-broadcast", "after-ack"];

/** [which failpoint, counted from 1; how many hits until it kills]. 0: none. */
export type Armed = Int32Array;
export const newArmed = (): Armed => new Int32Array(new SharedArrayBuffer(8));

export const arm = (armed: Armed, name: FailpointName, hits: number): void => {
  Atomics.store(armed, 1, hits);
  Atomics.store(armed, 0, FAILPOINTS.indexOf(name) + 1);
};
export const disarm = (armed: Armed): void => void Atomics.store(armed, 0, 0);

/** Kills its own process at the last hit, before the next instruction. */
export const failpointOf =
  (armed: Armed): Failpoint =>
  (name) => {
    if (Atomics.load(armed, 0) !== FAILPOINTS.indexOf(name) + 1) return;
    if (Atomics.sub(armed, 1, 1) === 1) process.kill(process.pid, "SIGKILL");
  };
