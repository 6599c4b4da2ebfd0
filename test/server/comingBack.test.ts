// [F-35] [F-29] How a page comes back: less and less often on its own, so that a crowd is no second failure; at once when somebody is there or the network is.
import { afterEach, expect, test } from "vitest";
import { type Connection, connectOver } from "../../client/connection/connection.ts";
import type { Answer } from "../../shared/protocol/socket.ts";
import type { Sign } from "../../client/connection/signs.ts";
import { longestPause, socketIoWire } from "../../client/connection/socketIo.ts";
import { type Ground, ownGround, type Wire, type WireEars } from "../../client/connection/wire.ts";
import { startCall, startServer, type TestServer, until } from "./harness.ts";

/** A wire that nothing comes over, and time that stands still: what is tried, and when it would be. */
function bench(more: Partial<Ground> = {}, answers: () => Promise<unknown> = async () => null) {
  const pauses: number[] = [];
  const tried: string[] = [];
  let ears: WireEars | null = null;
  let open = false;
  let steady = 0;
  let seen: (sign: Sign) => void = () => {};
  let timers: (() => void)[] = [];
  const wire: Wire = {
    isOpen: () => open,
    open: () => void tried.push("open"),
    hurry: (anew) => void tried.push(anew ? "anew" : "hurry"),
    close: () => void tried.push("close"),
    drop: () => void tried.push("drop"),
    ask: async (event) => {
      tried.push(event);
      return answers();
    },
    post: async () => null,
  };
  const ground: Ground = {
    ...ownGround,
    random: () => 0.5,
    steady: () => steady,
    after: (ms, run) => {
      // not the ticking of the clock
      if (run.name === "tick") return () => {};
      pauses.push(ms);
      timers.push(run);
      return () => {
        timers = timers.filter((one) => one !== run);
      };
    },
    onSign: (listener) => {
      seen = listener;
      return () => {
        seen = () => {};
      };
    },
    ...more,
  };
  const connection = connectOver(
    (given) => {
      ears = given;
      return wire;
    },
    ground,
    {},
  );
  return {
    connection,
    pauses,
    tried,
    timers: () => timers.length,
    sign: (sign: Sign) => seen(sign),
    ears: () => ears!,
    refuse: () => ears!.refused({ code: "BUSY", message: "" }),
    setOpen: (is: boolean) => {
      open = is;
    },
    pass: (ms: number) => {
      steady += ms;
    },
  };
}

test("on its own it waits twice as long each time, half a minute at the longest", () => {
  const { refuse, pauses } = bench();
  for (let round = 0; round < 9; round++) refuse();
  expect(pauses).toEqual([400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000]);
});

test("while no server answers, the first thirty attempts are two seconds apart at most; whoever only listens is back soon after a restart", () => {
  const pause = { min: 400, soon: 2_000, max: 30_000 };
  const [before, late] = [Array.from({ length: 30 }, (_none, attempt) => attempt), [30, 31, 60]];
  expect(new Set(before.map((attempt) => longestPause(pause, attempt)))).toEqual(new Set([2_000]));
  expect(new Set(late.map((attempt) => longestPause(pause, attempt)))).toEqual(new Set([30_000]));
});

test("a thousand that wait half a minute are spread over half a minute", () => {
  const waits = Array.from({ length: 1_000 }, (_none, index) => {
    const { refuse, pauses } = bench({ random: () => index / 1_000 });
    for (let round = 0; round < 8; round++) refuse();
    return pauses.at(-1)!;
  });
  expect([Math.min(...waits), Math.max(...waits)]).toEqual([15_000, 44_970]);
  const inSecond = (second: number) => waits.filter((ms) => Math.floor(ms / 1_000) === second).length;
  expect(Math.max(...Array.from({ length: 45 }, (_none, second) => inSecond(second)))).toBeLessThanOrEqual(34);
});

test("the network is back: tried at once, and anew; the page is looked at: at once, but what is on its way may arrive", () => {
  const { sign, tried, refuse, timers, pauses } = bench();
  refuse();
  sign("network");
  sign("sight");
  expect(tried).toEqual(["anew", "hurry"]);
  expect(timers()).toBe(0);
  refuse();
  expect(pauses).toEqual([400, 400]);
});

test("a hand on the page brings it forward too, every five seconds at most", () => {
  const { sign, tried, pass } = bench();
  for (let press = 0; press < 30; press++) {
    sign("hand");
    pass(400);
  }
  expect(tried).toEqual(["hurry", "hurry", "hurry"]);
});

test("what looks open is asked whether it is, and away with it if not; a hand asks nothing", async () => {
  const { sign, tried, setOpen } = bench();
  setOpen(true);
  sign("hand");
  expect(tried).toEqual([]);
  sign("network");
  await until(() => tried.includes("drop"), "the dead connection to be dropped");
  expect(tried).toEqual(["clock", "drop"]);
});

test("[F-18] [F-19] what was wrong with the server's store is over with the connection on which it was told", () => {
  const { connection, ears } = bench();
  ears().view({ slices: {}, now: 1 });
  ears().trouble("damaged");
  expect(connection.status().trouble).toBe("damaged");
  ears().broken(false);
  ears().view({ slices: {}, now: 2 });
  expect(connection.status()).toMatchObject({ state: "live", trouble: null });
  ears().trouble("storage");
  expect(connection.status().trouble).toBe("storage");
  ears().trouble(null);
  expect(connection.status().trouble).toBeNull();
});

test("[F-18] what the server told everybody stands until it says otherwise, whatever it answers to one's own acts", async () => {
  let answer: Answer = { ok: false, code: "STORAGE", message: "", retry: "later", afterMs: 1 };
  const { connection, ears } = bench({}, async () => answer);
  ears().view({ slices: {}, now: 1 });
  void connection.send({ type: "EndTimer" });
  await until(() => connection.status().trouble === "storage", "the answer noted");
  ears().trouble("storage");
  answer = { ok: false, code: "SESSION_CLOSED", message: "", retry: "never" };
  expect(await connection.saveDraft("c1", "empathy", null)).toEqual(answer);
  expect(connection.status().trouble).toBe("storage");
  answer = { ok: false, code: "LOG_DAMAGED", message: "", retry: "never" };
  await connection.saveDraft("c1", "identity", null);
  expect(connection.status().trouble).toBe("damaged");
  ears().trouble(null);
  expect(connection.status().trouble).toBe("damaged");
});

test("a page that has ended watches no more", () => {
  const { sign, tried, connection } = bench();
  connection.close();
  sign("network");
  expect(tried).toEqual(["close"]);
});

let server: TestServer;
let page: Connection | null = null;
afterEach(async () => {
  page?.close();
  page = null;
  await server?.stop();
});

test("a real page that would wait for ten minutes is back at once when the network is", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  let seen: (sign: Sign) => void = () => {};
  const pause = { min: 600_000, max: 600_000 };
  const ground: Ground = {
    ...ownGround,
    onSign: (listener) => {
      seen = listener;
      return () => {};
    },
  };
  const back = connectOver(socketIoWire({ url: server.url, sessionId, cookie: admin.cookie(), pause }), ground, { reconnectMs: pause });
  page = back;
  await until(() => back.status().state === "live", "the page");
  for (const sign of ["network", "sight"] as const) {
    await server.restart(() => until(() => back.status().state === "reconnecting", "offline").then(() => {}));
    seen(sign);
    await until(() => back.status().state === "live", `the page back at the sign of ${sign}`);
  }
});

test("a real page is back by itself soon after a restart, however long it would wait later", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  const pause = { min: 600_000, soon: 20, max: 600_000 };
  const back = connectOver(socketIoWire({ url: server.url, sessionId, cookie: admin.cookie(), pause }), ownGround, { reconnectMs: pause });
  page = back;
  await until(() => back.status().state === "live", "the page");
  await server.restart(() => until(() => back.status().state === "reconnecting", "offline").then(() => {}));
  await until(() => back.status().state === "live", "the page back");
});
