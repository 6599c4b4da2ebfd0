// G-skew: everybody scores, one reveals; the reveal reaches every connection exactly once, whole, in one frame. Push: 24 reveals with 30 clients; release: 1,008 with 30 and as many with 200 (50 people with four devices each). How long after the first the last had it is printed.
import type { ViewFrame } from "../../shared/protocol/socket.ts";
import { conversation, sheet, until } from "../server/harness.ts";
import type { Outcome, Proof } from "./proof.ts";
import type { Launch } from "./real/launch.ts";
import { newSession, type Team, teamOn } from "./real/people.ts";
import { accepted, openSeat, type SeatSocket } from "./real/seatSocket.ts";
import { type ServerProcess, serverProcess } from "./real/serverProcess.ts";
import { percentile } from "./real/times.ts";

type Crowd = { people: number; devices: number; sessions: number };
const SIZES: Record<"push" | "release", Crowd[]> = {
  push: [{ people: 30, devices: 1, sessions: 2 }],
  release: [
    { people: 30, devices: 1, sessions: 84 },
    { people: 50, devices: 4, sessions: 84 },
  ],
};
/** as many as a session holds */
const REVEALS = 12;
const PATIENCE_MS = 15_000;

/** One that everybody in an audience but the first is told. */
const LEAVES_ONE_OUT: Launch["edits"] = [
  {
    file: "server/live/broadcast.ts",
    find: "hand(some.viewings, some.names, encoded);",
    put: "hand(some.viewings.slice(1), some.names, encoded);",
  },
];
/** One that tells everybody twice. */
const TELLS_TWICE: Launch["edits"] = [
  {
    file: "server/live/broadcast.ts",
    find: "hand(some.viewings, some.names, encoded);",
    put: "{ hand(some.viewings, some.names, encoded); hand(some.viewings, some.names, encoded); }",
  },
];

type Client = {
  seat: SeatSocket /** frames with results in them since the last reveal, and when they came */;
  told: { at: number; text: string }[];
};
type Found = { reveals: number; reached: number; wrong: string[]; skewMs: number[] };

const minutesOf = (seat: SeatSocket): number => {
  const timer = seat.slices().session?.timer;
  return timer ? (timer.endsAt - timer.startedAt) / 60_000 : 0;
};
const isWhole = (text: string, conversationId: string, sheets: number): boolean => {
  const [, frame] = JSON.parse(text.slice(2)) as [string, ViewFrame];
  const results = frame.slices.results?.[conversationId];
  return results !== undefined && results.reviews === sheets;
};

async function oneSession(server: ServerProcess, team: Team, crowd: Crowd, patienceMs: number): Promise<Found> {
  const found: Found = { reveals: 0, reached: 0, wrong: [], skewMs: [] };
  const everybody = [team.admin, ...team.people.slice(0, crowd.people - 1)];
  const sessionId = await newSession(team.admin, {
    personIds: everybody.slice(1).map(({ personId }) => personId),
    conversations: Array.from({ length: REVEALS }, (_none, index) => conversation(`c${index}`)),
  });
  const clients: Client[] = [];
  try {
    for (const who of everybody)
      for (let device = 0; device < crowd.devices; device++) {
        const told: Client["told"] = [];
        const onText = (text: string): void => {
          if (text.startsWith("42") && text.includes('"results":')) told.push({ at: performance.now(), text });
        };
        clients.push({ seat: await openSeat(server.url, sessionId, { cookie: who.cookie() }, { onText }), told });
      }
    const [fay] = clients as [Client];
    const scorers = clients.filter((_client, index) => index % crowd.devices === 0);
    for (const { seat } of scorers) await until(() => seat.slices().mine, "everybody in their session");
    for (let index = 0; index < REVEALS; index++) {
      const conversationId = `c${index}`;
      await Promise.all(
        scorers.map(({ seat }, nth) =>
          accepted(
            seat.command({ type: "SubmitReview", conversationId, sheet: sheet({ connection: seat } as never, nth % 2 ? "high" : "low") }),
          ),
        ),
      );
      for (const { told } of clients) told.splice(0);
      const seats = scorers.map(({ seat }) => seat.slices().mine!.seatId);
      await accepted(fay.seat.command({ type: "RevealScores", conversationId, roll: { in: seats, missing: [], absent: [] } }));
      await until(() => clients.every(({ told }) => told.length > 0), "the reveal at everybody's", patienceMs).catch(() => {});
      // what is told after it has reached them, so that nothing of the reveal is still on its way
      await accepted(fay.seat.command({ type: "StartTimer", minutes: index + 1 }));
      await until(() => clients.every(({ seat }) => minutesOf(seat) === index + 1), "what came after it", patienceMs).catch(() => {});
      found.reveals += 1;
      const once = clients.filter(({ told }) => told.length === 1 && isWhole(told[0]!.text, conversationId, scorers.length));
      found.reached += once.length;
      if (once.length < clients.length)
        found.wrong.push(`${conversationId} of ${sessionId} reached ${once.length} of ${clients.length} once and whole`);
      const arrived = clients.flatMap(({ told }) => told.slice(0, 1).map(({ at }) => at));
      found.skewMs.push(Math.max(...arrived) - Math.min(...arrived));
    }
    return found;
  } finally {
    for (const { seat } of clients) seat.close();
  }
}

async function attempt(crowd: Crowd, launch: Launch, patienceMs: number): Promise<Found> {
  const server = await serverProcess({ ...launch, limits: { socketsOfPerson: 1_000, person: 10_000 } });
  const all: Found = { reveals: 0, reached: 0, wrong: [], skewMs: [] };
  try {
    const team = await teamOn(
      server,
      Array.from({ length: crowd.people - 1 }, (_none, index) => ({ name: `P${index}` })),
    );
    for (let index = 0; index < crowd.sessions; index++) {
      const one = await oneSession(server, team, crowd, patienceMs);
      all.reveals += one.reveals;
      all.reached += one.reached;
      all.wrong.push(...one.wrong);
      all.skewMs.push(...one.skewMs);
    }
    return all;
  } finally {
    await server.remove();
  }
}

export const proof: Proof = {
  goal: "G-skew",
  promise: "A reveal reaches everybody in the call exactly once, whole, and at the same moment.",
  run: async (size, seed): Promise<Outcome> => {
    const real: { clients: number; found: Found }[] = [];
    for (const crowd of SIZES[size]) real.push({ clients: crowd.people * crowd.devices, found: await attempt(crowd, {}, PATIENCE_MS) });
    const few = { people: 3, devices: 2, sessions: 1 };
    const out = await attempt(few, { edits: LEAVES_ONE_OUT }, 250);
    const twice = await attempt(few, { edits: TELLS_TWICE }, 250);
    return {
      n: real.reduce((sum, { found }) => sum + found.reached, 0),
      failures: real.flatMap(({ found }) => found.wrong).slice(0, 20),
      control: {
        what: `a server that leaves one out or tells twice: ${out.wrong.length} and ${twice.wrong.length} of ${REVEALS} reveals found wrong`,
        fired: out.wrong.length === REVEALS && twice.wrong.length === REVEALS,
      },
      seedFrom: seed,
      seedTo: seed,
      counted: Object.fromEntries(
        real.flatMap(({ clients, found }) => [
          [`reveals${clients}`, found.reveals],
          [`p50Ms${clients}`, percentile(found.skewMs, 0.5)],
          [`p99Ms${clients}`, percentile(found.skewMs, 0.99)],
        ]),
      ),
    };
  },
};
