// G-dup: every command delivered again and again, in any order, over two connections and over HTTP, under other words too, and once more after a restart. Push 10,000 copies, release 100,000.
import { type Ground, type Issued, eventsPerCommand, expectedOf, issue, prepare, seenBy } from "./duplicates/effects.ts";
import type { Answer } from "../../shared/protocol/socket.ts";
import type { Outcome, Proof } from "./proof.ts";
import { type Dice, dice } from "./real/dice.ts";
import { type Team, teamOn } from "./real/people.ts";
import { openSeat, type SeatSocket } from "./real/seatSocket.ts";
import { serverProcess } from "./real/serverProcess.ts";

const SIZES = {
  push: { sessions: 10, commands: 60, copies: 10_000 },
  release: { sessions: 20, commands: 300, copies: 100_000 },
} as const;
/** Messages a second are not limited here: what is sent has to reach the log. */
const LIMITS = { socket: 1e9, person: 1e9, socketsOfPerson: 200 };
/** fewer than wait for a session at once before it says BUSY */
const IN_FLIGHT = 24;

type Attempt = { copies: number; wrong: string[]; answers: Record<string, number> };

async function deliver(options: {
  team: Team;
  ground: Ground;
  seats: SeatSocket[];
  issued: Issued[];
  copies: number;
  chance: Dice;
  attempt: Attempt;
}): Promise<void> {
  const { team, ground, seats, issued, chance, attempt } = options;
  const fail = (line: string): void => void (attempt.wrong.length < 20 && attempt.wrong.push(`session ${ground.sessionId}: ${line}`));
  const once = async (one: Issued): Promise<void> => {
    // the first delivery says which words the id stands for
    const otherWords = one.deliveries > 0 && chance.chance(0.05);
    one.deliveries += 1;
    if (one.deliveries > 1) attempt.copies += 1;
    const message = { id: one.id, command: otherWords ? one.other : one.command };
    const byHttp = chance.chance(0.02);
    const answer: Answer | number | "closed" = byHttp
      ? ((await team.admin.ask("POST", `/api/sessions/${ground.sessionId}/commands`, message)).body as unknown as Answer)
      : await chance.pick(seats).ask("command", message);
    if (answer === "closed" || typeof answer === "number") return fail(`no answer to ${one.id}`);
    const said = answer.ok ? "ok" : String(answer.code);
    attempt.answers[said] = (attempt.answers[said] ?? 0) + 1;
    // "later" stored nothing and promises nothing
    if (!answer.ok && answer.retry === "later") return;
    const right = otherWords ? "ID_REUSED" : one.answer;
    if (said !== right) fail(`copy ${one.deliveries} of ${one.command.type} ${one.id} was answered ${said} instead of ${right}`);
  };
  // every id once, in order, so that each has been decided; then copies of all of them in any order
  for (const one of issued) if (one.deliveries === 0) await once(one);
  let left = options.copies;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await once(chance.pick(issued));
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
}

async function attempt(seed: number, size: { sessions: number; commands: number; copies: number }, forgetsCommandIds: boolean) {
  const server = await serverProcess({ limits: LIMITS, forgetsCommandIds });
  const found: Attempt = { copies: 0, wrong: [], answers: {} };
  let extra = 0;
  try {
    const team = await teamOn(server, []);
    const calls = await Promise.all(
      Array.from({ length: size.sessions }, async (_none, index) => {
        const ground = await prepare(server.url, team);
        const chance = dice(seed + index);
        return {
          ground,
          chance,
          issued: Array.from({ length: size.commands }, (_one, number) => issue(ground, `d${index}-${number}`, chance)),
        };
      }),
    );
    const everywhere = async (copies: number): Promise<void> => {
      await Promise.all(
        calls.map(async ({ ground, chance, issued }) => {
          const cookie = team.admin.cookie();
          const seats = await Promise.all([0, 1].map(() => openSeat(server.url, ground.sessionId, { cookie })));
          await deliver({ team, ground, seats, issued, copies, chance, attempt: found });
          const fresh = await openSeat(server.url, ground.sessionId, { cookie });
          const [seen, right] = [seenBy(fresh, ground), expectedOf(issued)];
          for (const key of ["minutes", "objections", "reasons"] as const) {
            extra += Math.abs(seen[key] - right[key]);
            if (seen[key] !== right[key]) found.wrong.push(`session ${ground.sessionId}: ${key} ${seen[key]} instead of ${right[key]}`);
          }
          for (const seat of [...seats, fresh]) seat.close();
        }),
      );
    };
    const share = Math.ceil(size.copies / size.sessions);
    await everywhere(share - size.commands);
    await server.end();
    await server.start();
    await everywhere(size.commands);
    if (server.died()) found.wrong.push(`the server ${server.died()}`);
    await server.end();
    for (const { ground, issued } of calls) {
      const stored = await eventsPerCommand(server.dataDir, ground);
      for (const { id, answer } of issued) {
        const events = stored.get(id) ?? 0;
        if (events === (answer === "ok" ? 1 : 0) || forgetsCommandIds) continue;
        found.wrong.push(`${id} left ${events} events in the log`);
      }
    }
    return { ...found, extra };
  } finally {
    await server.remove();
  }
}

export const proof: Proof = {
  goal: "G-dup",
  promise: "A command that is delivered again, late, out of order or over another connection has no second effect and the same answer.",
  run: async (size, seed): Promise<Outcome> => {
    const real = await attempt(seed, SIZES[size], false);
    const control = await attempt(seed, { sessions: 1, commands: 20, copies: 60 }, true);
    return {
      n: real.copies,
      failures: real.wrong,
      control: { what: `the same on a store that forgets command ids: ${control.extra} effects too many`, fired: control.extra > 0 },
      seedFrom: seed,
      seedTo: seed + SIZES[size].sessions - 1,
      counted: { sessions: SIZES[size].sessions, extraEffects: real.extra, ...real.answers },
    };
  },
};
