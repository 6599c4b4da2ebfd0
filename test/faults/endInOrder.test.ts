// A server that is ended while people act: everybody is told that it restarts and comes back, and each act is there once.
import { afterEach, expect, test } from "vitest";
import { type Connection, connect } from "../../client/connection/connection.ts";
import { addPeople, createSession, type Device, openDevice, slice, until } from "../server/harness.ts";
import { type ChildServer, childServer } from "./childServer.ts";

let server: ChildServer;
const open: Connection[] = [];
afterEach(async () => {
  for (const connection of open.splice(0)) connection.close();
  await server.remove();
});

const EACH = 20;
const action = (actionId: string) =>
  ({ type: "AddAction", actionId, text: actionId, ownerPersonId: null, dueOn: null, criterionId: null, conversationId: null }) as const;

test("[F-4] ended with five acts under way: all are told that it restarts, and every act is there once", { timeout: 60_000 }, async () => {
  server = await childServer();
  const device = () => openDevice(() => server.url);
  const admin = device();
  await admin.ask("POST", "/api/enter", { token: server.setupToken, name: "Ada", teamName: "Support" });
  const others = await addPeople({ device }, admin, [{ name: "Ben" }, { name: "Cleo" }, { name: "Dan" }, { name: "Eva" }]);
  const sessionId = await createSession(admin);
  const everybody = [admin, ...others].map((who: Device, index) => {
    const connection = connect({
      url: server.url,
      sessionId,
      cookie: who.cookie(),
      reconnectMs: { min: 20, max: 100 },
      // one of them behind a network without WebSockets
      ...(index === 4 ? { transports: ["polling" as const] } : {}),
    });
    open.push(connection);
    const byes = new Set<string>();
    connection.onChange(() => {
      const { state, bye } = connection.status();
      if (state !== "live" && bye) byes.add(bye.code);
    });
    return { connection, byes };
  });
  for (const { connection } of everybody) await until(() => connection.slices().mine, "everybody in the session");

  // One after the other from each of the five, so that there is one of each under way at any moment.
  let answered = 0;
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  const acts = everybody.flatMap(({ connection }, who) =>
    Array.from({ length: EACH }, (_none, act) =>
      connection.send(action(`a-${who}-${act}`)).then((answer) => {
        if (++answered === everybody.length) begin();
        return answer;
      }),
    ),
  );
  await begun;
  const before = answered;
  const underWay = everybody.map(({ connection }) => connection.status().waiting);
  const { code } = await server.end();
  expect(code).toBe(0);
  for (const waiting of underWay) expect(waiting).toBeGreaterThan(0);
  // not all of them before it ended, or there is nothing to see
  expect(before).toBeLessThan(acts.length);
  await until(() => everybody.every(({ connection }) => connection.status().state === "reconnecting"), "everybody without a server");
  expect(everybody.map(({ byes }) => [...byes])).toEqual(everybody.map(() => ["RESTARTING"]));

  await server.start();
  for (const answer of await Promise.all(acts)) expect(answer).toMatchObject({ ok: true });
  const wanted = everybody.flatMap((_none, who) => Array.from({ length: EACH }, (_one, act) => `a-${who}-${act}`)).sort();
  for (const person of everybody) {
    await until(() => slice(person, "actions").here.length === wanted.length, "every act");
    expect(
      slice(person, "actions")
        .here.map(({ actionId }) => actionId)
        .sort(),
    ).toEqual(wanted);
  }
});
