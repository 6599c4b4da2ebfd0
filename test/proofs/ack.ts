// G-ack: fifty commands a second, whoever asks not waiting for the one before; each is acknowledged, and what was acknowledged is there once after the server was killed. Push: 300 commands; release: 3,000. How long the acknowledgements took is printed.
import { until } from "../server/harness.ts";
import type { Outcome, Proof } from "./proof.ts";
import type { Launch } from "./real/launch.ts";
import { newSession, teamOn } from "./real/people.ts";
import { openSeat, type SeatSocket } from "./real/seatSocket.ts";
import { serverProcess } from "./real/serverProcess.ts";
import { percentile } from "./real/times.ts";

type Load = { sessions: number; each: number };
const SIZES: Record<"push" | "release", Load> = { push: { sessions: 10, each: 30 }, release: { sessions: 20, each: 150 } };
const PER_SECOND = 50;

type Found = { asked: number; there: number; wrong: string[]; tookMs: number[] };

async function attempt({ sessions, each }: Load, launch: Launch): Promise<Found> {
  const server = await serverProcess(launch);
  const found: Found = { asked: 0, there: 0, wrong: [], tookMs: [] };
  const open: SeatSocket[] = [];
  try {
    const { admin } = await teamOn(server, []);
    const calls: { sessionId: string; seat: SeatSocket; acknowledged: string[] }[] = [];
    for (let index = 0; index < sessions; index++) {
      const sessionId = await newSession(admin);
      const seat = await openSeat(server.url, sessionId, { cookie: admin.cookie() });
      open.push(seat);
      calls.push({ sessionId, seat, acknowledged: [] });
    }
    const answers: Promise<void>[] = [];
    const began = performance.now();
    const ask = async (nth: number): Promise<void> => {
      const call = calls[nth % sessions]!;
      const actionId = `a${nth}`;
      const sent = performance.now();
      const answer = await call.seat.ask("command", {
        id: `k${nth}`,
        command: { type: "AddAction", actionId, text: actionId, ownerPersonId: null, dueOn: null, criterionId: null, conversationId: null },
      });
      found.tookMs.push(performance.now() - sent);
      if (typeof answer === "object" && answer.ok) call.acknowledged.push(actionId);
      else found.wrong.push(`${actionId} was answered ${typeof answer === "object" && !answer.ok ? answer.code : String(answer)}`);
    };
    for (found.asked = 0; found.asked < sessions * each; found.asked++) {
      const due = began + (found.asked * 1_000) / PER_SECOND;
      if (due > performance.now()) await new Promise((next) => setTimeout(next, due - performance.now()));
      answers.push(ask(found.asked));
    }
    await Promise.all(answers);
    await server.kill();
    await server.start();
    for (const { sessionId, acknowledged } of calls) {
      const back = await openSeat(server.url, sessionId, { cookie: admin.cookie() });
      open.push(back);
      if (!back.refusal) await until(() => back.slices().actions, "what was stored");
      const stored = back.slices().actions?.here.map(({ actionId }) => actionId) ?? [];
      for (const actionId of acknowledged) {
        const times = stored.filter((one) => one === actionId).length;
        if (times === 1) found.there += 1;
        else found.wrong.push(`${actionId} was acknowledged and is there ${times} times`);
      }
    }
    return found;
  } finally {
    for (const seat of open) seat.close();
    await server.remove();
  }
}

export const proof: Proof = {
  goal: "G-ack",
  promise: "Fifty acts a second are each acknowledged once they are stored, and every one of them is there after a crash.",
  run: async (size, seed): Promise<Outcome> => {
    const real = await attempt(SIZES[size], {});
    const control = await attempt({ sessions: 2, each: 5 }, { keepsNothing: true });
    return {
      n: real.there,
      failures: real.wrong.slice(0, 20),
      control: {
        what: `on a server that keeps everything in memory ${control.there} of ${control.asked} are there`,
        fired: control.there < control.asked && control.wrong.length > 0,
      },
      seedFrom: seed,
      seedTo: seed,
      counted: {
        asked: real.asked,
        perSecond: PER_SECOND,
        medianMs: percentile(real.tookMs, 0.5),
        p99Ms: percentile(real.tookMs, 0.99),
        slowestMs: percentile(real.tookMs, 1),
      },
    };
  },
};
