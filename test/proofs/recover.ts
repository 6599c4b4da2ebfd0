// G-recover: a server started on many sessions shows each of them as it was left, to the last act. Push: 1,000 closed sessions of 500 events and an open one of 10,000, started twice; release: ten of 10,000, started ten times. How long it took to be ready, to show the first session (at the first start every log is read once, at later ones those of open sessions), and to replay a long one is printed.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { BRIEFS } from "../../server/live/keptBriefs.ts";
import type { EventStore, StoredEvent } from "../../server/store/eventStore.ts";
import { sqliteStore } from "../../server/store/sqlite.ts";
import { evolve } from "../../shared/session/evolve.ts";
import type { SessionEvent } from "../../shared/session/events.ts";
import type { SessionState } from "../../shared/session/state.ts";
import type { Slices } from "../../shared/session/view/slices.ts";
import { sheet, until } from "../server/harness.ts";
import type { Outcome, Proof } from "./proof.ts";
import { type Known, newSession, teamOn } from "./real/people.ts";
import { accepted, openSeat } from "./real/seatSocket.ts";
import { type ServerProcess, serverProcess } from "./real/serverProcess.ts";
import { percentile } from "./real/times.ts";

const SIZES = { push: { sessions: 1_000, long: 1, starts: 2 }, release: { sessions: 1_000, long: 10, starts: 10 } } as const;
const EVENTS = 500;
const LONG = 10_000;
const PEOPLE = 4;
const REPLAYS = 10;

/** A whole call: both conversations scored, one revealed and opened, then act after act. */
async function playedSession(server: ServerProcess, admin: Known, people: Known[], closes: boolean): Promise<string> {
  const sessionId = await newSession(admin, { personIds: people.map(({ personId }) => personId) });
  const seats = await Promise.all([admin, ...people].map((who) => openSeat(server.url, sessionId, { cookie: who.cookie() })));
  const [fay] = seats as [(typeof seats)[0]];
  for (const seat of seats) await until(() => seat.slices().mine && seat.slices().scorecard, "everybody in their session");
  for (const [nth, seat] of seats.entries())
    await accepted(
      seat.command({
        type: "SubmitReview",
        conversationId: "c1",
        sheet: sheet({ connection: seat } as never, nth % 2 ? "high" : "low", "because"),
      }),
    );
  const roll = { in: seats.map((seat) => seat.slices().mine!.seatId), missing: [], absent: [] };
  await accepted(fay.command({ type: "RevealScores", conversationId: "c1", roll }));
  const { criterionId } = fay.slices().scorecard!.criteria[0]!;
  await accepted(fay.command({ type: "OpenCriterion", conversationId: "c1", criterionId, readAloud: false }));
  for (let act = 0; act < 100; act++)
    await accepted(
      fay.command({
        type: "AddAction",
        actionId: `a${act}`,
        text: `Action ${act}`,
        ownerPersonId: null,
        dueOn: null,
        criterionId,
        conversationId: "c1",
      }),
    );
  if (closes) await accepted(fay.command({ type: "CloseSession" }));
  for (const seat of seats) seat.close();
  return sessionId;
}

/** What the server keeps of closed sessions, so that it need not read their logs again. */
function keptIn(dataDir: string): number {
  const db = new DatabaseSync(join(dataDir, "plumb.sqlite"), { readOnly: true });
  try {
    return Number(db.prepare("SELECT count(*) AS kept FROM records WHERE table_name = ?").get(BRIEFS)?.kept);
  } finally {
    db.close();
  }
}

type Log = StoredEvent["event"][];
/** As long as it has to be, its last act one that is seen. */
function lengthened(log: Log, events: number): Log {
  const last = log.at(-1)!;
  const conversation = log.find(({ type }) => type === "ConversationAdded")!.conversation as { conversationId: string };
  const more = Array.from({ length: events - log.length }, (_none, index) => ({
    type: "ConversationChanged",
    at: last.at + index,
    conversationId: conversation.conversationId,
    change: { title: { text: `Title ${log.length + index + 1}` } },
  }));
  return [...log, ...more];
}

const nameOf = (index: number): string => `copy${index}`;
const codeOf = (index: number): string =>
  Array.from({ length: 6 }, (_none, place) => "BCDFGHJKLMNPQRSTVWXZ"[Math.floor(index / 20 ** place) % 20]).join("");

type Originals = { closed: string; open: string };
async function fill(store: EventStore, originals: Originals, sizes: { sessions: number; long: number }, cutShort: boolean): Promise<void> {
  const logOf = async (sessionId: string): Promise<Log> => (await store.read(`session:${sessionId}`, 0)).map(({ event }) => event);
  const [closed, open] = [await logOf(originals.closed), await logOf(originals.open)];
  for (let index = 0; index < sizes.sessions + sizes.long; index++) {
    const whole = index < sizes.sessions ? lengthened(closed, EVENTS) : lengthened(open, LONG);
    const events = (cutShort ? whole.slice(0, -1) : whole).map((event) =>
      event.type === "SessionCreated" ? { ...event, at: open[0]!.at, sessionId: nameOf(index), code: codeOf(index) } : event,
    );
    await store.append(`session:${nameOf(index)}`, 0, [{ commandId: "all", actor: "server", fingerprint: "f", events }]);
  }
}

/** From the file to the state, every hash looked at, as a server does it. */
async function replayed(store: EventStore, sessionId: string): Promise<number> {
  const began = performance.now();
  let state: SessionState | null = null;
  for (const { event } of await store.read(`session:${sessionId}`, 0)) state = evolve(state, event as unknown as SessionEvent);
  if (state?.sessionId !== sessionId) throw new Error(`${sessionId} could not be replayed`);
  return performance.now() - began;
}

/** What is the same in every copy, wherever and whenever it is looked at; earlier sessions' actions are those of others. */
function common(slices: Partial<Slices>, sessionId: string): string {
  const { session, roster, actions, ...rest } = slices;
  const seats = roster?.seats.map(({ present: _present, ...seat }) => seat);
  return JSON.stringify({ ...rest, seats, actions: actions?.here, focus: session?.focus, status: session?.status }).replaceAll(
    sessionId,
    "SESSION",
  );
}

type Found = {
  right: number;
  of: number;
  wrong: string[];
  startMs: number[];
  /** the first view after each start that was waited for */ viewMs: number[];
  replayMs: number[];
};

async function attempt(size: { sessions: number; long: number; starts: number }, cutShort: boolean): Promise<Found> {
  const server = await serverProcess({ limits: { socket: 10_000, person: 10_000, socketsOfPerson: 1_000 } });
  const found: Found = { right: 0, of: 0, wrong: [], startMs: [], viewMs: [], replayMs: [] };
  try {
    const { admin, people } = await teamOn(
      server,
      Array.from({ length: PEOPLE - 1 }, (_none, index) => ({ name: `P${index}` })),
    );
    const originals = { closed: await playedSession(server, admin, people, true), open: await playedSession(server, admin, people, false) };
    const leftOf = async (sessionId: string): Promise<Partial<Slices>> => {
      const seat = await openSeat(server.url, sessionId, { cookie: admin.cookie() });
      seat.close();
      return seat.slices();
    };
    const left = { closed: await leftOf(originals.closed), open: await leftOf(originals.open) };
    await server.end();
    const store = sqliteStore({
      file: join(server.dataDir, "plumb.sqlite"),
      writesHere: true,
      onFatal: (error) => {
        throw error;
      },
    });
    await fill(store, originals, size, cutShort);
    for (let time = 0; time < REPLAYS; time++) found.replayMs.push(await replayed(store, nameOf(size.sessions)));
    await store.close();
    const expected = (which: keyof Originals, events: number): string => {
      const conversations = left[which].conversations!.map((one, index) => (index === 0 ? { ...one, title: `Title ${events}` } : one));
      return common({ ...left[which], conversations }, originals[which]);
    };
    const [usual, long] = [expected("closed", EVENTS), expected("open", LONG)];
    for (let start = 0; start < size.starts; start++) {
      const began = performance.now();
      await server.start();
      const ready = performance.now();
      found.startMs.push(ready - began);
      if (start > 0 && start < size.starts - 1) {
        await server.kill();
        continue;
      }
      (await openSeat(server.url, nameOf(0), { cookie: admin.cookie() })).close();
      found.viewMs.push(performance.now() - ready);
      if (start === size.starts - 1) break;
      await until(() => keptIn(server.dataDir) > size.sessions, "all closed sessions to be kept", 60_000);
      await server.kill();
    }
    for (let index = 0; index < size.sessions + size.long; index++) {
      const seat = await openSeat(server.url, nameOf(index), { cookie: admin.cookie() });
      found.of += 1;
      if (!seat.refusal && common(seat.slices(), nameOf(index)) === (index < size.sessions ? usual : long)) found.right += 1;
      else found.wrong.push(`${nameOf(index)} is not as it was left${seat.refusal ? `: ${seat.refusal.code}` : ""}`);
      seat.close();
    }
    if (server.died()) found.wrong.push(`the server ${server.died()}`);
    return found;
  } finally {
    await server.remove();
  }
}

export const proof: Proof = {
  goal: "G-recover",
  promise: "After a start every session is as it was left, however many there are and however long.",
  run: async (size, seed): Promise<Outcome> => {
    const real = await attempt(SIZES[size], false);
    const control = await attempt({ sessions: 5, long: 1, starts: 2 }, true);
    return {
      n: real.right,
      failures: real.wrong.slice(0, 20),
      control: {
        what: `of logs that lack their last act ${control.wrong.length} of ${control.of} are noticed`,
        fired: control.wrong.length === control.of,
      },
      seedFrom: seed,
      seedTo: seed,
      counted: {
        sessions: SIZES[size].sessions,
        events: EVENTS,
        startMs: percentile(real.startMs, 0.5),
        firstViewMs: Math.round(real.viewMs[0]!),
        laterFirstViewMs: Math.round(real.viewMs.at(-1)!),
        longEvents: LONG,
        longReplayMs: percentile(real.replayMs, 0.5),
      },
    };
  },
};
