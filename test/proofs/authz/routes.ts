// Goes through the table of routes: every route by every role, about everybody's things.
import { starterById } from "../../../shared/scorecard/starters/starters.ts";
import { type Device, personIdOf } from "../../server/harness.ts";
import { type Known, newSession, teamOn } from "../real/people.ts";
import { accepted, openSeat } from "../real/seatSocket.ts";
import type { ServerProcess } from "../real/serverProcess.ts";
import { routesOfServer } from "./routeList.ts";
import { ROUTE_PEOPLE, type RoutePerson, type RouteRow, routeTable } from "./table.ts";

type Ask = { path?: Record<string, string>; query?: string; body?: unknown };
type World = {
  admin: Known;
  otto: Known;
  people: Record<RoutePerson, Device & { personId: string }>;
  seatOf: (who: RoutePerson) => string;
  sessionId: string;
  elsewhere: { sessionId: string; seatId: string };
  closedId: string;
  code: string;
  otherAdmin: string;
  sampleOf: (who: RoutePerson) => Promise<string>;
  newPerson: (role: "reviewer" | "admin") => Promise<string>;
  /** somebody added just now, and their name to confirm it */ newcomer: (role: "reviewer" | "admin") => Promise<Ask>;
};

const UNKNOWN = "no-such-thing";
const session = (sessionId: string): Ask => ({ path: { sessionId } });
const person = (personId: string, body?: unknown): Ask => ({ path: { personId }, body });
let counter = 0;
const action = (actionId: string, ownerPersonId: string | null) => ({
  type: "AddAction" as const,
  actionId,
  text: "Reword it",
  ownerPersonId,
  dueOn: null,
  criterionId: null,
  conversationId: null,
});
const command = (world: World, sessionId = world.sessionId): Ask => ({
  path: { sessionId },
  body: { id: `c${counter++}`, command: action(`r${counter}`, null) },
});
const somebody = (role: "reviewer" | "admin") => ({ name: `Somebody ${counter++}`, role, experience: "new", site: null });

/** by route, then by whose object it is about */
const ASKS: Record<string, Record<string, (world: World, who: RoutePerson) => Ask | Promise<Ask>>> = {
  "POST /api/enter": { wrong: () => ({ body: { token: "wrong-token-0000" } }), code: ({ code }) => ({ body: { code } }) },
  "GET /api/me": { own: () => ({}) },
  "PUT /api/me": { own: (_world, who) => ({ body: { name: `The ${who}` } }) },
  "GET /api/sessions": { "-": () => ({}) },
  "GET /api/sessions/new": { "-": () => ({}) },
  "POST /api/sessions": { "-": () => ({ body: { scorecardId: "starter-general", conversations: [], personIds: [], startsAt: 1e15 } }) },
  "POST /api/sessions/sample": { "-": () => ({ body: {} }) },
  "POST /api/sample": { "-": () => ({ body: {} }) },
  "DELETE /api/sessions/:sessionId": {
    "own-sample": async ({ sampleOf }, who) => session(await sampleOf(who)),
    "other-sample": async ({ sampleOf }) => session(await sampleOf("stranger")),
    real: ({ sessionId }) => session(sessionId),
    unknown: () => session(UNKNOWN),
  },
  "POST /api/sessions/:sessionId/commands": {
    own: (world) => command(world),
    "conductor's": (world) => ({
      ...session(world.sessionId),
      body: { id: `c${counter++}`, command: { type: "StartTimer", minutes: 5 } },
    }),
    elsewhere: (world) => command(world, world.elsewhere.sessionId),
    unknown: (world) => command(world, UNKNOWN),
  },
  "PUT /api/sessions/:sessionId/seats/:seatId/name": {
    own: ({ sessionId, seatOf }, who) => ({ path: { sessionId, seatId: seatOf(who) }, body: { name: `The ${who} here` } }),
    "another's": ({ sessionId, seatOf }, who) => ({
      path: { sessionId, seatId: seatOf(who === "reviewer" ? "guest" : "reviewer") },
      body: { name: `Another ${counter++}` },
    }),
    unknown: ({ sessionId }) => ({ path: { sessionId, seatId: UNKNOWN }, body: { name: "Nobody" } }),
    elsewhere: ({ elsewhere }) => ({ path: elsewhere, body: { name: `Else ${counter++}` } }),
  },
  "GET /api/sessions/:sessionId/report": {
    open: ({ sessionId }) => session(sessionId),
    named: ({ sessionId }) => ({ ...session(sessionId), query: "?named=1" }),
    csv: ({ sessionId }) => ({ ...session(sessionId), query: "?format=csv&download=1" }),
    closed: ({ closedId }) => session(closedId),
    elsewhere: ({ elsewhere }) => session(elsewhere.sessionId),
    unknown: () => session(UNKNOWN),
  },
  "GET /api/sessions/:sessionId/calendar.ics": {
    own: ({ sessionId }) => session(sessionId),
    elsewhere: ({ elsewhere }) => session(elsewhere.sessionId),
    unknown: () => session(UNKNOWN),
  },
  "GET /api/team": { "-": () => ({}) },
  "PUT /api/team/settings": {
    "-": () => ({ body: { settings: { lengthMinutes: 45 } } }),
    name: () => ({ body: { name: "Other name" } }),
  },
  "POST /api/team/link": { "-": () => ({ body: {} }) },
  "POST /api/team/people": { reviewer: () => ({ body: somebody("reviewer") }), admin: () => ({ body: somebody("admin") }) },
  "PUT /api/team/people/:personId": {
    "own-name": ({ people }, who) => person(people[who].personId, { name: `Called ${who}` }),
    "own-role": ({ people }, who) => person(people[who].personId, { role: "admin" }),
    "another's": ({ otto }) => person(otto.personId, { experience: "long" }),
    "an-admin's": ({ otherAdmin }) => person(otherAdmin, { site: "North" }),
    unknown: () => person(UNKNOWN, { experience: "long" }),
  },
  "DELETE /api/team/people/:personId": {
    another: async ({ newPerson }) => person(await newPerson("reviewer")),
    "an-admin": async ({ newPerson }) => person(await newPerson("admin")),
    unknown: () => person(UNKNOWN),
  },
  "POST /api/team/people/:personId/erase": {
    another: ({ newcomer }) => newcomer("reviewer"),
    "an-admin": ({ newcomer }) => newcomer("admin"),
    oneself: async ({ people }, who) => {
      const known = (await people[who].ask("GET", "/api/me")).body.person as { name: string } | null;
      return person(people[who].personId, { name: known?.name ?? "" });
    },
    "wrong-name": async ({ newPerson }) => person(await newPerson("reviewer"), { name: "Somebody else" }),
    unknown: () => person(UNKNOWN, { name: "Nobody" }),
  },
  "GET /api/scorecards": { "-": () => ({}) },
  "GET /api/scorecards/:scorecardId": {
    known: () => ({ path: { scorecardId: "starter-general" } }),
    unknown: () => ({ path: { scorecardId: UNKNOWN } }),
  },
  "POST /api/scorecards/starter": { "-": () => ({ body: { scorecardId: "starter-general" } }) },
  "PUT /api/scorecards/:scorecardId": {
    new: (_world, who) => ({
      path: { scorecardId: `card-${who}` },
      body: { scorecard: { ...starterById("starter-general"), scorecardId: `card-${who}`, version: 1 } },
    }),
  },
  "DELETE /api/scorecards/:scorecardId": {
    known: () => ({ path: { scorecardId: "card-admin" } }),
    unknown: () => ({ path: { scorecardId: UNKNOWN } }),
  },
  "POST /api/scorecards/:scorecardId/restore": { known: () => ({ path: { scorecardId: "card-admin" }, body: {} }) },
  "POST /api/actions/:sessionId/:actionId": {
    "reviewer's": ({ sessionId }) => ({ path: { sessionId, actionId: "a-reviewer" }, body: { status: "done" } }),
    "admin's": ({ sessionId }) => ({ path: { sessionId, actionId: "a-admin" }, body: { status: "done" } }),
    elsewhere: ({ elsewhere }) => ({ path: { sessionId: elsewhere.sessionId, actionId: "a-else" }, body: { status: "done" } }),
    unknown: ({ sessionId }) => ({ path: { sessionId, actionId: UNKNOWN }, body: { status: "done" } }),
  },
  "POST /api/links": {
    own: ({ people }, who) => ({ body: { kind: "personal", personId: people[who].personId } }),
    device: () => ({ body: { kind: "device" } }),
    "another's": ({ otto }) => ({ body: { kind: "personal", personId: otto.personId } }),
    "an-admin's": ({ otherAdmin }) => ({ body: { kind: "personal", personId: otherAdmin } }),
    screen: ({ sessionId }) => ({ body: { kind: "screen", sessionId } }),
    elsewhere: ({ elsewhere }) => ({ body: { kind: "screen", sessionId: elsewhere.sessionId } }),
    unknown: () => ({ body: { kind: "screen", sessionId: UNKNOWN } }),
  },
  "POST /api/practice": {
    new: () => ({ body: { speed: "fast" } }),
    "real-session": ({ sessionId }) => ({ body: { speed: "fast", fillSessionId: sessionId } }),
  },
  "GET /api/practice/:sessionId": {
    "own-sample": async ({ sampleOf }, who) => session(await sampleOf(who)),
    "other-sample": async ({ sampleOf }) => session(await sampleOf("stranger")),
  },
  "PUT /api/practice/:sessionId": {
    "own-sample": async ({ sampleOf }, who) => ({ ...session(await sampleOf(who)), body: { speed: "fast" } }),
    "other-sample": async ({ sampleOf }) => ({ ...session(await sampleOf("stranger")), body: { speed: "fast" } }),
  },
  "DELETE /api/practice/:sessionId": {
    "own-sample": async ({ sampleOf }, who) => session(await sampleOf(who)),
    "other-sample": async ({ sampleOf }) => session(await sampleOf("stranger")),
  },
  "GET /healthz": { "-": () => ({}) },
  "GET /readyz": { "-": () => ({}) },
  "GET /metrics": { "-": () => ({}) },
};

async function assemble(server: ServerProcess): Promise<World> {
  const { admin, people, device } = await teamOn(server, [
    { name: "Rita" },
    { name: "Lea", role: "lead" },
    { name: "Max", role: "manager" },
    { name: "Otto" },
    { name: "Abe", role: "admin" },
  ]);
  const [reviewer, lead, manager, otto, abe] = people as [Known, Known, Known, Known, Known];
  const cookie = admin.cookie();
  const sessionId = await newSession(admin, { personIds: [reviewer.personId, lead.personId] });
  const fay = await openSeat(server.url, sessionId, { cookie });
  await accepted(fay.command({ type: "SetDoor", open: true }));
  const guest = device();
  await guest.ask("POST", "/api/enter", { code: fay.slices().session!.code, name: "Gus" });
  await accepted(fay.command(action("a-reviewer", reviewer.personId)));
  await accepted(fay.command(action("a-admin", admin.personId)));
  const guestOf = { ...guest, personId: await personIdOf(guest) };
  const elsewhere = await newSession(admin, { personIds: [] });
  const there = await openSeat(server.url, elsewhere, { cookie });
  await accepted(there.command(action("a-else", null)));
  const closedId = await newSession(admin, { personIds: [] });
  const closing = await openSeat(server.url, closedId, { cookie });
  await accepted(closing.command({ type: "CloseSession" }));
  const codeOf = await newSession(admin, { personIds: [] });
  const door = await openSeat(server.url, codeOf, { cookie });
  const { seats } = (await openSeat(server.url, sessionId, { cookie })).slices().roster!;
  const known: World["people"] = {
    stranger: { ...device(), personId: reviewer.personId },
    guest: guestOf,
    reviewer,
    lead,
    manager,
    admin,
  };
  return {
    admin,
    otto,
    people: known,
    // whoever has no seat asks for the facilitator's
    seatOf: (who) => (seats.find(({ personId }) => personId === known[who].personId) ?? seats[0]!).seatId,
    sessionId,
    elsewhere: { sessionId: elsewhere, seatId: there.slices().mine!.seatId },
    closedId,
    code: door.slices().session!.code,
    otherAdmin: abe.personId,
    // people without samples of their own ask for somebody else's
    sampleOf: async (who) => {
      const owner = who === "stranger" || who === "guest" ? otto : known[who];
      return String((await owner.ask("POST", "/api/sessions/sample", {})).body.sessionId);
    },
    newPerson: async (role) => String((await admin.ask("POST", "/api/team/people", somebody(role))).body.personId),
    newcomer: async (role) => {
      const whom = somebody(role);
      return person(String((await admin.ask("POST", "/api/team/people", whom)).body.personId), { name: whom.name });
    },
  };
}

/** Routes of the server that the table does not speak of, and lines about routes that are gone. */
export function uncoveredRoutes(rows: RouteRow[]): string[] {
  const real = routesOfServer().filter((route) => route !== "GET /index.html");
  const tabled = new Set(rows.map(({ route }) => route));
  return [
    ...real.filter((route) => !tabled.has(route)).map((route) => `${route} is not in the table`),
    ...[...tabled].filter((route) => !real.includes(route)).map((route) => `the table speaks of ${route}, which does not exist`),
  ];
}

export async function runRoutes(
  server: ServerProcess,
  only: (row: RouteRow) => boolean = () => true,
): Promise<{ n: number; wrong: string[] }> {
  const world = await assemble(server);
  const wrong: string[] = [];
  let n = 0;
  for (const row of routeTable().filter(only)) {
    const build = ASKS[row.route]?.[row.whose];
    if (!build) {
      wrong.push(`nothing is written for ${row.route} (${row.whose})`);
      continue;
    }
    for (const [index, who] of ROUTE_PEOPLE.entries()) {
      const { path = {}, query = "", body } = await build(world, who);
      const [method = "", pattern = ""] = row.route.split(" ");
      const address = pattern.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(path[name] ?? ""));
      const reply = await world.people[who].ask(method, `${address}${query}`, body);
      n += 1;
      if (reply.status !== row.statuses[index])
        wrong.push(`${row.route} (${row.whose}) by ${who}: ${reply.status} instead of ${row.statuses[index]} ${reply.text.slice(0, 120)}`);
      if (row.route === "POST /api/practice" && reply.status === 200)
        await world.people[who].ask("DELETE", `/api/practice/${String(reply.body.sessionId)}`);
    }
  }
  if (server.died()) wrong.push(`the server ${server.died()}`);
  return { n, wrong };
}
