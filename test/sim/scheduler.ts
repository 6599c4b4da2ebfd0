// Virtual time: one queue ordered by time and a seeded tie-break. After each event everything that became ready runs to its end before the next.
import { drawn } from "./dice.ts";

/** Whose doing an event is. The events of whoever has ended never run; those of whoever stands still run later, in order. */
export type Owner = { label: string; alive: boolean; heldUntil: number; held: Item[] };
export const owner = (label: string): Owner => ({ label, alive: true, heldUntil: 0, held: [] });
/** The world itself: networks, disks, faults. */
export const WORLD = owner("world");

type Item = { time: number; tie: number; order: number; owner: Owner; run: () => void; cancelled: boolean };

export type Scheduler = {
  /** milliseconds since the start, with fractions */ now: () => number;
  after: (whose: Owner, ms: number, run: () => void) => () => void;
  /** stands still for so long */ hold: (whose: Owner, ms: number) => void;
  /** goes on now */ release: (whose: Owner) => void;
  steps: () => number;
  /** Lets pass so much time. */ pass: (ms: number) => Promise<void>;
  /** Steps until it is so; false: time ran out first. */ until: (isSo: () => boolean, withinMs: number) => Promise<boolean>;
};

// Taken before the run forbids it to everybody else.
const realTurn = setImmediate;
const everythingReady = (): Promise<void> => new Promise((done) => void realTurn(done));

const HELD = 1e15;
const before = (a: Item, b: Item): boolean => (a.time !== b.time ? a.time < b.time : a.tie !== b.tie ? a.tie < b.tie : a.order < b.order);

export function createScheduler(seed: string): Scheduler {
  const heap: Item[] = [];
  let now = 0;
  let order = 0;
  let steps = 0;

  const push = (item: Item): void => {
    let at = heap.length;
    heap.push(item);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!before(item, heap[up]!)) break;
      heap[at] = heap[up]!;
      at = up;
    }
    heap[at] = item;
  };
  const pop = (): Item | undefined => {
    const top = heap[0];
    const last = heap.pop();
    if (!top || !last || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && before(heap[down + 1]!, heap[down]!)) down += 1;
      if (!before(heap[down]!, last)) break;
      heap[at] = heap[down]!;
      at = down;
    }
    heap[at] = last;
    return top;
  };

  const step = async (end = Number.POSITIVE_INFINITY): Promise<boolean> => {
    while (heap[0] && heap[0].time <= end) {
      const item = pop()!;
      if (item.cancelled || !item.owner.alive) continue;
      if (item.owner.heldUntil > item.time) {
        item.owner.held.push(item);
        continue;
      }
      now = Math.max(now, item.time);
      steps += 1;
      item.run();
      await everythingReady();
      return true;
    }
    return false;
  };

  const add: Scheduler["after"] = (whose, ms, run) => {
    order += 1;
    const time = now + Math.max(0, ms);
    const item: Item = { time, tie: drawn(`${seed} ${whose.label} ${time}`), order, owner: whose, run, cancelled: false };
    push(item);
    return () => {
      item.cancelled = true;
    };
  };
  const release = (whose: Owner): void => {
    whose.heldUntil = 0;
    for (const item of whose.held.splice(0)) {
      // before whatever is meant for this moment, and in the order it was meant
      item.tie = item.time - HELD;
      item.time = now;
      push(item);
    }
  };

  return {
    hold: (whose, ms) => {
      whose.heldUntil = Math.max(whose.heldUntil, now + ms);
      add(WORLD, whose.heldUntil - now, () => {
        if (whose.heldUntil > 0 && whose.heldUntil <= now) release(whose);
      });
    },
    release,
    now: () => now,
    after: add,
    steps: () => steps,
    pass: async (ms) => {
      // what was begun now goes as far as it can before time goes on
      await everythingReady();
      const end = now + ms;
      while (await step(end));
      now = Math.max(now, end);
    },
    until: async (isSo, withinMs) => {
      await everythingReady();
      const end = now + withinMs;
      while (!isSo()) if (!(await step(end))) return isSo();
      return true;
    },
  };
}
