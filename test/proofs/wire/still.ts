// Time and ids that a run decides, so that two runs of the same schedule can be compared byte by byte.
import type { Clock, Ids } from "../../../server/live/ports.ts";
import { dice } from "../real/dice.ts";

export type StillClock = Clock & {
  /** what was planned for until then happens, in order */ pass: (ms: number) => void;
  /** to that moment, never back */ to: (at: number) => void;
};

export function stillClock(start: number): StillClock {
  let now = start;
  let planned: { at: number; run: () => void }[] = [];
  const clock: StillClock = {
    to: (at) => clock.pass(Math.max(0, at - now)),
    now: () => now,
    after: (ms, run) => {
      const one = { at: now + ms, run };
      planned.push(one);
      return () => {
        planned = planned.filter((other) => other !== one);
      };
    },
    pass: (ms) => {
      const end = now + ms;
      for (;;) {
        const next = planned.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        planned = planned.filter((other) => other !== next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = end;
    },
  };
  return clock;
}

/** Each kind of id in an order of its own: one kind being drawn a little earlier or later changes nothing of the others. */
export function seededIds(seed: number): Ids {
  const word = (kind: number, length: number, letters: string): (() => string) => {
    const { int } = dice(seed * 8 + kind);
    return () => Array.from({ length }, () => letters[int(letters.length)]).join("");
  };
  const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const { int } = dice(seed * 8);
  return { id: word(1, 20, base64), token: word(2, 22, base64), code: word(3, 6, "ABCDEFGHJKLMNPQRSTUVWXYZ"), seed: () => int(2 ** 31) };
}
