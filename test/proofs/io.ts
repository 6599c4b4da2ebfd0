// G-io: the k-th call to the disk fails (EIO at fsync and at a write, no space, a short write), on a push for k up to 50, on a release for every k of a longer
// scenario; the fsyncs of a whole server with people in it fail as well (12, on a release 100). Beside it a disk that is full and one that is slow.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fault } from "./io/injected.ts";
import { fullDisk } from "./io/fullDisk.ts";
import { failUnderServer } from "./io/server.ts";
import { slowDisk } from "./io/slowDisk.ts";
import { prepare, type Swept, sweepOne } from "./io/sweep.ts";
import type { Outcome, Proof } from "./proof.ts";
import { dice } from "./real/dice.ts";

/** `step`: a full disk at each so-manieth call; the two kinds of EIO at every one. */
const SIZES = {
  push: { acts: 50, upTo: 50, step: 3, servers: 12 },
  release: { acts: 100, upTo: Number.POSITIVE_INFINITY, step: 1, servers: 100 },
} as const;
/** at the same time */
const LANES = 2;
/** calls of one kind that hit nothing, one after the other, before the scenario is taken to have ended */
const NOTHING = 10;

type Sum = { fired: number; exits: number; laters: number; failures: string[] };

async function sweep(template: string, fault: Fault, size: (typeof SIZES)["push" | "release"], sum: Sum): Promise<void> {
  const step = fault.endsWith("EIO") ? 1 : size.step;
  let next = 1;
  let nothing = 0;
  const lane = async (): Promise<void> => {
    while (next <= size.upTo && nothing < NOTHING && sum.failures.length < 20) {
      const at = next;
      next += step;
      const swept: Swept = await sweepOne(template, fault, at, size.acts);
      nothing = swept.over ? nothing + 1 : 0;
      sum.fired += swept.fired;
      sum.exits += swept.exits;
      sum.laters += swept.laters;
      sum.failures.push(...swept.failures);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

export const proof: Proof = {
  goal: "G-io",
  promise:
    "When the disk fails nothing is answered that is not so; a full disk is told and survived, a slow one holds up nobody who reads.",
  run: async (size, seed): Promise<Outcome> => {
    const chosen = SIZES[size];
    const chance = dice(seed);
    const folder = mkdtempSync(join(tmpdir(), "plumb-io-"));
    try {
      const template = await prepare(folder);
      const sums = { "fsync EIO": sumOf(), "write EIO": sumOf(), "write ENOSPC": sumOf(), "short write": sumOf() } satisfies Partial<
        Record<Fault, Sum>
      >;
      const slow = slowDisk();
      const full = await fullDisk();
      // The first fsyncs are those of the start; the later ones come with people in the middle of something.
      const served = await failUnderServer(Array.from({ length: chosen.servers }, (_, index) => 2 + index + chance.int(10)));
      for (const fault of Object.keys(sums) as (keyof typeof sums)[]) await sweep(template, fault, chosen, sums[fault]);
      const late = await slow;
      let control: Swept | null = null;
      for (let at = 20; at < 60 && !control?.failures.some((line) => line.includes("is lost")); at++)
        control = await sweepOne(template, "write EIO", at, chosen.acts, true);
      const fired = Object.values(sums).reduce((sum, one) => sum + one.fired, 0);
      return {
        n: fired + served.fired,
        failures: [
          ...Object.values(sums).flatMap((one) => one.failures),
          ...served.failures,
          ...("absent" in full ? [] : full.failures),
          ...late.failures,
        ],
        control: {
          what: "a store that answers before it writes loses what it acknowledged when the write fails",
          fired: control?.failures.some((line) => line.includes("is lost")) ?? false,
        },
        seedFrom: seed,
        seedTo: seed,
        counted: {
          ...Object.fromEntries(Object.entries(sums).map(([fault, one]) => [fault, one.fired])),
          ended: Object.values(sums).reduce((sum, one) => sum + one.exits, 0),
          toldLater: Object.values(sums).reduce((sum, one) => sum + one.laters, 0),
          underServer: served.fired,
          unansweredThen: served.unanswered,
          ...("absent" in full ? { fullDisk: `not run here: ${full.absent}` } : { fullDiskLaters: full.laters, fullDiskReads: full.reads }),
          slowActs: late.acts,
          slowReadsMeanwhile: late.readsMeanwhile,
          slowBusy: late.busy,
        },
      };
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

function sumOf(): Sum {
  return { fired: 0, exits: 0, laters: 0, failures: [] };
}
