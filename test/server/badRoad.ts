// A road between a page and its server with the faults of a bad network, several at once. No packet can be lost from user space:
// what is emulated is what TCP makes of a loss, a stall until it is sent again that holds up all that comes behind.
import { createServer, connect as open, type Socket } from "node:net";
import type { Dice } from "../proofs/real/dice.ts";

export const TOXICS = ["halfOpen", "loss", "latency", "torn", "moved"] as const;
export type Toxic = (typeof TOXICS)[number];

const LOSS = 0.4;
/** How long TCP waits before it sends again; each further loss of the same doubles it. So many in a row at most: what comes after is a network that is gone. */
const DATA = { againMs: 200, inARow: 4 };
const CONNECT = { againMs: 1_000, inARow: 2 };
/** Roads end within a frame so often, after so many chunks; then the network has calmed down. */
const TEARS = { most: 4, afterChunks: 12 };

export type BadRoad = {
  port: number;
  /** From now on, roads that exist included; one that is half open or was left swallows everything for ever. */ poison: (
    toxics: readonly Toxic[],
  ) => void;
  /** The page has another address: what it had open leads nowhere, what it opens comes from there. */ move: () => void;
  /** how often each has really hit what was said */ hits: () => Readonly<Record<Toxic, number>>;
  /** No network at all: every road ends, and no new one leads anywhere. */ cut: () => void;
  mend: () => void;
  close: () => Promise<void>;
};

type Road = { near: Socket; far: Socket; leads: "on" | "nowhere, half open" | "nowhere, moved"; chunks: number; tornAt: number };
const pause = (ms: number) => new Promise<void>((next) => setTimeout(next, ms));

export async function badRoad(target: number, { number, int, chance }: Dice, latencyMs: number): Promise<BadRoad> {
  const hits: Record<Toxic, number> = { halfOpen: 0, loss: 0, latency: 0, torn: 0, moved: 0 };
  const roads = new Set<Road>();
  let toxics: ReadonlySet<Toxic> = new Set();
  let isCut = false;
  let host = 1;

  /** what is open when it begins, or else what is opened next */
  const isHalfOpen = (): boolean => toxics.has("halfOpen") && hits.halfOpen === 0;
  const stall = ({ againMs, inARow }: typeof DATA): number => {
    let ms = 0;
    for (let lost = 0; lost < inARow && toxics.has("loss") && chance(LOSS); lost++) ms += againMs * 2 ** lost;
    if (ms > 0) hits.loss += 1;
    return ms;
  };
  const end = (road: Road): void => {
    roads.delete(road);
    for (const socket of [road.near, road.far]) socket.resetAndDestroy();
  };
  const deliver = (road: Road, to: Socket, chunk: Buffer): void => {
    if (road.leads !== "on") {
      hits[road.leads === "nowhere, moved" ? "moved" : "halfOpen"] += 1;
      return;
    }
    road.chunks += 1;
    if (!toxics.has("torn") || hits.torn >= TEARS.most || road.chunks < road.tornAt) return void to.write(chunk);
    hits.torn += 1;
    to.write(chunk.subarray(0, Math.ceil(chunk.length / 2)), () => end(road));
  };
  /** One direction: nothing overtakes what was said before it. */
  const pass = (road: Road, from: Socket, to: Socket): void => {
    const { near, far } = road;
    let last = Promise.resolve();
    let lastAt = 0;
    from.on("data", (chunk) => {
      if (toxics.has("latency")) hits.latency += 1;
      lastAt = Math.max(lastAt, performance.now() + (toxics.has("latency") ? latencyMs : 0) + stall(DATA));
      const at = lastAt;
      last = last.then(() => pause(Math.max(0, at - performance.now()))).then(() => deliver(road, to, chunk));
    });
    from.on("error", () => {});
    from.on("close", () => {
      void last.then(() => {
        // A machine in between that is gone does not say goodbye either.
        if (road.leads === "on") to.end();
        if (near.destroyed && far.destroyed) roads.delete(road);
      });
    });
  };

  const server = createServer({ noDelay: true }, (near) => {
    near.on("error", () => {});
    if (isCut) return void near.resetAndDestroy();
    const from = host;
    void pause(stall(CONNECT)).then(() => {
      const far = open({ port: target, host: "127.0.0.1", localAddress: `127.0.0.${from}`, noDelay: true });
      const leads = from !== host ? "nowhere, moved" : isHalfOpen() ? "nowhere, half open" : "on";
      const road: Road = { near, far, leads, chunks: 0, tornAt: 1 + int(TEARS.afterChunks) };
      roads.add(road);
      pass(road, near, far);
      pass(road, far, near);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");

  const lead = (leads: Road["leads"]): void => {
    for (const road of roads) if (road.leads === "on") road.leads = leads;
  };
  const cut = (): void => {
    isCut = true;
    for (const road of [...roads]) end(road);
  };
  return {
    port: address.port,
    poison: (now) => {
      toxics = new Set(now);
      if (isHalfOpen()) lead("nowhere, half open");
    },
    move: () => {
      host = 2 + Math.floor(number() * 250);
      lead("nowhere, moved");
    },
    hits: () => hits,
    cut,
    mend: () => {
      isCut = false;
    },
    close: async () => {
      cut();
      await new Promise((closed) => server.close(closed));
    },
  };
}
