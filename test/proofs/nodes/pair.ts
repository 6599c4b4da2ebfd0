// Two nodes on one Redis with a team on them: the facilitator on one, a lead on the other.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Connection, connect } from "../../../client/connection/connection.ts";
import {
  addPeople,
  conversation,
  createSession,
  type Device,
  openDevice,
  type Person,
  personIdOf,
  results,
  slice,
  submit,
  until,
} from "../../server/harness.ts";
import { startRedis, type TestRedis } from "../../store/redisServer.ts";
import { type Child, startChild } from "../children/child.ts";
import type { Dice } from "../real/dice.ts";
import { tcpProxy } from "./tcpProxy.ts";

type Known = Device & { name: string; personId: string };
export type Pair = { redis: TestRedis; a: Child; b: Child; facilitator: Known; lead: Known; stop: () => Promise<void> };

/** from a node to Redis, each way: long enough that both have decided before either has stored */
const ROAD_MS = 6;

export const startPair = async (breaks?: "appendsAnyway"): Promise<Pair> => {
  const redis = await startRedis();
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), "plumb-pair-")));
  // One after the other: the set-up link of the node that started last is the one that works.
  const children: Child[] = [];
  const road = await tcpProxy(redis.port, "slow", ROAD_MS);
  for (const DATA_DIR of folders) {
    children.push(await startChild({ env: { DATA_DIR, REDIS_URL: `redis://127.0.0.1:${road.port}` }, ...(breaks ? { breaks } : {}) }));
  }
  const [a, b] = children as [Child, Child];
  const device = openDevice(() => a.url);
  const set = await device.ask("POST", "/api/enter", { token: b.setupToken(), name: "Ada", teamName: "Support", experience: "long" });
  if (set.status !== 200) throw new Error(`set-up: ${set.text}`);
  const facilitator = { ...device, name: "Ada", personId: await personIdOf(device) };
  const [lead] = await addPeople({ device: () => openDevice(() => b.url) }, facilitator, [
    { name: "Lea", role: "lead", experience: "long" },
  ]);
  return {
    redis,
    a,
    b,
    facilitator,
    lead: lead!,
    stop: async () => {
      for (const child of children) await child.kill();
      await road.close();
      await redis.stop();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
};

const at = (url: string, known: Known, sessionId: string): Person => ({
  ...known,
  connection: connect({ url, sessionId, cookie: known.cookie(), reconnectMs: { min: 20, max: 100 } }),
});

const revealsIn = async ({ redis }: Pair, sessionId: string): Promise<string[]> =>
  (await redis.witness.xrange(`{plumb:session:${sessionId}}:log`, "-", "+")).flatMap(([, fields]) => {
    const event = JSON.parse(fields[fields.indexOf("e") + 1] ?? "{}") as { type: string; conversationId?: string };
    return event.type === "ScoresRevealed" && event.conversationId ? [event.conversationId] : [];
  });

const press = (
  { connection }: { connection: Connection },
  conversationId: string,
  roll: { in: string[]; absent: string[]; missing: string[] },
) => connection.send({ type: "RevealScores", conversationId, roll });

/** One session; each of its conversations is revealed by both at once, where told with the lead's node standing still meanwhile. Answers what went wrong. */
export const raceOf = async (pair: Pair, pauses: boolean[], { int, chance }: Dice): Promise<string[]> => {
  const ids = pauses.map((_, index) => `c${index + 1}`);
  const sessionId = await createSession(pair.facilitator, { conversations: ids.map((id) => conversation(id)) });
  const facilitator = at(pair.a.url, pair.facilitator, sessionId);
  const lead = at(pair.b.url, pair.lead, sessionId);
  const failures: string[] = [];
  try {
    for (const person of [facilitator, lead]) await until(() => person.connection.slices().mine, `${person.name} in the session`);
    for (const [index, id] of ids.entries()) {
      await Promise.all([submit(facilitator, id, chance(0.5) ? "low" : "high"), submit(lead, id, chance(0.5) ? "low" : "high")]);
      const progressOf = (person: Person) => slice(person, "progress").find((one) => one.conversationId === id);
      for (const person of [facilitator, lead])
        await until(() => progressOf(person)?.names?.in.length === 2, `both in, as ${person.name} sees it`);
      const rolls = [facilitator, lead].map((person) => progressOf(person)!.names!);
      const second = press(lead, id, rolls[1]!);
      if (pauses[index]) {
        await new Promise((next) => setTimeout(next, int(3)));
        pair.b.signal("SIGSTOP");
      }
      const first = await press(facilitator, id, rolls[0]!);
      if (pauses[index]) pair.b.signal("SIGCONT");
      for (const [who, answer] of [
        ["facilitator", first],
        ["lead", await second],
      ] as const) {
        if (!answer.ok) failures.push(`${id}: the ${who} was refused with ${answer.code}`);
      }
    }
    await until(
      () => ids.every((id) => results(facilitator, id) && JSON.stringify(results(facilitator, id)) === JSON.stringify(results(lead, id))),
      "the same results on both nodes",
    ).catch((error: unknown) => void failures.push(String(error)));
  } catch (error) {
    failures.push(error instanceof Error ? error.message : String(error));
  } finally {
    for (const { connection } of [facilitator, lead]) connection.close();
  }
  const reveals = await revealsIn(pair, sessionId);
  for (const id of ids) {
    const count = reveals.filter((one) => one === id).length;
    // None at all has been told above: it was not acknowledged, or not reached.
    if (count > 1) failures.push(`${id} was revealed ${count} times`);
  }
  return failures;
};
