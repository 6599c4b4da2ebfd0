// Tells everybody in a session, also those who only watch, when the store cannot be reached, takes nothing in, or the session is damaged: what they see may be old, or nothing is saved.
import type { Trouble } from "../../shared/protocol/socket.ts";
import type { Reach } from "../store/eventStore.ts";
import type { Clock } from "./ports.ts";

const LOOK_MS = 1_000;
/** A store that is back within a breath is nobody's business. */
const LOOKS = 2;
const TROUBLES: Record<Reach, Trouble | null> = { there: null, away: "storage", full: "full", damaged: "damaged" };
const AT_ONCE: ReadonlySet<Reach> = new Set<Reach>(["there", "damaged"]);

export type Troubles = {
  /** as everybody there was told last */ of: (sessionId: string) => Trouble | null;
  stop: () => void;
};

/** Looks only at what is known of the store: an act of somebody must not show in what the others are told. */
export function createTroubles(options: {
  clock: Clock;
  reach: (sessionId: string) => Reach;
  /** those somebody looks at */ sessions: () => string[];
  tell: (sessionId: string, trouble: Trouble | null) => void;
}): Troubles {
  const { clock } = options;
  let known = new Map<string, { reach: Reach; looks: number; told: Trouble | null }>();
  const look = (): void => {
    const now: typeof known = new Map();
    for (const sessionId of options.sessions()) {
      const { told, ...before } = known.get(sessionId) ?? { reach: "there", looks: 0, told: null };
      const reach = options.reach(sessionId);
      const looks = reach === before.reach ? before.looks + 1 : 1;
      const trouble = AT_ONCE.has(reach) || looks >= LOOKS ? TROUBLES[reach] : told;
      now.set(sessionId, { reach, looks, told: trouble });
      if (trouble !== told) options.tell(sessionId, trouble);
    }
    known = now;
    stopLooking = clock.after(LOOK_MS, look);
  };
  let stopLooking = clock.after(LOOK_MS, look);
  return { of: (sessionId) => known.get(sessionId)?.told ?? null, stop: () => stopLooking() };
}
