// One call over real sockets, from a schedule: everybody's acts and reads come from the seed; what the secret author hands in is the one thing that differs between two runs.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../../server/config.ts";
import { LIVE_LIMITS } from "../../../server/live/limits.ts";
import { serve } from "../../../server/serve.ts";
import type { Answer } from "../../../shared/protocol/socket.ts";
import type { SentSheet, SessionCommand } from "../../../shared/session/commands.ts";
import { addPeople, conversation, openDevice, personIdOf, until } from "../../server/harness.ts";
import { lastingPort } from "../../freePort.ts";
import { type Dice, dice } from "../real/dice.ts";
import { openSeat, type SeatSocket } from "../real/seatSocket.ts";
import { seededIds, stillClock } from "./still.ts";

/** Everybody but the secret author. */
export const VIEWERS = [
  "junior",
  "senior",
  "facilitator",
  "deputy",
  "observer",
  "lead",
  "admittedLate",
  "atTheDoor",
  "stranger",
  "screen",
] as const;
export type ViewerName = (typeof VIEWERS)[number];
/** What each received: before the reveal, and after it. */
export type Received = Record<ViewerName, { before: string[]; after: string[] }>;
export type Ran = { received: Received; log: { before: string[]; after: string[] } };
export type Secret = {
  /** draws what the secret author scores */ values: number;
  /** how often the author hands in again */ again: number;
  /** the scores are the same: what the author writes as reasons is drawn, and stays back until it is open to everyone */ held?: boolean;
};

/** One for all runs of this process, since addresses stand in what is compared. */
let chosen: Promise<number> | null = null;
const samePort = (): Promise<number> => {
  chosen ??= lastingPort();
  return chosen;
};

const START = Date.UTC(2030, 0, 7, 9);
const METRICS = "for-the-proof-of-what-is-on-the-wire";

/** What differs from run to run and says nothing of anybody. */
const plain = (text: string): string => text.replace(/"time":\d+/g, '"time":0').replace(/DTSTAMP:\w+/g, "DTSTAMP");
/** figures about the process itself, and how long things took */
const ABOUT_THE_PROCESS = /^(#|process_|nodejs_)|_seconds_(sum|bucket)|_bytes/;

const HEADERS = ["content-type", "content-length", "cache-control", "etag", "content-disposition", "location"];

/** A sheet of the author's own: values, length of reasons, doubt, N/A and evidence all drawn. */
function drawnSheet(criteria: readonly { criterionId: string; scale: string; allowNA: boolean }[], chance: Dice): SentSheet {
  const scales: Record<string, number[]> = {
    binary: [0, 1],
    "3pt": [1, 2, 3],
    "4pt": [1, 2, 3, 4],
    "5pt": [1, 2, 3, 4, 5],
    percent: [0, 35, 70, 100],
  };
  const sheet = criteria.flatMap((criterion) => {
    if (chance.chance(0.1)) return [];
    const value = criterion.allowNA && chance.chance(0.2) ? ("NA" as const) : chance.pick(scales[criterion.scale]!);
    const reason = chance.chance(0.5) ? "because ".repeat(1 + chance.int(40)) : "";
    const evidence = chance.chance(0.3) ? [{ line: 0, at: null, quote: "Good" }] : [];
    return [[criterion.criterionId, { value, reason, unsure: chance.chance(0.2), evidence }] as const];
  });
  const first = criteria[0]!;
  return sheet.length > 0
    ? Object.fromEntries(sheet)
    : { [first.criterionId]: { value: scales[first.scale]![0]!, reason: "", unsure: false, evidence: [] } };
}

export async function runCall(seed: number, secret: Secret): Promise<Ran> {
  // the time is asked after every act, to know that everything has arrived
  Object.assign(LIVE_LIMITS, { socket: 1e9, person: 1e9 });
  const dataDir = mkdtempSync(join(tmpdir(), "plumb-wire-"));
  const clock = stillClock(START);
  const printed: string[] = [];
  const logged: string[] = [];
  const config = readConfig({
    PORT: String(await samePort()),
    HOST: "127.0.0.1",
    DATA_DIR: dataDir,
    LOG_LEVEL: "info",
    METRICS_TOKEN: METRICS,
    SESSION_SECRET: "a secret that is the same in both runs of a pair",
  }).config;
  const running = await serve(config, {
    clock,
    ids: seededIds(seed),
    print: (line) => void printed.push(line),
    logTo: { write: (line: string) => void logged.push(line) },
  });
  const url = running.url;
  const received = Object.fromEntries(VIEWERS.map((name) => [name, { before: [] as string[], after: [] as string[] }])) as Received;
  const log = { before: [] as string[], after: [] as string[] };
  let part: "before" | "after" = "before";
  const seats = new Map<string, SeatSocket>();
  try {
    const device = () => openDevice(() => url);
    const ada = device();
    const setup = /\/enter#(\S+)/.exec(printed.join("\n"))?.[1];
    await ada.ask("POST", "/api/enter", { token: setup, name: "Ada", teamName: "Support", experience: "long" });
    const admin = { ...ada, name: "Ada", personId: await personIdOf(ada) };
    const people = await addPeople({ device }, admin, [
      { name: "Lea", role: "lead", experience: "long" },
      { name: "Jun", experience: "new" },
      { name: "Sen", experience: "long" },
      { name: "Dep", experience: "settled" },
      { name: "Obs", experience: "settled" },
      { name: "Sam", experience: "settled" },
    ]);
    const [lead, junior, senior, deputy, observer, author] = people as [
      typeof admin,
      typeof admin,
      typeof admin,
      typeof admin,
      typeof admin,
      typeof admin,
    ];
    const { body: defaults } = await admin.ask("GET", "/api/sessions/new");
    const made = await admin.ask("POST", "/api/sessions", {
      scorecardId: defaults.scorecardId,
      conversations: [conversation("c1", "First call"), conversation("c2", "Second call")],
      personIds: people.map(({ personId }) => personId),
    });
    const sessionId = String(made.body.sessionId);
    const screenUrl = String((await admin.ask("POST", "/api/links", { kind: "screen", sessionId })).body.url);

    let steps = 0;
    /** Every act and every arrival at a moment of its own: how long waiting took in between does not show. */
    const tick = (): void => clock.to(START + 10_000 * ++steps);
    /** Everything that was sent has arrived, at everybody. */
    const settled = async (): Promise<void> => {
      for (let times = 0; times < 2; times++) {
        clock.pass(60);
        for (const seat of seats.values()) await seat.ask("clock");
      }
    };
    const come = async (name: string, who: { cookie?: string; screenToken?: string }): Promise<void> => {
      const mine = received[name as ViewerName];
      tick();
      const seat = await openSeat(url, sessionId, who, {
        // how often this proof has asked the time is its own business
        onText: (text) => void (mine && !/^43\d+\[\d+\]$/.test(text) && mine[part].push(text.replace(/^43\d+/, "43"))),
      });
      if (!seat.refusal) seats.set(name, seat);
      // Left open, it would be ended by the server ten of its own seconds later, and be counted as a connection until then.
      else {
        seat.close();
        await seat.raw.whenClosed;
      }
      const own = (): string | undefined => seat.slices().mine?.seatId;
      if (own())
        await until(async () => {
          await settled();
          return seat.slices().roster?.seats.find(({ seatId }) => seatId === own())?.present;
        }, `${name} in the roster`);
      await settled();
    };
    const does = async (name: string, command: SessionCommand, id: string, inStep = false): Promise<Answer> => {
      if (!inStep) tick();
      const answer = await seats.get(name)!.command(command, id);
      await settled();
      return answer;
    };
    const must = async (name: string, command: SessionCommand, id: string, inStep = false): Promise<void> => {
      const answer = await does(name, command, id, inStep);
      if (!answer.ok) throw new Error(`${name}: ${command.type}: ${answer.code}`);
    };

    await come("facilitator", { cookie: admin.cookie() });
    const fay = seats.get("facilitator")!;
    const seatOf = (personId: string): string => fay.slices().roster!.seats.find((seat) => seat.personId === personId)!.seatId;
    await must("facilitator", { type: "ChangeSeat", seatId: seatOf(observer.personId), role: "observer" }, "s1");
    await must("facilitator", { type: "NameDeputies", seatIds: [seatOf(deputy.personId)] }, "s2");
    await must("facilitator", { type: "SetDoor", open: false }, "s3");
    for (const [name, who] of Object.entries({ lead, junior, senior, deputy, observer, author }))
      await come(name, { cookie: who.cookie() });
    const guests = { admittedLate: device(), atTheDoor: device() };
    const { code } = fay.slices().session!;
    for (const [name, guest] of Object.entries(guests)) {
      tick();
      await guest.ask("POST", "/api/enter", { code, name: `Guest ${name}` });
    }
    await come("atTheDoor", { cookie: guests.atTheDoor.cookie() });
    await come("screen", { screenToken: screenUrl.split("#")[1]! });
    await come("stranger", {});
    const asks: Record<ViewerName, typeof ada> = {
      junior,
      senior,
      facilitator: admin,
      deputy,
      observer,
      lead,
      admittedLate: guests.admittedLate,
      atTheDoor: guests.atTheDoor,
      stranger: device(),
      screen: device(),
    };
    const read = async (name: ViewerName, path: string): Promise<void> => {
      const metrics = path === "/metrics";
      const reply = await asks[name].ask("GET", path, undefined, metrics ? { authorization: `Bearer ${METRICS}` } : {});
      const body = metrics
        ? reply.text
            .split("\n")
            .filter((line) => !ABOUT_THE_PROCESS.test(line))
            .join("\n")
        : reply.text;
      const headers = HEADERS.filter((header) => !metrics || header !== "content-length").map((header) => reply.headers.get(header));
      received[name][part].push(plain(`${path} ${reply.status} ${headers.join("|")}\n${body}`));
    };
    const { criteria } = fay.slices().scorecard!;

    // --- the schedule: the same in both runs, but for what stands in the author's own sheets
    const chance = dice(seed);
    const own = dice(secret.values);
    let count = 0;
    const nextId = (): string => `a${count++}`;
    const scorers = ["facilitator", "lead", "junior", "senior", "deputy"] as const;
    const paths = [
      "/api/sessions",
      "/api/me",
      "/api/team",
      "/api/scorecards",
      "/healthz",
      "/readyz",
      "/metrics",
      `/api/sessions/${sessionId}/report`,
      `/api/sessions/${sessionId}/report?format=csv`,
      `/api/sessions/${sessionId}/report?format=json&named=1&download=1`,
      `/api/sessions/${sessionId}/report?format=html&named=1`,
      `/api/sessions/${sessionId}/report?format=md&download=1`,
      `/api/sessions/${sessionId}/calendar.ics`,
      "/api/sessions/new",
    ];
    const fixed = Object.fromEntries(scorers.map((name) => [name, drawnSheet(criteria, chance)])) as Record<
      (typeof scorers)[number],
      SentSheet
    >;
    const scored = drawnSheet(criteria, dice(seed + 1_000_003));
    const words = (): string => (own.chance(0.3) ? "" : "because ".repeat(1 + own.int(40)).trim());
    const withWords = (): SentSheet =>
      Object.fromEntries(Object.entries(scored).map(([criterionId, entry]) => [criterionId, { ...entry, reason: words() }]));
    const authorDoes = async (): Promise<void> => {
      const sheet = secret.held ? withWords() : drawnSheet(criteria, own);
      for (const [criterionId, entry] of Object.entries(sheet).slice(0, 1)) {
        await seats.get("author")!.ask("draft", { id: `d${own.int(1e9)}`, tab: "t", conversationId: "c1", criterionId, entry });
        await settled();
      }
      await must("author", { type: "SubmitReview", conversationId: "c1", sheet }, `secret${own.int(1e9)}`, true);
    };
    const probe = (name: (typeof scorers)[number]): SessionCommand =>
      chance.pick<SessionCommand>([
        {
          type: "SubmitReview",
          conversationId: "c1",
          sheet: { [criteria[0]!.criterionId]: { value: 77, reason: "", unsure: false, evidence: [] } },
        },
        { type: "RevealScores", conversationId: "c1", roll: { in: [], missing: [], absent: [] } },
        { type: "Nudge", seatId: seatOf(author.personId) },
        { type: "SetRevealAside", conversationId: "c1", reason: "" },
        { type: "SubmitReview", conversationId: "c1", sheet: fixed[name] },
      ]);
    const someReads = async (times: number): Promise<void> => {
      for (let each = 0; each < times; each++) await read(chance.pick(VIEWERS), chance.pick(paths));
    };

    // the deputy hands in last: until then nobody can reveal, whatever they try
    for (const name of scorers.filter((one) => one !== "deputy")) {
      await must(name, { type: "SubmitReview", conversationId: "c1", sheet: fixed[name] }, nextId());
      if (chance.chance(0.4)) await someReads(2);
    }
    tick();
    await authorDoes();
    for (let round = 0; round < 3; round++) {
      const name = chance.pick(scorers.filter((one) => one !== "deputy"));
      await does(name, probe(name), nextId());
      await someReads(3);
      // handing in again is nobody else's business
      for (let times = 0; times < secret.again; times++) await authorDoes();
    }
    const { knocks } = fay.slices().door!;
    await must(
      "facilitator",
      { type: "AdmitKnock", knockId: knocks.find(({ name }) => name.includes("admittedLate"))!.knockId, role: "reviewer" },
      nextId(),
    );
    await come("admittedLate", { cookie: guests.admittedLate.cookie() });
    await someReads(3);
    for (const name of VIEWERS) await read(name, `/api/sessions/${sessionId}/report?format=csv`);
    await read("facilitator", "/metrics");
    await settled();

    const late = seats.get("admittedLate")!.slices().mine!.seatId;
    await must("facilitator", { type: "MarkAbsent", seatId: late }, nextId());
    await must("deputy", { type: "SubmitReview", conversationId: "c1", sheet: fixed.deputy }, nextId());
    const opens = (): void => {
      log.before = logged.splice(0).map(plain);
      part = "after";
    };
    if (!secret.held) opens();
    const roll = { in: [...scorers, "author"].map((name) => seats.get(name)!.slices().mine!.seatId), missing: [], absent: [late] };
    await must("facilitator", { type: "RevealScores", conversationId: "c1", roll }, nextId());
    if (secret.held) {
      // The newest have the turn, and do not end it.
      const about = { conversationId: "c1", criterionId: criteria[0]!.criterionId };
      await must("facilitator", { type: "OpenCriterion", ...about, readAloud: false }, nextId());
      for (let round = 0; round < 3; round++) {
        if (own.chance(0.6))
          await must("author", { type: "WriteReason", ...about, text: `No, ${words()}`, evidence: [] }, `held${own.int(1e9)}`, true);
        await must("junior", { type: "WriteReason", ...about, text: `Because ${round}`, evidence: [] }, nextId());
        await someReads(3);
      }
      for (const name of VIEWERS) await read(name, `/api/sessions/${sessionId}/report?format=csv`);
      await read("facilitator", "/metrics");
      opens();
      await must("facilitator", { type: "OpenToEveryone", ...about }, nextId());
    }
    for (const name of VIEWERS) await read(name, `/api/sessions/${sessionId}/report?format=csv`);
    log.after = logged.splice(0).map(plain);
    // six letters that the server draws for itself
    for (const parts of [...Object.values(received), log])
      for (const each of ["before", "after"] as const) parts[each] = parts[each].map((text) => text.replaceAll(code, "CCCCCC"));
    return { received, log };
  } finally {
    for (const seat of seats.values()) seat.close();
    await running.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
