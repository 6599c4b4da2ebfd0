// Two servers on one Redis, people split over both: one call, one truth. Each server is a process of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { type Connection, connect } from "../../client/connection/connection.ts";
import type { SliceName } from "../../shared/session/view/slices.ts";
import { startRedis, type TestRedis } from "../store/redisServer.ts";
import {
  addPeople,
  createSession,
  type Device,
  entered,
  openDevice,
  type Person,
  personIdOf,
  results,
  reveal,
  seatId,
  send,
  sheet,
  slice,
  submit,
  until,
} from "./harness.ts";

const NODE = fileURLToPath(new URL("redisNode.ts", import.meta.url));
type Node = {
  url: string;
  setupToken: string;
  end: () => Promise<void>;
  kill: () => Promise<void>;
  signal: (signal: NodeJS.Signals) => void;
};

let redis: TestRedis;
const nodes: Node[] = [];
const connections: Connection[] = [];
afterEach(async () => {
  for (const connection of connections.splice(0)) connection.close();
  for (const node of nodes.splice(0)) await node.kill();
  await redis.stop();
});

const startNode = async (ears = ""): Promise<Node> => {
  const child: ChildProcess = spawn(process.execPath, [NODE, redis.url, ears], { stdio: ["pipe", "pipe", "inherit"] });
  const gone = once(child, "exit");
  let url = "";
  let setupToken = "";
  for await (const line of createInterface({ input: child.stdout! })) {
    setupToken = /\/enter#(\S+)/.exec(line)?.[1] ?? setupToken;
    url = /^ready (\S+)/.exec(line)?.[1] ?? "";
    if (url) break;
  }
  const node: Node = {
    url,
    setupToken,
    end: async () => {
      child.stdin!.end();
      await gone;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
    signal: (signal) => void child.kill(signal),
  };
  nodes.push(node);
  return node;
};

/** The same browser at another node: a load balancer sends it there. */
const at = (node: Node, device: Device & { name: string; personId: string }, sessionId: string): Person => {
  const connection = connect({ url: node.url, sessionId, cookie: device.cookie(), reconnectMs: { min: 20, max: 100 } });
  connections.push(connection);
  return { ...device, connection };
};

const startCallOnTwo = async (ears = ""): Promise<{ a: Node; b: Node; sessionId: string; everybody: Person[] }> => {
  redis = await startRedis();
  const a = await startNode(ears);
  const b = await startNode(ears);
  const device = openDevice(() => a.url);
  const set = await device.ask("POST", "/api/enter", { token: b.setupToken, name: "Ada", teamName: "Support", experience: "long" });
  expect(set.status).toBe(200);
  const ada = { ...device, personId: await personIdOf(device), name: "Ada" };
  // Each by a personal link from node A, opened on node B at once.
  const people = await addPeople({ device: () => openDevice(() => b.url) }, ada, [
    { name: "Nia", experience: "new" },
    { name: "Sol" },
    { name: "Lea", role: "lead", experience: "long" },
  ]);
  const sessionId = await createSession(ada);
  const everybody = [ada, ...people].map((one, index) => at(index % 2 === 0 ? a : b, one, sessionId));
  for (const person of everybody) await until(() => person.connection.slices().mine, `${person.name} in the session`);
  return { a, b, sessionId, everybody };
};

const eventsOf = async (sessionId: string): Promise<{ type: string }[]> =>
  (await redis.witness.xrange(`{plumb:session:${sessionId}}:log`, "-", "+")).map(([, fields]) =>
    JSON.parse(fields[fields.indexOf("e") + 1] ?? "{}"),
  );

/** Without PUBLIC_URL each node puts its own address into the link to join. */
const anyNode = (json: string): string => nodes.reduce((text, { url }) => text.replaceAll(url, "NODE"), json);

/** What two people of one audience are shown is the same, byte for byte. */
const SHARED: SliceName[] = ["session", "roster", "conversations", "progress", "results", "discussion"];
const sameFor = async (people: Person[], what: string): Promise<void> => {
  await until(
    () =>
      SHARED.every(
        (name) => new Set(people.map(({ connection }) => anyNode(JSON.stringify(connection.slices()[name] ?? null)))).size === 1,
      ),
    `the same view for ${people.map(({ name }) => name).join(" and ")}: ${what}`,
  );
};

describe.each([
  ["with hints", ""],
  ["with every hint lost", "deaf"],
])("a call over two nodes, %s", (_how, ears) => {
  test("is one call: same views, one reveal of two pressed at once, everybody present", async () => {
    const { sessionId, everybody } = await startCallOnTwo(ears);
    const [ada, nia, sol, lea] = everybody as [Person, Person, Person, Person];
    await until(() => slice(ada, "roster").seats.filter(({ present }) => present).length === 4, "everybody present");
    for (const [index, person] of everybody.entries())
      await submit(person, "c1", index % 2 === 0 ? "low" : "high", `reason of ${person.name}`);
    await until(() => slice(ada, "progress")[0]?.in === 4 && slice(lea, "progress")[0]?.in === 4, "all in, seen on both nodes");
    await sameFor([ada, lea], "before the reveal");
    expect(JSON.stringify(lea.connection.slices())).not.toContain("reason of Ada");

    await Promise.all([reveal(ada, "c1"), reveal(lea, "c1")]);
    for (const person of everybody) await until(() => results(person, "c1"), `${person.name} sees the results`);
    expect((await eventsOf(sessionId)).filter(({ type }) => type === "ScoresRevealed")).toHaveLength(1);
    await sameFor([ada, lea], "after the reveal");
    await sameFor([nia, sol], "after the reveal");

    const criterionId = slice(ada, "scorecard").criteria[0]!.criterionId;
    await send(ada, { type: "OpenCriterion", conversationId: "c1", criterionId, readAloud: false });
    await until(() => slice(lea, "discussion") && slice(nia, "discussion"), "the criterion on the other node");
    await sameFor([ada, lea], "in discussion");
    await send(lea, { type: "CloseSession" });
    await until(() => everybody.every((person) => slice(person, "session").status === "closed"), "closed for everybody");
  }, 60_000);
});

describe("people on two nodes", () => {
  test("whoever comes in on one node is known on the other at once, by cookie and by name", async () => {
    const { a, b, sessionId, everybody } = await startCallOnTwo("deaf");
    const [ada] = everybody as [Person];
    const atA = openDevice(() => a.url);
    const code = slice(ada, "session").code;
    expect(await entered(atA, { code, name: "Guest", experience: "new" })).toMatchObject({ next: "session", sessionId });
    const reply = await fetch(`${b.url}/api/me`, { headers: { cookie: atA.cookie() } });
    expect(((await reply.json()) as { person: { name: string } }).person.name).toBe("Guest");
  });

  test.each([
    ["with hints", ""],
    ["with every hint lost", "deaf"],
  ])(
    "what somebody typed on one node is there on the other, in an open tab and after moving, %s",
    async (_how, ears) => {
      const { a, sessionId, everybody } = await startCallOnTwo(ears);
      const nia = everybody[1]!;
      const tab = at(a, nia, sessionId);
      await until(() => tab.connection.slices().mine, "the tab on the other node");
      const criterionId = slice(nia, "scorecard").criteria[0]!.criterionId;
      const type = (person: Person, reason: string) =>
        person.connection.saveDraft("c1", criterionId, { value: null, reason, unsure: false, evidence: [] });
      expect(await type(nia, "typed on B")).toEqual({ ok: true });
      await until(() => JSON.stringify(tab.connection.slices().mine).includes("typed on B"), "the draft in the other tab");
      tab.connection.close();
      await type(nia, "typed later");
      const back = at(a, nia, sessionId);
      await until(() => JSON.stringify(back.connection.slices().mine ?? {}).includes("typed later"), "the later draft after moving");
    },
    60_000,
  );

  test("a one-time link opened on both nodes at once lets one device in", async () => {
    const { a, b, everybody } = await startCallOnTwo();
    const [ada] = everybody as [Person];
    const link = await ada.ask("POST", "/api/links", { kind: "device" });
    const token = String(link.body.url).split("#")[1];
    const replies = await Promise.all([a, b].map(({ url }) => openDevice(() => url).ask("POST", "/api/enter", { token })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  test("[T-8] the team's link replaced on one node: whoever waits by the old one on the other is told and closed there", async () => {
    const { a, b, sessionId, everybody } = await startCallOnTwo();
    const [ada] = everybody as [Person];
    await send(ada, { type: "SetDoor", open: false });
    const { body } = await ada.ask("GET", "/api/team");
    const tom = openDevice(() => b.url);
    await entered(tom, { token: String(body.teamLink).split("#")[1], name: "Tom", experience: "new" });
    const waiting = at(b, { ...tom, name: "Tom", personId: await personIdOf(tom) }, sessionId);
    await until(() => waiting.connection.slices().waiting, "Tom at the door");
    expect(a.url).not.toBe(b.url);
    expect((await ada.ask("POST", "/api/team/link")).status).toBe(200);
    await until(() => waiting.connection.status().bye?.code === "LINK_INVALID", "Tom told on the other node");
  });

  test("wrong guesses count for all nodes together", async () => {
    const { a, b } = await startCallOnTwo();
    for (let guess = 0; guess < 20; guess++)
      await openDevice(() => a.url).ask("POST", "/api/enter", { token: randomBytes(16).toString("base64url") });
    const next = await openDevice(() => b.url).ask("POST", "/api/enter", { token: randomBytes(16).toString("base64url") });
    expect(next.status).toBe(429);
    const [key = ""] = await redis.witness.keys("{plumb}:limit:wrong:*");
    expect(await redis.witness.ttl(key)).toBeGreaterThan(0);
  });

  test("[B-10] six letters are guessed no faster on two nodes than on one, at once or in turn; right links go on working", async () => {
    const { a, b, everybody } = await startCallOnTwo();
    const [ada] = everybody as [Person];
    const guess = (node: Node, code: string) => openDevice(() => node.url).ask("POST", "/api/enter", { code, name: "Mallory" });
    const letters = "BCDFGHJKLMNPQRSTVWXZ";
    const wrong = Array.from({ length: 20 }, (_none, index) => `ZZZZ${letters[index]}Z`);
    const statuses: number[] = [];
    for (const [index, code] of wrong.entries()) statuses.push((await guess(index % 2 === 0 ? a : b, code)).status);
    expect(statuses).toEqual(wrong.map(() => 404));
    for (const node of [a, b]) {
      const more = await guess(node, "ZZZZZZ");
      expect([more.status, more.body.code]).toEqual([429, "TOO_FAST"]);
      // not even the right ones tell that they are
      expect((await guess(node, slice(ada, "session").code)).status).toBe(429);
    }
    const link = await ada.ask("POST", "/api/links", { kind: "device" });
    expect((await openDevice(() => b.url).ask("POST", "/api/enter", { token: String(link.body.url).split("#")[1] })).status).toBe(200);
    // in one burst no more than all attempts of an address together
    const burst = await Promise.all(Array.from({ length: 320 }, (_none, index) => guess(index % 2 === 0 ? a : b, "ZZZZZZ")));
    expect(burst.every(({ status }) => status === 429)).toBe(true);
    expect((await guess(a, "ZZZZZZ")).body.code).toBe("TOO_FAST");
    const [all = ""] = await redis.witness.keys("{plumb}:limit:enter:*");
    expect(Number(await redis.witness.get(all))).toBeGreaterThan(300);
  }, 60_000);

  test("[L-12] what nodes tell each other over Redis names what has changed, never a word or a score of it", async () => {
    const { everybody } = await startCallOnTwo();
    const [ada, nia] = everybody as [Person, Person];
    const ears = redis.witness.duplicate();
    const heard: string[] = [];
    ears.on("pmessage", (_pattern, channel, message) => void heard.push(`${channel} ${message}`));
    await ears.psubscribe("*");
    const criterionId = slice(nia, "scorecard").criteria[0]!.criterionId;
    await nia.connection.saveDraft("c1", criterionId, { value: 1, reason: "typed by Nia", unsure: true, evidence: [] });
    await submit(nia, "c1", "high", "because of the tone");
    await until(() => slice(ada, "progress")[0]?.in === 1, "it at the other node");
    await until(() => heard.length >= 2, "the hints");
    expect(heard.join("\n")).not.toMatch(/typed|tone|value|unsure|Nia|\{/);
    ears.disconnect();
  });

  test("what one person asks by HTTP counts for all nodes together", async () => {
    const { a, b, everybody } = await startCallOnTwo();
    const [ada] = everybody as [Person];
    const counted = async () => Number(await redis.witness.get(`{plumb}:limit:asks:${ada.personId}`));
    // the ten seconds may end between two of them
    await until(async () => {
      const before = await counted();
      for (const node of [a, b]) await fetch(`${node.url}/api/me`, { headers: { cookie: ada.cookie() } });
      return (await counted()) === before + 2;
    }, "one count of both");
  });

  test("somebody whose socket moved to the other node is not away; somebody whose node died is", async () => {
    const { a, b, sessionId, everybody } = await startCallOnTwo();
    const [ada, nia, sol] = everybody as [Person, Person, Person];
    const present = (person: Person) => slice(ada, "roster").seats.find((one) => one.seatId === seatId(person))?.present;
    await until(() => present(sol) && present(nia), "Sol and Nia present");
    const again = at(b, sol, sessionId);
    await until(() => again.connection.slices().mine, "Sol on the other node");
    const key = `{plumb:session:${sessionId}}:here:${seatId(again)}`;
    await until(async () => (await redis.witness.scard(key)) === 2, "two nodes hold Sol's sockets");
    expect(await redis.witness.ttl(key)).toBeGreaterThan(0);
    sol.connection.close();
    await until(async () => (await redis.witness.scard(key)) === 1, "one node holds Sol's socket");
    // Longer than the time of grace.
    await new Promise((next) => setTimeout(next, 1_500));
    expect(present(again)).toBe(true);

    nia.connection.close();
    again.connection.close();
    const leaSeat = seatId(everybody[3]!);
    everybody[3]!.connection.close();
    await b.kill();
    await until(
      () => slice(ada, "roster").seats.find((one) => one.seatId === leaSeat)?.present === false,
      "those of the dead node away",
      15_000,
    );
    expect(present(ada)).toBe(true);
    expect(a.url).not.toBe(b.url);
  }, 60_000);

  test("[F-18] Redis away: what people see stays, also those who only watch are told, acts are kept and sent once it is back", async () => {
    const { b, sessionId, everybody } = await startCallOnTwo();
    const [ada, nia, sol, lea] = everybody as [Person, Person, Person, Person];
    const link = await ada.ask("POST", "/api/links", { kind: "screen", sessionId });
    const wall = connect({ url: b.url, sessionId, screenToken: String(link.body.url).split("#")[1]!, reconnectMs: { min: 20, max: 100 } });
    connections.push(wall);
    await until(() => wall.slices().session, "the wall");
    await submit(ada, "c1", "low");
    await redis.kill();
    const waiting = nia.connection.send({ type: "SubmitReview", conversationId: "c1", sheet: sheet(nia, "high") });
    const told = () => [sol.connection, lea.connection, wall].map((one) => [one.status().state, one.status().trouble ?? null]);
    await until(() => told().every(([, trouble]) => trouble === "storage"), "everybody told");
    expect(told()).toEqual(Array.from({ length: 3 }, () => ["live", "storage"]));
    expect(slice(nia, "conversations")).toHaveLength(2);
    await redis.start();
    expect(await waiting).toEqual({ ok: true });
    await until(() => slice(ada, "progress")[0]?.in === 2, "both in");
    await until(() => told().every(([, trouble]) => trouble === null), "nobody told any more");
  }, 60_000);

  test("[F-19] a session that Redis has lost: everybody in it is told within seconds, without doing anything, and whoever is back later too", async () => {
    const { a, sessionId, everybody } = await startCallOnTwo();
    await redis.witness.del(...(await redis.witness.keys(`{plumb:session:${sessionId}}:*`)));
    const told = () => everybody.map(({ connection }) => connection.status().trouble ?? null);
    await until(() => told().every((trouble) => trouble === "damaged"), "everybody told");
    expect(slice(everybody[1]!, "conversations")).toHaveLength(2);
    const again = at(a, everybody[2]!, sessionId);
    await until(() => again.connection.status().trouble === "damaged" || again.connection.status().bye?.code === "LOG_DAMAGED", "told too");
  }, 60_000);

  test("[F-22] a node that stood still for a while catches up and goes on", async () => {
    const { a, sessionId, everybody } = await startCallOnTwo();
    const [ada, nia, sol] = everybody as [Person, Person, Person];
    a.signal("SIGSTOP");
    const waiting = sol.connection.send({ type: "SubmitReview", conversationId: "c1", sheet: sheet(sol, "high") });
    await submit(nia, "c1", "low");
    await new Promise((next) => setTimeout(next, 1_000));
    a.signal("SIGCONT");
    expect(await waiting).toEqual({ ok: true });
    await until(() => slice(ada, "progress")[0]?.in === 2, "both in");
    expect((await eventsOf(sessionId)).filter(({ type }) => type === "ReviewSubmitted")).toHaveLength(2);
  }, 60_000);

  test("[F-19] a session whose log is damaged is refused with its own sentence; another goes on", async () => {
    const { sessionId, everybody } = await startCallOnTwo();
    const [ada, nia] = everybody as [Person, Person];
    const other = await createSession(ada);
    await redis.witness.xtrim(`{plumb:session:${sessionId}}:log`, "MAXLEN", 1);
    const answer = await nia.connection.send({ type: "SubmitReview", conversationId: "c1", sheet: sheet(nia, "high") });
    expect(answer).toMatchObject({ ok: false, code: "LOG_DAMAGED", retry: "never" });
    expect(slice(nia, "conversations")).toHaveLength(2);
    const elsewhere = at(nodes[1]!, nia, other);
    await until(() => elsewhere.connection.slices().mine, "Nia in the other session");
    await submit(elsewhere, "c1", "low");
    const list = await ada.ask("GET", "/api/sessions");
    expect(list.status).toBe(200);
  }, 60_000);
});
