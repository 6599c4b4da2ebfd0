// A disk that is full or damaged, as people in a call meet it over a real connection; and a server that stands still for a while.
import { afterEach, expect, test } from "vitest";
import { connect } from "../../client/connection/connection.ts";
import { openStore } from "../../server/store/open.ts";
import { StoreError, type StoreErrorCode } from "../../server/store/storeErrors.ts";
import { startChild } from "../proofs/children/child.ts";
import { openCall, teamOn } from "../proofs/children/call.ts";
import { breachesOf } from "../proofs/children/held.ts";
import { sqliteStore } from "../../server/store/sqlite.ts";
import { action } from "../proofs/kill/steps.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSession, send, startCall, startServer, type TestServer, until } from "./harness.ts";

let server: TestServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

/** A server whose disk does as it is told. */
const withDisk = async () => {
  const disk: { fails: StoreErrorCode | null } = { fails: null };
  server = await startServer({
    openStore: async (...given) => {
      const store = await openStore(...given);
      const failing = (): void => {
        if (disk.fails) throw new StoreError(disk.fails, "as told");
      };
      return {
        ...store,
        append: async (...args) => {
          failing();
          return store.append(...args);
        },
        read: async (stream, from) => {
          if (disk.fails === "LOG_DAMAGED" && stream.startsWith("session:")) failing();
          return store.read(stream, from);
        },
      };
    },
  });
  return { disk, call: await startCall(server, [{ name: "Ben" }]) };
};

test("[F-6] on a full disk the act waits and says so; with room again it is stored by itself", async () => {
  const { disk, call } = await withDisk();
  disk.fails = "STORAGE_FULL";
  const answer = call.admin.connection.send({ type: "StartTimer", minutes: 5 });
  await until(() => call.admin.connection.status().trouble === "storage", "being told");
  expect(call.admin.connection.status()).toMatchObject({ state: "live", waiting: 1 });
  disk.fails = null;
  expect(await answer).toEqual({ ok: true });
  expect(call.admin.connection.status()).toMatchObject({ waiting: 0, trouble: null });
});

test("[F-6] whoever only watches is told that nothing can be saved, and that it can be again", async () => {
  let isFull = false;
  server = await startServer({
    openStore: async (...given) => {
      const store = await openStore(...given);
      return { ...store, reach: (stream) => (isFull ? "full" : store.reach(stream)) };
    },
  });
  const { admin, people } = await startCall(server, [{ name: "Ben" }]);
  const everybody = [admin, people[0]!];
  isFull = true;
  for (const { connection } of everybody) await until(() => connection.status().trouble === "full", "being told");
  // who comes while it is so is told too
  const again = server.connect(people[0]!, admin.connection.slices().session!.sessionId);
  await until(() => again.status().trouble === "full", "being told on coming");
  isFull = false;
  for (const connection of [...everybody.map((person) => person.connection), again])
    await until(() => connection.status().trouble === null, "being told that it is over");
});

test("[INV-13] that somebody's act found no room shows in nobody else's notice", async () => {
  const { disk, call } = await withDisk();
  const [ben] = call.people;
  const told: unknown[] = [];
  call.admin.connection.onChange(() => void told.push(call.admin.connection.status().trouble ?? null));
  disk.fails = "STORAGE_FULL";
  const action = { actionId: "a1", text: "Ask why", ownerPersonId: null, dueOn: null, criterionId: null, conversationId: null };
  const answer = ben!.connection.send({ type: "AddAction", ...action });
  await until(() => ben!.connection.status().trouble === "storage", "Ben being told");
  // longer than the notice that everybody gets needs
  await new Promise((done) => setTimeout(done, 8_000));
  expect(ben!.connection.status()).toMatchObject({ state: "live", waiting: 1, trouble: "storage" });
  expect(told.filter((trouble) => trouble !== null)).toEqual([]);
  disk.fails = null;
  expect(await answer).toEqual({ ok: true });
}, 30_000);

test("[F-6] somebody who could not be added leaves no name behind, also when it could not be taken away at once", async () => {
  let isFull = false;
  let fills = true;
  const check = (): void => {
    if (isFull) throw new StoreError("STORAGE_FULL", "as told");
  };
  server = await startServer({
    openStore: async (...given) => {
      const store = await openStore(...given);
      return {
        ...store,
        append: async (stream, version, batch) => {
          // full between the name and the team
          isFull ||= fills && JSON.stringify(batch).includes("Zoe's site");
          check();
          return store.append(stream, version, batch);
        },
        put: async (...row) => {
          check();
          return store.put(...row);
        },
        swap: async (...row) => {
          check();
          return store.swap(...row);
        },
      };
    },
  });
  const { admin } = await startCall(server, []);
  const add = async () =>
    (await admin.ask("POST", "/api/team/people", { name: "Zoe", role: "reviewer", experience: "new", site: "Zoe's site" })).status;
  expect(await add()).toBe(503);
  expect(isFull).toBe(true);
  [isFull, fills] = [false, false];
  await until(async () => (await add()) === 200, "the name free again");
});

test("[F-9] a damaged session takes nothing more and says so; whoever comes is told why there is nothing to see", async () => {
  const { disk, call } = await withDisk();
  disk.fails = "LOG_DAMAGED";
  await expect(send(call.admin, { type: "StartTimer", minutes: 5 })).rejects.toThrow(/LOG_DAMAGED/);
  expect(call.admin.connection.status()).toMatchObject({ state: "live", trouble: "damaged" });
  await server!.restart();
  const [ben] = call.people;
  const again = connect({ url: server!.url, sessionId: call.sessionId, cookie: ben!.cookie(), reconnectMs: { min: 20, max: 100 } });
  await until(() => again.status().state === "closed", "being told why");
  expect(again.status().bye?.code).toBe("LOG_DAMAGED");
  again.close();
});

test("[F-9] a session that cannot be read does not keep whoever left another one from counting as away", async () => {
  let bad: string | null = null;
  const away: string[] = [];
  server = await startServer({
    awayAfterMs: 200,
    openStore: async (...given) => {
      const store = await openStore(...given);
      return {
        ...store,
        drafts: async (sessionId) => {
          if (sessionId === bad) throw new StoreError("LOG_DAMAGED", "as told");
          return store.drafts(sessionId);
        },
        append: async (stream, version, batch) => {
          if (JSON.stringify(batch).includes("MarkedAway")) away.push(stream);
          return store.append(stream, version, batch);
        },
      };
    },
  });
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  const ben = people[0]!;
  const other = await createSession(admin, { personIds: [ben.personId] });
  // the first one that is looked at
  const [first, second] = [sessionId, other].sort() as [string, string];
  const again = server.connect(ben, other);
  await until(() => again.slices().roster?.seats.some(({ present }) => present), "Ben there too");
  await server.restart(async () => {
    bad = first;
    for (const connection of [admin.connection, ben.connection, again]) connection.close();
  });
  await until(() => away.includes(`session:${second}`), "whoever was in the other one away");
});

test("[INV-19] what becomes of a session that everybody has left is told in no other one", async () => {
  const looks = new Map<string, number>();
  let bad: string | null = null;
  let away = false;
  server = await startServer({
    awayAfterMs: 50,
    openStore: async (...given) => {
      const store = await openStore(...given);
      return {
        ...store,
        reach: (stream) => {
          looks.set(stream, (looks.get(stream) ?? 0) + 1);
          return stream === bad ? "damaged" : store.reach(stream);
        },
        append: async (stream, version, batch) => {
          away ||= JSON.stringify(batch).includes("MarkedAway");
          return store.append(stream, version, batch);
        },
      };
    },
  });
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  const other = await createSession(admin, { personIds: [people[0]!.personId] });
  const again = server.connect(people[0]!, other);
  await until(() => again.slices().mine, "Ben there too");
  again.close();
  await until(() => away, "Ben away from there");
  bad = `session:${other}`;
  const before = looks.get(`session:${sessionId}`) ?? 0;
  await until(() => (looks.get(`session:${sessionId}`) ?? 0) > before + 2, "somebody to look at the store again");
  for (const { connection } of [admin, people[0]!]) expect(connection.status()).toMatchObject({ state: "live", trouble: null });
});

test("[F-14] a server that stands still for three seconds loses no connection and no act", { timeout: 60_000 }, async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "plumb-still-"));
  const child = await startChild({ env: { DATA_DIR: dataDir } });
  try {
    const call = await openCall(child.url, await teamOn(child));
    const since = call.people.map(({ connection }) => connection.status().since);
    child.signal("SIGSTOP");
    const acts = call.people.map((person) => action(person));
    await new Promise((done) => setTimeout(done, 3_000));
    expect(call.underWay()).toBe(call.people.length);
    child.signal("SIGCONT");
    expect(await Promise.all(acts)).toEqual(call.people.map(() => ({ ok: true })));
    expect(call.people.map(({ connection }) => connection.status().since)).toEqual(since);
    const store = sqliteStore({ file: join(dataDir, "plumb.sqlite"), besideServer: true, onFatal: (error) => expect.fail(String(error)) });
    expect(await breachesOf(call, store)).toEqual([]);
    await store.close();
    call.close();
  } finally {
    await child.kill();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
