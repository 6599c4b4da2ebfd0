// G-storm: the server is killed under everybody and started again; all come back by themselves to the right view, by WebSocket and by long polling, and nothing done meanwhile is lost. Push: 200 sockets in 50 sessions, once each way; release: 1,000, ten times each way.
import type { Outcome, Proof } from "./proof.ts";
import type { Launch } from "./real/launch.ts";
import { teamOn } from "./real/people.ts";
import { serverProcess } from "./real/serverProcess.ts";
import { percentile } from "./real/times.ts";
import { act, type Call, clearAway, comeBy, gather, settledDown, traces, whenBack } from "./storm/crowd.ts";
import { countRequests, type Way } from "./storm/requests.ts";

type Crowd = { sessions: number; each: number; rounds: number; ways: readonly Way[] };
const BOTH = ["websocket", "polling"] as const;
const SIZES: Record<"push" | "release", Crowd> = {
  push: { sessions: 50, each: 4, rounds: 1, ways: BOTH },
  release: { sessions: 50, each: 20, rounds: 10, ways: BOTH },
};
/** One person sits in every session here. */
const LIMITS = { socketsOfPerson: 1_000, person: 10_000 };
/** in each session as the server goes, and again as soon as it is back */
const ACTS = 3;
const PATIENCE_MS = 60_000;

type Found = { right: number; of: number; rounds: number; acts: number; wrong: string[]; backMs: Record<Way, number[]>; actMs: number[] };

async function attempt(size: Crowd, launch: Launch, patienceMs: number): Promise<Found> {
  const server = await serverProcess({ ...launch, limits: LIMITS });
  const requests = countRequests();
  const found: Found = { right: 0, of: 0, rounds: 0, acts: 0, wrong: [], backMs: { websocket: [], polling: [] }, actMs: [] };
  const say = (what: string): void => void found.wrong.push(what);
  let calls: Call[] = [];
  const storm = async (way: Way, round: number): Promise<void> => {
    const everybody = calls.flatMap(({ members }) => members);
    const asked = { way: requests.of(way), other: requests.of(way === "polling" ? "websocket" : "polling") };
    const doing = (call: Call, id: string): Promise<void> =>
      act(call, `${way}-${round}-${id}`).then((ok) => {
        found.acts += 1;
        if (!ok) say(`${call.sessionId}: an act of the storm was refused`);
      });
    const acting = calls.flatMap((call) => Array.from({ length: ACTS }, (_none, index) => doing(call, `${index}`)));
    const killedAt = Date.now();
    await server.kill();
    await server.start();
    const listening = Date.now();
    const patience = new Promise<void>((done) => void setTimeout(done, patienceMs).unref());
    /** whoever is back goes on at once, while the others still come */
    const goOn = async (call: Call): Promise<void> => {
      await whenBack(call.members[0]!, killedAt);
      for (let index = 0; index < ACTS; index++) {
        const began = performance.now();
        await doing(call, `back${index}`);
        found.actMs.push(performance.now() - began);
      }
    };
    const back = Promise.all(everybody.map((member) => whenBack(member, killedAt))).then((times) => {
      found.backMs[way].push(Math.max(...times) - listening);
    });
    await Promise.race([Promise.all([back, ...acting, ...calls.map(goOn)]), patience]);
    const lost = await settledDown(server.url, calls, patienceMs);
    found.rounds += 1;
    found.of += everybody.length;
    found.right += everybody.length - lost.length;
    for (const member of lost.slice(0, 5))
      say(`somebody in ${member.sessionId} is not on the right view (${member.connection.status().state})`);
    for (const call of calls) found.wrong.push(...traces(call, call.members[0]!.connection.slices()));
    await clearAway(calls);
    if (requests.of(way) - asked.way < everybody.length - lost.length) say(`they did not come back by ${way}`);
    if (requests.of(way === "polling" ? "websocket" : "polling") > asked.other) say(`somebody came back by another way than ${way}`);
  };
  try {
    const team = await teamOn(
      server,
      Array.from({ length: size.each - 1 }, (_none, index) => ({ name: `P${index}` })),
    );
    calls = await gather(server.url, team, size.sessions, size.each, size.ways[0]!);
    for (const way of size.ways) {
      if (way !== size.ways[0]) await comeBy(way, server.url, calls);
      for (let round = 0; round < size.rounds; round++) await storm(way, round);
    }
    const expected = size.sessions * 2 * ACTS * size.rounds * size.ways.length;
    if (found.acts < expected) say(`${expected - found.acts} of ${expected} acts of the storm were never answered`);
    if (server.died()) say(`the server ${server.died()}`);
    return found;
  } finally {
    requests.stop();
    for (const { members } of calls) for (const { connection } of members) connection.close();
    await server.remove();
  }
}

export const proof: Proof = {
  goal: "G-storm",
  promise:
    "After a crash everybody is back by themselves on the right view, by WebSocket or long polling, and what they did meanwhile is done once.",
  run: async (size, seed): Promise<Outcome> => {
    const real = await attempt(SIZES[size], {}, PATIENCE_MS);
    const control = await attempt({ sessions: 3, each: 2, rounds: 1, ways: ["websocket"] }, { keepsNothing: true }, 3_000);
    const times = (way: Way): Record<string, number> => ({
      [`${way}BackMs`]: percentile(real.backMs[way], 0.5),
      [`${way}SlowestMs`]: Math.max(...real.backMs[way]),
    });
    return {
      n: real.right,
      failures: real.wrong,
      control: {
        what: `on a server that keeps everything in memory ${control.right} of ${control.of} come back`,
        fired: control.right < control.of && control.wrong.length > 0,
      },
      seedFrom: seed,
      seedTo: seed,
      counted: {
        rounds: real.rounds,
        sockets: real.of,
        acts: real.acts,
        ...times("websocket"),
        ...times("polling"),
        actP99Ms: percentile(real.actMs, 0.99),
      },
    };
  },
};
