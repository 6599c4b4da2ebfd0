// The server's clock as this device can know it, and the moment it wakes from sleep.
import type { Ground, Wire } from "./wire.ts";

const TICK_MS = 2_000;
/** a tick that comes this late: the device slept, or the tab's timers were held back */
const JUMP_MS = 10_000;
const ASK_EVERY_MS = 60_000;
const PROBE_MS = 2_500;

export type ClockSync = {
  now: () => number;
  /** a new connection: asks at once */ opened: () => void;
  /** whether the socket still answers; if not, as after a sleep */ check: () => void;
  /** a rough reading, from a frame that was on its way for an unknown time */ learn: (serverNow: number) => void;
  /** called after a jump in time when the socket does not answer any more */ onAsleep: (listener: () => void) => void;
  stop: () => void;
};

export function createClockSync(wire: Pick<Wire, "isOpen" | "ask">, ground: Ground): ClockSync {
  let offset = 0;
  let asleep: (() => void) | null = null;
  let lastTick = ground.now();
  let lastAsked = 0;

  const ask = async (ifSilent?: () => void): Promise<void> => {
    const sentAt = ground.now();
    lastAsked = sentAt;
    const serverNow = await wire.ask("clock", [], PROBE_MS);
    if (typeof serverNow !== "number") {
      if (wire.isOpen()) ifSilent?.();
      return;
    }
    const arrivedAt = ground.now();
    offset = serverNow + (arrivedAt - sentAt) / 2 - arrivedAt;
  };

  let stop = (): void => {};
  const tick = (): void => {
    const now = ground.now();
    // forwards after a sleep; either way when this device's clock is set
    const jumped = Math.abs(now - lastTick) > TICK_MS + JUMP_MS;
    lastTick = now;
    stop = ground.after(TICK_MS, tick);
    if (!wire.isOpen()) return;
    if (jumped) void ask(() => asleep?.());
    else if (now - lastAsked > ASK_EVERY_MS) void ask();
  };
  stop = ground.after(TICK_MS, tick);

  return {
    now: () => ground.now() + offset,
    opened: () => void ask(),
    check: () => void ask(() => asleep?.()),
    learn: (serverNow) => {
      offset = serverNow - ground.now();
    },
    onAsleep: (listener) => {
      asleep = listener;
    },
    stop: () => stop(),
  };
}
