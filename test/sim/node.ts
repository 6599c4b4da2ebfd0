// One simulated server: the production shell, put together as serve.ts puts it together, over simulated time, chance, store and wire. It can end, stand still and start again.
import type { SeatsElsewhere } from "../../server/live/presence.ts";
import { type Live, openLive } from "../../server/live/live.ts";
import type { Limit } from "../../server/live/limits.ts";
import type { OpenNet } from "../../server/live/net.ts";
import type { Clock, Ids } from "../../server/live/ports.ts";
import { type Directory, openDirectory } from "../../server/people/directory.ts";
import { type Links, openLinks } from "../../server/people/links.ts";
import type { EventStore } from "../../server/store/eventStore.ts";
import { isDamaged, isLater, StoreError } from "../../server/store/storeErrors.ts";
import { openTeam, type Team } from "../../server/team.ts";
import { type Dice, dice } from "./dice.ts";
import { endingClock, endingIds, endingNet, type PortCrashes } from "./portCrashes.ts";
import { type Owner, owner, type Scheduler } from "./scheduler.ts";
import { UnknownOutcome } from "./store.ts";

export const T0 = Date.UTC(2027, 1, 11, 9);
const AWAY_AFTER_MS = 30_000;
const BASE_URL = "https://plumb.test";
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

export type Parts = { live: Live; team: Team; directory: Directory; links: Links; store: EventStore; clock: Clock };
export type SimNode = {
  name: string;
  /** who does what this node does now; another after each start */ whose: () => Owner;
  /** null while it is down or still starting */ parts: () => Parts | null;
  start: () => void;
  crash: (why: string) => void;
  /** stands still for so long, as a machine does that is frozen */ freeze: (ms: number) => void;
  /** its clock is wrong by so much */ skew: (ms: number) => void;
};

/** Streams of their own, so that one kind of id does not depend on how many of another were drawn. */
export function simIds(label: string): Ids {
  const [ids, tokens, codes, seeds] = ["id", "token", "code", "seed"].map((kind) => dice(`${label} ${kind}`)) as [Dice, Dice, Dice, Dice];
  return {
    id: () => ids.word(16),
    token: () => tokens.word(22),
    code: () => Array.from({ length: 6 }, () => LETTERS[codes.int(LETTERS.length)]).join(""),
    seed: () => seeds.int(2 ** 32),
  };
}

/** Counts in virtual time what the production limiter counts in real time. */
const simLimit =
  (scheduler: Scheduler) =>
  (points: number, seconds: number): Limit => {
    const counts = new Map<string, { until: number; count: number }>();
    return {
      take: async (key) => {
        const now = scheduler.now();
        const known = counts.get(key);
        const slot = known && known.until > now ? known : { until: now + seconds * 1_000, count: 0 };
        counts.set(key, slot);
        slot.count += 1;
        return slot.count > points ? slot.until - now : null;
      },
      isSpent: async (key) => (counts.get(key)?.count ?? 0) >= points,
    };
  };

export type NodeWorld = {
  seed: string;
  scheduler: Scheduler;
  /** the store as this incarnation of the node has it */ storeOf: (node: string, whose: Owner, crash: (why: string) => void) => EventStore;
  openNet: (node: string, whose: Owner, tokens: () => string) => OpenNet;
  seatsOf: (node: string, whose: Owner, store: EventStore) => SeatsElsewhere;
  /** left out: it ends at none of its calls */ endsAtCalls?: (node: string) => Omit<PortCrashes, "crash">;
  ended: (node: string) => void;
  trace: (line: string) => void;
  violation: (what: string) => void;
};

export async function openParts(options: {
  store: EventStore;
  clock: Clock;
  ids: Ids;
  scheduler: Scheduler;
  whose: Owner;
  openNet: OpenNet;
  seats: SeatsElsewhere;
  onFatal: (error: unknown) => void;
  onFault: (error: unknown) => void;
}): Promise<Parts> {
  const { store, clock, ids, onFatal, onFault } = options;
  const directory = await openDirectory(store);
  const links = openLinks(store, clock.now, ids.token);
  const team = await openTeam({ store, clock, ids, directory, onFatal, onFault });
  const live = openLive({
    store,
    team,
    directory,
    links,
    clock,
    ids,
    turn: () => new Promise((next) => void clock.after(0, next)),
    baseUrl: () => BASE_URL,
    awayAfterMs: AWAY_AFTER_MS,
    openNet: options.openNet,
    limit: simLimit(options.scheduler),
    seatsElsewhere: options.seats,
    onFatal,
    onFault,
    onOddity: () => {},
  });
  return { live, team, directory, links, store, clock };
}

export const nodeClock = (scheduler: Scheduler, whose: Owner, skew: () => number): Clock => ({
  now: () => Math.floor(T0 + scheduler.now() + skew()),
  after: (ms, run) => scheduler.after(whose, ms, run),
});

export function createNode(name: string, world: NodeWorld): SimNode {
  const { seed, scheduler, trace, violation } = world;
  let whose = owner(`${name}#0`);
  let parts: Parts | null = null;
  let starts = 0;
  let skew = 0;
  whose.alive = false;
  const endsAtCalls = world.endsAtCalls?.(name);

  const crash = (why: string): void => {
    if (!whose.alive) return;
    trace(`${name} ends: ${why}`);
    whose.alive = false;
    parts = null;
    world.ended(name);
  };
  const start = (): void => {
    if (whose.alive) return;
    starts += 1;
    const mine = owner(`${name}#${starts}`);
    whose = mine;
    trace(`${name} starts`);
    const endMine = (why: string): void => {
      if (whose === mine) crash(why);
    };
    const store = world.storeOf(name, mine, endMine);
    const ids = simIds(`${seed} ${mine.label}`);
    const clock = nodeClock(scheduler, mine, () => skew);
    const openNet = world.openNet(name, mine, ids.token);
    const crashes = endsAtCalls && { ...endsAtCalls, crash: endMine };
    openParts({
      store,
      clock: crashes ? endingClock(clock, crashes) : clock,
      ids: crashes ? endingIds(ids, crashes) : ids,
      scheduler,
      whose: mine,
      openNet: crashes ? endingNet(openNet, crashes) : openNet,
      seats: world.seatsOf(name, mine, store),
      onFatal: (error) => {
        if (!(error instanceof UnknownOutcome)) violation(`${name} ended over ${describe(error)}`);
        endMine("unknown outcome of a write");
      },
      onFault: (error) => {
        if (!isExpected(error)) violation(`fault on ${name}: ${describe(error)}`);
      },
    }).then(
      (opened) => {
        if (mine.alive) parts = opened;
      },
      (error: unknown) => {
        if (!isExpected(error)) violation(`${name} did not start: ${describe(error)}`);
        endMine("could not start");
      },
    );
  };

  return {
    name,
    whose: () => whose,
    parts: () => (whose.alive ? parts : null),
    start,
    crash,
    freeze: (ms) => scheduler.hold(whose, ms),
    skew: (ms) => {
      skew = ms;
    },
  };
}

const describe = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message).split("\n").slice(0, 3).join(" ") : String(error);
/** What a store may answer at any time. */
const isExpected = (error: unknown): boolean => isLater(error) || isDamaged(error) || error instanceof StoreError;
