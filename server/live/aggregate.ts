// One log and what it adds up to: catches up, decides commands that wait together, appends them in one go, tries again after a conflict. Sessions and the team both live in one.
import { createHash } from "node:crypto";
import type { Rejection } from "../../shared/session/rejection.ts";
import type { CommandRecord, EventStore, StoredEvent, StreamName } from "../store/eventStore.ts";
import { isDamaged, isLater } from "../store/storeErrors.ts";
import { failing, type OnFault } from "./failing.ts";
import type { Clock, Ids } from "./ports.ts";

/** Honest users on several nodes can lose the race more than three times. */
const ROUNDS = 20;
const MAX_BATCH = 64;
const MAX_WAITING = 64;

export type Outcome<Event> =
  /** durable; no events: it was accepted before, or there was nothing to do */
  | { outcome: "ok"; events: Event[] }
  /** no effect, ever */
  | { outcome: "rejected"; rejection: Rejection }
  /** nothing stored; the same id may come again */
  | { outcome: "later"; code: "BUSY" | "STORAGE"; afterMs: number };

export type Ask<Command, Actor> = { commandId: string; actorKey: string; actor: Actor; command: Command };
type Waiting<Command, Actor, Event> = Ask<Command, Actor> & {
  fingerprint: string;
  answer: (outcome: Outcome<Event>) => void;
  decided: Event[] | null;
  refused: Rejection | null;
};

export type Aggregate<State, Command, Actor, Event> = {
  /** The folded log, read first where it is not known yet. */
  load: () => Promise<State | null>;
  /** As far as it is known now; null before `load` and for an empty log. */
  state: () => State | null;
  version: () => number;
  /** Never resolves when the outcome is unknown: then the process ends. */
  execute: (ask: Ask<Command, Actor>) => Promise<Outcome<Event>>;
  /** nothing waits and nothing is being stored */ idle: () => boolean;
  /** Somebody else has appended: reads what, and tells it. */ moved: () => void;
  /** Words of it were erased from the store. When it resolves, none of them is left here; nobody is told of events that they know. */
  readAnew: () => Promise<void>;
};

export const fingerprintOf = (body: unknown): string => createHash("sha256").update(JSON.stringify(body)).digest("base64url");

/** A refusal is remembered as durably as an effect, beside the command's fingerprint: refused once, it is never done later. */
const rememberedAs = (fingerprint: string, refused: Rejection | null): string =>
  refused ? `${fingerprint} ${JSON.stringify(refused)}` : fingerprint;
const recalled = (stored: string): { fingerprint: string; refused: Rejection | null } => {
  const at = stored.indexOf(" ");
  return at < 0
    ? { fingerprint: stored, refused: null }
    : { fingerprint: stored.slice(0, at), refused: JSON.parse(stored.slice(at + 1)) as Rejection };
};

export function createAggregate<State, Command, Actor, Event extends { type: string; at: number }>(options: {
  stream: StreamName;
  store: EventStore;
  clock: Clock;
  ids: Pick<Ids, "code">;
  /** Sync and pure: between deciding and appending nothing may be awaited. */
  decide: (state: State | null, command: Command, actor: Actor, at: number) => Omit<Event, "at">[] | { rejected: Rejection };
  evolve: (state: State | null, event: Event) => State;
  /** Durable now. `before` is what they were decided against. Others' events come from another node; that one has acted on them already. */
  onChanged: (state: State, events: Event[], before: State | null, whose: "own" | "others") => void;
  /** Whose ids could come again: a refusal of theirs is kept. Left out: nobody's. */ comesAgain?: (actor: Actor) => boolean;
  /** Under which other keys the same person may have sent it, before they had this one. Left out: none. */
  keysBefore?: (state: State | null, actor: Actor) => string[];
  /** Every event as it is read from the log, with the state before it. */ onRead?: (before: State | null, event: Event) => void;
  /** A write whose outcome is unknown: nobody may be answered and the process has to end. */ onFatal: (error: unknown) => void;
  /** A programming error in decide or evolve; that command alone fails. */ onFault: OnFault;
}): Aggregate<State, Command, Actor, Event> {
  const { stream, store, clock } = options;
  const failed = failing(options.ids, options.onFault);
  type Item = Waiting<Command, Actor, Event>;
  let state: State | null = null;
  let version = 0;
  let known = false;
  let everRead = false;
  let movedTimes = 0;
  /** how often words of it were erased, and how many of these what is known here has seen */
  let erasures = 0;
  let erasuresSeen = 0;
  let loading: Promise<void> | null = null;
  let pumping = false;
  const queue: Item[] = [];
  const keyOf = (ask: { actorKey: string; commandId: string }) => `${ask.actorKey} ${ask.commandId}`;

  const tell = (events: Event[], before: State | null, whose: "own" | "others"): void => {
    if (events.length === 0 || state === null) return;
    try {
      options.onChanged(state, events, before, whose);
    } catch (error) {
      options.onFault(error);
    }
  };

  const readOn = async (): Promise<void> => {
    const from = version;
    const movedThen = movedTimes;
    const erasuresThen = erasures;
    const anew = erasuresThen !== erasuresSeen;
    const read = await store.read(stream, anew ? 0 : from);
    // An append of our own came back meanwhile: what was read may be older than what is known.
    if (version !== from) return readOn();
    const before = state;
    const events: Event[] = [];
    let next = anew ? null : state;
    let head = from;
    for (const stored of read) {
      const event = stored.event as StoredEvent["event"] as unknown as Event;
      const isNew = stored.version > from;
      if (isNew) options.onRead?.(next, event);
      next = options.evolve(next, event);
      head = stored.version;
      if (isNew) events.push(event);
    }
    state = next;
    version = head;
    erasuresSeen = erasuresThen;
    // Moved again while it was read: what came then may not be in it.
    known = movedTimes === movedThen && erasures === erasuresThen;
    if (everRead) tell(events, before, "others");
    everRead = true;
  };
  const catchUp = async (): Promise<void> => {
    while (!known) {
      loading ??= readOn().finally(() => {
        loading = null;
      });
      await loading;
    }
  };
  /** Between deciding and appending nothing is read. What cannot be read now is told of again. */
  const catchUpSoon = (): void => {
    if (!known && everRead && !pumping) catchUp().catch(() => {});
  };

  const storedAs = async (item: Item): Promise<{ fingerprint: string } | null> => {
    for (const key of [item.actorKey, ...(options.keysBefore?.(state, item.actor) ?? [])]) {
      const stored = await store.findCommand(stream, key, item.commandId);
      if (stored) return stored;
    }
    return null;
  };
  /** Answers what came before under the same id; the rest is new. */
  const dropKnown = async (batch: Item[]): Promise<Item[]> => {
    const fresh: Item[] = [];
    for (const item of batch) {
      const twin = fresh.find((other) => keyOf(other) === keyOf(item));
      const stored = twin ? null : await storedAs(item);
      const before = twin ? { fingerprint: twin.fingerprint, refused: null } : stored && recalled(stored.fingerprint);
      if (!before) fresh.push(item);
      else if (before.fingerprint !== item.fingerprint) item.answer({ outcome: "rejected", rejection: { code: "ID_REUSED" } });
      else if (before.refused) item.answer({ outcome: "rejected", rejection: before.refused });
      else if (twin) {
        const first = twin.answer;
        twin.answer = (outcome) => {
          first(outcome);
          item.answer(outcome.outcome === "ok" ? { outcome: "ok", events: [] } : outcome);
        };
      } else item.answer({ outcome: "ok", events: [] });
    }
    return fresh;
  };

  /** Decides the whole batch against the state as it would be. Nothing of this is true before `append` says so. */
  const decideAll = (batch: Item[]): State | null => {
    let next = state;
    const at = clock.now();
    for (const item of batch) {
      item.decided = null;
      item.refused = null;
      try {
        const decided = options.decide(next, item.command, item.actor, at);
        if ("rejected" in decided) {
          item.refused = decided.rejected;
          continue;
        }
        const events = decided.map((event) => ({ ...event, at }) as unknown as Event);
        for (const event of events) next = options.evolve(next, event);
        item.decided = events;
      } catch (error) {
        item.refused = failed(error);
      }
    }
    return next;
  };

  const settle = async (waiting: Item[]): Promise<void> => {
    let batch = waiting;
    for (let round = 0; round < ROUNDS && batch.length > 0; round++) {
      await catchUp();
      batch = await dropKnown(batch);
      const erasuresThen = erasuresSeen;
      const next = decideAll(batch);
      const records: CommandRecord[] = batch.flatMap((item) =>
        item.decided || options.comesAgain?.(item.actor)
          ? [
              {
                commandId: item.commandId,
                actor: item.actorKey,
                fingerprint: rememberedAs(item.fingerprint, item.refused),
                events: (item.decided ?? []) as unknown as StoredEvent["event"][],
              },
            ]
          : [],
      );
      let before = state;
      if (records.length > 0) {
        const result = await store.append(stream, version, records);
        if (result.outcome === "conflict") {
          known = false;
          continue;
        }
        // Read back already by somebody who looked meanwhile: that is at least as new.
        if (version < result.version) {
          before = state;
          // Read anew meanwhile: what was worked out before still holds the words that were erased.
          if (erasuresSeen === erasuresThen) state = next;
          else for (const event of batch.flatMap((item) => item.decided ?? [])) state = options.evolve(state, event);
          version = result.version;
          everRead = true;
        }
      }
      tell(
        batch.flatMap((item) => item.decided ?? []),
        before,
        "own",
      );
      for (const item of batch) {
        if (item.refused) item.answer({ outcome: "rejected", rejection: item.refused });
        else item.answer({ outcome: "ok", events: item.decided ?? [] });
      }
      return;
    }
    for (const item of batch) item.answer({ outcome: "later", code: "BUSY", afterMs: 500 });
  };

  const pump = async (): Promise<void> => {
    if (pumping) return;
    pumping = true;
    while (queue.length > 0) {
      const batch = queue.splice(0, MAX_BATCH);
      try {
        await settle(batch);
      } catch (error) {
        // What was answered stays answered; a second answer to the same promise has no effect.
        if (isLater(error)) for (const item of batch) item.answer({ outcome: "later", code: "STORAGE", afterMs: 3_000 });
        else if (isDamaged(error)) for (const item of batch) item.answer({ outcome: "rejected", rejection: { code: "LOG_DAMAGED" } });
        else options.onFatal(error);
      }
    }
    pumping = false;
    catchUpSoon();
  };

  return {
    load: async () => {
      await catchUp();
      return state;
    },
    state: () => state,
    version: () => version,
    execute: (ask) =>
      new Promise((answer) => {
        if (queue.length >= MAX_WAITING) return answer({ outcome: "later", code: "BUSY", afterMs: 500 });
        queue.push({ ...ask, fingerprint: fingerprintOf(ask.command), answer, decided: null, refused: null });
        void pump();
      }),
    idle: () => !pumping && queue.length === 0,
    moved: () => {
      known = false;
      movedTimes += 1;
      catchUpSoon();
    },
    readAnew: async () => {
      erasures += 1;
      known = false;
      if (everRead || loading) await catchUp();
    },
  };
}
