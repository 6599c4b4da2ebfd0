// Which things go wrong in one run, and how often: drawn first as a mix for the whole run, then per event (swarm testing).
import { type Dice, dice } from "./dice.ts";
import type { NetFaults } from "./wires.ts";
import type { PortCrashes } from "./portCrashes.ts";
import type { Power } from "./power.ts";
import type { StoreFault, StoreFaults } from "./store.ts";

const KINDS = [
  "drop",
  "duplicate",
  "late",
  "slowNet",
  "reset",
  "halfOpen",
  "oneWay",
  "stall",
  "crash",
  "crashAtCall",
  "freeze",
  "storeAway",
  "diskFull",
  "unknownWrite",
  "noStore",
  "lostHints",
  "doubledHints",
  "skew",
  "reload",
  "secondTab",
  "sleep",
  "doubleClick",
  "facilitatorGone",
  "silentStore",
  "slowSync",
  "powerCut",
  "crashAtPort",
  "otherVersion",
] as const;
/** The last two are what a power cut can do. */
export const FAULT_KINDS = [...KINDS, "lostSuffix", "tornRecord"] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export type Mix = {
  has: (kind: FaultKind) => boolean;
  /** a fault of this kind has really happened */ fired: (kind: FaultKind) => void;
  counted: Map<FaultKind, number>;
  /** nothing goes wrong any more */ heal: () => void;
  healed: () => boolean;
  /** kinds that somebody has to do, not merely let happen */ doable: FaultKind[];
};

const DOABLE: FaultKind[] = [
  "reset",
  "halfOpen",
  "oneWay",
  "stall",
  "crash",
  "freeze",
  "noStore",
  "skew",
  "reload",
  "secondTab",
  "sleep",
  "facilitatorGone",
  "otherVersion",
];

export function drawMix(seed: string): Mix {
  const own = dice(`${seed} mix`);
  const share = own.between(0.15, 0.7);
  const chosen = new Set<FaultKind>(KINDS.filter(() => own.chance(share)));
  const counted = new Map<FaultKind, number>();
  let healed = false;
  return {
    has: (kind) => !healed && chosen.has(kind),
    fired: (kind) => void counted.set(kind, (counted.get(kind) ?? 0) + 1),
    counted,
    heal: () => {
      healed = true;
    },
    healed: () => healed,
    doable: DOABLE.filter((kind) => chosen.has(kind)),
  };
}

export function netFaults(seed: string, mix: Mix): NetFaults {
  const own = dice(`${seed} net`);
  const once = (kind: FaultKind, probability: number, draw: Dice): boolean => {
    const hits = mix.has(kind) && draw.chance(probability);
    if (hits) mix.fired(kind);
    return hits;
  };
  return {
    message: () =>
      once("drop", 0.06, own) ? "drop" : once("duplicate", 0.08, own) ? "duplicate" : once("late", 0.06, own) ? "late" : "none",
    slowness: () => (once("slowNet", 0.1, own) ? own.between(50, 3_000) : 0),
  };
}

/** Whether a node ends at one of its calls that are not to the store. */
export const portCrashes = (seed: string, node: string, mix: Mix): Omit<PortCrashes, "crash"> => {
  const own = dice(`${seed} ports ${node}`);
  return {
    own,
    ends: () => {
      const ends = mix.has("crashAtPort") && own.chance(0.003);
      if (ends) mix.fired("crashAtPort");
      return ends;
    },
  };
};

/** `away`: this node has no way to the store now. */
export function storeFaults(
  seed: string,
  node: string,
  mix: Mix,
  power: Power,
  away: () => boolean,
  crash: (why: string) => void,
): StoreFaults {
  const own = dice(`${seed} store ${node}`);
  const hits = (kind: FaultKind, probability: number): boolean => {
    const fires = mix.has(kind) && own.chance(probability);
    if (fires) mix.fired(kind);
    return fires;
  };
  const of = (call: string, writes: boolean): StoreFault => {
    if (away()) return "away";
    if (call === "sweep") return "none";
    if (hits("crashAtCall", 0.008)) return own.chance(0.5) ? "crashBefore" : "crashAfter";
    if (hits("storeAway", 0.03)) return "away";
    if (writes && hits("diskFull", 0.06)) return "full";
    if (writes && hits("unknownWrite", 0.02)) return own.chance(0.5) ? "unknownBefore" : "unknownAfter";
    return "none";
  };
  return {
    of,
    crash,
    silence: (writes) => (writes && hits("silentStore", 0.02) ? own.between(500, 25_000) : 0),
    isAway: away,
    sync: power.writing,
    healed: mix.healed,
    hint: () => (hits("lostHints", 0.5) ? null : hits("doubledHints", 0.3) ? 2 : 1),
  };
}
