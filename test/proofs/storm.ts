// G-storm: the server is killed under everybody and started again; all come back by themselves to the right view, and nothing done meanwhile is lost. Push: 200 sockets in 50 sessions, once; release: 1,000, ten times.
import type { Outcome, Proof } from "./proof.ts";
import { teamOn } from "./real/people.ts";
import type { Launch } from "./real/launch.ts";
import { serverProcess } from "./real/serverProcess.ts";
import { act, gather, settledDown, traces } from "./storm/crowd.ts";

const SIZES = {
  push: { sessions: 50, each: 4, rounds: 1 },
  release: { sessions: 50, each: 20, rounds: 10 },
} as const;
/** One person sits in every session here. */
const LIMITS = { socketsOfPerson: 1_000 };
const ACTS = 3;
const PATIENCE_MS = 60_000;

type Found = { right: number; of: number; acts: number; wrong: string[]; backMs: number[]; slowestActMs: number };

async function attempt(size: { sessions: number; each: number; rounds: number }, launch: Launch, patienceMs: number): Promise<Found> {
  const server = await serverProcess({ ...launch, limits: LIMITS });
  const found: Found = { right: 0, of: 0, acts: 0, wrong: [], backMs: [], slowestActMs: 0 };
  try {
    const team = await teamOn(
      server,
      Array.from({ length: size.each - 1 }, (_none, index) => ({ name: `P${index}` })),
    );
    const calls = await gather(server.url, team, size.sessions, size.each);
    const everybody = calls.flatMap(({ members }) => members);
    for (let round = 0; round < size.rounds; round++) {
      const began = performance.now();
      const acting = calls.flatMap((call) =>
        Array.from({ length: ACTS }, async (_none, index) => {
          await act(call, `r${round}-${index}`).then((ok) => ok || found.wrong.push(`${call.sessionId}: an act of the storm was refused`));
          found.acts += 1;
          found.slowestActMs = Math.max(found.slowestActMs, Math.round(performance.now() - began));
        }),
      );
      await server.kill();
      await server.start();
      const listening = performance.now();
      const patience = new Promise<void>((done) => void setTimeout(done, patienceMs).unref());
      await Promise.race([Promise.all(acting), patience]);
      const lost = await settledDown(server.url, calls, patienceMs);
      found.backMs.push(Math.round(performance.now() - listening));
      found.of += everybody.length;
      found.right += everybody.length - lost.length;
      for (const member of lost.slice(0, 5))
        found.wrong.push(`somebody in ${member.sessionId} is not on the right view (${member.connection.status().state})`);
      for (const call of calls) found.wrong.push(...traces(call, call.members[0]!.connection.slices()));
    }
    const expected = size.sessions * ACTS * size.rounds;
    if (found.acts < expected) found.wrong.push(`${expected - found.acts} of ${expected} acts of the storm were never answered`);
    if (server.died()) found.wrong.push(`the server ${server.died()}`);
    for (const { connection } of everybody) connection.close();
    return found;
  } finally {
    await server.remove();
  }
}

export const proof: Proof = {
  goal: "G-storm",
  promise: "After a crash everybody is back by themselves on the right view, and what they did meanwhile is done once.",
  run: async (size, seed): Promise<Outcome> => {
    const real = await attempt(SIZES[size], {}, PATIENCE_MS);
    const control = await attempt({ sessions: 3, each: 2, rounds: 1 }, { keepsNothing: true }, 3_000);
    return {
      n: real.right,
      failures: real.wrong,
      control: {
        what: `on a server that keeps everything in memory ${control.right} of ${control.of} come back`,
        fired: control.right < control.of && control.wrong.length > 0,
      },
      seedFrom: seed,
      seedTo: seed,
      counted: { sockets: real.of, acts: real.acts, slowestBackMs: Math.max(...real.backMs), slowestActMs: real.slowestActMs },
    };
  },
};
