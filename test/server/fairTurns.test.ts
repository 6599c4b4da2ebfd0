// Whoever says a lot at once is heard a little at a time: everybody else's word comes in between.
import { expect, test } from "vitest";
import { PROTOCOL_VERSION } from "../../shared/protocol/socket.ts";
import type { Acts } from "../../server/live/acts.ts";
import { createFairTurns } from "../../server/live/fairTurns.ts";
import { limit } from "../../server/live/limits.ts";
import type { Ears, Line, Net } from "../../server/live/net.ts";
import { openSockets } from "../../server/live/sockets.ts";
import { stillClock } from "../proofs/wire/still.ts";

/** Turns that come when the test says so. */
const turns = () => {
  let come = (): void => {};
  return {
    turn: () => new Promise<void>((next) => (come = next)),
    next: async () => {
      come();
      await new Promise((done) => setImmediate(done));
    },
  };
};

test("[T-12] of one person two are heard in each turn, in their order; whoever says little does not wait", async () => {
  const { turn, next } = turns();
  const fairly = createFairTurns(turn);
  const heard: string[] = [];
  const say = (who: string, what: number): void => {
    const wait = fairly(who);
    if (wait && wait !== "full") void wait.then(() => heard.push(`${who}${what}`));
    else heard.push(`${who}${what}`);
  };
  for (let what = 0; what < 7; what++) say("a", what);
  say("b", 0);
  expect(heard).toEqual(["a0", "a1", "b0"]);
  await next();
  say("b", 1);
  say("a", 7);
  expect(heard.slice(3)).toEqual(["a2", "a3", "b1"]);
  await next();
  await next();
  expect(heard.slice(6)).toEqual(["a4", "a5", "a6", "a7"]);
  // the two of the last turn were heard in it: one more waits for the next
  say("a", 8);
  expect(heard).toHaveLength(10);
  await next();
  expect(heard.at(-1)).toBe("a8");
  await next();
  await next();
  // long silent: at once again
  say("a", 9);
  say("a", 10);
  expect(heard.slice(-2)).toEqual(["a9", "a10"]);
});

test("[INV-23] no more of one person wait than may; somebody else's find room", async () => {
  const { turn, next } = turns();
  const fairly = createFairTurns(turn, 2, 3);
  const asked = Array.from({ length: 7 }, () => fairly("a"));
  expect(asked.map((wait) => (wait instanceof Promise ? "waits" : wait))).toEqual([null, null, "waits", "waits", "waits", "full", "full"]);
  expect(fairly("b")).toBeNull();
  await next();
  expect(fairly("a")).toBeInstanceOf(Promise);
  expect(fairly("a")).toBeInstanceOf(Promise);
  expect(fairly("a")).toBe("full");
});

test("[T-12] one person's sixty acts at once, from three connections, do not stand before another's one", async () => {
  const { turn, next } = turns();
  const heard: string[] = [];
  const acts = {
    notTheirs: () => null,
    command: async (_session: string, _seat: string, message: unknown) => {
      heard.push(String(message));
      return { ok: true } as const;
    },
  } as unknown as Acts;
  let ears!: Ears;
  openSockets({
    openNet: (given) => {
      ears = given;
      return { count: () => 0, show: () => {}, tell: () => {}, close: async () => {} } satisfies Net;
    },
    clock: stillClock(0),
    limit,
    turn,
    acts: () => acts,
    admit: async (_session, personId) => ({ kind: "seat", seatId: personId! }) as never,
    joined: () => {},
    left: () => {},
    failed: () => ({ code: "INTERNAL" }),
    onOddity: () => {},
  });
  const line = async (id: string, whose: string): Promise<Line> => {
    const opened: Line = {
      id,
      auth: { protocol: PROTOCOL_VERSION, sessionId: "s1" },
      person: () => whose,
      writable: () => true,
      dismiss: () => {},
      cut: () => {},
    };
    expect(await ears.welcome(opened)).toBeNull();
    ears.opened(opened);
    return opened;
  };
  const ben = [await line("1", "ben"), await line("2", "ben"), await line("3", "ben")];
  const cleo = await line("4", "cleo");
  for (let what = 0; what < 60; what++) ears.heard(ben[what % 3]!, "command", [`ben ${what}`], () => {});
  ears.heard(cleo, "command", ["cleo"], () => {});
  // the limits are asked first
  await new Promise((done) => setImmediate(done));
  expect(heard).toEqual(["ben 0", "ben 1", "cleo"]);
  for (let turned = 0; turned < 29; turned++) await next();
  expect(heard.filter((who) => who !== "cleo")).toEqual(Array.from({ length: 60 }, (_none, what) => `ben ${what}`));
});
