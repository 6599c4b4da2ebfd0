// G-soak: twenty sessions of twelve people who come, go, act, reload and fall off the network at random; the server neither grows nor leaves anything open, and everybody ends on the right view. Push: three minutes of it; release: 120. At the pace of people, each of the 240 doing something every six seconds, because as fast as it goes would measure a crowd that nobody has.
import { type Connection, connect } from "../../client/connection/connection.ts";
import type { SessionCommand } from "../../shared/session/commands.ts";
import { until } from "../server/harness.ts";
import type { Outcome, Proof } from "./proof.ts";
import { type Dice, dice } from "./real/dice.ts";
import { type Known, newSession, teamOn } from "./real/people.ts";
import { openSeat } from "./real/seatSocket.ts";
import { type Memory, type ServerProcess, serverProcess } from "./real/serverProcess.ts";
import { settledDown } from "./storm/crowd.ts";

const SIZES = {
  push: { sessions: 20, each: 12, lastsMs: 3 * 60_000 },
  release: { sessions: 20, each: 12, lastsMs: 120 * 60_000 },
} as const;
/** slope of the heap that is still none; short runs are ruled by what V8 keeps for later, and get an allowance */
const SLOPE_PER_HOUR = 2 ** 20;
const WARM_MS = 15 * 60_000;
const ALLOWANCE = 24 * 2 ** 20;
const LIMITS = { socketsOfPerson: 1_000 };
const AT_ONCE = 24;
const EVERY_MS = 600;
const later = (ms: number): Promise<void> => new Promise((next) => setTimeout(next, ms));

type Place = { who: Known; sessionId: string; connection: Connection };

const criterionOf = ({ connection }: Place, chance: Dice): string | null => {
  const criteria = connection.slices().scorecard?.criteria;
  return criteria ? chance.pick(criteria).criterionId : null;
};

/** Something this person could do at any time. */
const command = (place: Place, chance: Dice, id: string): SessionCommand => {
  const criterionId = criterionOf(place, chance);
  if (criterionId && chance.chance(0.5))
    return {
      type: "SubmitReview",
      conversationId: "c1",
      sheet: { [criterionId]: { value: 1, reason: `${id} `.repeat(chance.int(20)), unsure: false, evidence: [] } },
    };
  if (chance.chance(0.3)) return { type: "StartTimer", minutes: 1 + chance.int(60) };
  return { type: "MoveFocus", focus: { kind: chance.pick(["arrival", "actions", "review", "closing"] as const) } };
};

/** One thing that happens to somebody. */
async function episode(server: ServerProcess, place: Place, chance: Dice, id: string, wrong: string[]): Promise<boolean> {
  const open = (): Connection =>
    connect({ url: server.url, sessionId: place.sessionId, cookie: place.who.cookie(), reconnectMs: { min: 50, max: 500 } });
  if (chance.chance(0.15)) {
    place.connection.close();
    place.connection = open();
    await until(() => place.connection.slices().mine, "the page again after a reload", 60_000);
    return false;
  }
  if (chance.chance(0.1)) {
    // a second tab for a moment, cut in the middle of what it says
    const tab = await openSeat(server.url, place.sessionId, { cookie: place.who.cookie() });
    tab.raw.text('421["command",{"id":"half');
    tab.close();
    return false;
  }
  const answer = await place.connection.send(command(place, chance, id));
  if (!answer.ok && (answer.code === "INTERNAL" || answer.code === "LOG_DAMAGED")) wrong.push(`${place.sessionId}: ${answer.code}`);
  return true;
}

export const proof: Proof = {
  goal: "G-soak",
  promise: "Hours of ordinary use with ordinary mishaps leave the server as it was.",
  run: async (size, seed): Promise<Outcome> => {
    const { sessions, each, lastsMs } = SIZES[size];
    const server = await serverProcess({ limits: LIMITS });
    const wrong: string[] = [];
    try {
      const team = await teamOn(
        server,
        Array.from({ length: each - 1 }, (_none, index) => ({ name: `P${index}`, role: "lead" as const })),
      );
      const everybody = [team.admin, ...team.people];
      const places: Place[] = [];
      for (let index = 0; index < sessions; index++) {
        const sessionId = await newSession(team.admin, { personIds: team.people.map(({ personId }) => personId) });
        for (const who of everybody)
          places.push({ who, sessionId, connection: connect({ url: server.url, sessionId, cookie: who.cookie() }) });
      }
      for (const place of places) await until(() => place.connection.slices().mine, "everybody in their session", 60_000);
      const descriptors = server.descriptors();
      const began = performance.now();
      const readings: { at: number; memory: Memory }[] = [];
      let [acts, episodes, next] = [0, 0, 0];
      const busy = new Set<Place>();
      const lane = async (which: number): Promise<void> => {
        const chance = dice(seed * 1_000 + which);
        while (performance.now() - began < lastsMs) {
          const place = chance.pick(places);
          if (busy.has(place)) {
            await new Promise((soon) => setImmediate(soon));
            continue;
          }
          busy.add(place);
          const started = performance.now();
          if (await episode(server, place, chance, `e${next++}`, wrong)) acts += 1;
          episodes += 1;
          busy.delete(place);
          await later(Math.max(0, EVERY_MS - (performance.now() - started)));
        }
      };
      const reading = async (): Promise<void> => {
        while (performance.now() - began < lastsMs) {
          readings.push({ at: performance.now() - began, memory: await server.memory() });
          await later(lastsMs / 40);
        }
      };
      await Promise.all([reading(), ...Array.from({ length: AT_ONCE }, (_none, which) => lane(which))]);

      const lost = await settledDown(server.url, [{ sessionId: "all", members: places, actions: [] }], 30_000);
      for (const { sessionId } of lost.slice(0, 5)) wrong.push(`somebody in ${sessionId} is not on the right view`);
      await until(() => server.descriptors() <= descriptors, "as many open files as before", 15_000).catch(() => {
        wrong.push(`open files and sockets went from ${descriptors} to ${server.descriptors()}`);
      });
      const last = await server.memory();
      const warm = readings.find(({ at }) => at >= Math.min(WARM_MS, lastsMs / 3)) ?? readings[0]!;
      const hours = (performance.now() - began - warm.at) / 3_600_000;
      const growth = last.heapUsed - warm.memory.heapUsed;
      if (growth > ALLOWANCE + SLOPE_PER_HOUR * hours) wrong.push(`the heap grew by ${growth} bytes in ${hours.toFixed(2)} hours`);
      if (server.died()) wrong.push(`the server ${server.died()}`);
      const faults = server
        .said()
        .split("\n")
        .filter((line) => line.includes('"msg":"fault"'));
      if (faults.length > 0) wrong.push(`${faults.length} faults: ${faults[0]}`);
      for (const { connection } of places) connection.close();
      const leaking = await control(seed);
      return {
        n: acts,
        failures: wrong,
        control: { what: `a server that keeps its sockets: ${leaking} open after their people left`, fired: leaking > 0 },
        seedFrom: seed,
        seedTo: seed + AT_ONCE,
        counted: { episodes, people: places.length, heapGrowthKiB: Math.round(growth / 1024), descriptors: server.descriptors() },
      };
    } finally {
      await server.remove();
    }
  },
};

/** The same look at open sockets, on a server that does not let go of those whose people half left. */
async function control(seed: number): Promise<number> {
  const server = await serverProcess({
    edits: [
      {
        file: "server/live/socketIo.ts",
        find: "const tally = createTally();",
        put: "const tally = createTally(); options.http.on('connection', (socket) => { socket.end = () => socket; socket.destroy = () => socket; });",
      },
    ],
  });
  try {
    const team = await teamOn(server, [{ name: `P${seed}` }]);
    const sessionId = await newSession(team.admin, {});
    const before = server.descriptors();
    for (let count = 0; count < 5; count++) (await openSeat(server.url, sessionId, { cookie: team.admin.cookie() })).close();
    await until(() => server.descriptors() <= before, "as many as before", 2_000).catch(() => {});
    return Math.max(0, server.descriptors() - before);
  } finally {
    await server.remove();
  }
}
