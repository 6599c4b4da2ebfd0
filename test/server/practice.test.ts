// A practice call from arrival to report: one person facilitates, five simulated reviewers take part over ordinary sockets.
import { afterEach, describe, expect, test } from "vitest";
import type { Connection } from "../../client/connection/connection.ts";
import { GUESTS } from "../../shared/practice/guests.ts";
import { sampleConversations } from "../../shared/sample/sample.ts";
import type { ServeOptions } from "../../server/serve.ts";
import type { Report } from "../../shared/session/reportShape.ts";
import type { DiscussionView } from "../../shared/session/view/slices.ts";
import { randomIds } from "../../server/live/ports.ts";
import {
  createSession,
  type Device,
  mine,
  type Person,
  results,
  reveal,
  send,
  sheet,
  slice,
  startServer,
  type TestServer,
  until,
} from "./harness.ts";

let server: TestServer;
afterEach(() => server.stop());

/** Pauses a fiftieth as long as at fast speed; the order of things stays. */
const SHORT = 0.02;
const start = async (seed: number, more: Partial<ServeOptions> = {}): Promise<TestServer> => {
  server = await startServer({ practicePauses: SHORT, ids: { ...randomIds, seed: () => seed }, ...more });
  return server;
};

type Facilitator = Person & { sessionId: string; frames: string[] };
async function practise(admin: Device & { name: string; personId: string }): Promise<Facilitator> {
  const made = await admin.ask("POST", "/api/practice", { speed: "fast" });
  expect(made.status, made.text).toBe(200);
  const sessionId = String(made.body.sessionId);
  const connection = server.connect(admin, sessionId);
  const frames: string[] = [];
  connection.onChange(() => frames.push(JSON.stringify(connection.slices())));
  await until(() => connection.slices().mine, "the facilitator's seat");
  return { ...admin, connection, sessionId, frames };
}
const conversationIds = (person: { connection: Connection }): string[] => slice(person, "conversations").map((each) => each.conversationId);
const present = (person: { connection: Connection }): number => slice(person, "roster").seats.filter((seat) => seat.present).length;
const viewOf = (person: { connection: Connection }, conversationId: string, criterionId: string): DiscussionView | null =>
  person.connection.slices().discussion?.[conversationId]?.[criterionId] ?? null;

/** Everybody in, the facilitator too, and open. */
async function revealWith(me: Facilitator, conversationId: string): Promise<void> {
  await send(me, { type: "SubmitReview", conversationId, sheet: sheet(me, "high") });
  await until(() => slice(me, "progress").find((one) => one.conversationId === conversationId)?.in === 6, "all six in", 15_000);
  await reveal(me, conversationId);
  await until(() => results(me, conversationId), "the results");
}

/** Opens a criterion and lets everybody speak; the facilitator last. */
async function hear(me: Facilitator, conversationId: string, criterionId: string): Promise<DiscussionView> {
  await send(me, { type: "OpenCriterion", conversationId, criterionId, readAloud: false });
  await until(() => {
    const order = viewOf(me, conversationId, criterionId)?.speaking?.order ?? [];
    return order.length === 6 && order.filter((each) => each.state === "spoke").length === 5;
  }, "the five have spoken");
  await send(me, { type: "MarkSpoke", conversationId, criterionId, seatId: mine(me).seatId });
  return until(() => viewOf(me, conversationId, criterionId), "the discussion");
}
const settle = (me: Facilitator, conversationId: string, criterionId: string, value: number): Promise<void> =>
  send(me, {
    type: "SettleCriterion",
    conversationId,
    criterionId,
    value,
    how: "agreed",
    until: null,
    note: null,
    cause: null,
    feedback: null,
  });

test("a whole practice call, from arrival to report", async () => {
  await start(7);
  const admin = await server.admin();
  const me = await practise(admin);
  expect(slice(me, "session")).toMatchObject({ practice: true, sample: false, name: "Practice call" });
  await until(() => present(me) === 6, "five simulated people and me");
  const seats = slice(me, "roster").seats.filter(({ seatId }) => seatId !== mine(me).seatId);
  expect(seats.map(({ name, guest, role }) => ({ name, guest, role }))).toEqual(
    GUESTS.map(({ name }) => ({ name, guest: true, role: "reviewer" })),
  );
  expect(seats.filter(({ firstTime }) => firstTime).map(({ name }) => name)).toEqual(["Nina"]);

  const [first = ""] = conversationIds(me);
  expect(conversationIds(me)).toHaveLength(1);
  await send(me, { type: "StartTimer", minutes: 15 });
  await send(me, { type: "MoveFocus", focus: { kind: "review" } });
  await revealWith(me, first);
  const before = me.frames.slice();
  // one more, of the facilitator's own, is scored as well
  const [thread] = sampleConversations(() => "own").slice(1);
  await send(me, { type: "AddConversation", conversation: thread! });
  await send(me, { type: "MoveFocus", focus: { kind: "review" } });
  await until(
    () => slice(me, "progress").find((one) => one.conversationId === "own")?.in === 5,
    "the second conversation is scored as well",
    15_000,
  );

  const agenda = results(me, first)!.rows.filter(({ toDiscuss }) => toDiscuss);
  expect(agenda.length).toBeGreaterThanOrEqual(2);
  const [top, next] = agenda;
  const transcript = slice(me, "conversations")[0]!.transcript;
  const heard = await hear(me, first, top!.criterionId);
  // everybody has given a reason; what they quote stands in the conversation, at the line they pin
  const reasons = heard.reasons.filter(({ seatId }) => seatId !== mine(me).seatId);
  expect(new Set(reasons.map(({ seatId }) => seatId)).size).toBe(5);
  const pins = reasons.flatMap(({ evidence }) => evidence);
  expect(pins.length).toBeGreaterThan(1);
  for (const { line, quote } of pins) expect(transcript[line!]!.text).toBe(quote);
  for (const { text } of reasons)
    for (const [, quoted] of text.matchAll(/“([^”]+)”/g))
      expect(
        transcript.some((line) => line.text.includes(quoted!)),
        text,
      ).toBe(true);

  // nothing of it was on the facilitator's wire before the reveal
  const hiddenBefore = before.filter(
    (frame) => (JSON.parse(frame) as { results?: Record<string, unknown> }).results?.[first] === undefined,
  );
  expect(hiddenBefore.length).toBeGreaterThan(5);
  for (const { text } of reasons) for (const frame of hiddenBefore) expect(frame).not.toContain(JSON.stringify(text).slice(1, -1));

  // a re-vote: all five vote again
  await send(me, { type: "OpenRevote", conversationId: first, criterionId: top!.criterionId });
  await until(() => {
    const open = viewOf(me, first, top!.criterionId)?.revotes.at(-1);
    return open?.status === "open" && open.in === 5;
  }, "five votes");
  await send(me, { type: "RevealRevote", conversationId: first, criterionId: top!.criterionId, round: 1 });
  const vote = await until(() => {
    const last = viewOf(me, first, top!.criterionId)?.revotes.at(-1);
    return last?.status === "revealed" ? last : null;
  }, "the re-vote");
  expect(vote.values.length + vote.naCount).toBe(5);
  await settle(
    me,
    first,
    top!.criterionId,
    slice(me, "scorecard").criteria.find(({ criterionId }) => criterionId === top!.criterionId)!.scale === "binary" ? 1 : 3,
  );
  await hear(me, first, next!.criterionId);

  // an action of one of theirs is confirmed, and one without an owner or a proposal of their own comes up
  const owner = seats[1]!;
  await send(me, {
    type: "AddAction",
    actionId: "a1",
    text: "Ask billing",
    ownerPersonId: owner.personId,
    dueOn: null,
    criterionId: null,
    conversationId: null,
  });
  await send(me, { type: "MoveFocus", focus: { kind: "closing" } });
  await until(() => slice(me, "actions").here.find(({ actionId }) => actionId === "a1")?.confirmed, "confirmed by its owner");

  await send(me, { type: "CloseSession" });
  await until(() => present(me) === 1 || me.connection.slices().session?.status === "closed", "closed");
  const report = (await admin.ask("GET", `/api/sessions/${me.sessionId}/report`)).body.report as Report;
  expect(report.session).toMatchObject({ practice: true });
  await until(async () => (await admin.ask("GET", `/api/practice/${me.sessionId}`)).body.speed === null, "everybody has left");
}, 30_000);

test("somebody changes their mind once all are heard, and somebody objects to what was settled", async () => {
  // chance is the seed's: with this one it is these two criteria
  await start(14);
  const admin = await server.admin();
  const me = await practise(admin);
  const [first = ""] = conversationIds(me);
  await send(me, { type: "MoveFocus", focus: { kind: "review" } });
  await revealWith(me, first);
  await hear(me, first, "general-empathy");
  const mind = await until(() => viewOf(me, first, "general-empathy")?.minds[0], "a changed mind");
  const before = viewOf(me, first, "general-empathy")!.entries.find(({ seatId }) => seatId === mind.seatId)!;
  expect(mind.value).not.toBe(before.value);
  await hear(me, first, "general-identity");
  await settle(me, first, "general-identity", 0);
  const objection = await until(() => viewOf(me, first, "general-identity")?.objections[0], "an objection");
  expect(objection.text).toContain("yes");
}, 20_000);

test("a practice stands outside the team's list, notes, actions and next week, and can be deleted", async () => {
  await start(3);
  const admin = await server.admin();
  const me = await practise(admin);
  const [first = ""] = conversationIds(me);
  await send(me, { type: "MoveFocus", focus: { kind: "review" } });
  await revealWith(me, first);
  const { criterionId, values } = results(me, first)!.rows[0]!;
  await hear(me, first, criterionId);
  await send(me, {
    type: "SettleCriterion",
    conversationId: first,
    criterionId,
    value: values[0] ?? 1,
    how: "agreed",
    until: null,
    note: "A practice note",
    cause: null,
    feedback: null,
  });
  await send(me, {
    type: "AddAction",
    actionId: "a1",
    text: "A practice action",
    ownerPersonId: null,
    dueOn: null,
    criterionId: null,
    conversationId: null,
  });

  const list = (await admin.ask("GET", "/api/sessions")).body.sessions as { sessionId: string; practice: boolean; current: boolean }[];
  expect(list).toMatchObject([{ sessionId: me.sessionId, practice: true, current: false }]);
  expect((await admin.ask("GET", "/api/sessions/new")).text).not.toContain("A practice action");
  const added = await admin.ask("POST", "/api/team/people", { name: "Lena", role: "lead", experience: "long", site: null });
  const link = await admin.ask("POST", "/api/links", { kind: "personal", personId: added.body.personId });
  const lena = server.device();
  await lena.ask("POST", "/api/enter", { token: String(link.body.url).split("#")[1] });
  expect((await lena.ask("GET", "/api/sessions")).body.sessions).toEqual([]);
  const real = await createSession(admin);
  const connection = server.connect(admin, real);
  await until(() => connection.slices().mine, "the real session");
  expect(JSON.stringify(connection.slices())).not.toContain("A practice");
  expect(connection.slices().mine?.firstTime).toBe(true);

  expect((await admin.ask("DELETE", `/api/sessions/${me.sessionId}`)).status).toBe(200);
  await until(() => me.connection.status().state === "closed", "nobody is left in it");
  expect((await admin.ask("GET", `/api/practice/${me.sessionId}`)).status).toBe(404);
}, 20_000);

describe("starting and ending", () => {
  test("who may not create sessions may not practise, and nobody fills a session that is real", async () => {
    await start(1);
    const admin = await server.admin();
    const added = await admin.ask("POST", "/api/team/people", { name: "Ben", role: "reviewer", experience: "new", site: null });
    const link = await admin.ask("POST", "/api/links", { kind: "personal", personId: added.body.personId });
    const ben = server.device();
    await ben.ask("POST", "/api/enter", { token: String(link.body.url).split("#")[1] });
    expect((await ben.ask("POST", "/api/practice", { speed: "fast" })).status).toBe(403);
    const real = await createSession(admin);
    expect((await admin.ask("POST", "/api/practice", { speed: "fast", fillSessionId: real })).status).toBe(404);
    expect((await admin.ask("POST", "/api/practice", { speed: "slow" })).status).toBe(400);
  });

  test("they fill the seats of a sample session, change speed, and leave when told to", async () => {
    await start(5, { awayAfterMs: 50 });
    const admin = await server.admin();
    const { body } = await admin.ask("POST", "/api/sessions/sample", {});
    const sessionId = String(body.sessionId);
    const me = { ...admin, connection: server.connect(admin, sessionId) };
    await until(() => me.connection.slices().roster?.seats.length === 1, "alone in the sample");
    expect((await admin.ask("POST", "/api/practice", { speed: "normal", fillSessionId: sessionId })).body.sessionId).toBe(sessionId);
    await until(() => present(me) === 6, "six present");
    expect((await admin.ask("PUT", `/api/practice/${sessionId}`, { speed: "fast" })).status).toBe(200);
    expect((await admin.ask("GET", `/api/practice/${sessionId}`)).body.speed).toBe("fast");
    expect((await admin.ask("DELETE", `/api/practice/${sessionId}`)).status).toBe(200);
    await until(() => present(me) === 1, "alone again");
    // and come back to the same seats
    await admin.ask("POST", "/api/practice", { speed: "fast", fillSessionId: sessionId });
    await until(() => present(me) === 6, "six again");
    expect(slice(me, "roster").seats).toHaveLength(6);
  }, 20_000);

  test("a second practice ends the first; after a restart of the server it goes on", async () => {
    await start(5, { awayAfterMs: 50 });
    const admin = await server.admin();
    const one = await practise(admin);
    await until(() => present(one) === 6, "the first runs");
    const two = await practise(admin);
    await until(() => present(one) === 1, "the first is left alone");
    await until(() => present(two) === 6, "the second runs");
    await server.restart();
    await until(() => two.connection.status().state === "live" && present(two) === 6, "everybody is back");
    const [first = ""] = conversationIds(two);
    await send(two, { type: "MoveFocus", focus: { kind: "review" } });
    await revealWith(two, first);
    expect(results(two, first)!.reviews).toBe(6);
  }, 20_000);
});
