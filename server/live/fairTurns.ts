// Whoever says a lot at once is heard a little at a time, so that one person's hundred acts do not stand before another's one.
import { LIVE_LIMITS } from "./limits.ts";
import type { Turn } from "./ports.ts";

/** of one person, before everybody else is heard */
const AT_ONCE = 2;
/** of one person: what they may say in two seconds */
const WAITING = 2 * LIVE_LIMITS.person;

/**
 * Null: now. "full": as many of theirs wait as may: on a server that is slower than they are the rest has to come again.
 * Otherwise resolves when it is this person's turn again; each person's in the order they asked.
 */
export function createFairTurns(turn: Turn, atOnce = AT_ONCE, most: number = WAITING): (who: string) => Promise<void> | "full" | null {
  /** how many were heard in this turn; those who wait */
  const people = new Map<string, { heard: number; waiting: (() => void)[] }>();
  let turning = false;
  const go = async (): Promise<void> => {
    turning = true;
    while (people.size > 0) {
      await turn();
      for (const [who, person] of people) {
        const next = person.waiting.splice(0, atOnce);
        if (next.length === 0) people.delete(who);
        person.heard = next.length;
        for (const hear of next) hear();
      }
    }
    turning = false;
  };
  return (who) => {
    const person = people.get(who) ?? { heard: 0, waiting: [] };
    people.set(who, person);
    if (!turning) void go();
    if (person.heard < atOnce) {
      person.heard += 1;
      return null;
    }
    if (person.waiting.length >= most) return "full";
    return new Promise((hear) => person.waiting.push(hear));
  };
}
