// Whoever waits for their turn to come in keeps their connection, however long that takes; whoever was refused, or never says where they want to go, does not.
import { Namespace } from "socket.io";
import { afterEach, expect, test } from "vitest";
import { LIVE_LIMITS } from "../../server/live/limits.ts";
import { countRequests } from "../proofs/storm/requests.ts";
import { newAction, send, startCall, startServer, type TestServer, until } from "./harness.ts";

const usual = { ...LIVE_LIMITS };
let server: TestServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
  Object.assign(LIVE_LIMITS, usual);
});

/** A WebSocket that speaks by hand. */
const dialRaw = async (cookie: string) => {
  const Dial = WebSocket as unknown as new (url: string, options: object) => WebSocket;
  const socket = new Dial(`${server!.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`, {
    headers: { cookie, origin: server!.url },
  });
  const frames: string[] = [];
  let closed = false;
  socket.addEventListener("message", ({ data }) => void frames.push(String(data)));
  socket.addEventListener("close", () => {
    closed = true;
  });
  socket.addEventListener("error", () => {});
  await until(() => frames.length > 0, "the open packet");
  return { frames, send: (text: string) => socket.send(text), closed: () => closed };
};

test("[F-35] a crowd that waits longer than a silent connection may comes in all the same, each at the first attempt", async () => {
  Object.assign(LIVE_LIMITS, { joinsPerSecond: 20, connectMs: 200 });
  server = await startServer();
  const { people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  const requests = countRequests();
  const crowd = Array.from({ length: 15 }, () => server!.connect(people[0]!, sessionId, { transports: ["websocket"] }));
  await until(() => crowd.every((one) => one.status().state === "live"), "everybody inside");
  expect(requests.of("websocket")).toBe(15);
  requests.stop();
});

test("[F-35] who is inside is answered while hundreds still wait for their turn", { timeout: 60_000 }, async () => {
  Object.assign(LIVE_LIMITS, { joinsPerSecond: 60, socketsOfPerson: 1_000 });
  server = await startServer();
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  const crowd = Array.from({ length: 300 }, () => server!.connect(people[0]!, sessionId, { transports: ["websocket"] }));
  const inside = (): number => crowd.filter((one) => one.status().state === "live").length;
  await until(() => inside() > 10, "the first of the crowd");
  const insideAtAnswer: number[] = [];
  for (let act = 0; act < 5; act++) {
    await send(admin, newAction(`a${act}`));
    insideAtAnswer.push(inside());
  }
  // all five while most of the crowd was still outside, and the crowd did come in meanwhile and after
  expect(insideAtAnswer.at(-1)).toBeLessThan(crowd.length / 2);
  await until(() => inside() === crowd.length, "everybody inside", 30_000);
  for (const one of crowd) expect(one.slices().actions?.here.length).toBe(5);
});

test("one connection waits for one turn: whoever asks again meanwhile is closed, and holds up nobody", async () => {
  Object.assign(LIVE_LIMITS, { joinsPerSecond: 20 });
  server = await startServer();
  const { people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  const greedy = await dialRaw(people[0]!.cookie());
  for (let time = 0; time < 300; time++) greedy.send('40{"protocol":1,"sessionId":"nowhere"}');
  const honest = server.connect(people[0]!, sessionId);
  await until(() => honest.status().state === "live", "an honest one inside");
  // nobody was let in or refused before them three hundred times
  expect(greedy.frames.filter((frame) => frame.startsWith("44")).length).toBeLessThan(5);
  await until(greedy.closed, "the greedy one closed");
});

test("whoever asks many times in one request leaves nothing behind", async () => {
  Object.assign(LIVE_LIMITS, { joinsPerSecond: 20 });
  type Kept = { _preConnectSockets: Map<string, unknown>; _add: (...given: unknown[]) => Promise<void> };
  const kept = new Set<Kept>();
  const prototype = Namespace.prototype as unknown as Kept;
  const add = prototype._add;
  prototype._add = function (this: Kept, ...given) {
    kept.add(this);
    return add.apply(this, given);
  };
  try {
    server = await startServer();
    const { people } = await startCall(server, [{ name: "Ben" }]);
    const headers = { cookie: people[0]!.cookie(), origin: server.url };
    const polling = `${server.url}/socket.io/?EIO=4&transport=polling`;
    const { sid } = JSON.parse((await (await fetch(polling, { headers })).text()).slice(1)) as { sid: string };
    const body = Array.from({ length: 500 }, () => '40{"protocol":1,"sessionId":"nowhere"}').join("\u001e");
    await fetch(`${polling}&sid=${sid}`, { method: "POST", headers, body }).catch(() => {});
    const [namespace] = [...kept];
    await until(() => namespace!._preConnectSockets.size === 0, "nothing left of it");
  } finally {
    prototype._add = add;
  }
});

test.each([
  ["is refused and stays", '40{"protocol":1,"sessionId":"nowhere"}'],
  ["never says where they want to go", null],
])("whoever %s is closed in time", async (_who, hello) => {
  Object.assign(LIVE_LIMITS, { connectMs: 300 });
  server = await startServer();
  const { people } = await startCall(server, [{ name: "Ben" }]);
  const { frames, send, closed } = await dialRaw(people[0]!.cookie());
  if (hello) {
    send(hello);
    await until(() => frames.some((frame) => frame.startsWith("44")), "the refusal");
    expect(frames.at(-1)).toContain("NOT_FOUND");
  }
  await until(closed, "the end");
});
