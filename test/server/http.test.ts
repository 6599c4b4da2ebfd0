// The HTTP side: envelopes, reports in every form and for every reader, the calendar, links, and next week's session.
import { afterEach, expect, test } from "vitest";
import type { SessionDefaults, SessionListItem } from "../../shared/protocol/http.ts";
import {
  addPeople,
  conversation,
  createSession,
  mine,
  reveal,
  seatId,
  send,
  sheet,
  slice,
  startCall,
  startServer,
  submit,
  type TestServer,
  until,
} from "./harness.ts";
import { record } from "./recorder.ts";

let server: TestServer;
afterEach(() => server.stop());

test("every refusal is one envelope, without a stack: unknown routes, wrong types, broken bodies, too large ones, strangers", async () => {
  server = await startServer();
  const admin = await server.admin();
  const stranger = server.device();
  const cases = [
    [await admin.ask("GET", "/api/nothing"), 404, "NOT_FOUND"],
    [await admin.ask("PUT", "/api/me", "{broken"), 400, "BAD_REQUEST"],
    [await admin.ask("PUT", "/api/me", '{"name":"A"}', { "content-type": "text/plain" }), 415, "BAD_REQUEST"],
    [await admin.ask("PUT", "/api/me", { name: "A", role: "admin" }), 400, "UNKNOWN_FIELD"],
    [await admin.ask("PUT", "/api/me", { name: "x".repeat(90) }), 400, "TOO_LONG"],
    [await admin.ask("PUT", "/api/me", { name: "x".repeat(600_000) }), 413, "TOO_LARGE"],
    [await stranger.ask("GET", "/api/team"), 401, "SIGN_IN"],
    [await stranger.ask("GET", "/api/sessions/unknown/report"), 401, "SIGN_IN"],
    [await admin.ask("GET", "/api/sessions/unknown/report"), 404, "NOT_FOUND"],
    [await admin.ask("POST", "/api/sessions", { scorecardId: "none", conversations: [] }), 404, "SCORECARD_UNKNOWN"],
    [await admin.ask("GET", "/api/sessions/%E0%A4%A/report"), 400, "BAD_REQUEST"],
  ] as const;
  for (const [reply, status, code] of cases) {
    expect(reply.status, reply.text).toBe(status);
    expect(reply.body).toMatchObject({ ok: false, code, retry: "never" });
    expect(String(reply.body.message).length).toBeGreaterThan(10);
    expect(reply.text).not.toMatch(/\bat .*\.ts|node_modules/);
  }
});

test("what is about people is never cached; pages may run no script but ours; the cookie is not for scripts", async () => {
  server = await startServer();
  const admin = await server.admin();
  const me = await admin.ask("GET", "/api/me");
  expect(me.headers.get("cache-control")).toBe("no-store");
  expect(me.headers.get("etag")).toBeNull();
  expect(me.headers.get("access-control-allow-origin")).toBeNull();
  const policy = me.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  expect(me.headers.get("referrer-policy")).toBe("no-referrer");
  const [cookie = ""] = me.headers.getSetCookie();
  expect(cookie).toMatch(/^plumb=.*; Path=\/;.*HttpOnly; SameSite=Lax$/);
  expect((await admin.ask("GET", "/healthz")).body).toEqual({ ok: true });
  expect((await admin.ask("GET", "/readyz")).body).toEqual({ ok: true });
});

test("same id, same body: one effect however often; same id, other body: refused; both also after a restart", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, []);
  const wire = await record(server.url, sessionId, { cookie: admin.cookie() });
  const add = (text: string) => ({
    id: "the-same-id",
    command: { type: "AddAction", actionId: "a1", text, ownerPersonId: null, dueOn: null, criterionId: null, conversationId: null },
  });
  const answers = await Promise.all(Array.from({ length: 50 }, () => wire.ask("command", add("once"))));
  for (const answer of answers) expect(answer).toContain('[{"ok":true}]');
  expect(await wire.ask("command", add("other words"))).toContain("ID_REUSED");
  // over HTTP the same ids mean the same acts
  expect((await admin.ask("POST", `/api/sessions/${sessionId}/commands`, add("once"))).body).toEqual({ ok: true });
  await server.restart();
  expect((await admin.ask("POST", `/api/sessions/${sessionId}/commands`, add("once"))).body).toEqual({ ok: true });
  expect((await admin.ask("POST", `/api/sessions/${sessionId}/commands`, add("third words"))).body).toMatchObject({
    code: "ID_REUSED",
    retry: "never",
  });
  await until(() => admin.connection.status().state === "live" && slice(admin, "actions").here.length === 1, "one action");
  wire.close();
});

test("a transcript larger than a frame goes another way, with the same answer", async () => {
  server = await startServer();
  const { admin, people } = await startCall(server, [{ name: "Ben" }]);
  const long = {
    ...conversation("c9", "A long call"),
    transcript: Array.from({ length: 1_500 }, (_, at) => ({ at, speaker: "Agent", text: "x".repeat(100) })),
  };
  await send(admin, { type: "AddConversation", conversation: long });
  const shown = await until(() => slice(people[0]!, "conversations").find((one) => one.conversationId === "c9"), "the long call");
  expect(shown.transcript).toHaveLength(1_500);
  const far = {
    ...long,
    conversationId: "c10",
    transcript: Array.from({ length: 700 }, () => ({ at: null, speaker: "A", text: "x".repeat(4_000) })),
  };
  expect(await admin.connection.send({ type: "AddConversation", conversation: far })).toMatchObject({ ok: false, code: "TOO_LARGE" });
});

test("[B-44] the report comes in every form, for its readers only, with names only for those who conduct or manage", async () => {
  server = await startServer();
  const { admin, people, everybody, sessionId } = await startCall(server, [{ name: "Ben", experience: "new" }]);
  const ben = people[0]!;
  for (const person of everybody) await submit(person, "c1", person === ben ? "low" : "high", "=HYPERLINK(1)");
  await until(() => slice(admin, "progress")[0]?.in === 2, "both in");
  await reveal(admin, "c1");
  await send(admin, {
    type: "AddAction",
    actionId: "a1",
    text: "=2+5",
    ownerPersonId: null,
    dueOn: null,
    criterionId: null,
    conversationId: null,
  });
  await send(admin, { type: "CloseSession" });
  const report = (
    query: string,
    who: {
      ask: (method: string, path: string) => Promise<{ status: number; text: string; headers: Headers; body: Record<string, unknown> }>;
    } = ben,
  ) => who.ask("GET", `/api/sessions/${sessionId}/report${query}`);

  expect((await report("")).body).toMatchObject({
    ok: true,
    report: { session: { name: slice(admin, "session").name, status: "closed" }, named: false },
    may: { named: false, create: false },
  });
  expect((await report("", admin)).body).toMatchObject({ may: { named: true, create: true } });
  for (const [format, type] of [
    ["csv", "text/csv"],
    ["md", "text/markdown"],
    ["html", "text/html"],
    ["cells", "text/tab-separated-values"],
  ]) {
    const reply = await report(`?format=${format}`);
    expect(reply.headers.get("content-type")).toContain(type);
    expect(reply.text).toContain("First call");
    expect(reply.text).not.toContain("HYPERLINK");
  }
  expect((await report("?format=exe")).status).toBe(400);
  expect((await report("?named=1")).status).toBe(403);
  const named = await report("?format=csv&named=1&download=1", admin);
  expect(named.headers.get("content-disposition")).toMatch(/^attachment; filename="?plumb-report-\d{4}-\d\d-\d\d\.csv"?$/);
  expect(named.text).toContain("Ben");
  for (const cell of named.text.split(/[,\r\n]/)) expect(cell, cell).not.toMatch(/^"?\s*[=+@]/);
  const [later] = await addPeople(server, admin, [{ name: "Later" }]);
  expect((await report("", later!)).text).toBe((await later!.ask("GET", "/api/sessions/no-such/report")).text);
});

test("the calendar entry holds the team link and the right time", async () => {
  server = await startServer();
  const { admin, sessionId } = await startCall(server, [], {
    startsAt: Date.UTC(2030, 4, 6, 8, 0),
    lengthMinutes: 45,
    timeZone: "Europe/Madrid",
  });
  const { text, headers } = await admin.ask("GET", `/api/sessions/${sessionId}/calendar.ics`);
  expect(headers.get("content-type")).toContain("text/calendar");
  const unfolded = text.replace(/\r\n[ \t]/g, "");
  expect(unfolded).toContain("DTSTART:20300506T080000Z");
  expect(unfolded).toContain("DTEND:20300506T084500Z");
  expect(unfolded).toContain(String((await admin.ask("GET", "/api/team")).body.teamLink));
});

test("the shared screen has its own link, sees the room's view and can do nothing", async () => {
  server = await startServer();
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }]);
  expect((await people[0]!.ask("POST", "/api/links", { kind: "screen", sessionId })).status).toBe(403);
  const url = String((await admin.ask("POST", "/api/links", { kind: "screen", sessionId })).body.url);
  const screenToken = url.split("#")[1]!;
  const device = server.device();
  expect((await device.ask("POST", "/api/enter", { token: screenToken })).body).toEqual({
    ok: true,
    next: "screen",
    sessionId,
    screenToken,
  });
  const screen = server.connect(device, sessionId, { screenToken });
  await until(() => screen.slices().session, "the screen's view");
  expect(screen.slices().mine).toBeUndefined();
  expect(screen.slices().conversations?.every(({ transcript }) => transcript.length === 0)).toBe(true);
  expect(await screen.send({ type: "CloseSession" })).toMatchObject({ ok: false, code: "NOT_SEATED" });
  const other = await createSession(admin, { startsAt: Date.now() + 1e9 });
  const wrong = server.connect(device, other, { screenToken });
  await until(() => wrong.status().state === "closed", "refused elsewhere");
  expect(wrong.status().bye?.code).toBe("LINK_INVALID");
});

test("next week's session: same people, time and scorecard; open actions and notes come along; what stayed hidden returns to its authors as drafts", async () => {
  server = await startServer();
  // Sunday 30 March 2031 the clocks in Madrid go forward: ten o'clock stays ten o'clock
  const startsAt = Date.parse("2031-03-24T09:00:00Z");
  const { admin, people, sessionId } = await startCall(server, [{ name: "Ben" }, { name: "Cleo" }], {
    startsAt,
    timeZone: "Europe/Madrid",
    lengthMinutes: 30,
    options: { names: "atReveal" },
  });
  const [ben, cleo] = people;
  await send(admin, { type: "RemoveSeat", seatId: seatId(cleo!) });
  await submit(admin, "c1", "low");
  await submit(ben!, "c1", "high");
  await until(() => slice(admin, "progress")[0]?.in === 2, "both in");
  await reveal(admin, "c1");
  const first = slice(admin, "scorecard").criteria[1]!.criterionId;
  await send(admin, { type: "OpenCriterion", conversationId: "c1", criterionId: first, readAloud: false });
  await send(admin, {
    type: "SettleCriterion",
    conversationId: "c1",
    criterionId: first,
    value: 3,
    how: "agreed",
    until: null,
    note: "Next time, 3 when named once.",
    cause: null,
    feedback: null,
  });
  await send(admin, {
    type: "AddAction",
    actionId: "a1",
    text: "Reword it",
    ownerPersonId: ben!.personId,
    dueOn: null,
    criterionId: null,
    conversationId: null,
  });
  await send(ben!, { type: "SubmitReview", conversationId: "c2", sheet: sheet(ben!, "high", "kept for next week") });

  const defaults = (await admin.ask("GET", `/api/sessions/new?from=${sessionId}`)).body as unknown as SessionDefaults;
  expect(new Date(defaults.startsAt).toISOString()).toBe("2031-03-31T08:00:00.000Z");
  expect(defaults).toMatchObject({
    timeZone: "Europe/Madrid",
    lengthMinutes: 30,
    previousSessionId: sessionId,
    options: { names: "atReveal" },
  });
  expect(defaults.people.filter(({ chosen }) => chosen).map(({ name }) => name)).toEqual(["Ada", "Ben"]);
  expect(defaults.leftovers).toEqual([{ conversationId: "c2", title: "Second call", channel: "phone" }]);
  expect(defaults.openActions).toMatchObject([{ actionId: "a1", text: "Reword it", ownerName: "Ben" }]);
  expect(defaults.name).toBe("Support, week 14");

  const next = await createSession(admin, {
    scorecardId: defaults.scorecardId,
    previousSessionId: sessionId,
    carryConversationIds: ["c2"],
    conversations: [conversation("d1")],
  });
  const benNext = server.connect(ben!, next);
  const adminNext = server.connect(admin, next);
  await until(() => benNext.slices().mine && adminNext.slices().mine, "both in next week");
  const [carried] = benNext.slices().conversations!;
  expect(carried).toMatchObject({ title: "Second call", status: "hidden" });
  expect(carried!.conversationId).not.toBe("c2");
  const draft = benNext.slices().mine!.sheets[carried!.conversationId]!;
  expect(draft.submitted).toBeNull();
  expect(draft.draft[first]).toMatchObject({ value: 5, reason: "kept for next week" });
  expect(JSON.stringify(adminNext.slices())).not.toContain("kept for next week");
  expect(benNext.slices().roster!.seats.map(({ name }) => name)).toEqual(["Ada", "Ben"]);
  expect(benNext.slices().actions!.fromBefore).toMatchObject([{ text: "Reword it", status: "open" }]);
  expect(benNext.slices().notes).toMatchObject([{ criterionId: first, text: "Next time, 3 when named once.", current: true }]);
  await until(
    () => slice(admin, "conversations").find(({ conversationId }) => conversationId === "c2")?.status === "withdrawn",
    "withdrawn in the old session",
  );

  expect((await ben!.ask("POST", `/api/actions/${sessionId}/a1`, { status: "done" })).status).toBe(200);
  await until(() => benNext.slices().actions!.fromBefore[0]?.status === "done", "done, seen once more");
  expect((await cleo!.ask("POST", `/api/actions/${sessionId}/a1`, { status: "open" })).status).toBe(403);
});

test("the sample is one click, outside the list of others, never the current session, and can be deleted; a real one cannot", async () => {
  server = await startServer();
  const admin = await server.admin();
  const [ben] = await addPeople(server, admin, [{ name: "Ben" }]);
  const sampleId = String((await admin.ask("POST", "/api/sample")).body.sessionId);
  const list = async (who: typeof admin) => (await who.ask("GET", "/api/sessions")).body.sessions as SessionListItem[];
  expect(await list(admin)).toMatchObject([{ sessionId: sampleId, sample: true, current: false, conversations: 2 }]);
  expect(await list(ben!)).toEqual([]);
  const real = await createSession(admin);
  expect((await list(ben!)).map(({ sessionId, current, scoreNow }) => ({ sessionId, current, scoreNow }))).toEqual([
    { sessionId: real, current: true, scoreNow: true },
  ]);
  const open = server.connect(admin, sampleId);
  await until(() => open.slices().mine, "the sample open");
  expect(mine({ connection: open }).role).toBe("facilitator");
  expect((await ben!.ask("DELETE", `/api/sessions/${sampleId}`)).status).toBe(404);
  expect((await admin.ask("DELETE", `/api/sessions/${sampleId}`)).status).toBe(200);
  await until(() => open.status().state === "closed", "its sockets closed");
  expect((await list(admin)).map(({ sessionId }) => sessionId)).toEqual([real]);
  expect((await admin.ask("DELETE", `/api/sessions/${real}`)).status).toBe(403);
  expect((await ben!.ask("POST", "/api/sessions", { scorecardId: "starter-general", conversations: [] })).status).toBe(403);
});

test("people and scorecards are for those who manage; nobody raises themselves", async () => {
  server = await startServer();
  const admin = await server.admin();
  const [ben, lea, max] = await addPeople(server, admin, [
    { name: "Ben" },
    { name: "Lea", role: "lead" },
    { name: "Max", role: "manager" },
  ]);
  expect((await ben!.ask("PUT", `/api/team/people/${ben!.personId}`, { role: "admin" })).status).toBe(403);
  expect((await max!.ask("PUT", `/api/team/people/${max!.personId}`, { role: "admin" })).status).toBe(403);
  expect((await max!.ask("POST", "/api/links", { kind: "personal", personId: admin.personId })).status).toBe(403);
  expect((await lea!.ask("POST", "/api/team/people", { name: "X", role: "reviewer", experience: "new", site: null })).status).toBe(403);
  expect((await ben!.ask("PUT", `/api/team/people/${ben!.personId}`, { name: "Benjamin", experience: "long" })).status).toBe(200);
  expect((await ben!.ask("GET", "/api/me")).body).toMatchObject({
    person: { name: "Benjamin", experience: "long", role: "reviewer" },
    may: { create: false },
  });
  expect((await admin.ask("PUT", "/api/me", { name: "Max" })).body).toMatchObject({ code: "NAME_TAKEN", field: "name" });
  expect((await admin.ask("DELETE", `/api/team/people/${admin.personId}`)).body).toMatchObject({ code: "LAST_ADMIN" });
  const copied = await lea!.ask("POST", "/api/scorecards/starter", { scorecardId: "starter-general" });
  expect(copied.status, copied.text).toBe(200);
  const list = (await lea!.ask("GET", "/api/scorecards")).body.scorecards as {
    scorecardId: string;
    version: number;
    name: string;
    starter: boolean;
  }[];
  const { starter: _starter, ...scorecard } = list[0]!;
  expect(
    (await lea!.ask("PUT", `/api/scorecards/${scorecard.scorecardId}`, { scorecard: { ...scorecard, name: "Ours" } })).body,
  ).toMatchObject({ version: 2 });
  expect((await lea!.ask("PUT", `/api/scorecards/${scorecard.scorecardId}`, { scorecard })).body).toMatchObject({
    code: "VERSION_CONFLICT",
  });
  expect((await ben!.ask("PUT", `/api/scorecards/${scorecard.scorecardId}`, { scorecard })).status).toBe(403);
});
