// Lets people in at a bounded rate, so that a whole company coming back at once does not hold up those who are already talking.
import type { Clock } from "./ports.ts";

const EVERY_MS = 50;

/** Resolves when it is one's turn to come in; at once while there is room. First come, first served. */
export function createAdmission(clock: Clock, perSecond: number): () => Promise<void> {
  const batch = Math.max(1, Math.round((perSecond * EVERY_MS) / 1_000));
  const waiting: (() => void)[] = [];
  let room = batch;
  let counting = false;
  const next = (): void => {
    room = batch;
    for (const letIn of waiting.splice(0, batch)) {
      room -= 1;
      letIn();
    }
    counting = room < batch;
    if (counting) clock.after(EVERY_MS, next);
  };
  return () =>
    new Promise((letIn) => {
      if (room > 0) {
        room -= 1;
        letIn();
      } else waiting.push(letIn);
      if (counting) return;
      counting = true;
      clock.after(EVERY_MS, next);
    });
}
