// A road between a node and Redis, or a page and its server, that can be shut, in both directions or one, made slow, jammed or torn up: what a partition looks like from user space.
import { createServer, connect as open, type Server, type Socket } from "node:net";

/** "answersLost": what is sent arrives, and nobody ever hears of it. "asksLost": nothing sent arrives. "jammed": nobody takes anything, and it waits. */
export type Weather = "fair" | "shut" | "answersLost" | "asksLost" | "slow" | "jammed";

export type TcpProxy = {
  port: number;
  /** Of roads that exist too; what was swallowed is not delivered later, so heal by `reset`. */
  set: (weather: Weather) => void;
  /** Every connection ends as if the machine in between had forgotten it. */
  reset: () => void;
  /** The next that is said on any road arrives by half, and then that road ends. */
  tear: () => void;
  /** how many were */ torn: () => number;
  /** how many chunks were swallowed */ swallowed: () => number;
  /** Whoever asks gets this answer, and it is heard nowhere else; null: it goes on its way. Only on roads where nobody waits for a real answer, so that none overtakes another. */
  forge: (answer: ((asked: Buffer) => string | null) | null) => void;
  close: () => Promise<void>;
};

/** `slowMs`: how long each way takes while the weather is "slow". */
export const tcpProxy = async (target: number, begins: Weather = "fair", slowMs = 40): Promise<TcpProxy> => {
  let weather = begins;
  let swallowed = 0;
  let tears = false;
  let torn = 0;
  let forged: ((asked: Buffer) => string | null) | null = null;
  const roads = new Set<Socket>();

  const pass = (from: Socket, to: Socket, lost: (now: Weather) => boolean, answered: (chunk: Buffer) => boolean): void => {
    // A chunk that was lost leaves a hole: nothing after it on this road makes sense any more.
    let holed = false;
    from.on("data", (chunk) => {
      if (holed || lost(weather)) {
        holed = true;
        swallowed += 1;
        return;
      }
      if (answered(chunk)) return;
      if (tears) {
        tears = false;
        torn += 1;
        holed = true;
        to.write(chunk.subarray(0, Math.ceil(chunk.length / 2)), () => {
          to.resetAndDestroy();
          from.resetAndDestroy();
        });
        return;
      }
      if (weather === "slow") setTimeout(() => to.write(chunk), slowMs);
      else to.write(chunk);
    });
    if (weather === "jammed") from.pause();
    from.on("error", () => to.destroy());
    from.on("close", () => {
      roads.delete(from);
      // A machine in between that is gone does not say goodbye either.
      if (!holed) to.destroy();
    });
  };

  const server: Server = createServer((near) => {
    const far = open(target, "127.0.0.1");
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      roads.add(socket);
    }
    let waits = false;
    const answered = (asked: Buffer): boolean => {
      const answer = waits ? null : (forged?.(asked) ?? null);
      if (answer !== null) near.write(answer);
      else waits = true;
      return answer !== null;
    };
    const passed = (): boolean => {
      waits = false;
      return false;
    };
    pass(near, far, (now) => now === "shut" || now === "asksLost", answered);
    pass(far, near, (now) => now === "shut" || now === "answersLost", passed);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");

  const reset = (): void => {
    for (const socket of roads) socket.resetAndDestroy();
    roads.clear();
  };
  return {
    port: address.port,
    set: (next) => {
      weather = next;
      for (const road of roads) weather === "jammed" ? road.pause() : road.resume();
    },
    reset,
    tear: () => {
      tears = true;
    },
    torn: () => torn,
    swallowed: () => swallowed,
    forge: (answer) => {
      forged = answer;
    },
    close: async () => {
      reset();
      await new Promise((closed) => server.close(closed));
    },
  };
};
