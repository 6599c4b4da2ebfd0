// What is kept of closed sessions so that a start need not read every log: only what the log itself would say, and no word that somebody may have erased.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { erase } from "../../server/erasure/erase.ts";
import { BRIEFS, createKeptBriefs, falseBriefs, MAKE } from "../../server/live/keptBriefs.ts";
import { type Brief, briefOf, createSessionIndex } from "../../server/live/sessionIndex.ts";
import type { Sessions } from "../../server/live/sessions.ts";
import type { EventStore, StoredEvent } from "../../server/store/eventStore.ts";
import { memoryStore } from "../../server/store/memory.ts";
import { sqliteStore } from "../../server/store/sqlite.ts";
import { StoreError } from "../../server/store/storeErrors.ts";
import { evolve } from "../../shared/session/evolve.ts";
import type { SessionEvent } from "../../shared/session/events.ts";
import type { SessionState } from "../../shared/session/state.ts";
import type { Golden } from "../proofs/upgrade/golden.ts";
import { send, startCall, startServer, type TestServer } from "./harness.ts";

const GOLDEN = ["golden-small", "golden-large", "golden-half-way"].map(
  (name) => JSON.parse(readFileSync(join(import.meta.dirname, `../golden/0.1.0/${name}.json`), "utf8")) as Golden,
);
const turn = (): Promise<void> => new Promise((next) => setImmediate(next));
const fault = (error: unknown): never => {
  throw error;
};
const foldOf = (events: readonly StoredEvent[]): SessionState =>
  events.reduce<SessionState | null>((state, { event }) => evolve(state, event as unknown as SessionEvent), null) as SessionState;

/** A store with the golden sessions, and how often each log was read whole. */
const filled = async (): Promise<{ store: EventStore; reads: string[] }> => {
  const store = memoryStore();
  const reads: string[] = [];
  for (const { sessionId, events } of GOLDEN)
    await store.append(`session:${sessionId}`, 0, [
      { commandId: "all", actor: "server", fingerprint: "f", events: events as unknown as StoredEvent["event"][] },
    ]);
  const read: EventStore["read"] = (stream, from) => {
    reads.push(stream.replace("session:", ""));
    return store.read(stream, from);
  };
  return { store: { ...store, read }, reads };
};
/** A node that starts on it. */
const started = (store: EventStore) => {
  const kept = createKeptBriefs(store, turn, fault);
  const sessions = {
    heads: async () =>
      (await store.heads("session:")).map(({ stream, version }) => ({ sessionId: stream.replace("session:", ""), version })),
    folded: async (sessionId: string) => {
      const events = await store.read(`session:${sessionId}`, 0);
      return events.length === 0 ? null : { state: foldOf(events), version: events.length };
    },
  } as Sessions;
  return { kept, index: createSessionIndex({ sessions: () => sessions, kept, turn }) };
};
const keptAfterwards = async (store: EventStore): Promise<string[]> => {
  for (let count = 0; count < 50; count++) await turn();
  return (await store.list(BRIEFS)).map(({ key }) => key);
};

test("the first start reads every log, later ones only those of open sessions, and both say the same", async () => {
  const { store, reads } = await filled();
  const before = await started(store).index.all();
  expect(reads.toSorted()).toEqual(["golden-half-way", "golden-large", "golden-small"]);
  expect(await keptAfterwards(store)).toEqual(["golden-large", "golden-small"]);
  reads.length = 0;
  const after = await started(store).index.all();
  expect(reads).toEqual(["golden-half-way"]);
  expect(after).toHaveLength(3);
  expect(after).toEqual(expect.arrayContaining(before));
});

test("one that was made from fewer events, or by another version of Plumb, is made anew", async () => {
  const { store, reads } = await filled();
  await started(store).index.all();
  await keptAfterwards(store);
  const [large, small] = await Promise.all(
    ["golden-large", "golden-small"].map((key) => store.get(BRIEFS, key) as Promise<{ version: number }>),
  );
  await store.put(BRIEFS, "golden-large", { ...large, version: large!.version - 1, brief: { name: "older" } });
  await store.put(BRIEFS, "golden-small", { ...small, make: MAKE - 1, brief: { name: "of another make" } });
  reads.length = 0;
  const names = (await started(store).index.all()).map(({ name }) => name);
  expect(reads.toSorted()).toEqual(["golden-half-way", "golden-large", "golden-small"]);
  expect(names).not.toContain("older");
  expect(names).not.toContain("of another make");
  await keptAfterwards(store);
  expect(await store.get(BRIEFS, "golden-large")).toEqual(large);
  expect(await store.get(BRIEFS, "golden-small")).toEqual(small);
});

test("what was kept and is not what the log says is found, and what nobody touched is not", async () => {
  const { store } = await filled();
  await started(store).index.all();
  await keptAfterwards(store);
  expect(await falseBriefs(store)).toEqual([]);
  const kept = (await store.get(BRIEFS, "golden-large")) as { brief: Brief };
  await store.put(BRIEFS, "golden-large", { ...kept, brief: { ...kept.brief, range: { low: 99, high: 100 } } });
  await store.put(BRIEFS, "gone", { ...kept, version: 3 });
  expect(await falseBriefs(store)).toEqual([expect.stringContaining("session:golden-large"), expect.stringContaining("session:gone")]);
});

test("a session that changes is read again, also after a start that finds what was kept of it before", async () => {
  const { store } = await filled();
  const { index } = started(store);
  await index.all();
  await keptAfterwards(store);
  const { length } = await store.read("session:golden-small", 0);
  const event = { type: "SessionReopened", at: 9e12, bySeat: "fay", reason: { text: "one more" } };
  await store.append("session:golden-small", length, [{ commandId: "again", actor: "fay", fingerprint: "f", events: [event] }]);
  index.touch("golden-small");
  expect((await index.get("golden-small"))?.status).toBe("open");
  // what is kept is of the log as it was, and is not used
  expect((await started(store).index.all()).find(({ sessionId }) => sessionId === "golden-small")?.status).toBe("open");
});

test("erasing everybody and every conversation's words changes no brief: nothing that is kept has to be erased", async () => {
  const { store } = await filled();
  for (const { sessionId } of GOLDEN) {
    const stream = `session:${sessionId}`;
    const whole = foldOf(await store.read(stream, 0));
    const before = briefOf(whole);
    for (const { personId } of whole.seats)
      await store.put("people", personId, {
        personId,
        name: "Name",
        kind: "member",
        guestOf: null,
        createdAt: 1,
        erased: false,
        mergedInto: null,
      });
    for (const { personId } of whole.seats) expect((await erase(store, { kind: "person", id: personId })).names).toBe(1);
    expect((await erase(store, { kind: "material", id: sessionId })).texts).toBeGreaterThan(0);
    const erased = foldOf(await store.read(stream, 0));
    expect(erased).not.toEqual(whole);
    expect(briefOf(erased)).toEqual(before);
  }
});

test("the same logs give the same briefs as when MAKE got its number; whoever changes what a brief says raises it", () => {
  const briefs = GOLDEN.map(({ events }) => briefOf(foldOf(events.map((event) => ({ event }) as unknown as StoredEvent))));
  const sum = createHash("sha256").update(JSON.stringify(briefs)).digest("base64url").slice(0, 12);
  expect({ MAKE, sum }).toMatchInlineSnapshot(`
    {
      "MAKE": 1,
      "sum": "UO0St1o0bQfl",
    }
  `);
});

test("a store that is away, and one that is damaged, only cost a look into the log", async () => {
  for (const code of ["STORE_AWAY", "LOG_DAMAGED"] as const) {
    const { store } = await filled();
    const refuses = () => Promise.reject(new StoreError(code, "not now"));
    const { index, kept } = started({ ...store, put: refuses, ...(code === "LOG_DAMAGED" ? { list: refuses } : {}) });
    expect(await index.all()).toHaveLength(3);
    await kept.settled();
    expect(await keptAfterwards(store)).toEqual([]);
  }
});

let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

test("a closed session's line, code and report are the same after a start that did not read its log", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, [{ name: "Ben" }]);
  await send(admin, { type: "CloseSession" });
  const lines = async () => (await admin.ask("GET", "/api/sessions")).text;
  const before = await lines();
  expect(before).toContain(sessionId);
  const looked: string[] = [];
  await server.restart(async () => {
    const store = sqliteStore({ file: join(server!.dataDir, "plumb.sqlite"), onFatal: fault, writesHere: true });
    looked.push(...(await store.list(BRIEFS)).map(({ key }) => key));
    await store.close();
  });
  expect(looked).toEqual([sessionId]);
  expect(await lines()).toBe(before);
});
