// Bad inputs, row by row (B-…), beneath the commands of badInput.test.ts: foreign pages, broken frames, bodies that are cut off or have no end, and what comes for a moment that has passed or not yet come.
import { randomUUID } from "node:crypto";
import { connect } from "node:net";
import { Writable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { DiscussionView } from "../../shared/session/view/slices.ts";
import { openSeat } from "../proofs/real/seatSocket.ts";
import { type Frame, frameBytes, handshakeText, SOCKET_PATH } from "../proofs/real/webSocket.ts";
import {
  type Call,
  conversation,
  mine,
  type Person,
  results,
  reveal,
  send,
  slice,
  startCall,
  startServer,
  submit,
  type TestServer,
  until,
} from "./harness.ts";
import { record } from "./recorder.ts";

let server: TestServer;
let call: Call;
let log: string;
beforeEach(async () => {
  log = "";
  const logTo = new Writable({
    write: (chunk, _encoding, done) => {
      log += String(chunk);
      done();
    },
  });
  server = await startServer({ logTo }, { LOG_LEVEL: "warn" });
  call = await startCall(server, [
    { name: "Nia", experience: "new" },
    { name: "Sol", experience: "long" },
  ]);
});
afterEach(() => server.stop());

const discussion = ({ connection }: Person): DiscussionView | null => connection.slices().discussion?.c1?.[criterionId()] ?? null;
const criterionId = (): string => slice(call.admin, "scorecard").criteria.find(({ scale }) => scale === "5pt")!.criterionId;
const opened = async (): Promise<void> => {
  for (const [index, person] of call.everybody.entries()) await submit(person, "c1", index % 2 ? "high" : "low");
  await until(() => slice(call.admin, "progress")[0]!.in === 3, "all in");
  await reveal(call.admin, "c1");
  await until(() => call.everybody.every((person) => results(person, "c1")), "the results at everybody's");
  await send(call.admin, { type: "OpenCriterion", conversationId: "c1", criterionId: criterionId(), readAloud: false });
  await until(() => call.everybody.every((person) => discussion(person)), "the criterion");
};

/** Bytes as they are, and what comes back until the other side ends it. */
const raw = (said: string, then: (write: (more: string) => void, end: () => void) => void = () => {}): Promise<string> =>
  new Promise((done) => {
    const socket = connect({ host: "127.0.0.1", port: Number(new URL(server.url).port) });
    let heard = "";
    socket.on("connect", () => {
      socket.write(said);
      then(
        (more) => void socket.write(more),
        () => void socket.destroy(),
      );
    });
    socket.on("data", (chunk) => {
      heard += String(chunk);
    });
    socket.on("error", () => {});
    socket.on("close", () => done(heard));
  });
const post = (path: string, length: number): string =>
  [
    `POST ${path} HTTP/1.1`,
    "Host: 127.0.0.1",
    `Origin: ${server.url}`,
    `Cookie: ${call.admin.cookie()}`,
    "Content-Type: application/json",
    `Content-Length: ${length}`,
    "Connection: close",
    "",
    "",
  ].join("\r\n");

test.each([
  ["B-1", "https://plumb.evil.example"],
  ["B-2", "null"],
])("[%s] a page of %s gets in by no way, and is in the log by its name", async (_row, origin) => {
  const cookie = call.admin.cookie();
  const upgrade = await raw(handshakeText("127.0.0.1", SOCKET_PATH, { Origin: origin, Cookie: cookie }));
  expect(upgrade).toMatch(/^HTTP\/1\.1 403/);
  expect((await call.admin.ask("POST", "/socket.io/?EIO=4&transport=polling", {}, { origin })).status).toBe(403);
  expect((await call.admin.ask("POST", "/api/links", { kind: "device" }, { origin })).status).toBe(403);
  expect(log.match(new RegExp(`"origin":"${origin}"`, "g"))!.length).toBeGreaterThanOrEqual(3);
});

test("[B-1] an upgrade that does not say from which page it comes is refused too", async () => {
  expect(await raw(handshakeText("127.0.0.1", SOCKET_PATH, { Cookie: call.admin.cookie() }))).toMatch(/^HTTP\/1\.1 403/);
});

test("[B-2] a page whose address only ends or begins like ours is another page", async () => {
  const { protocol, host } = new URL(server.url);
  for (const origin of [`${server.url}.evil.example`, `${protocol}//evil.${host}`, server.url.replace("http:", "https:")])
    expect(await raw(handshakeText("127.0.0.1", SOCKET_PATH, { Origin: origin, Cookie: call.admin.cookie() }))).toMatch(/^HTTP\/1\.1 403/);
});

test.each<[string, Frame, number]>([
  ["a text that is no UTF-8", { opcode: 1, payload: Buffer.from([0xc3, 0x28]) }, 1007],
  ["a reserved bit", { opcode: 1, rsv: 4, payload: Buffer.from("2") }, 1002],
  ["a frame without its mask", { opcode: 1, masked: false, payload: Buffer.from("2") }, 1002],
  ["a ping of 126 bytes", { opcode: 9, payload: Buffer.alloc(126) }, 1002],
  ["a frame over the limit", { opcode: 1, payload: Buffer.alloc(64 * 1024 + 1, 97) }, 1009],
])("[B-59] %s ends that connection, and nobody else's", async (_what, frame, code) => {
  const seat = await openSeat(server.url, call.sessionId, { cookie: call.people[0]!.cookie() });
  let heard = Buffer.alloc(0);
  seat.raw.tcp.on("data", (chunk: Buffer) => {
    heard = Buffer.concat([heard, chunk]);
  });
  seat.raw.bytes(frameBytes(frame));
  await seat.raw.whenClosed;
  // 0x88: goodbye, then why
  const goodbye = heard.lastIndexOf(0x88);
  expect(heard.readUInt16BE(goodbye + 2)).toBe(code);
  await send(call.admin, { type: "StartTimer", minutes: 3 });
  expect(call.people[0]!.connection.status().state).toBe("live");
});

test.each<[string, Buffer]>([
  ["of nothing", Buffer.alloc(0)],
  ["of one letter", Buffer.from("a")],
])(
  "[B-59] one message in 131,073 pieces %s ends that connection with a code, costs nothing that stays, and nobody else notices",
  async (_what, payload) => {
    const seat = await openSeat(server.url, call.sessionId, { cookie: call.people[0]!.cookie() });
    let heard = Buffer.alloc(0);
    seat.raw.tcp.on("data", (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
    });
    const pieces = Array.from({ length: 131_073 }, (_none, index) => frameBytes({ opcode: index === 0 ? 1 : 0, fin: false, payload }));
    const bytes = Buffer.concat(pieces);
    pieces.length = 0;
    const before = process.memoryUsage().rss;
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 5);
    seat.raw.bytes(bytes);
    // somebody else, while it comes
    await send(call.admin, { type: "StartTimer", minutes: 3 });
    await seat.raw.whenClosed;
    clearInterval(watch);
    // too many pieces, before they are too much
    expect(heard.readUInt16BE(heard.lastIndexOf(0x88) + 2)).toBe(1008);
    expect(most - before).toBeLessThan(64 * 1024 ** 2);
    await send(call.admin, { type: "EndTimer" });
    expect(call.everybody.map(({ connection }) => connection.status().state)).toEqual(["live", "live", "live"]);
  },
);

test("[B-43] a body that says it has ten gigabytes is refused before it is read", async () => {
  const heard = await raw(post("/api/sessions", 10 * 1024 ** 3), (write) => write('{"name":"'));
  expect(heard).toMatch(/^HTTP\/1\.1 413/);
  expect(heard).toContain('"TOO_LARGE"');
  await send(call.admin, { type: "StartTimer", minutes: 3 });
});

test("[B-52] an upload cut off at 60 % has no effect, and the whole of it is taken under the same id", async () => {
  const message = JSON.stringify({
    id: randomUUID(),
    command: {
      type: "AddConversation",
      conversation: {
        ...conversation("c9", "A long one"),
        transcript: Array.from({ length: 2_000 }, (_none, at) => ({ at, speaker: "Agent", text: "and so on ".repeat(10) })),
      },
    },
  });
  const path = `/api/sessions/${call.sessionId}/commands`;
  await raw(post(path, Buffer.byteLength(message)) + message.slice(0, message.length * 0.6), (_write, end) => setTimeout(end, 50));
  await send(call.admin, { type: "StartTimer", minutes: 3 });
  expect(slice(call.admin, "conversations").map(({ conversationId }) => conversationId)).toEqual(["c1", "c2"]);
  for (let time = 0; time < 2; time++) expect((await call.admin.ask("POST", path, message)).body).toEqual({ ok: true });
  await until(() => slice(call.admin, "conversations").length === 3, "the conversation, once");
});

test("[B-34] a vote of a laptop that slept through its round is not counted in the next, and says so", async () => {
  await opened();
  const crit = { conversationId: "c1", criterionId: criterionId() };
  const nia = call.people[0]!;
  await send(call.admin, { type: "OpenRevote", ...crit });
  await send(nia, { type: "CastRevote", ...crit, round: 1, value: 2 });
  await send(call.admin, { type: "CancelRevote", ...crit, round: 1 });
  await send(call.admin, { type: "OpenRevote", ...crit });
  const late = await nia.connection.send({ type: "CastRevote", ...crit, round: 1, value: 5 });
  expect(late).toMatchObject({ ok: false, code: "STALE_ROUND", retry: "never", message: expect.stringContaining("another round") });
  const openRound = () => discussion(call.admin)?.revotes.at(-1);
  await until(() => openRound()?.round === 2, "the second round");
  expect(openRound()).toMatchObject({ round: 2, status: "open", in: 0 });
});

test("[B-35] what somebody writes before their turn is seen by themselves alone: nobody else gets a byte", async () => {
  await opened();
  const [nia, sol] = call.people as [(typeof call.people)[0], (typeof call.people)[0]];
  const others = await Promise.all([call.admin, nia].map((who) => record(server.url, call.sessionId, { cookie: who.cookie() })));
  await until(() => others.every(({ frames }) => frames.some((frame) => frame.startsWith("42"))), "the others' views");
  const before = others.map(({ frames }) => frames.length);
  await send(sol, {
    type: "WriteReason",
    conversationId: "c1",
    criterionId: criterionId(),
    text: "She never asked for the number",
    evidence: [],
  });
  await until(() => mine(sol).held.some(({ text }) => text === "She never asked for the number"), "it at its author's");
  // what is told after it has come, and of it nothing
  await send(call.admin, { type: "StartTimer", minutes: 3 });
  await until(() => others.every(({ frames }) => frames.some((frame) => frame.includes('"timer":{'))), "what came after it");
  for (const [index, { frames, close }] of others.entries()) {
    expect(frames.slice(before[index]).find((frame) => frame.startsWith("42"))).toContain('"timer":{');
    expect(frames.join()).not.toContain("never asked");
    close();
  }
});
