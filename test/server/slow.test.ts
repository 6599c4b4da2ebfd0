// [F-39] Whoever does not read is told that they were cut off for it, as far as anything can be told to them: by last words, or when they are back. They see the present state then, and whoever runs the server sees the count.
import { Writable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Connection, type ConnectionStatus, connect } from "../../client/connection/connection.ts";
import { LIVE_LIMITS } from "../../server/live/limits.ts";
import { createSlowOnes } from "../../server/live/slowOnes.ts";
import { tcpProxy, type TcpProxy } from "../proofs/nodes/tcpProxy.ts";
import { bigConversation } from "../proofs/slow/readers.ts";
import { type Call, send, sheet, slice, startCall, startServer, type TestServer, until } from "./harness.ts";

const STUCK_MS = LIVE_LIMITS.stuckMs;
const TOKEN = "a token that nobody guesses";
let server: TestServer;
let call: Call;
let road: TcpProxy;
let page: Connection;
let log: string;
let seen: ConnectionStatus[];
let rounds: number;

beforeEach(async () => {
  Object.assign(LIVE_LIMITS, { stuckMs: 200 });
  log = "";
  const logTo = new Writable({
    write: (chunk, _encoding, done) => {
      log += String(chunk);
      done();
    },
  });
  server = await startServer({ logTo }, { METRICS_TOKEN: TOKEN, LOG_LEVEL: "warn" });
  call = await startCall(server, [{ name: "Ben" }]);
  await send(call.admin, { type: "AddConversation", conversation: bigConversation("big", 1_500) });
  road = await tcpProxy(Number(new URL(server.url).port));
  page = connect({
    url: `http://127.0.0.1:${road.port}`,
    origin: server.url,
    sessionId: call.sessionId,
    cookie: call.people[0]!.cookie(),
    reconnectMs: { min: 20, max: 100 },
  });
  seen = [];
  page.onChange(() => void seen.push(page.status()));
  await until(() => page.status().state === "live", "the page");
  rounds = 0;
});
afterEach(async () => {
  Object.assign(LIVE_LIMITS, { stuckMs: STUCK_MS });
  page.close();
  await road.close();
  await server.stop();
});

const metric = async (series: string): Promise<number> => {
  const { text } = await server.device().ask("GET", "/metrics", undefined, { authorization: `Bearer ${TOKEN}` });
  return Number(new RegExp(`^${series} (\\d+)$`, "m").exec(text)?.[1]);
};
/** What everybody is shown, until the one who reads nothing has been given up. */
const talkUntilCut = (): Promise<unknown> =>
  until(async () => {
    rounds += 1;
    await send(call.admin, { type: "ChangeConversation", conversationId: "big", change: { title: `Round ${rounds}` } });
    return (await metric("plumb_slow_sockets_total")) === 1;
  }, "the server to give up");
const present = (): Promise<unknown> =>
  until(() => page.status().state === "live" && page.slices().conversations?.at(-1)?.title === `Round ${rounds}`, "the present state");

test("who reads again in time finds the last words, and comes back to the present state", async () => {
  road.set("jammed");
  await talkUntilCut();
  road.set("fair");
  await present();
  expect(seen.find(({ state, bye }) => state === "reconnecting" && bye?.code === "SLOW")?.bye?.message).toMatch(/could not keep up/);
  expect(page.status()).toMatchObject({ state: "live", bye: null, slow: true });
  // what they do next is taken as ever
  expect(await page.send({ type: "SubmitReview", conversationId: "c1", sheet: sheet(call.people[0]!, "low") })).toEqual({ ok: true });
  expect(log.match(/"what":"slow"/g)).toHaveLength(1);
});

test("who found no words is told when they are back, once", async () => {
  road.set("jammed");
  await talkUntilCut();
  await until(async () => (await metric("plumb_connections")) === 2, "the end of the connection");
  road.set("fair");
  await present();
  expect(seen.some(({ bye }) => bye?.code === "SLOW")).toBe(false);
  expect(page.status()).toMatchObject({ state: "live", slow: true });
  road.reset();
  await until(() => page.status().state === "reconnecting", "another break, for no reason of theirs");
  await present();
  expect(page.status().slow).toBe(false);
});

test("nobody else hears of it", async () => {
  const before = seen.length;
  road.set("jammed");
  await talkUntilCut();
  expect(seen).toHaveLength(before);
  await until(() => slice(call.people[0]!, "conversations").at(-1)?.title === `Round ${rounds}`, "the other tab of the same person");
  for (const { connection } of call.everybody) expect(connection.status()).toMatchObject({ state: "live", slow: false });
});

test("a break of long ago is not brought up again, and not everything is remembered", () => {
  let now = 0;
  const slow = createSlowOnes({ now: () => now });
  slow.cut("ben");
  now = 11 * 60_000;
  expect(slow.isBack("ben")).toBe(false);
  for (let index = 0; index <= 10_000; index++) slow.cut(`one ${index}`);
  expect([slow.isBack("one 0"), slow.isBack("one 1")]).toEqual([false, true]);
  expect(slow.isBack("one 1")).toBe(false);
});
