// G-slow: people who never read, and then a quarter as many who also ask without end; the server holds little for each, cuts them off, and nobody else feels it. Push 20 of them, release 200.
import { LIVE_LIMITS } from "../../server/live/limits.ts";
import { until } from "../server/harness.ts";
import type { Outcome, Proof } from "./proof.ts";
import { newSession, teamOn } from "./real/people.ts";
import type { Launch } from "./real/launch.ts";
import { accepted, openSeat, type SeatSocket } from "./real/seatSocket.ts";
import { type Memory, serverProcess } from "./real/serverProcess.ts";
import { percentile } from "./real/times.ts";
import { wordsBesideBursts } from "./slow/bursts.ts";
import { bigConversation, greedy, kernelHolds, openReader, stopReading } from "./slow/readers.ts";

const READERS = { push: 20, release: 200 } as const;
const MIB = 1024 * 1024;
const EXTRA = MIB;
const LATEST_CUT_MS = 45_000;
/** How long the server waits in this run, so that the run is short; at the size of a release one waits as long as in life. */
const STUCK_MS = 1_500;
/** the library's own pings find a reader that is quiet too: long after this */
const PATIENCE_MS = 12_000;
const OF_ONE_SESSION = 10;
const HONEST = 3;

/** As it would be without the limits. */
const WITHOUT: Launch["edits"] = [
  { file: "server/live/broadcast.ts", find: "&& !writable();", put: "&& !writable() && false;" },
  { file: "server/live/sockets.ts", find: "if (known.unreadAnswers < LIVE_LIMITS.unreadAnswers) return true;", put: "return true;" },
];

/** Whoever says a lot is heard to the end of it. */
const OUT_OF_TURN: Launch["edits"] = [{ file: "server/live/fairTurns.ts", find: "const AT_ONCE = 2;", put: "const AT_ONCE = 1_000_000;" }];

/** What the process holds, buffers on their way out included, after a collection of garbage. */
const held = ({ heapUsed, external }: Memory): number => heapUsed + external;

type Found = {
  /** of so many, those who ask without end included */ all: number;
  cut: number;
  extra: number;
  honest: number;
  noted: number;
  told: number;
  toTell: number;
  /** how long each act of the others took until it was answered: before these people came, while they read, while they do not, and while others who do not read ask without end */ aloneMs: number[];
  besideReadersMs: number[];
  besideMs: number[];
  besideFloodMs: number[];
  wrong: string[];
};

async function attempt(readers: number, launch: Launch, stuckMs: number = STUCK_MS): Promise<Found> {
  const server = await serverProcess({ ...launch, limits: { ...launch.limits, stuckMs, socketsOfPerson: 1_000 } }, { LOG_LEVEL: "warn" });
  const wrong: string[] = [];
  const ends: (() => void)[] = [];
  let honest = 0;
  try {
    const { admin, people } = await teamOn(
      server,
      Array.from({ length: OF_ONE_SESSION + HONEST }, (_none, index) => ({ name: `P${index}` })),
    );
    const [stuck, reading] = [people.slice(0, OF_ONE_SESSION), people.slice(OF_ONE_SESSION)];
    const sessions = Math.ceil(readers / OF_ONE_SESSION);
    const calls: { sessionId: string; fay: SeatSocket; seats: SeatSocket[] }[] = [];
    for (let index = 0; index < sessions; index++) {
      const sessionId = await newSession(admin, {
        personIds: people.map(({ personId }) => personId),
        conversations: [bigConversation("big", 1_500)],
      });
      calls.push({
        sessionId,
        fay: await openSeat(server.url, sessionId, { cookie: admin.cookie() }),
        seats: await Promise.all(reading.map((one) => openSeat(server.url, sessionId, { cookie: one.cookie() }))),
      });
    }
    const frame = JSON.stringify(calls[0]?.fay.slices().conversations).length;
    const rounds = Math.ceil((kernelHolds() * 1.2) / frame) + 6;
    let toldRounds = 0;
    /** Everybody is told, as often as it takes to fill what the kernel holds; those who read have to have it each time. How long each act took until it was answered. */
    const tellAll = async (times: number): Promise<number[]> => {
      const tookMs: number[] = [];
      for (let round = 0; round < times; round++) {
        const title = `Round ${toldRounds++}`;
        await Promise.all(
          calls.map(async ({ fay, seats }) => {
            const asked = performance.now();
            await accepted(fay.command({ type: "ChangeConversation", conversationId: "big", change: { title } }));
            tookMs.push(performance.now() - asked);
            for (const seat of [fay, ...seats])
              await until(() => seat.slices().conversations?.[0]?.title === title, `${title} at somebody who reads`);
            honest += seats.length + 1;
          }),
        );
      }
      return tookMs;
    };
    const part = Math.ceil(rounds / 3);
    // a server that has just begun is slower: not counted
    await tellAll(part);
    const aloneMs = await tellAll(2 * part);
    const before = held(await server.memory());
    const open = server.descriptors();

    const arrive = async (index: number): Promise<SeatSocket> => {
      const who = stuck[index % OF_ONE_SESSION]!;
      const reader = await openReader(server.url, calls[Math.floor(index / OF_ONE_SESSION)]!.sessionId, who.cookie());
      ends.push(() => reader.raw.tcp.destroy());
      return reader;
    };
    let most = 0;
    const tellAndLook = async (): Promise<number[]> => {
      const tookMs = await tellAll(part);
      most = Math.max(most, held(await server.memory()) - before);
      return tookMs;
    };
    const opened: SeatSocket[] = [];
    for (let index = 0; index < readers; index++) opened.push(await arrive(index));
    const besideReadersMs = await tellAll(part);
    const stoppedAt = performance.now();
    for (const reader of opened) stopReading(reader);
    const besideMs = [...(await tellAndLook()), ...(await tellAndLook())];
    const flooding: SeatSocket[] = [];
    for (let index = 0; index < readers; index += 4) flooding.push(await arrive(index));
    for (const reader of flooding) {
      stopReading(reader);
      ends.push(greedy(reader));
    }
    const besideFloodMs = [...(await tellAndLook()), ...(await tellAndLook())];
    const all = opened.length + flooding.length;
    const cutAll = async (): Promise<boolean> => {
      await tellAll(1);
      most = Math.max(most, held(await server.memory()) - before);
      return server.descriptors() <= open;
    };
    const patienceMs = stuckMs === STUCK_MS ? PATIENCE_MS : LATEST_CUT_MS - (performance.now() - stoppedAt);
    await until(cutAll, "the end of those who do not read", patienceMs).catch(() => {});
    const cut = Math.max(0, all - Math.max(0, server.descriptors() - open));
    await tellAll(2);
    const noted = server.said().match(/"what":"slow"/g)?.length ?? 0;
    // each of them comes back once, and is told why they had to
    let told = 0;
    const cutOnes = calls.flatMap(({ sessionId }, at) => stuck.slice(0, readers - at * OF_ONE_SESSION).map((who) => ({ sessionId, who })));
    for (const { sessionId, who } of cutOnes) {
      const back = await openSeat(
        server.url,
        sessionId,
        { cookie: who.cookie() },
        { onText: (text) => void (text.includes('"after":"SLOW"') && told++) },
      );
      if (back.slices().conversations?.[0]?.title !== `Round ${toldRounds - 1}`)
        wrong.push("somebody who was cut off is not shown the present state");
      back.close();
    }
    for (const { fay, seats } of calls)
      for (const seat of [fay, ...seats]) if (seat.raw.closed()) wrong.push("somebody who reads was cut off");
    if (server.died()) wrong.push(`the server ${server.died()}`);
    return {
      all,
      cut,
      extra: Math.max(0, most),
      honest,
      noted,
      told,
      toTell: cutOnes.length,
      aloneMs,
      besideReadersMs,
      besideMs,
      besideFloodMs,
      wrong,
    };
  } finally {
    for (const end of ends) end();
    await server.remove();
  }
}

export const proof: Proof = {
  goal: "G-slow",
  promise: "Whoever does not read costs little, is cut off in time and told so when back, and nobody else notices.",
  run: async (size, seed): Promise<Outcome> => {
    const readers = READERS[size];
    const real = await attempt(readers, {});
    const control = await attempt(8, { edits: WITHOUT });
    const inLife = size === "release" ? await attempt(4, {}, LIVE_LIMITS.stuckMs) : null;
    const words = size === "release" ? await wordsBesideBursts({}) : null;
    const wordsOutOfTurn = size === "release" ? await wordsBesideBursts({ edits: OUT_OF_TURN }) : null;
    const each = (found: Found, count: number): number => Math.round(found.extra / count / 1024);
    const failures = [...real.wrong, ...(inLife?.wrong ?? [])];
    if (inLife && inLife.cut < inLife.all)
      failures.push(`after ${LATEST_CUT_MS} ms ${inLife.all - inLife.cut} of ${inLife.all} were still there`);
    if (LIVE_LIMITS.stuckMs > LATEST_CUT_MS) failures.push(`they are cut after ${LIVE_LIMITS.stuckMs} ms`);
    if (LIVE_LIMITS.unreadBytes > 256 * 1024 || LIVE_LIMITS.unreadAnswers > 200) failures.push("more is held for them than was said");
    if (real.cut < real.all) failures.push(`${real.all - real.cut} of ${real.all} were not cut off`);
    if (real.noted < real.all) failures.push(`of ${real.all} only ${real.noted} are in the server's log`);
    if (real.told < real.toTell) failures.push(`of ${real.toTell} who came back ${real.told} were told why they were gone`);
    if (real.extra > readers * EXTRA) failures.push(`each cost ${each(real, readers)} KiB`);
    return {
      n: real.all,
      failures,
      control: {
        what: `without the limits ${control.all - control.cut} of ${control.all} stay, at ${each(control, control.all)} KiB each`,
        fired: control.cut < control.all,
      },
      seedFrom: seed,
      seedTo: seed,
      counted: {
        cut: real.cut,
        noted: real.noted,
        toldWhenBack: real.told,
        extraKiBEach: each(real, readers),
        toldToOthers: real.honest,
        othersMedianMsAlone: percentile(real.aloneMs, 0.5),
        othersMedianMsBesideReaders: percentile(real.besideReadersMs, 0.5),
        othersMedianMsBeside: percentile(real.besideMs, 0.5),
        othersMedianMsBesideFlood: percentile(real.besideFloodMs, 0.5),
        othersP99MsAlone: percentile(real.aloneMs, 0.99),
        othersP99MsBesideReaders: percentile(real.besideReadersMs, 0.99),
        othersP99MsBeside: percentile(real.besideMs, 0.99),
        othersP99MsBesideFlood: percentile(real.besideFloodMs, 0.99),
        othersActs: [real.aloneMs, real.besideReadersMs, real.besideMs, real.besideFloodMs].map(({ length }) => length).join(", "),
        ...(words && wordsOutOfTurn
          ? {
              oneWordMedianMsAlone: percentile(words.aloneMs, 0.5),
              oneWordMedianMsBesideBursts: percentile(words.besideMs, 0.5),
              oneWordMedianMsWithoutTurns: percentile(wordsOutOfTurn.besideMs, 0.5),
            }
          : {}),
        configuredMs: LIVE_LIMITS.stuckMs,
        ...(inLife ? { cutAsInLife: inLife.cut } : {}),
      },
    };
  },
};
