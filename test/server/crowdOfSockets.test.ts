// Ten thousand connections that say nothing, or only half of what they want: whoever is in the call goes on, what the server holds stays bounded, all of them are let go in time, and then there is room again.
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { afterEach, expect, test } from "vitest";
import { TIMES, withPages } from "../../server/httpServer.ts";
import { LIVE_LIMITS } from "../../server/live/limits.ts";
import { teamOn, newSession } from "../proofs/real/people.ts";
import { openSeat, type SeatSocket } from "../proofs/real/seatSocket.ts";
import { type ServerProcess, serverProcess } from "../proofs/real/serverProcess.ts";
import { newAction, until } from "./harness.ts";

const ADDRESSES = 10;
const PER_ADDRESS = 1_000;
const SHARE = 1_000;
/** of one address, whatever the others do */
const GREEDY = withPages(SHARE) + 200;
/** the dead are looked for so often; a machine with two cores takes its time over ten thousand */
const LET_GO_MS = TIMES.headersTimeout + 2 * TIMES.connectionsCheckingInterval + 5_000;

let server: ServerProcess | null = null;
let crowd: Crowd | null = null;
afterEach(async () => {
  crowd?.end();
  await server?.remove();
  server = crowd = null;
});

type Count = { asked: number; open: number /** at once */; most: number; closed: number; refused: number; upgraded: number };
type Crowd = { now: () => Count; end: () => void };
/** In a process of its own: so many sockets are more than one process should have beside a test. */
function startCrowd(port: number): Crowd {
  const child: ChildProcess = spawn(process.execPath, [new URL("./idleSockets.ts", import.meta.url).pathname], {
    env: { ...process.env, CROWD: JSON.stringify({ port, addresses: ADDRESSES, perAddress: PER_ADDRESS, greedy: GREEDY }) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let count: Count = { asked: 0, open: 0, most: 0, closed: 0, refused: 0, upgraded: 0 };
  createInterface({ input: child.stdout! }).on("line", (line) => {
    count = JSON.parse(line) as Count;
  });
  return { now: () => count, end: () => void child.kill("SIGKILL") };
}

test("[F-43] ten thousand who connect and say little, from ten addresses, and one address with more than its share", {
  timeout: 90_000,
}, async () => {
  server = await serverProcess({}, { MAX_CONNECTIONS_PER_ADDRESS: String(SHARE) });
  const { admin, people } = await teamOn(server, [{ name: "Ben" }]);
  const sessionId = await newSession(admin, { personIds: [people[0]!.personId] });
  const [ada, ben] = (await Promise.all([admin, people[0]!].map((who) => openSeat(server!.url, sessionId, { cookie: who.cookie() })))) as [
    SeatSocket,
    SeatSocket,
  ];
  await until(() => ada.slices().actions && ben.slices().actions, "both in the call");
  const before = { memory: (await server.memory()).rss, descriptors: server.descriptors() };

  crowd = startCrowd(Number(new URL(server.url).port));
  let acts = 0;
  let slowestMs = 0;
  const act = async (): Promise<void> => {
    const began = performance.now();
    expect(await ada.command(newAction(`a${acts++}`))).toEqual({ ok: true });
    slowestMs = Math.max(slowestMs, performance.now() - began);
    await new Promise((next) => setTimeout(next, 250));
  };
  const all = ADDRESSES * PER_ADDRESS + GREEDY;
  const end = performance.now() + 30_000;
  while (crowd.now().asked < all && performance.now() < end) await act();
  expect(crowd.now().asked).toBe(all);
  const held = { descriptors: server.descriptors() - before.descriptors, memory: (await server.memory()).rss };
  // one address is cut off at its share before it has said a word; the others keep what they have
  expect(crowd.now().refused).toBeGreaterThanOrEqual(200);
  // a slow machine has let some go before the last have come
  expect(crowd.now().most).toBeGreaterThan(8_000);
  expect(held.descriptors).toBeLessThanOrEqual(withPages(LIVE_LIMITS.sockets));
  expect((held.memory - before.memory) / crowd.now().most).toBeLessThan(40 * 1024);

  const letGoBy = performance.now() + LET_GO_MS;
  while (crowd.now().open > 0 && performance.now() < letGoBy) await act();
  expect(crowd.now()).toMatchObject({ open: 0 });
  // those who spoke WebSocket and did not say where they want to go are among them
  expect(crowd.now().upgraded).toBeGreaterThan(0);
  await until(() => server!.descriptors() <= before.descriptors + 5, "every descriptor given back");

  expect(acts).toBeGreaterThan(50);
  expect(slowestMs).toBeLessThan(5_000);
  await until(() => ben.slices().actions?.here.length === acts, "every act at somebody else's");
  expect(await (await fetch(`${server.url}/healthz`)).json()).toMatchObject({ ok: true });
  const again = await openSeat(server.url, sessionId, { cookie: people[0]!.cookie() });
  expect(again.refusal).toBeNull();
  for (const seat of [ada, ben, again]) seat.close();
  expect(server.died()).toBeNull();
});
