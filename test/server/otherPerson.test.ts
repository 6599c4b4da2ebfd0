// Two people, one browser: what the first did and could not send is never done by the second, and goes out when the first is back.
import { io } from "socket.io-client";
import { afterEach, expect, test } from "vitest";
import { connectOver } from "../../client/connection/connection.ts";
import { loadWaiting } from "../../client/connection/waiting.ts";
import { ownGround, type WireEars } from "../../client/connection/wire.ts";
import type { Answer, Handshake } from "../../shared/protocol/socket.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/version.ts";
import { REFUSALS } from "../../shared/texts/refusals.ts";
import {
  addPeople,
  createSession,
  type Device,
  entered,
  newAction,
  send,
  slice,
  startCall,
  startServer,
  tabStorage,
  type TestServer,
  until,
} from "./harness.ts";

let server: TestServer;
afterEach(() => server?.stop());

const OTHER_PERSON = { ok: false, code: "OTHER_PERSON", retry: "never", message: REFUSALS.OTHER_PERSON };
const action = newAction("hers");

/** How a page of `whose` is received that comes with `device`'s cookie. */
const comesBack = (device: Device, sessionId: string, whose: string): Promise<string> =>
  new Promise((done) => {
    const auth: Handshake = { protocol: PROTOCOL_VERSION, sessionId, personId: whose };
    const socket = io(server.url, {
      transports: ["websocket"],
      reconnection: false,
      auth,
      extraHeaders: { origin: server.url, cookie: device.cookie() },
    });
    const tell = (what: string): void => {
      socket.disconnect();
      done(what);
    };
    socket.on("view", () => tell("let in"));
    socket.on("connect_error", (error) => tell((error as Error & { data?: { code: string } }).data?.code ?? "?"));
  });

test("a page comes back with somebody else's cookie: it is shown nothing, and nobody is given a seat by it", async () => {
  server = await startServer();
  const admin = await server.admin();
  const [tom, ben] = await addPeople(server, admin, [{ name: "Tom" }, { name: "Ben" }]);
  const sessionId = await createSession(admin, { personIds: [tom!.personId] });
  const watching = server.connect(admin, sessionId);
  await until(() => watching.slices().roster, "the session");
  const seated = () => slice({ connection: watching }, "roster").seats.map(({ name }) => name);
  const before = seated();
  expect(before).not.toContain("Ben");
  expect(await comesBack(ben!, sessionId, tom!.personId)).toBe("OTHER_PERSON");
  expect(await comesBack(tom!, sessionId, tom!.personId)).toBe("let in");
  expect(await comesBack(server.device(), sessionId, tom!.personId)).toBe("SIGN_IN");
  // which says nothing of whether there is such a session
  expect(await comesBack(ben!, "none", tom!.personId)).toBe("OTHER_PERSON");
  // the first of these would have been seen by now
  await until(() => slice({ connection: watching }, "roster").seats.some(({ name }) => name === "Tom"), "Tom");
  expect(seated().filter((name) => name !== "Tom")).toEqual(before.filter((name) => name !== "Tom"));
  // by himself he may
  expect(await comesBack(ben!, sessionId, ben!.personId)).toBe("let in");
});

test("an act that says whose it is is taken from nobody else, by socket and by HTTP, and the same of a score", async () => {
  server = await startServer();
  const { admin, people, sessionId } = await startCall(server, [{ name: "Tom" }, { name: "Ben" }]);
  const [tom, ben] = people;
  const path = `/api/sessions/${sessionId}/commands`;
  const [cara] = await addPeople(server, admin, [{ name: "Cara" }]);
  // whoever has no seat here too: what is refused for good is not sent again
  for (const somebody of [ben!, cara!]) {
    const refused = await somebody.ask("POST", path, { id: "one", personId: tom!.personId, command: action });
    expect([refused.status, refused.body]).toEqual([403, OTHER_PERSON]);
  }
  const socket = io(server.url, {
    transports: ["websocket"],
    auth: { protocol: PROTOCOL_VERSION, sessionId } satisfies Handshake,
    extraHeaders: { origin: server.url, cookie: ben!.cookie() },
  });
  const criterionId = slice(admin, "scorecard").criteria[0]!.criterionId;
  const entry = { value: 1, reason: "", unsure: false, evidence: [] };
  const score = { tab: "t", conversationId: "c1", criterionId, entry };
  try {
    expect(await socket.emitWithAck("command", { id: "one", personId: tom!.personId, command: action })).toEqual(OTHER_PERSON);
    expect(await socket.emitWithAck("draft", { id: "two", personId: tom!.personId, ...score })).toEqual(OTHER_PERSON);
    expect(slice(ben!, "mine").sheets.c1?.draft).toEqual({});
    expect(await socket.emitWithAck("draft", { id: "two", personId: ben!.personId, ...score })).toEqual({ ok: true });
  } finally {
    socket.disconnect();
  }
  // refused is not taken: the same id, from whom it is
  expect((await tom!.ask("POST", path, { id: "one", personId: tom!.personId, command: action })).body).toEqual({ ok: true });
  await until(() => slice(admin, "actions").here.length === 1, "the action, once");
  await until(() => slice(ben!, "mine").sheets.c1?.draft[criterionId], "his own score");
});

test("what the first left behind in a tab is kept while the second uses it, and goes out when the first is back", async () => {
  server = await startServer();
  const { admin, people, sessionId } = await startCall(server, [{ name: "Tom" }, { name: "Ben" }]);
  const [tom, ben] = people;
  const criterionId = slice(admin, "scorecard").criteria[0]!.criterionId;
  const storage = tabStorage();
  const page = server.connect(tom!, sessionId, { storage });
  await until(() => page.slices().mine, "the page");
  await server.restart(async () => {
    await until(() => page.status().state === "reconnecting", "offline");
    void page.send(action);
    void page.saveDraft("c1", criterionId, { value: 1, reason: "Tom's", unsure: false, evidence: [] });
    page.close();
  });
  const left = loadWaiting(storage);
  expect([left.commands.length, left.drafts.length]).toEqual([1, 1]);

  const told: Answer[] = [];
  const second = server.connect(ben!, sessionId, { storage, onLeftover: (answer) => told.push(answer) });
  await until(() => second.slices().mine && second.status().waiting === 0, "nothing of Ben's waits");
  expect(await second.send(newAction("his"))).toEqual({ ok: true });
  expect(loadWaiting(storage)).toEqual(left);
  expect(told).toEqual([]);
  expect(second.slices().mine!.sheets.c1?.draft).toEqual({});
  second.close();

  // nor while somebody uses it who is at the door
  await send(admin, { type: "SetDoor", open: false });
  const stranger = server.device();
  await entered(stranger, { code: slice(admin, "session").code, name: "Zoe", experience: "settled" });
  const outside = server.connect(stranger, sessionId, { storage, onLeftover: (answer) => told.push(answer) });
  await until(() => outside.slices().waiting && outside.status().waiting === 0, "at the door");
  expect(loadWaiting(storage)).toEqual(left);
  expect(told).toEqual([]);
  outside.close();

  const third = server.connect(tom!, sessionId, { storage, onLeftover: (answer) => told.push(answer) });
  await until(() => told.length === 2, "both answered");
  expect([told, storage.value()]).toEqual([[{ ok: true }, { ok: true }], null]);
  await until(() => third.slices().mine?.sheets.c1?.draft[criterionId]?.reason === "Tom's", "his score");
  await until(() => slice(admin, "actions").here.length === 2, "both actions, once each");
  expect(slice(admin, "actions").here.map(({ text }) => text)).toEqual(["his", "hers"]);
});

/** A page on a wire that answers as it is told. */
const pageOn = (answer: (message: { id: string; personId?: string }) => Answer) => {
  const storage = tabStorage();
  const sent: { id: string; personId?: string }[] = [];
  let ears: WireEars | null = null;
  const say = (message: unknown): Answer => {
    sent.push(message as { id: string });
    return answer(message as { id: string });
  };
  const page = connectOver(
    (given) => {
      ears = given;
      return {
        isOpen: () => true,
        open: () => {},
        hurry: () => {},
        close: () => {},
        drop: () => {},
        ask: async (event, [message]) => (event === "clock" ? Date.now() : say(message)),
        post: async (message) => say(message),
      };
    },
    ownGround,
    { storage },
  );
  const shows = (personId: string, now?: number): void => ears!.view({ slices: { mine: { personId } as never }, ...(now ? { now } : {}) });
  ears!.opened();
  return { page, storage, sent, shows };
};
const large = { ...action, text: "long ".repeat(20_000) };

test.each(["OTHER_PERSON", "SIGN_IN"] as const)(
  "a large act goes by the cookie of the moment: answered with %s it stays, and the page ends",
  async (code) => {
    const { page, storage, sent, shows } = pageOn(() => ({ ...OTHER_PERSON, code }) as Answer);
    shows("tom", Date.now());
    expect(await page.send(large)).toMatchObject({ ok: false, code });
    expect(sent).toMatchObject([{ personId: "tom" }]);
    expect(page.status()).toMatchObject({ state: "closed", bye: { code }, waiting: 1 });
    expect(loadWaiting(storage).commands).toEqual(sent);
  },
);

test("what was another person's goes out in the same page once it turns out who that was", async () => {
  let isKnown = false;
  const { page, storage, sent, shows } = pageOn(({ personId }) =>
    personId === "tom" && !isKnown ? (OTHER_PERSON as Answer) : { ok: true },
  );
  shows("tom", Date.now());
  const first = page.send(action);
  // before it is answered he is known by another name here
  shows("stranger");
  expect(await first).toEqual(OTHER_PERSON);
  const kept = loadWaiting(storage).commands;
  expect(kept).toMatchObject([{ personId: "tom", command: action }]);
  isKnown = true;
  shows("tom");
  await until(() => sent.length === 2 && storage.value() === null, "sent once more");
  expect(sent[1]).toEqual(kept[0]);
});
