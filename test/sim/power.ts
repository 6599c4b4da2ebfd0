// The one disk under all simulated nodes: a sync that takes its time, and a power cut before its end, of the store alone or of the machine with everything on it.
import type { Dice } from "./dice.ts";
import type { Disk } from "./disk.ts";
import type { Mix } from "./faults.ts";
import { type Scheduler, WORLD } from "./scheduler.ts";

export type Power = {
  /** something is being written: perhaps its sync is a slow one, or the last */ writing: () => void;
  /** the store is starting again */ isOff: () => boolean;
};

export type Machine = {
  disk: () => Disk;
  scheduler: Scheduler;
  /** everything that runs on it ends too */ machineEnds: () => void;
  trace: (line: string) => void;
};

export function createPower(mix: Mix, own: Dice, machine: Machine): Power {
  const { disk, scheduler, trace } = machine;
  let offUntil = Number.NEGATIVE_INFINITY;
  const fails = (): void => {
    const { lost, torn } = disk().powerCut(own.next());
    trace(`power cut, ${lost} writes lost${torn ? ", one torn" : ""}`);
    if (lost > 0) mix.fired("lostSuffix");
    if (torn) mix.fired("tornRecord");
    offUntil = scheduler.now() + own.between(200, 5_000);
    if (own.chance(0.4)) machine.machineEnds();
  };
  const begin = (ms: number, then: () => void): void => {
    disk().beginSync();
    scheduler.after(WORLD, ms, () => (mix.healed() ? disk().sync() : then()));
  };
  return {
    writing: () => {
      if (disk().isSyncing()) return;
      if (mix.has("slowSync") && own.chance(0.03)) {
        mix.fired("slowSync");
        begin(own.between(50, 4_000), () => disk().sync());
      } else if (mix.has("powerCut") && own.chance(0.03)) {
        mix.fired("powerCut");
        begin(own.between(1, 1_500), fails);
      }
    },
    isOff: () => !mix.healed() && scheduler.now() < offUntil,
  };
}
