// A page behind a network that is slow, tears frames, or is half open, alone and in pairs: what is done there is done once, and the page knows how much is unsent.
import { afterEach, expect, test } from "vitest";
import { type Connection, connectOver } from "../../client/connection/connection.ts";
import type { Sign } from "../../client/connection/signs.ts";
import { socketIoWire } from "../../client/connection/socketIo.ts";
import { ownGround } from "../../client/connection/wire.ts";
import type { Answer } from "../../shared/protocol/socket.ts";
import { type TcpProxy, tcpProxy } from "../proofs/nodes/tcpProxy.ts";
import { newAction, slice, startCall, startServer, type TestServer, until } from "./harness.ts";

let server: TestServer;
let proxy: TcpProxy;
let page: Connection;
afterEach(async () => {
  page.close();
  await proxy.close();
  await server.stop();
});

/** there and back in five seconds */
const SLOW_MS = 2_500;
const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));

type Way = "websocket" | "polling";
type Vice = "latency" | "torn" | "halfOpen" | "answersLost";
/** What becomes of the road once somebody has begun to act on it. */
const VICES: Record<Vice, () => void | Promise<void>> = {
  latency: () => proxy.set("slow"),
  torn: () => proxy.tear(),
  halfOpen: () => proxy.set("shut"),
  answersLost: () => proxy.set("answersLost"),
};

const PAIRS: Vice[][] = [
  ["latency"],
  ["torn"],
  ["halfOpen"],
  ["answersLost"],
  ["latency", "torn"],
  ["latency", "halfOpen"],
  ["latency", "answersLost"],
  ["torn", "halfOpen"],
  ["torn", "answersLost"],
  ["halfOpen", "answersLost"],
];

/** Ben's page behind the proxy; `sign`: what his browser notices of the network. */
const openPage = async (transports?: Way[]) => {
  server = await startServer();
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  proxy = await tcpProxy(Number(new URL(server.url).port), "fair", SLOW_MS);
  let tell: (sign: Sign) => void = () => {};
  const reconnectMs = { min: 50, max: 200 };
  const wire = socketIoWire({
    url: `http://127.0.0.1:${proxy.port}`,
    origin: server.url,
    sessionId,
    cookie: people[0]!.cookie(),
    pause: reconnectMs,
    ...(transports ? { transports } : {}),
  });
  const onSign = (seen: (sign: Sign) => void) => {
    tell = seen;
    return () => {};
  };
  page = connectOver(wire, { ...ownGround, onSign }, { reconnectMs });
  await until(() => page.slices().mine, "the page");
  return { admin, sign: (sign: Sign) => tell(sign) };
};

test.each(PAIRS.map((vices) => [vices.join(" and "), vices] as const))(
  "[F-29] %s: nothing is lost, nothing is done twice, and how much is unsent is known",
  async (_name, vices) => {
    const { admin, sign } = await openPage();
    const ids: string[] = [];
    const answers: Promise<Answer>[] = [];
    const act = (actionId: string): void => {
      ids.push(actionId);
      answers.push(page.send(newAction(actionId)));
    };
    const began = Date.now();
    act("before");
    await answers[0];

    for (const vice of vices) {
      await VICES[vice]();
      act(`in-${vice}`);
      // long enough for something of it to be on its way
      await pause(300);
      const hit = { latency: () => 1, torn: proxy.torn, halfOpen: proxy.swallowed, answersLost: proxy.swallowed }[vice];
      await until(hit, `${vice} to hit`);
      expect(page.status().waiting + (vice === "torn" ? 1 : 0)).toBeGreaterThan(0);
    }
    // Then no network at all: it says since when, and how much waits.
    proxy.set("shut");
    proxy.reset();
    await until(() => page.status().state === "reconnecting", "the page offline");
    act("offline");
    expect(page.status()).toMatchObject({ state: "reconnecting", waiting: expect.any(Number) });
    expect(page.status().waiting).toBeGreaterThan(0);
    expect(page.status().since).toBeLessThanOrEqual(Date.now());
    expect(page.status().since).toBeGreaterThanOrEqual(began);

    proxy.set("fair");
    sign("network");
    for (const answer of await Promise.all(answers)) expect(answer).toEqual({ ok: true });
    expect(page.status()).toMatchObject({ state: "live", waiting: 0 });
    await until(() => slice(admin, "actions").here.length >= ids.length, "all of it at somebody else's");
    expect(slice(admin, "actions").here.map(({ actionId }) => actionId)).toEqual(ids);
  },
  60_000,
);

test("[F-29] five seconds there and back: acts are done, slowly, without the connection being given up", async () => {
  server = await startServer();
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  proxy = await tcpProxy(Number(new URL(server.url).port), "slow", SLOW_MS);
  const states = new Set<string>();
  page = server.connect(people[0]!, sessionId, { url: `http://127.0.0.1:${proxy.port}`, origin: server.url });
  page.onChange(() => states.add(page.status().state));
  await until(() => page.slices().mine, "the page", 40_000);
  const answer = page.send(newAction("slowly"));
  expect(page.status().waiting).toBe(1);
  expect(await answer).toEqual({ ok: true });
  expect(page.status().waiting).toBe(0);
  await until(() => slice(admin, "actions").here.length === 1, "it at somebody else's");
  expect([...states]).not.toContain("reconnecting");
}, 60_000);

test.each<Way>(["websocket", "polling"])(
  "[F-29] a connection by %s that only looks alive is found out when the network says that it is back, and what it swallowed is sent again",
  async (way) => {
    const { admin, sign } = await openPage([way]);
    // all of what came before it has been heard
    await page.send(newAction("before"));
    await pause(200);
    proxy.set("answersLost");
    const answer = page.send(newAction("stored"));
    await until(() => slice(admin, "actions").here.length === 2, "stored, and nobody there heard of it");
    expect(page.status()).toMatchObject({ state: "live", waiting: 1 });
    // roads made from now on are good; the old one swallows for ever
    proxy.set("fair");
    const signAt = performance.now();
    sign("network");
    expect(await answer).toEqual({ ok: true });
    // not when the library misses the server's sign of life, which takes up to forty
    expect(performance.now() - signAt).toBeLessThan(15_000);
    await until(() => page.slices().actions?.here.length === 2, "the present state");
    expect(slice(admin, "actions").here).toHaveLength(2);
  },
  60_000,
);
