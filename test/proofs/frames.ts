// G-frames: wrong bytes at four layers (HTTP on a bare connection, WebSocket frames, Engine.IO and Socket.IO packets, application messages) with an honest person alongside. Push 100,000 inputs after 70,000 to warm up, release 1,000,000 after 500,000.
import { spawn } from "node:child_process";
import { until } from "../server/harness.ts";
import { type Imported, whileImporting } from "./frames/imports.ts";
import { attack, type Target, total } from "./frames/attack.ts";
import { commandSamples, draftSamples } from "./frames/payloads.ts";
import type { Outcome, Proof } from "./proof.ts";
import { dice } from "./real/dice.ts";
import { newSession, type Team, teamOn } from "./real/people.ts";
import { openSeat } from "./real/seatSocket.ts";
import { type Memory, type ServerProcess, serverProcess } from "./real/serverProcess.ts";
import { percentile } from "./real/times.ts";

const INPUTS = { push: 100_000, release: 1_000_000 } as const;
/** So much first, until everything that is kept for good is kept: at the size of a release for longer than the longest wait for somebody who fell silent, so that as many wait as ever will. */
const WARM = { push: 70_000, release: 500_000 } as const;
/** sessions of the largest materials, each followed by one more conversation */
const IMPORTS = { push: 4, release: 40 } as const;
const MOST_GROWTH = 1.1;
/** Messages a second are not limited here, so that what is sent reaches those who have to read it; the limits are test/server/wire.test.ts's. */
const LIMITS = { socket: 1e9, person: 1e9, socketsOfPerson: 1e6, joinsPerSecond: 1e6 };

/** A small heap, few arenas, and thresholds of malloc that stay where they begin, as on a small machine: how much V8 and malloc would rather keep for later is not the question. */
const SMALL = {
  NODE_OPTIONS: "--max-old-space-size=160 --max-semi-space-size=4",
  MALLOC_ARENA_MAX: "2",
  MALLOC_TRIM_THRESHOLD_: "131072",
  MALLOC_MMAP_THRESHOLD_: "131072",
};
const METRICS_TOKEN = "for-the-proof-of-hostile-bytes";
/** Whoever fell silent in the middle is given up in time, and is memory in use until then: at the size of a release so many that they are waited for. */
const GIVEN_UP_MS = 90_000;
async function allGivenUp(server: ServerProcess): Promise<void> {
  await until(
    async () => {
      const reply = await fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
      return Number(/^plumb_connections (\d+)/m.exec(await reply.text())?.[1] ?? Number.NaN) <= 1;
    },
    "everybody but the honest one given up",
    GIVEN_UP_MS,
  );
}

/** The least of so many readings, four a second: what was freed is given back with some delay. */
const READINGS = { push: 4, release: 60 } as const;
async function resident(server: ServerProcess, count: number): Promise<Memory> {
  const readings: Memory[] = [];
  while (readings.length < count) {
    readings.push(await server.memory());
    await new Promise((next) => setTimeout(next, 250));
  }
  return readings.reduce((least, one) => (one.rss < least.rss ? one : least));
}

/** Somebody in another session who goes on with the call. */
async function honest(server: ServerProcess, team: Team): Promise<{ stop: () => Promise<{ tookMs: number[]; wrong: string[] }> }> {
  const sessionId = await newSession(team.admin, { personIds: [] });
  const seat = await openSeat(server.url, sessionId, { cookie: team.admin.cookie() });
  const wrong: string[] = [];
  /** one a finished act, until it was answered */ const tookMs: number[] = [];
  let going = true;
  const call = async (): Promise<void> => {
    await seat.command({ type: "StartTimer", minutes: 1 });
    while (going) {
      const minutes = (tookMs.length % 50) + 1;
      const asked = performance.now();
      const answer = await seat.command({ type: "StartTimer", minutes });
      const took = performance.now() - asked;
      if (!answer.ok) wrong.push(`the honest one was told ${answer.code}`);
      await until(() => {
        const timer = seat.slices().session?.timer;
        return timer && timer.endsAt - timer.startedAt === minutes * 60_000;
      }, "the honest one's own timer");
      tookMs.push(took);
      await new Promise((next) => setTimeout(next, 40));
    }
  };
  const ended = call().catch((error: unknown) => void wrong.push(`the honest one: ${String(error)}`));
  return {
    stop: async () => {
      going = false;
      await ended;
      seat.close();
      return { tookMs, wrong };
    },
  };
}

async function targetOn(server: ServerProcess, team: Team): Promise<Target> {
  const [lead, reviewer] = team.people;
  const sessionId = await newSession(team.admin, { personIds: [lead!.personId, reviewer!.personId] });
  const seat = await openSeat(server.url, sessionId, { cookie: lead!.cookie() });
  const criterionId = seat.slices().scorecard!.criteria[0]!.criterionId;
  const commands = commandSamples(seat.slices().mine!.seatId, criterionId);
  seat.close();
  return {
    url: server.url,
    sessionId,
    cookies: [lead!.cookie(), reviewer!.cookie()],
    samples: { commands, drafts: draftSamples(criterionId) },
  };
}

/** In a process of its own: what is brought in is kept, and would be taken for growth. */
async function imported(size: "push" | "release"): Promise<Imported> {
  const server = await serverProcess();
  try {
    const result = await whileImporting(server.url, await teamOn(server, [{ name: "Lea", role: "lead" }]), IMPORTS[size]);
    if (server.died()) result.wrong.push(`beside the imports the server ${server.died()}`);
    return result;
  } finally {
    await server.remove();
  }
}

/** How a naive server ends under the same stream. */
async function naive(seed: number): Promise<{ code: number | null; sent: number }> {
  const child = spawn(process.execPath, [new URL("./frames/naive.ts", import.meta.url).pathname], { stdio: ["ignore", "pipe", "ignore"] });
  const exited = new Promise<number | null>((done) => child.once("exit", done));
  const port = await new Promise<string>((done) =>
    child.stdout.on("data", (chunk) => /NAIVE (\d+)/.exec(String(chunk)) && done(/NAIVE (\d+)/.exec(String(chunk))![1]!)),
  );
  const target: Target = {
    url: `http://127.0.0.1:${port}`,
    cookies: ["plumb=x"],
    sessionId: "s",
    samples: { commands: commandSamples("s", "empathy"), drafts: draftSamples("empathy") },
  };
  const sent = await attack(target, 5_000, dice(seed));
  child.kill("SIGKILL");
  return { code: await exited, sent: total(sent) };
}

export const proof: Proof = {
  goal: "G-frames",
  promise: "Nothing that can be sent ends the process, grows it, or is felt by anybody else.",
  run: async (size, seed): Promise<Outcome> => {
    const server = await serverProcess({ limits: LIMITS }, { ...SMALL, METRICS_TOKEN });
    const memory = async (): Promise<Memory> => {
      if (size === "release") await allGivenUp(server);
      return resident(server, READINGS[size]);
    };
    try {
      const team = await teamOn(server, [{ name: "Lea", role: "lead" }, { name: "Tom" }]);
      const target = await targetOn(server, team);
      const beside = await honest(server, team);
      const chance = dice(seed);
      const warm = await attack(target, WARM[size], chance);
      const before = await memory();
      const rest = await attack(target, INPUTS[size], chance);
      const after = server.died() ? before : await memory();
      const { tookMs, wrong } = await beside.stop();
      const failures = [...wrong];
      if (server.died()) failures.push(`the server ${server.died()}`);
      const faults = server
        .said()
        .split("\n")
        .filter((line) => line.includes('"msg":"fault"'));
      if (faults.length > 0) failures.push(`${faults.length} faults nobody had thought of: ${faults[0]}`);
      if (after.rss > before.rss * MOST_GROWTH) failures.push(`resident memory went from ${before.rss} to ${after.rss}`);
      if (tookMs.length === 0) failures.push("the honest one did nothing");
      const bombs = await imported(size);
      failures.push(...bombs.wrong);
      const control = await naive(seed);
      return {
        n: total(warm) + total(rest),
        failures,
        control: {
          what: `a server whose handlers trust what comes ended with ${control.code} within ${control.sent} inputs`,
          fired: control.code !== null && control.code !== 0,
        },
        seedFrom: seed,
        seedTo: seed,
        counted: {
          http: warm.http + rest.http,
          frames: warm.frames + rest.frames,
          packets: warm.packets + rest.packets,
          payloads: warm.payloads + rest.payloads,
          honestActs: tookMs.length,
          honestMedianMs: percentile(tookMs, 0.5),
          honestP99Ms: percentile(tookMs, 0.99),
          imports: IMPORTS[size] * 2,
          actsBesideImports: bombs.acts,
          actMedianMsAlone: bombs.aloneMs,
          actMedianMsBesideImports: bombs.besideMs,
          actSlowestMsAlone: bombs.slowestAloneMs,
          actSlowestMsBesideImports: bombs.slowestBesideMs,
          rssBeforeMiB: Math.round(before.rss / 2 ** 20),
          rssAfterMiB: Math.round(after.rss / 2 ** 20),
          heapBeforeMiB: Math.round(before.heapUsed / 2 ** 20),
          heapAfterMiB: Math.round(after.heapUsed / 2 ** 20),
        },
      };
    } finally {
      await server.remove();
    }
  },
};
