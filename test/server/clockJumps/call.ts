// One call from scoring to the report, played on a clock that is set at every delicate moment; answers what was recorded and seen, without the times.
import { expect } from "vitest";
import { timeLeft } from "../../../client/session/call/timeLeft.ts";
import type { ServeOptions } from "../../../server/serve.ts";
import type { EventStore } from "../../../server/store/eventStore.ts";
import { openStore } from "../../../server/store/open.ts";
import {
  accepted,
  addPeople,
  createSession,
  entered,
  type Member,
  mine,
  type Person,
  results,
  reveal,
  seatId,
  send,
  sheet,
  slice,
  type TestServer,
  until,
} from "../harness.ts";
import { type JumpingClock, jumpingClock } from "../jumpingClock.ts";

/** 2026-11-26, two o'clock: an hour like any other */
export const NOON = Date.UTC(2026, 10, 26, 14);
export const GRACE_MS = 30_000;
const SWEEP_MS = 60_000;
const SECRET = "canary of the blind reason";

export type Stage = "scoring" | "timer" | "reveal" | "revote" | "grace" | "restart";
export type Played = { record: string[]; seen: Record<string, string> };

const MEMBERS: Member[] = [
  { name: "Lea", role: "lead", experience: "settled" },
  { name: "Tom", experience: "new" },
  { name: "Una", experience: "long" },
];

/** Ids in the order in which they first appear; times left out. What stays must not depend on the clock. */
function withoutTimes(): (value: unknown) => string {
  const ids = new Map<string, string>();
  return (value) =>
    JSON.stringify(value, (key, part: unknown) => {
      if (/(At|Since)$|^at$|^(joinUrl|code)$/.test(key)) return undefined;
      if (part !== null && typeof part === "object" && !Array.isArray(part))
        return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
      return part;
    }).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => {
      if (!ids.has(id)) ids.set(id, `id${ids.size}`);
      return ids.get(id)!;
    });
}

export function settings(clock: JumpingClock): { options: Partial<ServeOptions>; store: () => EventStore } {
  let opened: EventStore | null = null;
  let seeds = 0;
  return {
    store: () => {
      if (!opened) throw new Error("no store yet");
      return opened;
    },
    options: {
      clock,
      awayAfterMs: GRACE_MS,
      ids: {
        id: () => crypto.randomUUID(),
        token: () => crypto.randomUUID().replaceAll("-", ""),
        code: () => "CLOCKS",
        seed: () => (seeds += 1),
      },
      openStore: async (...all) => (opened = await openStore(...all)),
    },
  };
}

/** `set` changes the clock; left out, the call runs on a steady one. */
export async function playCall(
  start: (options: Partial<ServeOptions>) => Promise<TestServer>,
  set: (clock: JumpingClock, stage: Stage) => void,
): Promise<Played> {
  const clock = jumpingClock(NOON);
  const { options, store } = settings(clock);
  const server = await start(options);
  const plain = withoutTimes();
  const seen: Record<string, string> = {};

  const ada = await server.admin();
  const devices = await addPeople(server, ada, MEMBERS);
  const sessionId = await createSession(ada, { startsAt: NOON, name: "Weekly" });
  const join = async (device: Omit<Person, "connection">): Promise<Person> => {
    const person = { ...device, connection: server.connect(device, sessionId) };
    await until(() => person.connection.slices().mine && slice(person, "roster").seats.length > 0, `${person.name} in the session`);
    return person;
  };
  const admin = await join(ada);
  const people: Person[] = [];
  for (const device of devices) people.push(await join(device));
  const [lea, tom, una] = people as [Person, Person, Person];
  const everybody = [admin, lea, tom, una];
  const screen = await ada.ask("POST", "/api/links", { kind: "screen", sessionId });
  const wall = {
    connection: server.connect(server.device(), sessionId, { cookie: "", screenToken: String(screen.body.url).split("#")[1]! }),
  };

  const leaks: string[] = [];
  for (const [name, connection] of [
    ...everybody.filter((one) => one !== tom).map((one) => [one.name, one.connection] as const),
    ["wall", wall.connection] as const,
  ])
    connection.onChange(() => {
      if (JSON.stringify(connection.slices()).includes(SECRET) && slice({ connection }, "conversations")[0]?.status === "hidden")
        leaks.push(name);
    });
  const stream = async (): Promise<{ type: string; version: number }[]> =>
    (await store().read(`session:${sessionId}`, 0)).map(({ version, event }) => ({ ...event, version }));

  /** The clock is set; a while goes by, as far as anything waits for it; and nothing has happened by itself. */
  const jump = async (stage: Stage): Promise<void> => {
    const before = (await stream()).length;
    set(clock, stage);
    clock.due(SWEEP_MS);
    for (const person of everybody.filter(({ connection }) => connection.status().state === "live"))
      await accepted(person.connection.saveDraft("c2", slice(person, "scorecard").criteria[0]!.criterionId, null));
    const after = await stream();
    expect(after.slice(before), `nothing by itself: ${stage}`).toEqual([]);
    const { timer } = slice(tom, "session");
    if (timer) {
      const left = timeLeft(timer, clock.now());
      expect(Number.isFinite(left) && left >= 0 && left <= timer.endsAt - timer.startedAt).toBe(true);
      expect(timer.endsAt - timer.startedAt).toBeLessThanOrEqual(21 * 60_000);
    }
  };
  /** What is one's own comes in a frame after the room's, and before the answer to anything asked later; this asks for what is refused to everybody. */
  const ownFrame = async ({ connection }: Person): Promise<void> => {
    const criterionId = slice({ connection }, "scorecard").criteria[0]!.criterionId;
    const answer = await connection.send({ type: "CastRevote", conversationId: "c2", criterionId, round: 99, value: "NA" });
    expect(answer.ok).toBe(false);
  };
  const look = async (stage: string): Promise<void> => {
    for (const person of everybody) if (person.connection.status().state === "live") await ownFrame(person);
    for (const person of [...everybody, { ...wall, name: "wall" }]) seen[`${stage}: ${person.name}`] = plain(person.connection.slices());
  };

  // scoring
  const [first, second] = slice(tom, "scorecard").criteria;
  const tomsSheet = sheet(tom, "low", SECRET);
  await accepted(tom.connection.saveDraft("c1", first!.criterionId, tomsSheet[first!.criterionId]!));
  await jump("scoring");
  await accepted(tom.connection.saveDraft("c1", second!.criterionId, tomsSheet[second!.criterionId]!));
  await until(() => Object.keys(mine(tom).sheets.c1?.draft ?? {}).length === 2, "both drafts kept");
  await send(una, { type: "SubmitReview", conversationId: "c1", sheet: sheet(una, "high") });
  await until(() => slice(lea, "progress")[0]?.in === 1, "the count reaches the others");
  await look("scoring");

  // a timer that runs
  await send(admin, { type: "StartTimer", minutes: 15 });
  await until(() => slice(tom, "session").timer, "the timer");
  await jump("timer");
  await send(admin, { type: "ExtendTimer", minutes: 2 });
  await until(() => slice(tom, "session").timer!.endsAt > clock.now(), "time again");
  expect(timeLeft(slice(tom, "session").timer!, clock.now())).toBeLessThanOrEqual(17 * 60_000);
  await jump("timer");
  await send(admin, { type: "ExtendTimer", minutes: 2 });
  await until(() => slice(tom, "session").timer!.endsAt > clock.now(), "time again");
  await jump("timer");

  // a reveal
  await send(tom, { type: "SubmitReview", conversationId: "c1", sheet: tomsSheet });
  for (const person of [lea, admin]) await send(person, { type: "SubmitReview", conversationId: "c1", sheet: sheet(person, "high") });
  await until(() => slice(admin, "progress")[0]?.in === 4 && slice(wall, "progress")[0]?.in === 4, "all in");
  await jump("reveal");
  expect(everybody.map((person) => results(person, "c1"))).toEqual([null, null, null, null]);
  expect(leaks).toEqual([]);
  await reveal(admin, "c1");
  for (const person of [...everybody, wall]) await until(() => results(person, "c1"), "the results");
  await jump("reveal");
  await look("results");

  // a re-vote
  const row = results(admin, "c1")!.rows[0]!;
  const place = { conversationId: "c1", criterionId: row.criterionId };
  await send(admin, { type: "OpenCriterion", ...place, readAloud: false });
  await send(admin, { type: "OpenRevote", ...place });
  await send(tom, { type: "CastRevote", ...place, round: 1, value: row.high! });
  await jump("revote");
  await send(lea, { type: "CastRevote", ...place, round: 1, value: row.high! });
  const open = (person: { connection: Person["connection"] }) => slice(person, "discussion").c1![row.criterionId]!.revotes[0]!;
  await until(() => (open(una) as { in: number }).in === 2, "two votes");
  expect(open(una)).toEqual({ round: 1, status: "open", in: 2, of: 4 });
  await jump("revote");
  await send(admin, { type: "RevealRevote", ...place, round: 1 });
  for (const person of [...everybody, wall]) await until(() => open(person).status === "revealed", "the votes");
  await look("revote");

  // the facilitator is gone for a moment that is not over
  admin.connection.close();
  const chair = () => slice(lea, "roster").seats.find((seat) => seat.name === "Ada")!;
  await jump("grace");
  expect(chair().present).toBe(true);
  expect(mine(lea).takeOver).toBe(null);
  await until(() => clock.due(GRACE_MS) === 1, "the end of the grace");
  await until(() => mine(lea).takeOver === "may", "may take over");
  await jump("grace");
  expect(slice(una, "session").facilitatorSeatId).toBe(chair().seatId);
  await send(lea, { type: "TakeOver" });
  await until(() => slice(una, "session").facilitatorSeatId === seatId(lea), "Lea facilitates");
  await jump("grace");
  const back = await join(ada);
  everybody[0] = back;
  await until(() => mine(back).takeOver === "mayTakeBack" && chair().present, "may take back");
  await send(back, { type: "TakeBack" });
  await until(() => slice(una, "session").facilitatorSeatId === seatId(back), "Ada again");

  // a restart, and everybody with their cookie and link
  await server.restart(async () => set(clock, "restart"));
  for (const person of [...everybody, wall])
    await until(
      () => person.connection.status().state === "live" && slice(person, "session").facilitatorSeatId === seatId(back),
      "back after the restart",
    );
  await until(() => slice(una, "roster").seats.every(({ present }) => present), "all present");
  clock.due(GRACE_MS);
  await jump("restart");
  const device = await back.ask("POST", "/api/links", { kind: "device" });
  const other = server.device();
  expect(await entered(other, { token: String(device.body.url).split("#")[1] })).toMatchObject({ ok: true });
  expect((await other.ask("GET", "/api/me")).body).toMatchObject({ person: { name: "Ada" } });
  const team = String((await back.ask("GET", "/api/team")).body.teamLink).split("#")[1];
  expect(await entered(tom, { token: team })).toEqual({ ok: true, next: "session", sessionId });
  await look("restart");

  await send(back, {
    type: "SettleCriterion",
    ...place,
    value: row.low!,
    how: "agreed",
    until: null,
    note: "Next time, look first.",
    cause: null,
    feedback: null,
  });
  await send(back, { type: "CloseSession" });
  for (const person of [...everybody, wall]) await until(() => slice(person, "session").status === "closed", "closed");
  await look("closed");
  expect((await back.ask("GET", `/api/sessions/${sessionId}/report`)).status).toBe(200);
  const record = await stream();
  expect(record.map(({ version }) => version)).toEqual(record.map((_, index) => index + 1));
  return { record: record.map((event) => plain(event)), seen };
}
