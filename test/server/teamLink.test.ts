// The team's permanent link: whoever is let in by it belongs to the team, so that next week it knows them. A session's code never does that.
import { randomUUID } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { openStore } from "../../server/store/open.ts";
import { StoreError } from "../../server/store/storeErrors.ts";
import {
  createSession,
  type Device,
  entered,
  mine,
  type Person,
  personIdOf,
  seatId,
  send,
  slice,
  startCall,
  startServer,
  type TestServer,
  until,
} from "./harness.ts";

let server: TestServer;
afterEach(() => server.stop());

const teamToken = async (admin: Device): Promise<string> => String((await admin.ask("GET", "/api/team")).body.teamLink).split("#")[1]!;
const people = async (admin: Device): Promise<string[]> =>
  ((await admin.ask("GET", "/api/team")).body.members as { name: string; role: string }[])
    .map(({ name, role }) => `${name} ${role}`)
    .sort();
const join = async (device: Device, sessionId: string, name: string): Promise<Person> => ({
  ...device,
  name,
  personId: await personIdOf(device),
  connection: server.connect(device, sessionId),
});

test("let in by the team link, one is a reviewer of the team, and next week's link knows the device", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  const token = await teamToken(admin);
  const device = server.device();
  expect(await entered(device, { token, name: "Tom", experience: "new" })).toEqual({ ok: true, next: "session", sessionId });
  const tom = await join(device, sessionId, "Tom");
  await until(() => tom.connection.slices().mine, "Tom's seat");
  expect(mine(tom)).toMatchObject({ name: "Tom", role: "reviewer", guest: false, scores: true });
  expect(await people(admin)).toEqual(["Ada admin", "Tom reviewer"]);

  await send(admin, { type: "CloseSession" });
  const next = await createSession(admin, { previousSessionId: sessionId });
  await server.restart();
  expect(await entered(device, { token })).toEqual({ ok: true, next: "session", sessionId: next });
  const again = await join(device, next, "Tom");
  await until(() => again.connection.slices().mine, "Tom's seat next week");
  expect(again.personId).toBe(tom.personId);
});

test("at a closed door the team link gives nothing until somebody lets them in", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  await send(admin, { type: "SetDoor", open: false });
  const device = server.device();
  await entered(device, { token: await teamToken(admin), name: "Tom", experience: "new" });
  expect(await people(admin)).toEqual(["Ada admin"]);
  expect((await device.ask("GET", "/api/team")).status).toBe(404);
  const tom = await join(device, sessionId, "Tom");
  const knock = await until(() => slice(admin, "door").knocks[0], "the knock");
  await send(admin, { type: "AdmitKnock", knockId: knock.knockId, role: "reviewer" });
  await until(() => tom.connection.slices().mine, "inside");
  await until(async () => (await people(admin)).includes("Tom reviewer"), "in the team");
});

test("who only watches is asked nothing about scoring, sits down as an observer, and stays a guest, by the link as by the letters", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  const token = await teamToken(admin);
  const { code } = slice(admin, "session");
  for (const [name, way] of [
    ["Cora", { token }],
    ["Clea", { code }],
  ] as const) {
    const device = server.device();
    expect(await entered(device, { ...way, name, watches: true })).toEqual({ ok: true, next: "session", sessionId });
    const watcher = await join(device, sessionId, name);
    await until(() => watcher.connection.slices().mine, `${name}'s seat`);
    expect(mine(watcher)).toMatchObject({ name, role: "observer", guest: true, scores: false });
  }
  expect(slice(admin, "progress").every(({ expected }) => expected === 1)).toBe(true);
  expect(await people(admin)).toEqual(["Ada admin"]);

  await send(admin, { type: "SetDoor", open: false });
  const device = server.device();
  await entered(device, { token, name: "Tom", watches: true });
  const tom = await join(device, sessionId, "Tom");
  const knock = await until(() => slice(admin, "door").knocks[0], "the knock");
  expect(knock).toMatchObject({ name: "Tom", watches: true });
  // whoever opens decides: let in to score, he belongs to the team like anybody who came by its link
  await send(admin, { type: "AdmitKnock", knockId: knock.knockId, role: "reviewer" });
  await until(() => tom.connection.slices().mine?.scores, "inside, to score");
  await until(async () => (await people(admin)).includes("Tom reviewer"), "in the team");
});

test("let in to watch, or come by the six letters, one stays a guest of that session", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  const byCode = server.device();
  await entered(byCode, { code: slice(admin, "session").code, name: "Gus" });
  await send(admin, { type: "SetDoor", open: false });
  const client = server.device();
  await entered(client, { token: await teamToken(admin), name: "Client" });
  const watching = await join(client, sessionId, "Client");
  const knock = await until(() => slice(admin, "door").knocks[0], "the knock");
  await send(admin, { type: "AdmitKnock", knockId: knock.knockId, role: "observer" });
  await until(() => watching.connection.slices().mine, "inside");
  expect(await people(admin)).toEqual(["Ada admin"]);
  expect((await client.ask("GET", "/api/team")).status).toBe(404);
});

test("taken out of the session they had joined the team in, one is out of the team and has to be let in again", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  const token = await teamToken(admin);
  const device = server.device();
  await entered(device, { token, name: "Mallory" });
  const mallory = await join(device, sessionId, "Mallory");
  await until(() => mallory.connection.slices().mine, "a seat");
  await send(admin, { type: "RemoveSeat", seatId: seatId(mallory) });
  await until(() => mallory.connection.status().state === "closed", "dismissed");
  await until(async () => (await people(admin)).length === 1, "out of the team");
  expect((await device.ask("GET", "/api/team")).status).toBe(404);
  await entered(device, { token, name: "Mallory" });
  const again = await join(device, sessionId, "Mallory");
  await until(() => again.connection.slices().waiting, "at the door");
});

test('"this is the same Ana": the team has one Ana afterwards', async () => {
  server = await startServer();
  const { admin, sessionId, people: others } = await startCall(server, [{ name: "Ana" }]);
  const ana = others[0]!;
  ana.connection.close();
  const device = server.device();
  await entered(device, { token: await teamToken(admin), name: "Ana" });
  const stranger = await join(device, sessionId, "Ana (2)");
  await until(() => stranger.connection.slices().mine, "the stranger's seat");
  expect(await people(admin)).toEqual(["Ada admin", "Ana (2) reviewer", "Ana reviewer"]);
  await send(admin, { type: "GiveSeatBack", seatId: seatId(ana), strangerSeatId: seatId(stranger), knockId: null });
  await until(() => stranger.connection.slices().mine?.seatId === seatId(ana), "her own seat");
  await until(async () => (await people(admin)).length === 2, "one Ana");
  expect(await people(admin)).toEqual(["Ada admin", "Ana reviewer"]);
  expect((await device.ask("GET", "/api/team")).status).toBe(200);
});

test("how long somebody has scored here is told to managers and to themselves alone", async () => {
  server = await startServer();
  const { admin } = await startCall(server, [{ name: "Ben", experience: "settled" }]);
  const device = server.device();
  await entered(device, { token: await teamToken(admin), name: "Tom", experience: "new" });
  const told = async (asker: Device) =>
    ((await asker.ask("GET", "/api/team")).body.members as { name: string; experience: string | null }[]).map((one) => [
      one.name,
      one.experience,
    ]);
  expect(await told(admin)).toEqual([
    ["Ada", "long"],
    ["Ben", "settled"],
    ["Tom", "new"],
  ]);
  expect(await told(device)).toEqual([
    ["Ada", null],
    ["Ben", null],
    ["Tom", "new"],
  ]);
});

test("[T-8] a new team link ends the old one for whoever still waits at the door by it: told why, and not let in by coming back", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  const token = await teamToken(admin);
  const comes = async (name: string, by: Record<string, unknown>): Promise<Person> => {
    const device = server.device();
    await entered(device, { ...by, name, experience: "new" });
    return join(device, sessionId, name);
  };
  const uma = await comes("Uma", { token });
  await until(() => uma.connection.slices().mine, "Uma's seat");
  await send(admin, { type: "SetDoor", open: false });
  const tom = await comes("Tom", { token });
  const cleo = await comes("Cleo", { code: slice(admin, "session").code });
  const atTheDoor = () => slice(admin, "door").knocks.map(({ name }) => name);
  await until(() => atTheDoor().length === 2 && tom.connection.slices().waiting && cleo.connection.slices().waiting, "two at the door");

  const renewed = await admin.ask("POST", "/api/team/link");
  await until(() => tom.connection.status().state === "closed", "Tom's connection closed");
  expect(tom.connection.status().bye).toEqual({
    code: "LINK_INVALID",
    message: "This link does not work any more. Ask for a new one.",
  });
  await until(() => atTheDoor().join() === "Cleo", "only Cleo at the door");
  expect(cleo.connection.slices().waiting).toMatchObject({ turnedAway: false });
  for (const { connection } of [admin, uma, cleo]) expect(connection.status().state).toBe("live");
  expect(uma.connection.slices().mine).toBeDefined();

  // neither the device nor the old link gets him further
  const again = server.connect(tom, sessionId);
  await until(() => again.slices().waiting?.turnedAway, "still not let in");
  expect(again.slices().conversations).toBeUndefined();
  expect(await entered(tom, { token })).toMatchObject({ ok: false, code: "LINK_INVALID" });
  expect(atTheDoor()).toEqual(["Cleo"]);
  // the new one lets him ask once more
  await entered(tom, { token: String(renewed.body.teamLink).split("#")[1], name: "Tom", experience: "new" });
  await until(() => atTheDoor().includes("Tom"), "Tom asking again");
});

test("[T-8] whoever waits is turned away once the store takes it in, if it could not be written just then", async () => {
  let isFull = false;
  server = await startServer({
    openStore: async (...given) => {
      const store = await openStore(...given);
      return {
        ...store,
        append: async (...args) => {
          if (isFull) throw new StoreError("STORAGE_FULL", "as told");
          return store.append(...args);
        },
      };
    },
  });
  const { admin, sessionId } = await startCall(server, []);
  await send(admin, { type: "SetDoor", open: false });
  const device = server.device();
  await entered(device, { token: await teamToken(admin), name: "Tom", experience: "new" });
  const tom = await join(device, sessionId, "Tom");
  await until(() => tom.connection.slices().waiting, "Tom at the door");
  isFull = true;
  expect((await admin.ask("POST", "/api/team/link")).status).toBe(200);
  expect(tom.connection.status().state).toBe("live");
  isFull = false;
  await until(() => tom.connection.status().bye?.code === "LINK_INVALID", "Tom turned away");
});

test("[T-8] a session that cannot be read does not leave the old link's people waiting at the door of another", async () => {
  let bad: string | null = null;
  server = await startServer({
    openStore: async (...given) => {
      const store = await openStore(...given);
      return {
        ...store,
        drafts: async (sessionId) => {
          if (sessionId === bad) throw new StoreError("LOG_DAMAGED", "as told");
          return store.drafts(sessionId);
        },
      };
    },
  });
  const admin = await server.admin();
  const sessionId = await createSession(admin);
  const shut = { id: randomUUID(), command: { type: "SetDoor", open: false } };
  expect((await admin.ask("POST", `/api/sessions/${sessionId}/commands`, shut)).body).toEqual({ ok: true });
  const device = server.device();
  await entered(device, { token: await teamToken(admin), name: "Tom", experience: "new" });
  // one that is looked at first
  let first = sessionId;
  while (first >= sessionId) first = await createSession(admin);
  await server.restart(async () => {
    bad = first;
  });
  const tom = await join(device, sessionId, "Tom");
  await until(() => tom.connection.slices().waiting, "Tom at the door");
  expect((await admin.ask("POST", "/api/team/link")).status).toBe(200);
  await until(() => tom.connection.status().bye?.code === "LINK_INVALID", "Tom turned away");
});
