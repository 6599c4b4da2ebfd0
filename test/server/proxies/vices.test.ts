// Proxies that take WebSockets away, each in its own way: the page falls back to long polling by itself, and the call goes on.
import { afterEach, expect, test } from "vitest";
import { newAction, send, slice, startCall, startServer, type TestServer, until } from "../harness.ts";
import { type Vice, type ViceProxy, viceProxy } from "./viceProxy.ts";

let server: TestServer;
let proxy: ViceProxy;
afterEach(async () => {
  await proxy.close();
  await server.stop();
});

const call = async (vice: Vice) => {
  server = await startServer();
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  proxy = await viceProxy(Number(new URL(server.url).port), vice);
  const behind = { connection: server.connect(people[0]!, sessionId, { url: proxy.url, origin: server.url }) };
  const both = async (actionId: string): Promise<void> => {
    const action = newAction(actionId);
    await send(behind, action);
    await until(() => slice(admin, "actions").here.some((one) => one.actionId === actionId), "their act at somebody else's");
    await send(admin, { ...action, actionId: `${actionId}-answered` });
    await until(
      () => slice(behind, "actions").here.some((one) => one.actionId === `${actionId}-answered`),
      "somebody else's act at theirs",
    );
  };
  return { behind, both };
};

test("a proxy without a vice is the control: WebSocket, and no long polling", async () => {
  const { behind, both } = await call("none");
  await until(() => behind.connection.slices().mine, "the page");
  await both("one");
  expect([proxy.upgrades(), proxy.polls()]).toEqual([1, 0]);
});

test.each(["strips", "buffers", "refuses", "swallows"] as const)(
  "[F-30] a proxy that %s: long polling instead, and it works",
  async (vice) => {
    const { behind, both } = await call(vice);
    await until(() => behind.connection.slices().mine, "the page in the session", 45_000);
    expect(proxy.upgrades()).toBeGreaterThan(0);
    expect(proxy.polls()).toBeGreaterThan(0);
    await both("one");
    await both("two");
    expect(behind.connection.status()).toMatchObject({ state: "live", waiting: 0, bye: null });
    expect(slice(behind, "actions").here).toHaveLength(4);
  },
  90_000,
);
