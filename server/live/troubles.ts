// Tells everybody in a session, also those who only watch, when the store cannot be reached or the session is damaged: what they see may be old.
import type { Trouble } from "../../shared/protocol/socket.ts";
import type { Reach } from "../store/eventStore.ts";
import type { Clock } from "./ports.ts";

const LOOK_MS = 1_000;
/** A store that is back within a breath is nobody's business. */
const LOOKS = 2;

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
  let known = new Map<string, { away: number; told: Trouble | null }>();
  const look = (): void => {
    const now: typeof known = new Map();
    for (const sessionId of options.sessions()) {
      const { away, told } = known.get(sessionId) ?? { away: 0, told: null };
      const reach = options.reach(sessionId);
      const looks = reach === "away" ? away + 1 : 0;
      const trouble = reach === "damaged" ? "damaged" : looks >= LOOKS ? "storage" : null;
      now.set(sessionId, { away: looks, told: trouble });
      if (trouble !== told) options.tell(sessionId, trouble);
    }
    known = now;
    stopLooking = clock.after(LOOK_MS, look);
  };
  let stopLooking = clock.after(LOOK_MS, look);
  return { of: (sessionId) => known.get(sessionId)?.told ?? null, stop: () => stopLooking() };
}
