// One node's way to the shared store: every call takes its time, may meet a fault, and the hints between nodes may be late, doubled or lost.
import type { CommandRecord, EventStore, RecordListener, StreamName } from "../../server/store/eventStore.ts";
import { StoreError } from "../../server/store/storeErrors.ts";
import { drawn } from "./dice.ts";
import type { Disk } from "./disk.ts";
import { type Owner, type Scheduler, WORLD } from "./scheduler.ts";

/** What happens to one call. */
export type StoreFault =
  | "none"
  /** nothing stored, and the caller is told so */
  | "away"
  | "full"
  /** perhaps stored, and nobody can say: an I/O error */
  | "unknownBefore"
  | "unknownAfter"
  /** the node ends as it asks, or as the answer comes */
  | "crashBefore"
  | "crashAfter";

export type StoreFaults = {
  of: (call: string, writes: boolean) => StoreFault;
  /** So many milliseconds nothing comes back any more to who asks: done and not answered, as by a Redis that hangs. */ silence?: (
    writes: boolean,
  ) => number;
  /** known to be away now */ isAway?: () => boolean;
  /** what is written now, or was in the last moments, takes longer until it is safe, or is lost */ sync?: () => void;
  /** nothing goes wrong any more, silence included */ healed?: () => boolean;
  /** null: this hint is lost; otherwise how often it comes */ hint: () => number | null;
  crash: (why: string) => void;
};

/** Neither stored nor not stored, as far as the caller can know. */
export class UnknownOutcome extends Error {}

const SWEEP_MS = 1_000;
type Hint =
  | { kind: "moved"; stream: StreamName }
  | { kind: "record"; table: string; key: string | null; count: number }
  | { kind: "drafts"; sessionId: string };
/** All nodes' ears for each other's hints. */
export type Bus = { tell: (from: string, hint: Hint) => void; join: (node: string, whose: Owner, hear: (hint: Hint) => void) => void };

export function createBus(seed: string, scheduler: Scheduler, faultsOf: (node: string) => StoreFaults): Bus {
  const ears = new Map<string, { whose: Owner; hear: (hint: Hint) => void }>();
  return {
    join: (node, whose, hear) => void ears.set(node, { whose, hear }),
    tell: (from, hint) => {
      for (const [node, ear] of ears) {
        if (node === from) continue;
        const times = faultsOf(node).hint() ?? 0;
        for (let copy = 0; copy < times; copy++) {
          const ms = 1 + 40 * drawn(`${seed} hint ${node} ${scheduler.now()} ${copy}`);
          scheduler.after(ear.whose, ms, () => ear.hear(hint));
        }
      }
    },
  };
}

export function simStore(options: {
  seed: string;
  node: string;
  whose: Owner;
  disk: Disk;
  bus: Bus;
  scheduler: Scheduler;
  faults: StoreFaults;
  trace: (line: string) => void;
}): EventStore {
  const { seed, node, whose, disk, bus, scheduler, faults, trace } = options;
  const never = new Promise<never>(() => {});
  const moved: ((stream: StreamName, gone: boolean) => void)[] = [];
  const records: RecordListener[] = [];
  const holders: (() => Iterable<StreamName>)[] = [];
  const seen = new Map<StreamName, number>();
  const tables = new Map<string, number>();
  const saw = (stream: StreamName, version: number): void => void seen.set(stream, Math.max(version, seen.get(stream) ?? 0));

  /**
   * No real store answers that it does not know: SQLite's ends the process by itself, Redis' asks on until it knows. Whoever appends or keeps drafts
   * is told all the same, and has to end the node; for records, which nobody can decide again from a log, the store does it as SQLite's does.
   */
  const unknown = (what: string, reject: (error: Error) => void): void => {
    if (what === "append" || what === "saveDraft") reject(new UnknownOutcome(what));
    else faults.crash("unknown outcome of a write");
  };
  /** until when nothing comes back */
  let silentUntil = Number.NEGATIVE_INFINITY;
  const isSilent = (): boolean => !faults.healed?.() && scheduler.now() < silentUntil;
  /** There and back again. What was on its way when the node ended is stored all the same. */
  const call = <Result>(what: string, writes: boolean, work: () => Result, told: (result: Result) => void = () => {}): Promise<Result> => {
    if (!whose.alive) return never;
    const fault = faults.of(what, writes);
    if (fault === "crashBefore") {
      faults.crash(`before ${what}`);
      return never;
    }
    const there = 0.2 + 3 * drawn(`${seed} to ${node} ${what} ${scheduler.now()}`);
    const back = 0.2 + 3 * drawn(`${seed} from ${node} ${what} ${scheduler.now()}`);
    const silence = fault === "none" ? (faults.silence?.(writes) ?? 0) : 0;
    if (silence > 0) silentUntil = Math.max(silentUntil, scheduler.now() + silence);
    return new Promise((resolve, reject) => {
      const comesBack = (settle: () => void, ms = back): void => {
        scheduler.after(whose, ms, () => {
          const silent = isSilent() ? silentUntil - scheduler.now() : 0;
          if (silent > 0) comesBack(settle, Math.min(silent, 500));
          else settle();
        });
      };
      const away = (): void => reject(new StoreError("STORE_AWAY", "away"));
      scheduler.after(WORLD, there, () => {
        trace(`${node} ${what} ${fault}`);
        if (fault === "away") return comesBack(away);
        if (fault === "full" && writes) return comesBack(() => reject(new StoreError("STORAGE_FULL", "full")));
        if (fault === "unknownBefore") return comesBack(() => unknown(what, reject));
        if (writes) faults.sync?.();
        let settle: () => void;
        let tell = (): void => {};
        try {
          const result = work();
          settle = () => resolve(result);
          tell = () => told(result);
        } catch (error) {
          settle = () => reject(error as Error);
        }
        if (fault === "unknownAfter") settle = () => unknown(what, reject);
        if (fault === "crashAfter") faults.crash(`after ${what}`);
        // neither an answer nor a hint leaves before what it rests on is safe
        disk.whenSafe(
          () => {
            tell();
            comesBack(settle);
          },
          () => comesBack(writes ? () => unknown(what, reject) : away),
        );
      });
    });
  };
  const changed = (table: string, key: string | null, count: number): void => {
    if (count === (tables.get(table) ?? 0) + 1) tables.set(table, count);
    bus.tell(node, { kind: "record", table, key, count });
  };
  const drafts = new Map<string, number>();
  // Whoever could not read it is told again by the sweep.
  const tellRecord = (table: string, key: string | null): void => {
    for (const listener of records) listener(table, key)?.catch(() => tables.set(table, -1));
  };
  const tellDrafts = (sessionId: string): void => {
    for (const listener of records) listener("drafts", sessionId)?.catch(() => drafts.set(sessionId, -1));
  };
  const compareDrafts = (streams: Iterable<StreamName>): void => {
    for (const stream of streams) {
      const sessionId = stream.slice("session:".length);
      const count = stream.startsWith("session:") ? disk.drafted(sessionId) : 0;
      if (count === (drafts.get(sessionId) ?? 0)) continue;
      drafts.set(sessionId, count);
      tellDrafts(sessionId);
    }
  };
  const compare = (streams: Iterable<StreamName>): void => {
    for (const stream of streams)
      if (disk.versionOf(stream) > (seen.get(stream) ?? 0)) for (const listener of moved) listener(stream, false);
    for (const [table, count] of disk.changes()) {
      if (tables.get(table) === count) continue;
      tables.set(table, count);
      tellRecord(table, null);
    }
  };
  const sweep = (): void => {
    // what cannot be asked now is asked a second later
    if (faults.of("sweep", false) === "none" && !isSilent()) {
      const held = new Set(holders.flatMap((holder) => [...holder()]));
      compare(new Set([...held, ...seen.keys()]));
      compareDrafts(held);
    }
    scheduler.after(whose, SWEEP_MS, sweep);
  };
  for (const [table, count] of disk.changes()) tables.set(table, count);
  scheduler.after(whose, SWEEP_MS, sweep);
  bus.join(node, whose, (hint) => {
    if (hint.kind === "moved") for (const listener of moved) listener(hint.stream, false);
    else if (hint.kind === "drafts") tellDrafts(hint.sessionId);
    else {
      const missed = hint.count > (tables.get(hint.table) ?? 0) + 1;
      tables.set(hint.table, Math.max(hint.count, tables.get(hint.table) ?? 0));
      tellRecord(hint.table, missed ? null : hint.key);
    }
  });

  return {
    read: async (stream, from) => {
      const events = await call("read", false, () => disk.read(stream, from));
      saw(stream, events.at(-1)?.version ?? 0);
      return events;
    },
    streams: (prefix) => call("streams", false, () => disk.names(prefix)),
    seal: () => Promise.reject(new Error("no simulated call makes a report")),
    heads: (prefix) =>
      call("heads", false, () =>
        disk.names(prefix).map((stream) => {
          const version = disk.versionOf(stream);
          if (!seen.has(stream)) saw(stream, version);
          return { stream, version };
        }),
      ),
    append: async (stream, expected, batch: CommandRecord[]) => {
      const sent = JSON.parse(JSON.stringify(batch)) as CommandRecord[];
      const result = await call(
        "append",
        true,
        () => disk.append(node, stream, expected, sent),
        ({ outcome, version }) => {
          if (outcome === "appended" && version > expected) bus.tell(node, { kind: "moved", stream });
        },
      );
      if (result.outcome === "appended") saw(stream, result.version);
      return result;
    },
    findCommand: (stream, actor, id) => call("findCommand", false, () => disk.command(stream, actor, id)),
    saveDraft: (key, entry) => {
      const kept = JSON.parse(JSON.stringify(entry)) as unknown;
      return call(
        "saveDraft",
        true,
        () => disk.saveDraft(key, kept),
        () => bus.tell(node, { kind: "drafts", sessionId: key.sessionId }),
      );
    },
    drafts: (sessionId) => call("drafts", false, () => disk.drafts(sessionId)),
    eraseTexts: () => Promise.reject(new Error("no simulated call erases anything")),
    scrub: async () => {},
    deleteStream: () => Promise.reject(new Error("no simulated call deletes a session")),
    put: async (table, key, value) => {
      const kept = JSON.parse(JSON.stringify(value)) as unknown;
      await call(
        "put",
        true,
        () => disk.put(table, key, kept),
        (count) => changed(table, key, count),
      );
    },
    get: (table, key) => call("get", false, () => disk.get(table, key)),
    remove: async (table, key) => {
      await call(
        "remove",
        true,
        () => disk.remove(table, key),
        (count) => changed(table, key, count),
      );
    },
    list: (table) => call("list", false, () => disk.list(table)),
    swap: async (table, key, expected, after) => {
      const [then, now] = [JSON.stringify(expected), JSON.parse(JSON.stringify(after)) as unknown];
      const count = await call(
        "swap",
        true,
        () => (JSON.stringify(disk.get(table, key)) === then ? disk.put(table, key, now) : null),
        (done) => done !== null && changed(table, key, done),
      );
      return count !== null;
    },
    onMoved: (listener, held) => {
      moved.push(listener);
      if (held) holders.push(held);
    },
    onRecord: (listener) => void records.push(listener),
    caughtUp: (streams) => call("caughtUp", false, () => {}).then(() => compare(streams)),
    reach: () => (faults.isAway?.() || isSilent() ? "away" : "there"),
    ready: () => call("ready", false, () => {}),
    backup: () => Promise.reject(new StoreError("STORE_UNFIT", "nothing to back up")),
    close: async () => {},
  };
}
