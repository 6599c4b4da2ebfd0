// G-sim: whole calls on two simulated nodes with everything that can go wrong, one a seed. Push: 1,000 seeds of 60 acts each, about 55 ms a seed; release: 20,000.
import { REJECTION_CODES, type RejectionCode } from "../../shared/session/rejection.ts";
import { FAULT_KINDS, type FaultKind } from "../sim/faults.ts";
import { runSim, type SimOptions } from "../sim/run.ts";
import { acksTooEarly, deaf, forgetsCommands, goesBack, leavesPartBehind, revealsInTwoFrames, tellsHeldReasons } from "../sim/sabotage.ts";
import seeds from "../sim/seeds.json" with { type: "json" };
import type { Proof, Size } from "./proof.ts";
import { EVENT_TYPES, REFUSALS } from "./sim/covered.ts";

const COUNT: Record<Size, number> = { push: 1_000, release: 20_000 };
/** how often each has to have come, at the size of a push, or the runs were not what they are believed to be */
const LEAST = { events: 5, faults: 20, refusals: 5 };
/** a broken part has to be found within so many seeds */
const WITHIN = 40;

const BROKEN: { what: string; by: Omit<SimOptions, "seed">; found: string }[] = [
  { what: "a store that says stored before it is", by: { sabotageStore: acksTooEarly, honest: false }, found: "INV-4" },
  { what: "a store that forgets commands", by: { sabotageStore: forgetsCommands, honest: false }, found: "INV-" },
  { what: "a disk that answers before it has synced", by: { brokenDisk: "answersEarly", honest: false }, found: "not stored any more" },
  { what: "a disk that takes half a record for one", by: { brokenDisk: "keepsTorn", honest: false }, found: "INV-7" },
  { what: "a page that is not told in time", by: { sabotageStore: deaf, honest: false }, found: "is connected, and after" },
  { what: "a node that never hears of the others", by: { sabotageStore: deaf, honest: false }, found: "INV-9" },
  { what: "a page that comes over to it", by: { sabotageStore: deaf }, found: "taken back" },
  { what: "a reveal in two parts", by: { sabotageNet: revealsInTwoFrames, honest: false }, found: "INV-3" },
  { what: "a node that shows again what was", by: { sabotageNet: goesBack }, found: "INV-10" },
  { what: "a node that tells a reason before its turn", by: { sabotageNet: tellsHeldReasons, honest: false }, found: "before its turn" },
  { what: "a node that shows half of what is now", by: { sabotageNet: leavesPartBehind }, found: "INV-10" },
];

const isFound = async ({ by, found }: (typeof BROKEN)[number], from: number): Promise<boolean> => {
  for (let seed = from; seed < from + WITHIN; seed++) {
    const { violations } = await runSim({ seed, ...by });
    if (violations.some((line) => line.includes(found))) return true;
  }
  return false;
};

export const proof: Proof = {
  goal: "G-sim",
  promise:
    "Whatever network, nodes, store, clocks and pages do: nothing acknowledged is lost, nothing happens twice, nothing is shown early, and all come to see the same.",
  run: async (size, seed) => {
    const failures: string[] = [];
    const hits = new Map<string, number>();
    let n = 0;
    const faults = new Map<FaultKind, number>();
    let slowestToAgreeMs = 0;
    let mostUnread = 0;
    const one = async (which: number): Promise<void> => {
      const result = await runSim({ seed: which });
      n += 1;
      slowestToAgreeMs = Math.max(slowestToAgreeMs, result.agreedMs);
      mostUnread = Math.max(mostUnread, result.mostUnread);
      for (const [what, count] of result.coverage) hits.set(what, (hits.get(what) ?? 0) + count);
      for (const [kind, count] of result.faults) faults.set(kind, (faults.get(kind) ?? 0) + count);
      for (const line of result.violations) failures.push(`seed ${which}: ${line}`);
    };
    for (const past of seeds) await one(past.seed);
    for (let which = seed; which < seed + COUNT[size]; which++) await one(which);
    const refusedAs = (code: RejectionCode): number => (hits.get(`refused ${code}`) ?? 0) + (hits.get(`bye ${code}`) ?? 0);
    const tooSeldom = (what: string, count: number, least: number): void => {
      if (count < least) failures.push(`${what} came ${count} times, not ${least}`);
    };
    for (const type of EVENT_TYPES) tooSeldom(type, hits.get(`event ${type}`) ?? 0, LEAST.events);
    for (const kind of FAULT_KINDS) tooSeldom(kind, faults.get(kind) ?? 0, LEAST.faults);
    for (const code of REFUSALS) tooSeldom(code, refusedAs(code), LEAST.refusals);
    const missed: string[] = [];
    for (const broken of BROKEN) if (!(await isFound(broken, seed))) missed.push(broken.what);
    return {
      n,
      failures: failures.slice(0, 40),
      control: {
        what: missed.length === 0 ? BROKEN.map(({ what }) => what).join("; ") : `not found: ${missed.join("; ")}`,
        fired: missed.length === 0,
      },
      seedFrom: seed,
      seedTo: seed + COUNT[size] - 1,
      counted: {
        faults: [...faults.values()].reduce((sum, count) => sum + count, 0),
        events: EVENT_TYPES.filter((type) => hits.has(`event ${type}`)).length,
        refusals: REJECTION_CODES.filter((code) => refusedAs(code) > 0).length,
        frames: hits.get("frame") ?? 0,
        slowestToAgreeMs,
        mostUnread,
      },
    };
  },
};
