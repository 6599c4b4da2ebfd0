// The sessions that are in memory: loaded when somebody needs them, told about every change, let go when idle.
import type { Actor, Command } from "../../shared/session/commands.ts";
import { decide } from "../../shared/session/decide.ts";
import type { SessionEvent } from "../../shared/session/events.ts";
import { reject } from "../../shared/session/rejection.ts";
import { evolve } from "../../shared/session/evolve.ts";
import type { SessionState } from "../../shared/session/state.ts";
import type { ViewContext } from "../../shared/session/viewContext.ts";
import type { EventStore } from "../store/eventStore.ts";
import { damageOf, isDamaged, isLater } from "../store/storeErrors.ts";
import { type Aggregate, createAggregate, type Outcome } from "./aggregate.ts";
import type { OnFault } from "./failing.ts";
import { type Drafts, loadDrafts } from "./drafts.ts";
import type { Clock, Ids } from "./ports.ts";

const IDLE_MS = 10 * 60_000;
const SWEEP_MS = 60_000;

export type LiveSession = {
  sessionId: string;
  state: () => SessionState;
  drafts: Drafts;
  /** names and what other sessions left behind; replaced whole */ context: ViewContext;
};
export type SessionOutcome = Outcome<SessionEvent>;

export type Sessions = {
  /** In memory, caught up; null: there is no such session. */
  load: (sessionId: string) => Promise<LiveSession | null>;
  /** The same for whoever comes over from another node: fails as long as it cannot be read how far the session is there. */
  loadNow: (sessionId: string) => Promise<LiveSession | null>;
  /** Only if it is in memory. */
  peek: (sessionId: string) => LiveSession | null;
  execute: (sessionId: string, commandId: string, actor: Actor, command: Command) => Promise<SessionOutcome>;
  /** The server acts for itself, with an id of its own. */
  asServer: (sessionId: string, command: Command) => Promise<SessionOutcome>;
  /** Every session there is, with how many events its log holds. */
  heads: () => Promise<{ sessionId: string; version: number }[]>;
  /** the last hash of its log's chain, in hexadecimal digits, which survive being copied by hand and by any program; null: no such session */ seal: (
    sessionId: string,
  ) => Promise<string | null>;
  /** Reads names and leftovers again, for all sessions in memory. */
  refreshContexts: () => Promise<void>;
  /** "others": another node decided them and has done what follows from them outside this session. */
  onChanged: (listener: (session: LiveSession, events: SessionEvent[], whose: "own" | "others") => void) => void;
  /** Another node forgot it. */
  onGone: (listener: (sessionId: string) => void) => void;
  onContext: (listener: (session: LiveSession) => void) => void;
  /** These seats' drafts were typed on another node: of concern to them alone. */
  onDrafts: (listener: (session: LiveSession, seatIds: string[]) => void) => void;
  onLoaded: (listener: (session: LiveSession) => void) => void;
  /** The folded log alone, without bringing the session into memory. */
  stateOf: (sessionId: string) => Promise<SessionState | null>;
  /** The same with how many events it is folded from. */
  folded: (sessionId: string) => Promise<{ state: SessionState; version: number } | null>;
  /** Words were erased from the store: in no session in memory that one of these people had a seat in are they left when it resolves. One that cannot be read keeps none of the others. */
  readAnew: (whose: (personId: string) => boolean) => Promise<void>;
  /** Forgets a sample or practice session for good. */
  forget: (sessionId: string) => Promise<void>;
  /** resolves when nothing waits to be stored */ settled: () => Promise<void>;
  stop: () => void;
};

export const streamOf = (sessionId: string): string => `session:${sessionId}`;
const actorKeyOf = (actor: Actor): string => (actor.kind === "seat" ? actor.seatId : "server");

type Entry = { log: Aggregate<SessionState, Command, Actor, SessionEvent>; live: LiveSession | null; usedAt: number };

export function createSessions(options: {
  store: EventStore;
  clock: Clock;
  ids: Ids;
  contextOf: (state: SessionState) => Promise<ViewContext>;
  /** forgotten for good: nothing is done in their name any more */ isErased: (personId: string) => boolean;
  /** two ids of one person */ isSame: (one: string, other: string) => boolean;
  /** somebody's socket is open: it stays in memory */ inUse: (sessionId: string) => boolean;
  /** "This is the same Ana": told for every such event, again after each load. */ givenBack: (
    sessionId: string,
    stranger: string,
    person: string,
  ) => void;
  onFatal: (error: unknown) => void;
  onFault: OnFault;
}): Sessions {
  const { store, clock, ids } = options;
  const entries = new Map<string, Entry>();
  const loading = new Map<string, Promise<LiveSession | null>>();
  const changed: ((session: LiveSession, events: SessionEvent[], whose: "own" | "others") => void)[] = [];
  const gone: ((sessionId: string) => void)[] = [];
  const contextChanged: ((session: LiveSession) => void)[] = [];
  const drafted: ((session: LiveSession, seatIds: string[]) => void)[] = [];
  const loaded: ((session: LiveSession) => void)[] = [];

  /** A seat was given back to whoever came in as a stranger: what they sent from the stranger's seat, and never heard about, is known by that one. */
  const seatsBefore = (state: SessionState, seatId: string): string[] => {
    const now = state.seats.find((seat) => seat.seatId === seatId);
    if (!now) return [];
    return state.seats.flatMap((seat) => (seat.seatId !== seatId && options.isSame(seat.personId, now.personId) ? [seat.seatId] : []));
  };
  const noteGivenBack = (sessionId: string, before: SessionState | null, event: SessionEvent): void => {
    if (event.type !== "SeatGivenBack") return;
    const person = before?.seats.find(({ seatId }) => seatId === event.seatId)?.personId;
    if (person && person !== event.strangerPersonId) options.givenBack(sessionId, event.strangerPersonId, person);
  };

  const entryOf = (sessionId: string): Entry => {
    const known = entries.get(sessionId);
    if (known) {
      known.usedAt = clock.now();
      return known;
    }
    const log = createAggregate<SessionState, Command, Actor, SessionEvent>({
      stream: streamOf(sessionId),
      store,
      clock,
      ids,
      decide: (state, command, actor, at) => {
        const person = actor.kind === "seat" && state?.seats.find(({ seatId }) => seatId === actor.seatId)?.personId;
        return person && options.isErased(person) ? reject("ERASED") : decide(state, command, { actor, at, seed: ids.seed() });
      },
      evolve,
      comesAgain: (actor) => actor.kind === "seat",
      keysBefore: (state, actor) => (state && actor.kind === "seat" ? seatsBefore(state, actor.seatId) : []),
      onRead: (before, event) => noteGivenBack(sessionId, before, event),
      onChanged: (_state, events, before, whose) => {
        let then = before;
        // Others' were noted as they were read.
        for (const event of whose === "own" ? events : []) {
          noteGivenBack(sessionId, then, event);
          if (events.length > 1) then = evolve(then, event);
        }
        const live = entries.get(sessionId)?.live;
        if (live) for (const listener of changed) listener(live, events, whose);
      },
      onFatal: options.onFatal,
      onFault: options.onFault,
    });
    const entry: Entry = { log, live: null, usedAt: clock.now() };
    entries.set(sessionId, entry);
    return entry;
  };

  const tellDrafted = (sessionId: string, seatIds: string[]): void => {
    const live = entries.get(sessionId)?.live;
    if (live) for (const listener of drafted) listener(live, seatIds);
  };
  const bring = async (sessionId: string): Promise<LiveSession | null> => {
    const entry = entryOf(sessionId);
    const state = await entry.log.load();
    if (!state) {
      // A made-up id must not stay in memory.
      if (entry.log.idle()) entries.delete(sessionId);
      return null;
    }
    if (entry.live) return entry.live;
    const drafts = await loadDrafts(store, sessionId, {
      after: clock.after,
      changed: (seatId) => tellDrafted(sessionId, [seatId]),
      onFault: options.onFault,
    });
    const context = await options.contextOf(state);
    // Only the log holds the state: a copy would keep words that are erased later.
    const live: LiveSession = { sessionId, state: () => entry.log.state() as SessionState, drafts, context };
    entry.live = live;
    for (const listener of loaded) listener(live);
    return live;
  };
  const brought = (sessionId: string, whenUnread: (error: unknown) => void): Promise<LiveSession | null> => {
    const live = entries.get(sessionId)?.live;
    if (live) {
      // Another node may have moved it.
      return entryOf(sessionId)
        .log.load()
        .catch(whenUnread)
        .then(() => live);
    }
    const started = loading.get(sessionId) ?? bring(sessionId).finally(() => loading.delete(sessionId));
    loading.set(sessionId, started);
    return started;
  };
  // What cannot be read now stays as it was last seen.
  const load: Sessions["load"] = (sessionId) => brought(sessionId, () => {});
  const loadNow: Sessions["loadNow"] = (sessionId) =>
    brought(sessionId, (error) => {
      if (isLater(error)) throw error;
    });

  const execute: Sessions["execute"] = async (sessionId, commandId, actor, command) => {
    if (command.type !== "CreateSession" && !(await load(sessionId))) return { outcome: "rejected", rejection: { code: "NOT_FOUND" } };
    return entryOf(sessionId).log.execute({ commandId, actorKey: actorKeyOf(actor), actor, command });
  };

  const refreshContexts = async (): Promise<void> => {
    for (const { live } of [...entries.values()]) {
      if (!live) continue;
      live.context = await options.contextOf(live.state());
      for (const listener of contextChanged) listener(live);
    }
  };

  const folded: Sessions["folded"] = async (sessionId) => {
    const entry = entries.get(sessionId);
    // one that was made just now too: its log can be long
    const known = entry?.log.state();
    if (entry && known) return { state: known, version: entry.log.version() };
    let state: SessionState | null = null;
    let version = 0;
    for (const stored of await store.read(streamOf(sessionId), 0)) {
      state = evolve(state, stored.event as unknown as SessionEvent);
      version = stored.version;
    }
    return state && { state, version };
  };

  let stopSweep = (): void => {};
  const sweep = (): void => {
    const now = clock.now();
    for (const [sessionId, entry] of entries)
      if (Math.abs(now - entry.usedAt) > IDLE_MS && entry.log.idle() && !options.inUse(sessionId)) entries.delete(sessionId);
    stopSweep = clock.after(SWEEP_MS, sweep);
  };
  stopSweep = clock.after(SWEEP_MS, sweep);
  store.onMoved(
    (stream, forgotten) => {
      if (!stream.startsWith("session:")) return;
      const sessionId = stream.slice("session:".length);
      if (!forgotten) return entries.get(sessionId)?.log.moved();
      entries.delete(sessionId);
      for (const listener of gone) listener(sessionId);
    },
    () => [...entries.keys()].map(streamOf),
  );
  // Somebody with a tab on each of two nodes sees in one what they type in the other.
  store.onRecord((table, sessionId) => {
    const live = table === "drafts" && sessionId !== null ? entries.get(sessionId)?.live : null;
    return live?.drafts.refresh().then((seatIds) => tellDrafted(live.sessionId, seatIds));
  });

  return {
    load,
    loadNow,
    peek: (sessionId) => entries.get(sessionId)?.live ?? null,
    execute,
    asServer: (sessionId, command) => execute(sessionId, ids.id(), { kind: "server" }, command),
    heads: async () =>
      (await store.heads("session:")).map(({ stream, version }) => ({ sessionId: stream.slice("session:".length), version })),
    folded,
    seal: async (sessionId) => {
      const hash = await store.seal(streamOf(sessionId));
      return hash === null ? null : Buffer.from(hash, "base64url").toString("hex");
    },
    stateOf: async (sessionId) => (await folded(sessionId))?.state ?? null,
    refreshContexts,
    readAnew: async (whose) => {
      const failed: unknown[] = [];
      for (const [sessionId, entry] of [...entries]) {
        // What is on its way into memory may have been read before.
        await loading.get(sessionId)?.catch(() => null);
        if (entry.log.state()?.seats.every(({ personId }) => !whose(personId))) continue;
        try {
          await entry.log.readAnew();
          await entry.live?.drafts.refresh();
        } catch (error) {
          failed.push(error);
        }
      }
      await refreshContexts();
      // What may be read later is asked for again; what is damaged is only told.
      if (failed.length > 0) throw failed.find((error) => !isDamaged(error)) ?? damageOf(failed.filter(isDamaged));
    },
    onChanged: (listener) => void changed.push(listener),
    onGone: (listener) => void gone.push(listener),
    onContext: (listener) => void contextChanged.push(listener),
    onDrafts: (listener) => void drafted.push(listener),
    onLoaded: (listener) => void loaded.push(listener),
    forget: async (sessionId) => {
      entries.delete(sessionId);
      await store.deleteStream(streamOf(sessionId));
    },
    settled: async () => {
      while ([...entries.values()].some((entry) => !entry.log.idle())) await new Promise((next) => setTimeout(next, 5));
    },
    stop: () => stopSweep(),
  };
}
