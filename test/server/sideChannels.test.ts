// What a watcher could learn from beside the words: sizes that compression gives away, messages between nodes, and one session's traffic in another's.
import { request } from "node:http";
import { afterEach, expect, test } from "vitest";
import { dial, handshakeText, SOCKET_PATH } from "../proofs/real/webSocket.ts";
import {
  conversation,
  createSession,
  type Device,
  reveal,
  seatId,
  send,
  slice,
  startCall,
  startServer,
  submit,
  type Person,
  type TestServer,
  until,
} from "./harness.ts";
import { type Recorder, record } from "./recorder.ts";

let server: TestServer;
afterEach(() => server.stop());

/** As a browser asks that takes anything compressed. */
const headersOf = (path: string, who: Device): Promise<Record<string, unknown>> =>
  new Promise((done, fail) => {
    const asked = request(
      `${server.url}${path}`,
      { headers: { cookie: who.cookie(), "accept-encoding": "gzip, deflate, br, zstd" } },
      (answer) => {
        answer.resume();
        answer.on("end", () => done({ status: answer.statusCode, ...answer.headers }));
      },
    );
    asked.on("error", fail);
    asked.end();
  });

test("[L-9] nothing of a session is compressed, by whatever way it comes and whatever the browser offers", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  for (const path of [
    "/api/me",
    "/api/sessions",
    `/api/sessions/${sessionId}/report`,
    `/api/sessions/${sessionId}/report?format=csv`,
    "/socket.io/?EIO=4&transport=polling",
  ]) {
    const headers = await headersOf(path, admin);
    expect([path, headers["content-encoding"]]).toEqual([path, undefined]);
    expect(headers.status).not.toBe(404);
  }
  const raw = await dial(server.url, { Origin: server.url, Cookie: admin.cookie(), "Sec-WebSocket-Extensions": "permessage-deflate" });
  let heard = "";
  raw.onText((text) => {
    heard += text;
  });
  await until(() => heard.startsWith("0{"), "words that need no unpacking");
  raw.tcp.destroy();
  expect(handshakeText("h", SOCKET_PATH, {})).not.toContain("Extensions");
});

test("[INV-19] a whole call changes no byte of another that began before it, and holds up none of its answers", async () => {
  server = await startServer();
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }, { name: "Lea", role: "lead" }]);
  const watchers: Recorder[] = [];
  for (const who of [admin, ...people]) watchers.push(await record(server.url, sessionId, { cookie: who.cookie() }));
  await until(() => slice(admin, "roster").seats.every(({ present }) => present), "everybody present");
  const seen = (): number[] => watchers.map(({ frames }) => frames.filter((frame) => frame.startsWith("42")).length);
  // what is told when something of their own happens, so that nothing is on its way any more
  const mark = async (minutes: number): Promise<number[]> => {
    await send(admin, { type: "StartTimer", minutes });
    const { startedAt } = await until(() => slice(admin, "session").timer, "the timer");
    await until(
      () => watchers.every(({ frames }) => frames.some((frame) => frame.includes(`"startedAt":${startedAt}`))),
      "the timer at everybody's",
    );
    return seen();
  };
  // the first one changes what the facilitator may do, too
  await mark(1);
  const before = await mark(2);

  const other = await createSession(admin, {
    personIds: people.map(({ personId }) => personId),
    conversations: [conversation("c1"), conversation("c2")],
  });
  const there = [admin, ...people].map((who): Person => ({ ...who, connection: server.connect(who, other) }));
  for (const person of there)
    await until(() => person.connection.slices().mine && person.connection.slices().scorecard, "everybody in the other call");
  for (const [index, person] of there.entries()) await submit(person, "c1", index % 2 ? "low" : "high", "because of something");
  await until(() => slice(there[0]!, "progress")[0]!.in === 3, "all in");
  await reveal(there[0]!, "c1");
  const criterionId = slice(there[0]!, "scorecard").criteria[0]!.criterionId;
  await send(there[0]!, { type: "OpenCriterion", conversationId: "c1", criterionId, readAloud: false });
  await send(there[0]!, {
    type: "AddAction",
    actionId: "a1",
    text: "Later",
    ownerPersonId: admin.personId,
    dueOn: null,
    criterionId,
    conversationId: "c1",
  });
  await send(there[0]!, { type: "RemoveSeat", seatId: seatId(there[1]!) });
  await send(there[0]!, { type: "CloseSession" });
  expect(seen()).toEqual(before);
  expect(await mark(3)).toEqual(before.map((count) => count + 1));
  for (const { close } of watchers) close();
});
