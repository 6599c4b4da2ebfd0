// Hostile and broken frames over a raw socket: refused or counted, the process alive, an honest person beside it unaffected.
import { get, request } from "node:http";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LIVE_LIMITS } from "../../server/live/limits.ts";
import { type Call, send, slice, startCall, startServer, type TestServer, until } from "./harness.ts";

let server: TestServer;
let call: Call;
beforeEach(async () => {
  server = await startServer();
  call = await startCall(server, [{ name: "Ben" }]);
});
afterEach(() => server.stop());

type Raw = { frames: string[]; send: (frame: string | Uint8Array<ArrayBuffer>) => void; closed: () => boolean; close: () => void };

/** A WebSocket that speaks Engine.IO by hand, signed in as Ben. */
async function raw(auth: unknown = { protocol: 1, sessionId: call.sessionId }): Promise<Raw> {
  const frames: string[] = [];
  let closed = false;
  const options = { headers: { cookie: call.people[0]!.cookie(), origin: server.url } };
  const Dial = WebSocket as unknown as new (url: string, options: object) => WebSocket;
  const socket = new Dial(`${server.url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`, options);
  socket.addEventListener("message", ({ data }) => {
    const frame = String(data);
    frames.push(frame);
    if (frame === "2") socket.send("3");
  });
  socket.addEventListener("close", () => {
    closed = true;
  });
  socket.addEventListener("error", () => {});
  await until(() => frames.some((frame) => frame.startsWith("0")), "the open packet");
  socket.send(`40${JSON.stringify(auth)}`);
  await until(() => frames.some((frame) => frame.startsWith("40") || frame.startsWith("44")), "the answer to the handshake");
  return { frames, send: (frame) => socket.send(frame), closed: () => closed, close: () => socket.close() };
}

const honestAct = async (): Promise<void> => {
  await send(call.admin, { type: "StartTimer", minutes: 3 });
  await until(() => slice(call.people[0]!, "session").timer !== null, "the timer for Ben");
  await send(call.admin, { type: "EndTimer" });
};

test("frames without arguments, without a way to answer, null, or of a wrong shape: the process lives and says BAD_REQUEST where it can", async () => {
  const socket = await raw();
  for (const frame of ['42["command"]', '42["command",null]', '42["draft"]', '42["draft",null]', '42["clock"]', '42["command",{"id":"x"}]'])
    socket.send(frame);
  for (const [index, frame] of [
    '["command",null]',
    '["command"]',
    '["draft",{}]',
    '["command",{"id":"a","command":{"type":"RevealScores"}}]',
  ].entries())
    socket.send(`42${index}${frame}`);
  await until(() => socket.frames.filter((frame) => frame.startsWith("43")).length === 4, "four answers");
  for (const frame of socket.frames.filter((one) => one.startsWith("43"))) expect(frame).toMatch(/BAD_REQUEST|UNKNOWN_FIELD/);
  expect(socket.closed()).toBe(false);
  await honestAct();
});

test("an unknown field is named, its value is not", async () => {
  const socket = await raw();
  const command = { type: "SubmitReview", conversationId: "c1", sheet: {}, seatId: "somebody-else" };
  socket.send(`427["command",${JSON.stringify({ id: "u1", command })}]`);
  const answer = await until(() => socket.frames.find((frame) => frame.startsWith("437")), "the answer");
  expect(answer).toContain("UNKNOWN_FIELD");
  expect(answer).not.toContain("somebody-else");
});

test("the third unknown event closes the socket, with a word", async () => {
  const socket = await raw();
  socket.send('42["nonsense",1]');
  socket.send('422["__proto__",{}]');
  await until(() => socket.frames.some((frame) => frame.startsWith("432") && frame.includes("UNKNOWN_EVENT")), "the answer");
  expect(socket.closed()).toBe(false);
  socket.send('42["nonsense"]');
  await until(socket.closed, "the end of the socket");
  expect(socket.frames.some((frame) => frame.includes('"bye"') && frame.includes("UNKNOWN_EVENT"))).toBe(true);
  await honestAct();
});

test.each([
  ["70 kB", `42["command",{"id":"big","command":"${"x".repeat(70_000)}"}]`],
  ["an event name of the library", '42["connect"]'],
  ["an event without a name", "42{}"],
  ["no packet at all", "garbage"],
  ["another type of packet", "9"],
  ["an empty frame", ""],
  ["binary placeholders without their attachments", '4599999-["command"]'],
  ["raw bytes", new Uint8Array([0, 255, 1, 2, 3])],
])("%s: closed or ignored, and the call goes on", async (_what, frame) => {
  const socket = await raw();
  socket.send(frame);
  await honestAct();
  socket.close();
});

test("a flood is answered with 'later', and others do not feel it", async () => {
  const socket = await raw();
  for (let count = 0; count < 300; count++) socket.send(`42${count}["command",{}]`);
  await until(() => socket.frames.some((frame) => frame.includes("TOO_FAST")), "a pause asked for");
  expect(socket.frames.find((frame) => frame.includes("TOO_FAST"))).toContain('"retry":"later"');
  await honestAct();
});

test("whoever floods on is told so often and no more, and is heard again when the second is over", async () => {
  const socket = await raw();
  const told = () => socket.frames.filter((frame) => frame.includes("TOO_FAST")).length;
  for (let count = 0; count < 1_000; count++) socket.send(`42${count}["clock",null]`);
  let asked = 1_000;
  await until(() => {
    asked += 1;
    socket.send(`42${asked}["clock",null]`);
    return socket.frames.some((frame) => /^43(\d+)\[\d/.test(frame) && Number(/^43(\d+)/.exec(frame)?.[1]) > 1_000);
  }, "an answer to what came later");
  const answered = socket.frames.filter((frame) => /^43\d+\[\d/.test(frame)).length;
  // of a thousand; a machine that stands still in between makes several seconds of one
  expect(told()).toBeGreaterThanOrEqual(LIVE_LIMITS.tooFast);
  expect(told()).toBeLessThanOrEqual(3 * LIVE_LIMITS.tooFast);
  expect(answered).toBeLessThanOrEqual(4 * LIVE_LIMITS.socket);
  await honestAct();
});

test("a page of another version is told which side is older, and does not try again", async () => {
  const newer = await raw({ protocol: 99, sessionId: call.sessionId });
  expect(newer.frames.find((frame) => frame.startsWith("44"))).toContain("SERVER_OLDER");
  const older = await raw({ protocol: 0, sessionId: call.sessionId });
  expect(older.frames.find((frame) => frame.startsWith("44"))).toContain("UPGRADE_REQUIRED");
});

test("an address that cannot be a session's is the end of trying, not a loop", async () => {
  const lost = server.connect(call.admin, "no such/session");
  await until(() => lost.status().state === "closed", "closed");
  expect(lost.status().bye?.code).toBe("BAD_REQUEST");
});

test("a session that does not exist is refused without a hint", async () => {
  const socket = await raw({ protocol: 1, sessionId: "no-such-session" });
  expect(socket.frames.find((frame) => frame.startsWith("44"))).toContain("NOT_FOUND");
});

test("no id of a connection counts how many came before", async () => {
  const [one, two] = [await raw(), await raw()];
  const idsOf = (socket: Raw): string[] =>
    socket.frames
      .filter((frame) => frame.startsWith("0") || frame.startsWith("40"))
      .map((frame) => JSON.parse(frame.replace(/^\d+/, "")).sid as string);
  for (const id of [...idsOf(one), ...idsOf(two)]) expect(id).not.toMatch(/A{3}[A-Z]$/);
  expect(new Set([...idsOf(one), ...idsOf(two)]).size).toBe(4);
});

type Knock = { method: string; path: string; headers: Record<string, string> };
const statusOf = ({ method, path, headers }: Knock): Promise<number> =>
  new Promise((done, fail) => {
    const upgrade = headers.upgrade
      ? { connection: "Upgrade", "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==" }
      : {};
    const call = (method === "GET" ? get : request)(`${server.url}${path}`, { method, headers: { ...headers, ...upgrade } });
    call.on("response", (response) => {
      response.resume();
      done(response.statusCode ?? 0);
    });
    call.on("upgrade", (response, socket) => {
      socket.destroy();
      done(response.statusCode ?? 0);
    });
    call.on("error", fail);
    call.end(method === "GET" ? undefined : "{}");
  });

const POLL = "/socket.io/?EIO=4&transport=polling";
const SOCKET = "/socket.io/?EIO=4&transport=websocket";
test("only our own pages connect: every Origin by every way in", async () => {
  const { host, port } = new URL(server.url);
  const own = server.url;
  const foreign = [
    "null",
    `http://localhost:${Number(port) + 1}`,
    `https://${host}`,
    `http://sub.${host}`,
    `${own}.evil.tld`,
    "http://evil.tld",
    own.toUpperCase(),
  ];
  const json = { "content-type": "application/json" };
  expect(await statusOf({ method: "GET", path: POLL, headers: { origin: own } })).toBe(200);
  expect(await statusOf({ method: "GET", path: POLL, headers: {} })).toBe(200);
  expect(await statusOf({ method: "GET", path: POLL, headers: { "sec-fetch-site": "same-origin" } })).toBe(200);
  expect(await statusOf({ method: "GET", path: POLL, headers: { "sec-fetch-site": "cross-site" } })).toBe(403);
  expect(await statusOf({ method: "GET", path: POLL, headers: { "sec-fetch-site": "same-site" } })).toBe(403);
  expect(await statusOf({ method: "GET", path: SOCKET, headers: { upgrade: "websocket", origin: own } })).toBe(101);
  expect(await statusOf({ method: "GET", path: SOCKET, headers: { upgrade: "websocket" } })).toBe(403);
  expect(await statusOf({ method: "POST", path: "/api/enter", headers: { ...json } })).toBe(403);
  expect(await statusOf({ method: "POST", path: "/api/enter", headers: { ...json, origin: own } })).not.toBe(403);
  for (const origin of foreign) {
    expect(await statusOf({ method: "GET", path: POLL, headers: { origin } }), origin).toBe(403);
    expect(await statusOf({ method: "POST", path: POLL, headers: { origin } }), origin).toBe(403);
    expect(await statusOf({ method: "GET", path: SOCKET, headers: { upgrade: "websocket", origin } }), origin).toBe(403);
    expect(await statusOf({ method: "POST", path: "/api/enter", headers: { ...json, origin } }), origin).toBe(403);
    expect(await statusOf({ method: "GET", path: "/api/me", headers: { origin } }), origin).toBe(403);
  }
});
