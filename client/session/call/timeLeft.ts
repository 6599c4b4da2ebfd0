// What is left of the shared timer. Clocks differ by a breath, and a server's may be put back: never more than the timer holds, never less than none.
export const timeLeft = (timer: { startedAt: number; endsAt: number }, now: number): number =>
  Math.max(0, Math.min(timer.endsAt - now, timer.endsAt - timer.startedAt));
