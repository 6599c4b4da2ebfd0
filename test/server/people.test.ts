// People coming, waiting, leaving and coming back: the door, guests, two devices, removal, giving a seat back, absence and take-over.
import { afterEach, expect, test } from "vitest";
import { openStore } from "../../server/store/open.ts";
import {
  addPeople,
  createSession,
  type Device,
  entered,
  mine,
  newAction,
  openDevice,
  type Person,
  personIdOf,
  reveal,
  seatId,
  send,
  slice,
  startCall,
  startServer,
  submit,
  type TestServer,
  until,
} from "./harness.ts";
import { openSeat } from "../proofs/real/seatSocket.ts";

let server: TestServer;
afterEach(() => server.stop());

const teamToken = async (admin: Device): Promise<string> => String((await admin.ask("GET", "/api/team")).body.teamLink).split("#")[1]!;
const join = async (device: Device, sessionId: string, name: string): Promise<Person> => ({
  ...device,
  name,
  personId: await personIdOf(device),
  connection: server.connect(device, sessionId),
});

test("the set-up link makes one admin, once; the second to open it learns nothing", async () => {
  server = await startServer();
  const token = server.printed.join("\n").match(/\/enter#(\S+)/)?.[1];
  const first = server.device();
  expect(await entered(first, { token })).toEqual({ ok: true, next: "name", for: "setup", team: null, sessionName: null });
  expect(await entered(first, { token, name: "Ada", teamName: "Support" })).toEqual({ ok: true, next: "home" });
  expect((await first.ask("GET", "/api/me")).body).toMatchObject({
    person: { name: "Ada", role: "admin" },
    team: "Support",
    needsSetup: false,
  });
  const second = await server.device().ask("POST", "/api/enter", { token, name: "Mallory" });
  expect(second.status).toBe(404);
  expect(second.body).toMatchObject({ ok: false, code: "LINK_INVALID" });
  const before = server.printed.length;
  await server.restart();
  expect(server.printed.slice(before).join("\n")).not.toContain("makes you the admin");
});

test("the team link takes a known device straight in, and a stranger to the door, where nothing of a conversation is shown", async () => {
  server = await startServer();
  const { admin, sessionId, people } = await startCall(server, [{ name: "Ben" }]);
  const token = await teamToken(admin);
  expect(await entered(people[0]!, { token })).toEqual({ ok: true, next: "session", sessionId });

  await send(admin, { type: "SetDoor", open: false });
  const stranger = server.device();
  const asked = await stranger.ask("POST", "/api/enter", { token });
  expect(asked.body).toMatchObject({ next: "name", for: "door", team: "Support" });
  expect(asked.text).not.toContain("First call");
  expect(await entered(stranger, { token, name: "Ana", experience: "new" })).toEqual({ ok: true, next: "session", sessionId });
  const ana = await join(stranger, sessionId, "Ana");
  const waiting = await until(() => ana.connection.slices().waiting, "Ana at the door");
  expect(waiting).toEqual({ team: "Support", sessionName: slice(admin, "session").name, name: "Ana", turnedAway: false });
  expect(Object.keys(ana.connection.slices())).toEqual(["waiting"]);

  const knock = await until(() => slice(admin, "door").knocks[0], "the knock");
  expect(knock.name).toBe("Ana");
  await send(admin, { type: "AdmitKnock", knockId: knock.knockId, role: "reviewer" });
  await until(() => ana.connection.slices().mine, "Ana inside, without reconnecting");
  expect(ana.connection.slices().waiting).toBeUndefined();
  expect(slice(ana, "conversations")).toHaveLength(2);
});

test("with the door open a stranger sits down at once; six letters do the same as the link", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  await until(() => slice(admin, "session").doorOpen, "the open door");
  const { code } = slice(admin, "session");
  const device = server.device();
  const typed = `${code.slice(0, 3).toLowerCase()} ${code.slice(3)}`;
  expect(await entered(device, { code: typed, name: "Ana" })).toEqual({ ok: true, next: "session", sessionId });
  const ana = await join(device, sessionId, "Ana");
  await until(() => ana.connection.slices().mine, "Ana's seat");
  expect(mine(ana)).toMatchObject({ name: "Ana", role: "reviewer", guest: true, scores: true });
});

test("somebody of the same name is never taken for the other", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, [{ name: "Ana" }]);
  const { code } = slice(admin, "session");
  const device = server.device();
  await entered(device, { code, name: "ana" });
  const other = await join(device, sessionId, "ana");
  await until(() => other.connection.slices().mine, "her seat");
  expect(mine(other).name).toBe("ana (2)");
});

test("guessing links and codes looks the same every time and is stopped", async () => {
  server = await startServer();
  const token = await teamToken(await server.admin());
  const guesser = server.device();
  const answers = new Set<string>();
  for (let round = 0; round < 20; round++)
    answers.add((await guesser.ask("POST", "/api/enter", round % 2 ? { code: "BCDFGH" } : { token: `guess-${round}-0000` })).text);
  expect(answers.size).toBe(1);
  const stopped = await until(async () => {
    const reply = await guesser.ask("POST", "/api/enter", { code: "BCDFGH" });
    return reply.status === 429 && reply;
  }, "too fast");
  expect(stopped.body).toMatchObject({ ok: false, code: "TOO_FAST", retry: "later" });
  expect((await guesser.ask("POST", "/api/enter", { token: "one-more-guess" })).status).toBe(429);
  // the same address is the office of people whose links are right
  expect((await guesser.ask("POST", "/api/enter", { token })).status).toBe(200);
});

test("a guest has one session; everything else looks as if it did not exist", async () => {
  server = await startServer();
  const { admin } = await startCall(server, []);
  const other = await createSession(admin, { name: "Another week", startsAt: Date.now() + 9e8 });
  const device = server.device();
  await entered(device, { code: slice(admin, "session").code, name: "Gus" });
  expect((await device.ask("GET", `/api/sessions/${other}/report`)).text).toBe(
    (await device.ask("GET", "/api/sessions/unknown-id/report")).text,
  );
  expect((await device.ask("GET", "/api/sessions")).body.sessions).toHaveLength(1);
  for (const path of ["/api/team", "/api/scorecards"]) expect((await device.ask("GET", path)).status).toBe(404);
  const gus = server.connect(device, other);
  await until(() => gus.status().state === "closed", "refused");
  expect(gus.status().bye?.code).toBe("NOT_FOUND");
  const nobody = server.connect(
    openDevice(() => server.url),
    other,
  );
  await until(() => nobody.status().state === "closed", "a stranger refused");
  expect(nobody.status().bye?.code).toBe("SIGN_IN");
});

test("somebody removed is out within a second and cannot come back by themselves", async () => {
  server = await startServer();
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  const ben = people[0]!;
  const startedAt = Date.now();
  await send(admin, { type: "RemoveSeat", seatId: seatId(ben) });
  await until(() => ben.connection.status().state === "closed", "Ben's socket closed");
  expect(Date.now() - startedAt).toBeLessThan(1_000);
  expect(ben.connection.status().bye?.code).toBe("REMOVED");
  expect((await ben.ask("GET", `/api/sessions/${sessionId}/report`)).status).toBe(404);
  const again = server.connect(ben, sessionId);
  await until(() => again.slices().waiting || again.status().state === "closed", "the door or nothing");
  expect(again.slices().mine).toBeUndefined();
});

test("two tabs are one seat: closing one is not leaving", async () => {
  server = await startServer({ awayAfterMs: 50 });
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }, { name: "Cleo" }]);
  const [ben, cleo] = people as [Person, Person];
  const second = server.connect(ben, sessionId);
  await until(() => second.slices().mine, "the second tab");
  const isPresent = (person: Person) => slice(admin, "roster").seats.find((seat) => seat.name === person.name)?.present;
  await until(() => isPresent(ben) && isPresent(cleo), "both present");
  ben.connection.close();
  // Cleo leaves later and is away after the same time: by then Ben would have been
  cleo.connection.close();
  await until(() => isPresent(cleo) === false, "Cleo away");
  expect(isPresent(ben)).toBe(true);
  second.close();
  await until(() => isPresent(ben) === false, "Ben away");
});

test("the facilitator's laptop sleeps: a lead takes over, the facilitator takes back, also after a restart", async () => {
  server = await startServer({ awayAfterMs: 60 });
  const { admin, people, sessionId } = await startCall(server, [{ name: "Lea", role: "lead" }, { name: "Ben" }]);
  const [lea, ben] = people as [Person, Person];
  await until(() => slice(lea, "roster").seats.every((seat) => seat.present), "all present");
  expect((await lea.connection.send({ type: "TakeOver" })).ok).toBe(false);
  admin.connection.close();
  await until(() => slice(lea, "session").facilitatorAwaySince !== null, "the facilitator away");
  expect(mine(lea).takeOver).toBe("may");
  expect(await ben.connection.send({ type: "TakeOver" })).toMatchObject({ ok: false });
  await server.restart();
  await until(
    () => lea.connection.status().state === "live" && slice(lea, "roster").seats.find((seat) => seat.name === "Lea")?.present,
    "Lea back",
  );
  await until(() => mine(lea).takeOver === "may", "still to be taken over");
  await send(lea, { type: "TakeOver" });
  await until(() => mine(lea).role === "facilitator", "Lea facilitates");
  const back = server.connect(admin, sessionId);
  await until(() => back.slices().mine?.takeOver === "mayTakeBack", "may take back");
  expect((await back.send({ type: "TakeBack" })).ok).toBe(true);
  await until(() => back.slices().mine?.role === "facilitator", "the facilitator again");
});

test("[B-16] whoever was away while somebody took over, and goes on as before, reads who has the role now; the name is kept nowhere", async () => {
  const written: string[] = [];
  server = await startServer({
    awayAfterMs: 60,
    openStore: async (...args) => {
      const store = await openStore(...args);
      return {
        ...store,
        append: (...given) => {
          written.push(JSON.stringify(given));
          return store.append(...given);
        },
      };
    },
  });
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  const ben = people[0]!;
  await until(() => slice(ben, "roster").seats.every((seat) => seat.present), "both present");
  for (const person of [admin, ben]) await submit(person, "c1", "low");
  await until(() => slice(admin, "progress")[0]?.in === 2, "both in");
  const roll = slice(admin, "progress")[0]!.names!;
  admin.connection.close();
  await until(() => mine(ben).takeOver === "may", "the facilitator away");
  await send(ben, { type: "TakeOver" });
  const back = server.connect(admin, sessionId);
  await until(() => back.slices().mine?.role === "reviewer", "the old facilitator back");
  const pressed = await back.send({ type: "RevealScores", conversationId: "c1", roll });
  expect(pressed).toMatchObject({ ok: false, code: "NOT_ALLOWED", retry: "never", params: { name: "Ben" } });
  expect(pressed).toMatchObject({
    message: "Ben is the facilitator now, so your role no longer allows this. Ask them, or a lead of this session.",
  });
  expect(slice(ben, "conversations")[0]!.status).toBe("hidden");
  const kept = written.filter((one) => one.includes("NOT_ALLOWED"));
  expect(kept).toHaveLength(1);
  expect(kept[0]).not.toContain("Ben");
  // once it is theirs again, they are refused nothing
  await send({ connection: back }, { type: "TakeBack" });
  await until(() => back.slices().mine?.role === "facilitator", "the facilitator again");
  await send({ connection: back }, { type: "RevealScores", conversationId: "c1", roll });
});

test("whoever the log says is here and does not come back after a restart is away", async () => {
  server = await startServer({ awayAfterMs: 60 });
  const { admin, people } = await startCall(server, [{ name: "Ben" }]);
  await until(() => slice(admin, "roster").seats.every((seat) => seat.present), "both present");
  await server.restart();
  people[0]!.connection.close();
  await until(() => slice(admin, "roster").seats.find((seat) => seat.name === "Ben")?.present === false, "Ben away");
});

test('"this is the same Ana": her seat, her scores and her device are hers again, now and next week', async () => {
  server = await startServer();
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ana" }]);
  const ana = people[0]!;
  await submit(ana, "c1", "high", "mine from before");
  const seat = seatId(ana);
  ana.connection.close();
  const device = server.device();
  await entered(device, { code: slice(admin, "session").code, name: "Ana again" });
  const stranger = await join(device, sessionId, "Ana again");
  await until(() => stranger.connection.slices().mine, "the stranger's seat");
  const strangerId = mine(stranger).personId;
  await send(admin, { type: "GiveSeatBack", seatId: seat, strangerSeatId: seatId(stranger), knockId: null });
  await until(() => stranger.connection.slices().mine?.seatId === seat, "the seat given back");
  await until(() => mine(stranger).name === "Ana", "her own name");
  expect(mine(stranger).guest).toBe(false);
  expect(mine(stranger).sheets.c1?.submitted).not.toBeNull();
  expect(slice(admin, "roster").seats.map(({ name }) => name)).toEqual(["Ada", "Ana"]);
  await until(
    async () => (await device.ask("GET", "/api/me")).body.person && (await personIdOf(device)) === ana.personId,
    "the same person",
  );
  await server.restart();
  expect((await device.ask("GET", "/api/me")).body).toMatchObject({ person: { personId: ana.personId, name: "Ana", role: "reviewer" } });
  // neither the page nor what it did as the stranger is another person's
  await send(stranger, newAction("byAna"));
  const before = { id: "before", personId: strangerId, command: newAction("asTheStranger") };
  expect((await device.ask("POST", `/api/sessions/${sessionId}/commands`, before)).body).toEqual({ ok: true });
});

test("what was sent from a stranger's seat is known when it comes again from the seat given back: done once, refused for good", async () => {
  server = await startServer();
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ana", role: "lead" }]);
  const [ana] = people as [Person];
  const device = server.device();
  await entered(device, { code: slice(admin, "session").code, name: "Ana again" });
  const wire = await openSeat(server.url, sessionId, { cookie: device.cookie() });
  const action = {
    type: "AddAction",
    actionId: "a1",
    text: "Reword",
    ownerPersonId: null,
    dueOn: null,
    criterionId: null,
    conversationId: null,
  } as const;
  const door = { type: "SetDoor", open: true } as const;
  expect(await wire.command(action, "added")).toEqual({ ok: true });
  expect(await wire.command(door, "opened")).toMatchObject({ code: "NOT_ALLOWED" });
  await send(admin, { type: "GiveSeatBack", seatId: seatId(ana), strangerSeatId: wire.slices().mine!.seatId, knockId: null });
  await until(() => wire.slices().mine?.role === "lead", "the seat given back");
  expect(await wire.command(action, "added")).toEqual({ ok: true });
  expect(await wire.command(door, "opened")).toMatchObject({ code: "NOT_ALLOWED" });
  expect(await wire.command(door, "opened-again")).toEqual({ ok: true });
  expect(slice(admin, "actions").here).toHaveLength(1);
  wire.close();
});

test("a late joiner after the reveal sees nothing of it until they watch", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  await submit(admin, "c1", "high", "heard it");
  await until(() => slice(admin, "progress")[0]?.names?.in.length === 1, "in");
  await reveal(admin, "c1");
  const [late] = await addPeople(server, admin, [{ name: "Late" }]);
  const person = { ...late!, connection: server.connect(late!, sessionId) };
  await until(() => person.connection.slices().mine, "the late joiner's seat");
  expect(mine(person).sheets.c1?.late).toBe("undecided");
  expect(slice(person, "results")).toEqual({});
  const report = await person.ask("GET", `/api/sessions/${sessionId}/report`);
  expect(report.status).toBe(200);
  expect(report.text).not.toContain("heard it");
  await send(person, { type: "ChooseLate", conversationId: "c1", choice: "watch" });
  await until(() => slice(person, "results").c1, "the results");
});

test("a lost admin: the command line's new link makes whoever opens it an admin of the same team", async () => {
  server = await startServer();
  const admin = await server.admin();
  const { openLinks } = await import("../../server/people/links.ts");
  const { openBeside } = await import("../../server/cli/openBeside.ts");
  const beside = openBeside({ dataDir: server.dataDir });
  const token = await openLinks(beside, Date.now).mint("setup", { personId: null });
  await beside.close();
  const device = server.device();
  expect(await entered(device, { token })).toMatchObject({ next: "name", for: "setup", team: "Support" });
  await entered(device, { token, name: "Olga" });
  expect((await device.ask("GET", "/api/me")).body).toMatchObject({ person: { name: "Olga", role: "admin" } });
  expect((await admin.ask("GET", "/api/me")).body).toMatchObject({ person: { role: "admin" } });
});

test("continue on another device: once, and both are the same person in the same seat", async () => {
  server = await startServer();
  const { people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  const ben = people[0]!;
  const token = String((await ben.ask("POST", "/api/links", { kind: "device" })).body.url).split("#")[1];
  const phone = server.device();
  expect(await entered(phone, { token })).toEqual({ ok: true, next: "session", sessionId });
  expect(await personIdOf(phone)).toBe(ben.personId);
  const onPhone = server.connect(phone, sessionId);
  await until(() => onPhone.slices().mine?.seatId === seatId(ben), "the same seat");
  expect((await server.device().ask("POST", "/api/enter", { token })).status).toBe(404);
});

test("somebody who leaves the team is signed out everywhere at once", async () => {
  server = await startServer();
  const { admin, people } = await startCall(server, [{ name: "Ben" }]);
  const ben = people[0]!;
  expect((await admin.ask("DELETE", `/api/team/people/${ben.personId}`)).status).toBe(200);
  await until(() => ben.connection.status().state === "closed", "Ben's socket closed");
  expect((await ben.ask("GET", "/api/me")).body.person).toBeNull();
  expect((await ben.ask("GET", "/api/sessions")).status).toBe(401);
});
