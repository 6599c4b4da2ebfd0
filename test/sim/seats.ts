// Whose sockets are where, as simulated nodes tell each other in the shared store, by the rules of server/live/presenceRedis.ts.
import type { SeatsElsewhere } from "../../server/live/presence.ts";
import type { EventStore } from "../../server/store/eventStore.ts";
import type { Owner, Scheduler } from "./scheduler.ts";

const BEAT_MS = 2_000;
const NODE_LIFE_MS = 8_000;
const SEAT_LIFE_MS = 60_000;
const RENEW_EVERY = 10;

export function createSeatRegistry(scheduler: Scheduler) {
  const held = new Map<string, { nodes: Set<string>; until: number }>();
  const beats = new Map<string, number>();
  const isAlive = (node: string): boolean => scheduler.now() - (beats.get(node) ?? Number.NEGATIVE_INFINITY) < NODE_LIFE_MS;
  const holdersOf = (key: string): ReadonlySet<string> => {
    const known = held.get(key);
    return known && known.until > scheduler.now() ? known.nodes : new Set();
  };

  return (whose: Owner, store: EventStore): SeatsElsewhere => {
    const me = whose.label;
    const own = new Set<string>();
    const gone: (() => void)[] = [];
    let others = new Set<string>();
    let beat = 0;
    const keyOf = (sessionId: string, seatId: string): string => `${sessionId} ${seatId}`;
    // Written again with every renewal, so a write that is lost is not lost for long.
    const quietly = (work: () => void): void => void store.ready().then(work, () => {});
    const note = (key: string): void =>
      quietly(() => void held.set(key, { nodes: new Set([...holdersOf(key), me]), until: scheduler.now() + SEAT_LIFE_MS }));
    const pulse = (): void => {
      beat += 1;
      quietly(() => {
        beats.set(me, scheduler.now());
        const now = new Set([...beats.keys()].filter((node) => node !== me && isAlive(node)));
        const lost = [...others].some((node) => !now.has(node));
        others = now;
        if (lost) for (const listener of gone) listener();
        if (beat % RENEW_EVERY === 0) for (const key of own) note(key);
      });
      scheduler.after(whose, BEAT_MS, pulse);
    };
    pulse();
    return {
      hold: (sessionId, seatId) => {
        own.add(keyOf(sessionId, seatId));
        note(keyOf(sessionId, seatId));
      },
      release: (sessionId, seatId) => {
        own.delete(keyOf(sessionId, seatId));
        quietly(() => void held.get(keyOf(sessionId, seatId))?.nodes.delete(me));
      },
      heldElsewhere: async (sessionId, seatId) => {
        await store.ready();
        return [...holdersOf(keyOf(sessionId, seatId))].some((node) => node !== me && isAlive(node));
      },
      onNodeGone: (listener) => void gone.push(listener),
    };
  };
}
