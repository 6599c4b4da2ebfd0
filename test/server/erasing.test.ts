// Forgetting a person while people call, from the team's page: on SQLite, and over two nodes on one Redis.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { record } from "../../server/erasure/ledger.ts";
import { openStore } from "../../server/store/open.ts";
import { sqliteStore } from "../../server/store/sqlite.ts";
import { StoreError } from "../../server/store/storeErrors.ts";
import { redisStore } from "../../server/store/redis.ts";
import { startRedis, type TestRedis } from "../store/redisServer.ts";
import {
  addPeople,
  createSession,
  type Device,
  entered,
  type Person,
  results,
  reveal,
  seatId,
  send,
  sheet,
  slice,
  startCall,
  startServer,
  submit,
  type TestServer,
  until,
} from "./harness.ts";

const CANARY = "qzx-canary";
const NAME = `Ana ${CANARY} Ruiz`;

let servers: TestServer[] = [];
let redis: TestRedis | null = null;
const start = async (...given: Parameters<typeof startServer>): Promise<TestServer> => {
  const server = await startServer(...given);
  servers.push(server);
  return server;
};
afterEach(async () => {
  for (const server of servers) await server.stop();
  servers = [];
  await redis?.stop();
  redis = null;
});

const eraseBy = (device: Device, personId: string, name: string) => device.ask("POST", `/api/team/people/${personId}/erase`, { name });
const shows = (person: Person, words: string): boolean => JSON.stringify(person.connection.slices()).includes(words);
const filesWith = (folder: string, words: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(words))
    .map(({ name }) => name);

/** Ana scores with reasons, is revealed, explains herself, and drafts something in the second conversation. */
const anaSpeaks = async (ana: Person, facilitator: Person, others: Person[]): Promise<void> => {
  await submit(ana, "c1", "low", `${CANARY} reason`);
  for (const person of [facilitator, ...others]) await submit(person, "c1", "high", "theirs stays");
  await until(() => slice(facilitator, "progress")[0]?.in === 2 + others.length, "all in");
  await reveal(facilitator, "c1");
  const criterionId = slice(facilitator, "scorecard").criteria[0]!.criterionId;
  await send(facilitator, { type: "OpenCriterion", conversationId: "c1", criterionId, readAloud: false });
  await send(facilitator, { type: "OpenToEveryone", conversationId: "c1", criterionId });
  await send(ana, { type: "WriteReason", conversationId: "c1", criterionId, text: `${CANARY} explains`, evidence: [] });
  await ana.connection.saveDraft("c2", criterionId, { value: null, reason: `${CANARY} draft`, unsure: false, evidence: [] });
  for (const person of [facilitator, ...others]) await until(() => shows(person, `${CANARY} explains`), `${person.name} reads it`);
};

test("[F-9] beside a damaged session somebody is erased everywhere else; that is said to whoever asked and to whoever runs the server", async () => {
  let bad: string | null = null;
  const lines: string[] = [];
  const onItsLog = { LOG_LEVEL: "error" };
  const damaging: Parameters<typeof startServer>[0] = {
    openStore: async (...given) => {
      const store = await openStore(...given);
      return {
        ...store,
        read: async (stream, from) => {
          if (stream === bad) throw new StoreError("LOG_DAMAGED", `${stream} is damaged`);
          return store.read(stream, from);
        },
      };
    },
    logTo: { write: (line: string) => void lines.push(line) },
  };
  const server = await start(damaging, onItsLog);
  const { admin, people } = await startCall(server, [{ name: NAME }]);
  bad = `session:${await createSession(admin)}`;
  const answered = await eraseBy(admin, people[0]!.personId, NAME);
  expect(answered).toMatchObject({ status: 500, body: { code: "NOT_ALL_ERASED", message: expect.stringContaining("plumb verify") } });
  await until(() => people[0]!.connection.status().bye?.code === "ERASED", "her page is closed");
  expect(lines.filter((line) => line.includes('"code":"LOG_DAMAGED"'))).toHaveLength(1);
});

describe("on one server", () => {
  let server: TestServer;
  let admin: Person;
  let ana: Person;
  let ben: Person;
  let sessionId: string;
  beforeEach(async () => {
    server = await start();
    const call = await startCall(server, [{ name: NAME }, { name: "Ben" }]);
    sessionId = call.sessionId;
    admin = call.admin;
    [ana, ben] = call.people as [Person, Person];
  });

  test("open pages lose the words at once, her page is closed with plain words, scores stay, and the call goes on", async () => {
    await anaSpeaks(ana, admin, [ben]);
    const figures = results(ben, "c1");
    expect(filesWith(server.dataDir, CANARY)).not.toEqual([]);

    const erased = await eraseBy(admin, ana.personId, NAME);
    expect(erased.body).toEqual({ ok: true, effect: true });

    await until(() => ana.connection.status().state === "closed", "her page is closed");
    expect(ana.connection.status().bye).toMatchObject({ code: "ERASED", message: expect.stringContaining("were erased") });
    for (const person of [admin, ben]) await until(() => !shows(person, CANARY), `nothing of it is before ${person.name}`);
    expect(slice(ben, "roster").seats.map(({ name }) => name)).toContain("Former colleague");
    expect(results(ben, "c1")).toEqual(figures);
    expect(filesWith(server.dataDir, CANARY)).toEqual([]);
    expect(filesWith(server.dataDir, "theirs stays")).not.toEqual([]);

    // whoever comes now, and whoever is here, goes on
    const again = server.connect(ben, sessionId);
    await until(() => again.slices().mine, "Ben on a second page");
    expect(JSON.stringify(again.slices())).not.toContain(CANARY);
    await send(admin, { type: "MarkAbsent", seatId: seatId(ana) });
    await submit(ben, "c2", "high");
    await submit(admin, "c2", "high");
    await until(() => slice(admin, "progress").find(({ conversationId }) => conversationId === "c2")?.in === 2, "both in");
    await reveal(admin, "c2");
    await until(() => results(ben, "c2"), "the next reveal");
  });

  test("whoever is erased is nobody here any more: not by cookie, not by an act already sent, not by the old link", async () => {
    const link = await admin.ask("POST", "/api/links", { kind: "personal", personId: ana.personId });
    const token = String(link.body.url).split("#")[1]!;
    const scores = sheet(ana, "low", `${CANARY} too late`);
    const erasing = eraseBy(admin, ana.personId, NAME);
    const sent = Array.from({ length: 20 }, (_, index) =>
      ana.ask("POST", `/api/sessions/${sessionId}/commands`, {
        id: `late-${index}`,
        command: { type: "SubmitReview", conversationId: "c1", sheet: scores },
      }),
    );
    expect((await erasing).status).toBe(200);
    // Each came before, and was erased with the rest, or was refused.
    for (const { status, body } of await Promise.all(sent)) if (status !== 200) expect(["ERASED", "SIGN_IN"]).toContain(body.code);
    expect(filesWith(server.dataDir, CANARY)).toEqual([]);
    expect((await ana.ask("GET", "/api/me")).body.person).toBeNull();
    expect((await ana.ask("GET", "/api/team")).body.code).toBe("SIGN_IN");
    expect(await entered(server.device(), { token })).toMatchObject({ ok: false, code: "LINK_INVALID" });
  });

  test("[B-68] the name says that it is meant; what is unknown is refused; a second time has no effect", async () => {
    expect((await eraseBy(admin, ana.personId, "Ben")).body).toMatchObject({ code: "NAME_DIFFERS", field: "name" });
    expect((await admin.ask("GET", "/api/team")).text).toContain(CANARY);
    expect(await eraseBy(admin, "nobody", "Ben")).toMatchObject({ status: 404, body: { code: "UNKNOWN_SUBJECT" } });
    expect((await eraseBy(admin, ana.personId, `  ana ${CANARY.toUpperCase()}  ruiz `)).body).toEqual({ ok: true, effect: true });
    expect((await eraseBy(admin, ana.personId, "whatever")).body).toEqual({ ok: true, effect: false });
    expect((await admin.ask("GET", "/api/team")).text).not.toContain(CANARY);
  });

  test("managers may, nobody erases themselves, the last admin stays, a manager touches no admin", async () => {
    const [max, abe] = await addPeople(server, admin, [
      { name: "Max", role: "manager" },
      { name: "Abe", role: "admin" },
    ]);
    expect((await eraseBy(ben, ana.personId, NAME)).body.code).toBe("NOT_ALLOWED");
    expect((await eraseBy(max!, abe!.personId, "Abe")).body.code).toBe("NOT_ALLOWED");
    expect((await eraseBy(max!, max!.personId, "Max")).body.code).toBe("NOT_ONESELF");
    expect((await eraseBy(max!, ben.personId, "Ben")).status).toBe(200);
    expect((await eraseBy(abe!, admin.personId, "Ada")).status).toBe(200);
    expect((await eraseBy(abe!, abe!.personId, "Abe")).body.code).toBe("LAST_ADMIN");
    expect((await admin.ask("GET", "/api/me")).body.person).toBeNull();
  });

  test("whoever left, and a guest, can be erased later; only managers are told of them", async () => {
    await admin.ask("DELETE", `/api/team/people/${ana.personId}`);
    await send(admin, { type: "SetDoor", open: true });
    const guest = server.device();
    await entered(guest, { code: slice(admin, "session").code, name: "Gus" });
    const former = async (device: Device) => (await device.ask("GET", "/api/team")).body.former as { personId: string; name: string }[];
    expect((await former(admin)).map(({ name }) => name)).toEqual([NAME, "Gus"]);
    expect(await former(ben)).toEqual([]);
    for (const { personId, name } of await former(admin))
      expect((await eraseBy(admin, personId, name)).body).toEqual({ ok: true, effect: true });
    expect(await former(admin)).toEqual([]);
    await until(() => slice(ben, "roster").seats.filter(({ name }) => name === "Former colleague").length === 2, "both without a name");
  });

  test("an erasure that was cut off goes on with the next start", async () => {
    await anaSpeaks(ana, admin, [ben]);
    await server.restart(async () => {
      const store = sqliteStore({ file: join(server.dataDir, "plumb.sqlite"), onFatal: () => {}, writesHere: true });
      await record(store, { kind: "person", id: ana.personId, at: "2026-11-22" }, false);
      await store.close();
      expect(filesWith(server.dataDir, CANARY)).not.toEqual([]);
    });
    await until(() => filesWith(server.dataDir, CANARY).length === 0, "no byte of it left");
    expect((await admin.ask("GET", "/api/team")).text).not.toContain(CANARY);
    const list = readFileSync(join(server.dataDir, "plumb-erasures.jsonl"), "utf8");
    expect(list).toContain(ana.personId);
    const again = server.connect(ben, sessionId);
    await until(() => again.slices().results?.c1, "the results again");
    await until(() => !JSON.stringify(again.slices()).includes(CANARY), "nothing of it on a page");
  });
});

describe.each([
  ["with hints", true],
  ["with every hint lost", false],
])("over two nodes, %s", (_how, listens) => {
  test("both nodes forget, whoever looks at either sees it, and neither takes anything of hers", async () => {
    redis = await startRedis();
    const { url } = redis;
    const openStore = async () => redisStore({ url, unsafe: false, warn: () => {}, listens });
    const a = await start({ openStore }, { REDIS_URL: url });
    const b = await start({ openStore }, { REDIS_URL: url });
    const admin = b.device();
    const token = b.printed.join("\n").match(/\/enter#(\S+)/)?.[1];
    await admin.ask("POST", "/api/enter", { token, name: "Ada", teamName: "Support", experience: "long" });
    const [anaDevice, benDevice] = await addPeople(b, admin, [{ name: NAME }, { name: "Ben" }]);
    const sessionId = await createSession(admin);
    const on = (server: TestServer, device: Device, name: string): Person => ({
      ...device,
      name,
      personId: "",
      connection: server.connect(device, sessionId),
    });
    const ada = on(a, admin, "Ada");
    const ana = on(b, anaDevice!, "Ana");
    const ben = on(b, benDevice!, "Ben");
    for (const person of [ada, ana, ben]) await until(() => person.connection.slices().mine, `${person.name} in the session`);
    await anaSpeaks(ana, ada, [ben]);
    expect(filesWith(redis.dir, CANARY)).not.toEqual([]);

    // asked of the node that she is not on
    const asked = await a.device().ask("POST", `/api/team/people/${anaDevice!.personId}/erase`, { name: NAME }, { cookie: admin.cookie() });
    expect(asked.body).toEqual({ ok: true, effect: true });

    for (const person of [ada, ben]) await until(() => !shows(person, CANARY), `nothing of it is before ${person.name}`);
    await until(() => ana.connection.status().bye?.code === "ERASED", "her page is closed");
    await until(() => filesWith(redis!.dir, CANARY).length === 0, "no byte of it in Redis' files");
    await until(
      () => [a, b].every(({ dataDir }) => filesWith(dataDir, anaDevice!.personId).includes("plumb-erasures.jsonl")),
      "both nodes list it",
    );
    const again = b.connect(benDevice!, sessionId);
    await until(() => again.slices().results?.c1, "the results on the other node");
    expect(JSON.stringify(again.slices())).not.toContain(CANARY);
  }, 60_000);
});
