// People correct their own name and experience while the call runs, guests included: over real HTTP and sockets, what is refused, and who sees what of it.
import { afterEach, expect, test } from "vitest";
import { connect } from "../../client/connection/connection.ts";
import {
  send,
  type Call,
  entered,
  mine,
  type Person,
  personIdOf,
  seatId,
  slice,
  startCall,
  startServer,
  type TestServer,
  until,
} from "./harness.ts";

let server: TestServer;
afterEach(() => server.stop());

const rename = (who: Person, personId: string, name: string) => who.ask("PUT", `/api/team/people/${personId}`, { name });
const experienced = (who: Person, personId: string, experience: string) => who.ask("PUT", `/api/team/people/${personId}`, { experience });
const nameAt = (reader: Person, personId: string) => slice(reader, "roster").seats.find((seat) => seat.personId === personId)?.name;

/** Ada facilitates; Ben and Cleo are in the team, Gil is a guest. */
async function callWithGuest(): Promise<Call & { ben: Person; cleo: Person; gil: Person }> {
  server = await startServer();
  const call = await startCall(server, [
    { name: "Ben", experience: "new" },
    { name: "Cleo", experience: "settled" },
  ]);
  const device = server.device();
  const { code } = slice(call.admin, "session");
  expect(await entered(device, { code, name: "Gil", experience: "new" })).toMatchObject({ next: "session" });
  const gil: Person = { ...device, name: "Gil", personId: await personIdOf(device), connection: server.connect(device, call.sessionId) };
  await until(() => gil.connection.slices().mine, "Gil inside");
  const [ben, cleo] = call.people as [Person, Person];
  return { ...call, ben, cleo, gil };
}

test("a member and a guest correct their names; everybody in the call sees it at once, themselves too", async () => {
  const { admin, ben, cleo, gil } = await callWithGuest();
  expect(mine(gil).guest).toBe(true);
  for (const [one, name] of [
    [ben, "Benedikt"],
    [gil, "Gilles"],
  ] as const) {
    expect((await rename(one, one.personId, name)).status).toBe(200);
    for (const reader of [admin, ben, cleo, gil]) await until(() => nameAt(reader, one.personId) === name, `${reader.name} sees ${name}`);
    await until(() => mine(one).name === name, `${name} at home`);
  }
  // it holds: for whoever comes later, and in the team's list
  const late = connect({ url: server.url, sessionId: slice(admin, "session").sessionId, cookie: cleo.cookie() });
  await until(() => late.slices().roster?.seats.some(({ name }) => name === "Gilles"), "the new name on a second device");
  late.close();
  const team = (await admin.ask("GET", "/api/team")).body.members as { name: string }[];
  expect(team.map(({ name }) => name).sort()).toEqual(["Ada", "Benedikt", "Cleo"]);
});

test("a name that somebody has is refused and says so; the same name again, in other letters, is one's own", async () => {
  const { ben, cleo, gil } = await callWithGuest();
  for (const [one, taken] of [
    [ben, "cleo"],
    [gil, "Ben"],
    [gil, " bEN "],
  ] as const) {
    const answer = await rename(one, one.personId, taken);
    expect([answer.status, answer.body]).toMatchObject([400, { ok: false, code: "NAME_TAKEN", field: "name" }]);
    expect(String(answer.body.message)).toMatch(/\w/);
    expect(mine(one).name).toBe(one.name);
  }
  expect((await rename(cleo, cleo.personId, "CLEO")).status).toBe(200);
  await until(() => mine(cleo).name === "CLEO", "the same name in other letters");
  for (const empty of ["", "   ", "x".repeat(500)]) expect((await rename(gil, gil.personId, empty)).status).toBe(400);
});

test("nobody corrects another: not a member, not a guest, not a stranger; a guest does not learn who exists", async () => {
  const { admin, ben, cleo, gil } = await callWithGuest();
  expect((await rename(ben, cleo.personId, "Clown")).body).toMatchObject({ ok: false, code: "NOT_ALLOWED" });
  expect((await experienced(ben, cleo.personId, "new")).body).toMatchObject({ ok: false, code: "NOT_ALLOWED" });
  expect((await rename(gil, cleo.personId, "Clown")).body).toMatchObject({ ok: false, code: "NOT_FOUND" });
  expect((await rename(gil, "no-such-person", "Clown")).body).toMatchObject({ ok: false, code: "NOT_FOUND" });
  const stranger = server.device();
  expect((await stranger.ask("PUT", `/api/team/people/${cleo.personId}`, { name: "Clown" })).status).toBe(401);
  // over the socket: one's own experience and nothing else, nobody else's at all
  const others = { type: "ChangeSeat", seatId: seatId(cleo), experience: "new" } as const;
  for (const one of [ben, gil]) {
    expect(await one.connection.send(others)).toMatchObject({ ok: false, code: "NOT_ALLOWED" });
    expect(await one.connection.send({ type: "ChangeSeat", seatId: seatId(one), role: "lead" })).toMatchObject({
      ok: false,
      code: "NOT_ALLOWED",
    });
    expect(await one.connection.send({ type: "ChangeSeat", seatId: seatId(one), experience: "long", role: "lead" })).toMatchObject({
      ok: false,
      code: "NOT_ALLOWED",
    });
  }
  expect(nameAt(admin, cleo.personId)).toBe("Cleo");
  expect(slice(admin, "roster").seats.find((seat) => seat.personId === cleo.personId)?.experience).toBe("settled");
  // a guest is on no list, and gets on none by asking
  expect((await gil.ask("PUT", `/api/team/people/${gil.personId}`, { role: "admin" })).body.ok).toBe(false);
  expect((await experienced(gil, gil.personId, "long")).body.ok).toBe(false);
  expect((await ben.ask("PUT", `/api/team/people/${ben.personId}`, { role: "admin" })).body).toMatchObject({
    ok: false,
    code: "NOT_ALLOWED",
  });
});

test("experience: those who lead the call see it changed, the others never see anybody's, over no way", async () => {
  const { admin, sessionId, ben, cleo, gil } = await callWithGuest();
  await send(gil, { type: "ChangeSeat", seatId: seatId(gil), experience: "long" });
  await send(ben, { type: "ChangeSeat", seatId: seatId(ben), experience: "settled" });
  expect((await experienced(ben, ben.personId, "settled")).status).toBe(200);
  await until(() => mine(gil).experience === "long" && mine(ben).experience === "settled", "each their own");
  const seen = (reader: Person) => Object.fromEntries(slice(reader, "roster").seats.map((seat) => [seat.name, seat.experience]));
  await until(() => seen(admin).Gil === "long" && seen(admin).Ben === "settled", "the facilitator sees it");
  for (const reader of [ben, cleo, gil]) {
    expect(seen(reader)).toEqual({ Ada: null, Ben: null, Cleo: null, Gil: null });
    const { mine: own, ...shared } = reader.connection.slices();
    expect(JSON.stringify(shared)).not.toMatch(/"experience":"/);
    expect(own?.experience).toBe(reader === cleo ? "settled" : reader === ben ? "settled" : "long");
  }
  const list = (await cleo.ask("GET", "/api/team")).body.members as { name: string; experience: string | null }[];
  expect(Object.fromEntries(list.map(({ name, experience }) => [name, experience]))).toEqual({ Ada: null, Ben: null, Cleo: "settled" });
  expect((await gil.ask("GET", "/api/team")).body.ok).toBe(false);
  // neither in the session list nor in the report
  for (const path of ["/api/sessions", `/api/sessions/${sessionId}/report?format=json`])
    expect((await cleo.ask("GET", path)).text).not.toMatch(/"experience":"/);
});

test("after the close a name can still be corrected; a seat's experience cannot", async () => {
  const { admin, cleo, gil } = await callWithGuest();
  await send(admin, { type: "CloseSession" });
  await until(() => slice(gil, "session").status === "closed", "the close");
  expect(await gil.connection.send({ type: "ChangeSeat", seatId: seatId(gil), experience: "long" })).toMatchObject({
    ok: false,
    code: "SESSION_CLOSED",
  });
  expect((await rename(gil, gil.personId, "Gilles")).status).toBe(200);
  await until(() => nameAt(cleo, gil.personId) === "Gilles", "the corrected name after the close");
});
