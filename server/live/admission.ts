// Lets people in at a bounded rate, so that a whole company coming back at once does not hold up those who are already talking.
import type { Clock } from "./ports.ts";

const EVERY_MS = 50;

/** Resolves when it is one's turn to come in; at once while there is room. First come, first served; whoever has gone meanwhile takes nobody's turn. */
export function createAdmission(clock: Clock, perSecond: number): (isGone?: () => boolean) => Promise<void> {
  const batch = Math.max(1, Math.round((perSecond * EVERY_MS) / 1_000));
  let waiting: { letIn: () => void; isGone: () => boolean }[] = [];
  let room = batch;
  let counting = false;
  const next = (): void => {
    room = batch;
    let looked = 0;
    for (const { letIn, isGone } of waiting) {
      if (room === 0) break;
      looked += 1;
      if (!isGone()) room -= 1;
      letIn();
    }
    waiting = waiting.slice(looked);
    counting = room < batch;
    if (counting) clock.after(EVERY_MS, next);
  };
  return (isGone = () => false) =>
    new Promise((letIn) => {
      if (room > 0) {
        room -= 1;
        letIn();
      } else waiting.push({ letIn, isGone });
      if (counting) return;
      counting = true;
      clock.after(EVERY_MS, next);
    });
}
