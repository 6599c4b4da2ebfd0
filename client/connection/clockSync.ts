// The server's clock as this device can know it, and the moment it wakes from sleep.
import type { Socket } from "socket.io-client";
import type { ClientToServer, ServerToClient } from "../../shared/protocol/socket.ts";

const TICK_MS = 2_000;
/** a tick that comes this late: the device slept, or the tab's timers were held back */
const JUMP_MS = 10_000;
const ASK_EVERY_MS = 60_000;
const PROBE_MS = 2_500;

export type ClockSync = {
  now: () => number;
  /** a rough reading, from a frame that was on its way for an unknown time */ learn: (serverNow: number) => void;
  /** called after a jump in time when the socket does not answer any more */ onAsleep: (listener: () => void) => void;
  stop: () => void;
};

export function createClockSync(socket: Socket<ServerToClient, ClientToServer>): ClockSync {
  let offset = 0;
  let asleep: (() => void) | null = null;
  let lastTick = Date.now();
  let lastAsked = 0;

  const ask = (ifSilent?: () => void): void => {
    const sentAt = Date.now();
    lastAsked = sentAt;
    socket.timeout(PROBE_MS).emit("clock", (error: Error | null, serverNow: number) => {
      if (error) return ifSilent?.();
      const arrivedAt = Date.now();
      offset = serverNow + (arrivedAt - sentAt) / 2 - arrivedAt;
    });
  };
  socket.on("connect", () => ask());

  const timer = setInterval(() => {
    const now = Date.now();
    // forwards after a sleep; either way when this device's clock is set
    const jumped = Math.abs(now - lastTick) > TICK_MS + JUMP_MS;
    lastTick = now;
    if (!socket.connected) return;
    if (jumped) ask(() => asleep?.());
    else if (now - lastAsked > ASK_EVERY_MS) ask();
  }, TICK_MS);

  return {
    now: () => Date.now() + offset,
    learn: (serverNow) => {
      offset = serverNow - Date.now();
    },
    onAsleep: (listener) => {
      asleep = listener;
    },
    stop: () => clearInterval(timer),
  };
}
