// Two servers on one Redis Cluster, people split over both: one call, a master that dies in the middle of it, and the commands of whoever runs it.
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { redisStore } from "../../server/store/redis.ts";
import { plumb, type Said } from "../proofs/ledger/plumb.ts";
import { startCluster, type TestCluster } from "../store/redisCluster.ts";
import type { TestRedis } from "../store/redisServer.ts";
import {
  addPeople,
  createSession,
  type Device,
  type Person,
  results,
  reveal,
  send,
  sheet,
  slice,
  startServer,
  submit,
  type TestServer,
  until,
} from "./harness.ts";

let cluster: TestCluster;
let nodes: TestServer[] = [];
beforeAll(async () => {
  cluster = await startCluster();
}, 60_000);
afterAll(() => cluster.stop());
beforeEach(() => cluster.flush());
afterEach(async () => {
  for (const node of nodes) await node.stop();
  nodes = [];
  await cluster.mend();
  expect(await cluster.answered("CROSSSLOT")).toBe(0);
}, 60_000);

const startNode = async (listens = true): Promise<TestServer> => {
  const { url } = cluster;
  const openStore = async () => redisStore({ url, unsafe: false, warn: () => {}, listens });
  const node = await startServer({ openStore }, { REDIS_URL: url });
  nodes.push(node);
  return node;
};

type Team = { a: TestServer; b: TestServer; ada: Device & { name: string }; others: (Device & { name: string })[] };
const startTeam = async (listens = true): Promise<Team> => {
  const a = await startNode(listens);
  const b = await startNode(listens);
  const ada = await b.admin();
  const others = await addPeople(b, ada, [
    { name: "Nia", experience: "new" },
    { name: "Lea", role: "lead", experience: "long" },
  ]);
  return { a, b, ada, others };
};
/** Everybody in the session: Ada and Lea at one node, Nia at the other. */
const join3 = async ({ a, b, ada, others }: Team, sessionId: string): Promise<[ada: Person, nia: Person, lea: Person]> => {
  const at = (node: TestServer, device: Device & { name: string }): Person => ({
    ...device,
    personId: "",
    connection: node.connect(device, sessionId),
  });
  const people: [Person, Person, Person] = [at(a, ada), at(b, others[0]!), at(a, others[1]!)];
  for (const person of people) await until(() => person.connection.slices().mine, `${person.name} in the session`);
  return people;
};
const holderOf = (sessionId: string): Promise<TestRedis> => cluster.holderOf(`{plumb:session:${sessionId}}`);
const createdWhere = async (admin: Device, which: (holder: TestRedis) => boolean): Promise<string> => {
  for (;;) {
    const sessionId = await createSession(admin);
    if (which(await holderOf(sessionId))) return sessionId;
  }
};
const allIn = (people: Person[], conversationId: string, count: number) =>
  until(
    () => people.every((person) => slice(person, "progress").find((one) => one.conversationId === conversationId)?.in === count),
    `${count} in, seen by all`,
  );

describe.each([
  ["with hints", true],
  ["with every hint lost", false],
])("a call over two nodes on a cluster, %s", (_how, listens) => {
  test("scores, one reveal of two pressed at once, a criterion opened and settled: the same for everybody", async () => {
    const team = await startTeam(listens);
    const sessionId = await createSession(team.ada);
    const everybody = await join3(team, sessionId);
    const [ada, nia, lea] = everybody;
    for (const [index, person] of everybody.entries()) await submit(person, "c1", index === 1 ? "low" : "high", `reason of ${person.name}`);
    await allIn(everybody, "c1", 3);
    expect(JSON.stringify(nia.connection.slices())).not.toContain("reason of Ada");
    await Promise.all([reveal(ada, "c1"), reveal(lea, "c1")]);
    for (const person of everybody) await until(() => results(person, "c1"), `${person.name} sees the results`);
    expect(results(nia, "c1")).toEqual(results(ada, "c1"));
    const { witness } = await holderOf(sessionId);
    const log = JSON.stringify(await witness.xrange(`{plumb:session:${sessionId}}:log`, "-", "+"));
    expect(log.split("ScoresRevealed")).toHaveLength(2);

    const { criterionId } = slice(ada, "scorecard").criteria[0]!;
    const first = { conversationId: "c1", criterionId };
    const discussed = (person: Person) => slice(person, "discussion")?.c1?.[criterionId];
    await send(ada, { type: "OpenCriterion", ...first, readAloud: false });
    await until(() => everybody.every(discussed), "the criterion, everywhere");
    const { value } = sheet(ada, "high")[criterionId]!;
    await send(lea, { type: "SettleCriterion", ...first, value, how: "agreed", until: null, note: null, cause: null, feedback: null });
    await until(() => everybody.every((person) => discussed(person)?.settled), "settled, everywhere");
    await send(ada, { type: "CloseSession" });
    await until(() => everybody.every((person) => slice(person, "session").status === "closed"), "closed for everybody");
  }, 60_000);
});

describe("what the nodes share", () => {
  test("wrong guesses count for all nodes together", async () => {
    const { a, b } = await startTeam();
    const guess = (node: TestServer) => node.device().ask("POST", "/api/enter", { token: randomBytes(16).toString("base64url") });
    for (let n = 0; n < 20; n++) await guess(a);
    expect((await guess(b)).status).toBe(429);
  });
});

describe("[F-15] a master dies in the middle of a call", () => {
  test.each([
    ["one that has sessions only", false],
    ["the one that has what is common to all", true],
  ])(
    "whose session lies there is told so and keeps what was sent, the others go on, and it all comes back: %s",
    async (_which, isCommon) => {
      const team = await startTeam();
      const common = await cluster.holderOf("{plumb}");
      const victim = isCommon ? common : cluster.masters.find((master) => master !== common)!;
      const hit = await join3(team, await createdWhere(team.ada, (holder) => holder === victim));
      const spared = await join3(team, await createdWhere(team.ada, (holder) => holder !== victim));
      await submit(hit[0], "c1", "low");
      await victim.kill();

      const answers = hit
        .slice(1)
        .map((person) => person.connection.send({ type: "SubmitReview", conversationId: "c1", sheet: sheet(person, "high") }));
      for (const person of hit.slice(1)) {
        await until(() => person.connection.status().trouble === "storage", `${person.name} being told`);
        expect(person.connection.status()).toMatchObject({ state: "live", waiting: 1 });
        expect(slice(person, "conversations")).toHaveLength(2);
      }
      for (const person of spared) await submit(person, "c1", "high");
      await allIn(spared, "c1", 3);
      await reveal(spared[0], "c1");
      for (const person of spared) {
        await until(() => results(person, "c1"), `${person.name} sees the results in the other session`);
        expect(person.connection.status().trouble ?? null).toBeNull();
      }
      for (const { url } of nodes) expect((await fetch(`${url}/readyz`)).status).toBe(200);
      const refused = await team.a.device().ask("POST", "/api/enter", { token: randomBytes(16).toString("base64url") });
      expect(refused.body.code).toBe(isCommon ? "STORAGE" : "LINK_INVALID");

      await victim.start();
      for (const answer of answers) expect(await answer).toEqual({ ok: true });
      await allIn(hit, "c1", 3);
      await until(() => hit.every(({ connection }) => (connection.status().trouble ?? null) === null), "nobody being told any more");
      await reveal(hit[0], "c1");
      for (const person of hit) await until(() => results(person, "c1"), `${person.name} sees the results`);
    },
    60_000,
  );
});

describe("the commands of whoever runs it", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plumb-cluster-"));
    return () => rmSync(folder, { recursive: true, force: true });
  });
  const command = async (...args: string[]): Promise<Said> =>
    plumb(folder, args, { DATA_DIR: join(folder, "data"), REDIS_URL: cluster.url, LOG_LEVEL: "silent" });
  /** how many of the masters' files hold it */
  const filesWith = (word: string): number =>
    cluster.masters.filter(({ dir }) =>
      readdirSync(dir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(word)),
    ).length;

  test("backup, verify, erase, restore and move read all masters and leave nothing behind on any", async () => {
    const team = await startTeam();
    const sessions = [await createSession(team.ada)];
    for (const master of cluster.masters) sessions.push(await createdWhere(team.ada, (holder) => holder === master));
    for (const sessionId of sessions) {
      const [, nia] = await join3(team, sessionId);
      await submit(nia, "c1", "low", "zq-canary");
      nia.connection.close();
    }
    expect(filesWith("zq-canary")).toBe(3);
    const streams = (await (await cluster.holderOf("{plumb}")).witness.hlen("{plumb}:streams")) as number;
    const file = join(folder, "monday.jsonl");
    expect(await command("backup", file)).toMatchObject({ code: 0 });
    const busy = await command("restore", file);
    expect(busy).toMatchObject({ code: 1 });
    expect(busy.err).toContain("Stop all of them first");
    for (const node of nodes.splice(0)) await node.stop();

    expect((await command("verify")).out).toContain(`is whole: ${streams} streams`);
    expect(await command("erase", "person", "Nia", "--confirm", "Nia")).toMatchObject({ code: 0 });
    expect(filesWith("zq-canary")).toBe(0);

    const [victim] = cluster.masters as [TestRedis];
    await victim.witness.del((await victim.witness.keys("{plumb:session:*}:log"))[0]!);
    expect(await command("verify")).toMatchObject({ code: 1 });
    expect(await command("restore", file)).toMatchObject({ code: 0 });
    expect((await command("verify")).out).toContain(`is whole: ${streams} streams`);
    // What was erased stays so, though the backup is older.
    expect(filesWith("zq-canary")).toBe(0);

    const moved = await command("move", "--to", "sqlite");
    expect(moved).toMatchObject({ code: 0 });
    expect(moved.out).toContain("every session replayed to the same state");
    await cluster.flush();
    const back = await command("move", "--to", "redis");
    expect(back).toMatchObject({ code: 0 });
    expect((await command("verify")).out).toContain(`is whole: ${streams} streams`);
    for (const { witness } of cluster.masters) expect((await witness.keys("{plumb:session:*}:log")).length).toBeGreaterThan(0);
  }, 120_000);
});
