// The connection module against a real server: nothing a person did disappears, whatever happens to page, network or server.
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { afterEach, expect, test, vi } from "vitest";
import { createClockSync } from "../../client/connection/clockSync.ts";
import { connect } from "../../client/connection/connection.ts";
import { loadWaiting } from "../../client/connection/waiting.ts";
import { ownGround } from "../../client/connection/wire.ts";
import type { Answer } from "../../shared/protocol/socket.ts";
import { conversation, mine, send, slice, startCall, startServer, tabStorage, type TestServer, until } from "./harness.ts";
import { record } from "./recorder.ts";

let server: TestServer;
afterEach(() => server?.stop());

const action = (actionId: string) =>
  ({ type: "AddAction", actionId, text: actionId, ownerPersonId: null, dueOn: null, criterionId: null, conversationId: null }) as const;

test("acts done while the server is away wait in storage, survive a reload, arrive in order, and storage is empty again", async () => {
  server = await startServer();
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  const storage = tabStorage();
  const page = server.connect(admin, sessionId, { storage });
  await until(() => page.slices().mine, "the page");
  const criterionId = slice(admin, "scorecard").criteria[0]!.criterionId;

  await server.restart(async () => {
    await until(() => page.status().state === "reconnecting", "offline");
    for (const id of ["one", "two", "three"]) void page.send(action(id));
    void page.saveDraft("c1", criterionId, { value: 1, reason: "typed offline", unsure: false, evidence: [] });
    expect(page.status().waiting).toBe(4);
    expect(loadWaiting(storage).commands.map(({ command }) => command.type === "AddAction" && command.actionId)).toEqual([
      "one",
      "two",
      "three",
    ]);
    page.close();
  });

  const answers: Answer[] = [];
  const reloaded = server.connect(admin, sessionId, { storage, onLeftover: (answer) => answers.push(answer) });
  await until(() => answers.length === 4, "all four answered");
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(storage.value()).toBeNull();
  expect(reloaded.status().waiting).toBe(0);
  await until(() => slice(people[0]!, "actions").here.length === 3, "three actions, once each");
  expect(slice(people[0]!, "actions").here.map(({ text }) => text)).toEqual(["one", "two", "three"]);
  await until(() => reloaded.slices().mine?.sheets.c1?.draft[criterionId]?.reason === "typed offline", "the draft");
});

test("[B-32] an id that stood for something else: the page is told once, keeps and repeats nothing, and what is done again has an id of its own", async () => {
  server = await startServer();
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  const storage = tabStorage();
  const minted = ["tab", "the-same", "the-same", "another"];
  const page = server.connect(admin, sessionId, { storage, newId: () => minted.shift() ?? "none" });
  await until(() => page.slices().mine, "the page");
  expect(await page.send(action("one"))).toEqual({ ok: true });
  expect(await page.send(action("two"))).toEqual({
    ok: false,
    code: "ID_REUSED",
    retry: "never",
    message: "This was sent before with other content, so it was not taken. Try it once more.",
  });
  expect([page.status().waiting, storage.value()]).toEqual([0, null]);
  // done again by the person, not by the page
  expect(minted).toEqual(["another"]);
  expect(await page.send(action("two"))).toEqual({ ok: true });
  await until(() => slice(people[0]!, "actions").here.length === 2, "both actions");
  expect(slice(people[0]!, "actions").here.map(({ text }) => text)).toEqual(["one", "two"]);
});

test("[B-32] what an earlier page left behind under such an id is told to the page that comes after it, and not sent for ever", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  expect((await admin.ask("POST", `/api/sessions/${sessionId}/commands`, { id: "taken", command: action("one") })).body.ok).toBe(true);
  const storage = tabStorage();
  storage.save(JSON.stringify({ commands: [{ id: "taken", command: action("two") }], drafts: [] }));
  const answers: Answer[] = [];
  const page = server.connect(admin, sessionId, { storage, onLeftover: (answer) => answers.push(answer) });
  await until(() => answers.length === 1, "the answer");
  expect(answers).toMatchObject([{ ok: false, code: "ID_REUSED", retry: "never" }]);
  expect([page.status().waiting, storage.value()]).toEqual([0, null]);
});

test("two hundred scores typed offline are taken in as fast as the server lets them in, and none is left without an answer", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  const entry = { value: null, reason: "typed offline", unsure: false, evidence: [] };
  const drafts = Array.from({ length: 200 }, (_none, at) => ({ id: `d${at}`, conversationId: `gone${at}`, criterionId: "none", entry }));
  const storage = tabStorage();
  storage.save(JSON.stringify({ commands: [], drafts }));
  const answers: Answer[] = [];
  const page = server.connect(admin, sessionId, { storage, onLeftover: (answer) => answers.push(answer) });
  // whoever gets no answer waits ten seconds for it
  await until(() => answers.length === drafts.length, "all answers", 8_000);
  expect([page.status().waiting, storage.value()]).toEqual([0, null]);
});

test.each(["SERVER_OLDER", "UPGRADE_REQUIRED"] as const)(
  "[B-4] a page that is told %s asks once and no more, and what was done on it is kept for a page that fits",
  async (code) => {
    server = await startServer();
    const { admin, sessionId } = await startCall(server, []);
    // a server of another version, as far as it matters to this page
    const http = createServer();
    const other = new Server(http);
    let asked = 0;
    other.use((_socket, next) => {
      asked += 1;
      next(Object.assign(new Error(code), { data: { code, message: `${code} in words` } }));
    });
    await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const storage = tabStorage();
    const page = connect({ url, sessionId, cookie: admin.cookie(), storage, reconnectMs: { min: 1, max: 5 } });
    const answer = page.send(action("one"));
    await until(() => page.status().state === "closed", "the end of trying");
    expect(page.status()).toMatchObject({ bye: { code }, waiting: 1 });
    expect(await answer).toMatchObject({ ok: false, code });
    const kept = loadWaiting(storage).commands;
    expect(kept).toMatchObject([{ command: action("one") }]);
    // forty times the longest pause before another attempt
    await new Promise((next) => setTimeout(next, 200));
    expect(asked).toBe(1);
    expect(loadWaiting(storage).commands).toEqual(kept);
    await other.close();

    const answers: Answer[] = [];
    server.connect(admin, sessionId, { storage, onLeftover: (given) => answers.push(given) });
    await until(() => answers.length === 1, "the answer to what was kept");
    expect([answers[0], storage.value()]).toEqual([{ ok: true }, null]);
    await until(() => slice(admin, "actions").here.length === 1, "the action, once");
  },
);

test("[F-38] storage that throws or holds rubbish is no obstacle, and is told as long as something waits in vain to be kept", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  const broken = {
    load: () => "{rubbish",
    save: () => {
      throw new Error("full");
    },
  };
  const page = server.connect(admin, sessionId, { storage: broken });
  const answer = page.send(action("one"));
  expect(page.status()).toMatchObject({ waiting: 1, unkept: true });
  expect(await answer).toEqual({ ok: true });
  expect(page.status()).toMatchObject({ waiting: 0, unkept: false });
});

test("typing fast is few writes; the last one wins, and everybody who waits is answered", async () => {
  server = await startServer();
  const { admin } = await startCall(server, []);
  const criterionId = slice(admin, "scorecard").criteria[0]!.criterionId;
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      admin.connection.saveDraft("c1", criterionId, { value: null, reason: "x".repeat(index + 1), unsure: false, evidence: [] }),
    ),
  );
  expect(answers.every(({ ok }) => ok)).toBe(true);
  await until(() => mine(admin).sheets.c1?.draft[criterionId]?.reason.length === 40, "the last value");
  expect(await admin.connection.saveDraft("c1", criterionId, null)).toEqual({ ok: true });
  await until(() => mine(admin).sheets.c1?.draft[criterionId] === undefined, "cleared");
});

test("many acts at once are few frames: progress is told together, and what is the same is not told again", async () => {
  server = await startServer();
  const { admin, people, sessionId } = await startCall(
    server,
    Array.from({ length: 8 }, (_, index) => ({ name: `Reviewer ${index}` })),
  );
  await until(() => slice(admin, "roster").seats.every(({ present }) => present), "all present");
  const watcher = await record(server.url, sessionId, { cookie: people[0]!.cookie() });
  const before = watcher.frames.length;
  const sheetOf = (value: number) => ({ "general-empathy": { value, reason: "", unsure: false, evidence: [] } });
  await Promise.all(people.slice(1).map((person) => send(person, { type: "SubmitReview", conversationId: "c1", sheet: sheetOf(2) })));
  await until(() => slice(people[0]!, "progress")[0]?.in === 7, "seven in");
  const told = watcher.frames.slice(before).filter((frame) => frame.startsWith("42"));
  expect(told.length).toBeLessThanOrEqual(4);
  for (const frame of told)
    expect(Object.keys((JSON.parse(frame.slice(2)) as [string, { slices: object }])[1].slices)).toEqual(["progress"]);

  // handing in again says nothing to anybody else
  const quiet = watcher.frames.length;
  await Promise.all(people.slice(1).map((person) => send(person, { type: "SubmitReview", conversationId: "c1", sheet: sheetOf(4) })));
  await send(admin, { type: "StartTimer", minutes: 1 });
  await until(() => watcher.frames.slice(quiet).some((frame) => frame.includes('"session"')), "the next thing that is told");
  expect(watcher.frames.slice(quiet).filter((frame) => frame.startsWith("42"))).toHaveLength(1);
  watcher.close();
});

test("the server's clock is known to a few milliseconds, whatever this device's clock says", async () => {
  server = await startServer({
    clock: {
      now: () => Date.now() + 3_600_000,
      after: (ms, run) => {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
  });
  const { admin } = await startCall(server, []);
  await until(() => Math.abs(admin.connection.serverNow() - Date.now() - 3_600_000) < 200, "an hour ahead");
});

test("a device that slept asks at once whether anybody is there, and only silence counts", async () => {
  vi.useFakeTimers();
  let alive = true;
  const asked: number[] = [];
  const wire = {
    isOpen: () => true,
    ask: async () => {
      asked.push(Date.now());
      return alive ? Date.now() : null;
    },
  };
  const sync = createClockSync(wire, ownGround);
  let asleep = 0;
  sync.onAsleep(() => {
    asleep += 1;
  });
  await vi.advanceTimersByTimeAsync(10_000);
  asked.length = 0;
  // a hidden tab's timers come late, but the socket answers
  vi.setSystemTime(Date.now() + 55_000);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toHaveLength(1);
  expect(asleep).toBe(0);
  alive = false;
  vi.setSystemTime(Date.now() + 3_600_000);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asleep).toBe(1);
  sync.stop();
  vi.useRealTimers();
});

test("somebody who does not read costs the server a few frames, holds up nobody, and gets the present state when they read again", async () => {
  server = await startServer();
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  const line = (at: number) => ({ at, speaker: "Agent", text: "x".repeat(100) });
  await send(admin, {
    type: "AddConversation",
    conversation: { ...conversation("c9"), transcript: Array.from({ length: 2_500 }, (_, at) => line(at)) },
  });
  const slow = await slowReader(people[0]!, sessionId);
  await until(() => slow.text().includes('"now"'), "the slow reader's first view");
  slow.pause();
  const before = slow.received();
  for (let index = 1; index <= 60; index++)
    await send(admin, { type: "ChangeConversation", conversationId: "c9", change: { title: `Title ${index}` } });
  await until(() => slice(people[0]!, "conversations").some(({ title }) => title === "Title 60"), "the last title for those who read");
  slow.resume();
  await until(() => slow.text().includes("Title 60"), "the last title for the slow one");
  // sixty changes of 300 kB each were not all waiting for them
  expect(slow.received() - before).toBeLessThan(60 * 250_000);
  slow.close();
});

type SlowReader = { pause: () => void; resume: () => void; text: () => string; received: () => number; close: () => void };

/** A WebSocket by hand on a bare connection, so that it can stop reading. */
function slowReader(who: { cookie: () => string }, sessionId: string): Promise<SlowReader> {
  const masked = (text: string): Buffer => {
    const bytes = Buffer.from(text);
    // a mask of zeros leaves the bytes as they are
    const head = bytes.length < 126 ? [0x81, 0x80 | bytes.length] : [0x81, 0xfe, bytes.length >> 8, bytes.length & 255];
    return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), bytes]);
  };
  return new Promise((done, fail) => {
    const call = request(`${server.url}/socket.io/?EIO=4&transport=websocket`, {
      headers: {
        origin: server.url,
        cookie: who.cookie(),
        connection: "Upgrade",
        upgrade: "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      },
    });
    call.on("error", fail);
    call.on("upgrade", (_response, socket) => {
      let tail = "";
      let received = 0;
      socket.on("data", (chunk: Buffer) => {
        received += chunk.length;
        tail = (tail + chunk.toString("latin1")).slice(-1_000_000);
      });
      socket.on("error", () => {});
      socket.write(masked(`40${JSON.stringify({ protocol: 1, sessionId })}`));
      done({
        pause: () => void socket.pause(),
        resume: () => void socket.resume(),
        text: () => tail,
        received: () => received,
        close: () => socket.destroy(),
      });
    });
    call.end();
  });
}
