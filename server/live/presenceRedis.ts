// Which node holds whose sockets, as keys that expire: a seat is away only when no living node holds one of its sockets.
import { randomUUID } from "node:crypto";
import { hereKey, NODES_KEY } from "../store/redis/keys.ts";
import type { Link } from "../store/redis/link.ts";
import { STEPS } from "../store/redis/scripts.ts";
import type { SeatsElsewhere } from "./presence.ts";

const BEAT_MS = 2_000;
/** a node that was not heard of for so long is gone, with its sockets */
const NODE_LIFE_MS = 8_000;
const SEAT_LIFE_SECONDS = 60;
const RENEW_EVERY = 10;

export type SharedSeats = SeatsElsewhere & { close: () => Promise<void> };

export const sharedSeats = async (link: Link): Promise<SharedSeats> => {
  const node = randomUUID();
  const held = new Map<string, { sessionId: string; seatId: string }>();
  const goneListeners: (() => void)[] = [];
  let others = new Set<string>();
  let beats = 0;

  // Written again with every renewal, so a write that is lost now is not lost for long.
  const quietly = (work: Promise<unknown>): void => void work.catch(() => {});
  const note = (sessionId: string, seatId: string): Promise<unknown> => {
    const key = hereKey(sessionId, seatId);
    return link.ask(key, (client) => Promise.all([client.sAdd(key, node), client.expire(key, SEAT_LIFE_SECONDS)]));
  };
  const aliveNow = (who: string, forMs: number): Promise<string[]> =>
    link.ask(NODES_KEY, (client) => STEPS.aliveNodes(client, [NODES_KEY], [who, String(forMs)]));

  const beat = async (): Promise<void> => {
    const alive = await aliveNow(node, NODE_LIFE_MS);
    beats += 1;
    if (beats % RENEW_EVERY === 0) for (const { sessionId, seatId } of held.values()) quietly(note(sessionId, seatId));
    const now = new Set(alive.filter((other) => other !== node));
    const lost = [...others].some((other) => !now.has(other));
    others = now;
    if (lost) for (const listener of goneListeners) listener();
  };
  await beat();
  const timer = setInterval(() => quietly(beat()), BEAT_MS);
  timer.unref();

  return {
    hold: (sessionId, seatId) => {
      held.set(`${sessionId} ${seatId}`, { sessionId, seatId });
      quietly(note(sessionId, seatId));
    },
    release: (sessionId, seatId) => {
      held.delete(`${sessionId} ${seatId}`);
      const key = hereKey(sessionId, seatId);
      quietly(link.ask(key, (client) => client.sRem(key, node)));
    },
    heldElsewhere: async (sessionId, seatId) => {
      const key = hereKey(sessionId, seatId);
      const [holders, alive] = await Promise.all([link.ask(key, (client) => client.sMembers(key)), aliveNow("", 0)]);
      return holders.some((holder) => holder !== node && alive.includes(holder));
    },
    onNodeGone: (listener) => void goneListeners.push(listener),
    close: async () => {
      clearInterval(timer);
      await aliveNow(node, 0).catch(() => {});
    },
  };
};
