// "This is the same Ana" is stored first as a decision of the session; what follows from it elsewhere is done as soon as the store takes it.
import { afterEach, expect, test } from "vitest";
import { openStore } from "../../server/store/open.ts";
import type { EventStore } from "../../server/store/eventStore.ts";
import { StoreError } from "../../server/store/storeErrors.ts";
import {
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

type Refused = { swap: (table: string) => boolean; append: (stream: string) => boolean };
const NOTHING: Refused = { swap: () => false, append: () => false };

/** A server whose store takes and tells only what it is told to; `times`: how often it refused. */
const withStore = async () => {
  const store = { refuses: NOTHING, times: 0 };
  const unless = (refused: boolean): void => {
    if (!refused) return;
    store.times += 1;
    throw new StoreError("STORE_AWAY", "as told");
  };
  server = await startServer({
    openStore: async (...given): Promise<EventStore> => {
      const real = await openStore(...given);
      return {
        ...real,
        swap: async (table, key, before, after) => {
          unless(store.refuses.swap(table));
          return real.swap(table, key, before, after);
        },
        append: async (stream, expected, batch) => {
          unless(store.refuses.append(stream));
          return real.append(stream, expected, batch);
        },
      };
    },
  });
  return store;
};

const sitDown = async (device: Device, sessionId: string, name: string): Promise<Person> => {
  const connection = server.connect(device, sessionId);
  const person = { ...device, name, personId: await personIdOf(device), connection };
  await until(() => connection.slices().mine, `${name}'s seat`);
  return person;
};

/** Ana has closed her page, and comes again as somebody whom nobody knows. */
const anaAgain = async (byTeamLink: boolean) => {
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ana" }]);
  const seat = seatId(people[0]!);
  people[0]!.connection.close();
  const device = server.device();
  const { body } = await admin.ask("GET", "/api/team");
  const link = byTeamLink ? { token: String(body.teamLink).split("#")[1] } : { code: slice(admin, "session").code };
  await entered(device, { ...link, name: "Ana again" });
  const stranger = await sitDown(device, sessionId, "Ana again");
  const giveBack = () => send(admin, { type: "GiveSeatBack", seatId: seat, strangerSeatId: seatId(stranger), knockId: null });
  return { admin, stranger, seat, giveBack, sessionId, before: people[0]! };
};

test("while it cannot be written down whose name it is now, it is tried again", async () => {
  const store = await withStore();
  const { admin, stranger, seat, giveBack } = await anaAgain(false);
  store.refuses = { ...NOTHING, swap: (table) => table === "people" };
  await giveBack();
  await until(() => store.times > 0, "the store to be away");
  store.refuses = NOTHING;
  await until(() => mine(stranger).seatId === seat && mine(stranger).name === "Ana", "her own seat and name");
  expect(slice(admin, "roster").seats.map(({ name }) => name)).toEqual(["Ada", "Ana"]);
});

test("while the team cannot be changed, the stranger's place in it is given up later", async () => {
  const store = await withStore();
  const { admin, giveBack } = await anaAgain(true);
  const members = async () => ((await admin.ask("GET", "/api/team")).body.members as { name: string }[]).map(({ name }) => name);
  await until(async () => (await members()).includes("Ana again"), "her second place in the team");
  store.refuses = { ...NOTHING, append: (stream) => stream === "workspace" };
  await giveBack();
  await until(() => store.times > 0, "the store to be away");
  store.refuses = NOTHING;
  await until(async () => (await members()).join() === "Ada,Ana", "her one place in the team");
});

test("while it cannot be written down that the two are one, whoever comes as before waits, and gets no second seat", async () => {
  const store = await withStore();
  const { admin, seat, giveBack, sessionId, before } = await anaAgain(false);
  store.refuses = { ...NOTHING, swap: (table) => table === "people" };
  await giveBack();
  await until(() => store.times > 0, "the store to be away");
  const again = server.connect(before, sessionId);
  const tried = store.times;
  await until(() => store.times > tried + 1, "more attempts");
  expect(again.status().state).not.toBe("closed");
  const act = {
    id: "large",
    command: { type: "AddAction", conversationId: null, criterionId: null, text: "long", ownerPersonId: null, due: null },
  };
  expect(await before.ask("POST", `/api/sessions/${sessionId}/commands`, act)).toMatchObject({
    status: 503,
    body: { code: "STORAGE", retry: "later" },
  });
  expect(slice(admin, "roster").seats).toHaveLength(2);
  store.refuses = NOTHING;
  await until(() => again.slices().mine?.seatId === seat, "her one seat");
  expect(slice(admin, "roster").seats.map(({ name }) => name)).toEqual(["Ada", "Ana"]);
});
