// What is stored in a simulated world: one store that all nodes share. What it was given is safe once it has synced, and only then is anybody told.
import type { AppendResult, CommandRecord, DraftKey, StoredEvent } from "../../server/store/eventStore.ts";

type Stream = { events: StoredEvent[]; commands: Map<string, { fingerprint: string }> };
export type Appended = { stream: string; node: string; version: number; batch: CommandRecord[] };

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const keyOf = (actor: string, commandId: string): string => `${actor} ${commandId}`;
const draftKey = (key: DraftKey): string => JSON.stringify([key.sessionId, key.seatId, key.conversationId, key.criterionId]);

export type Disk = ReturnType<typeof createDisk>;
/** What was written and is not synced: how it becomes safe, how it is lost, and what of it is there when it is torn in the middle. */
type Write = { undo: () => void; safe: () => void; tear: (() => void) | null };
/** Who waits for an answer until what they could have seen is safe. */
type Waiting = { safe: () => void; lost: () => void };
/** For controls: answers before it has synced; takes the half of a record that was left for one. */
export type BrokenDisk = "answersEarly" | "keepsTorn";

export function createDisk(onAppended: (appended: Appended) => void, broken?: BrokenDisk) {
  const streams = new Map<string, Stream>();
  const drafts = new Map<string, { key: DraftKey; entry: unknown }>();
  const drafted = new Map<string, number>();
  const tables = new Map<string, Map<string, unknown>>();
  const changes = new Map<string, number>();

  /** a sync takes longer: what is written meanwhile, and who waits for its end */ let unsynced: Write[] | null = null;
  let waiting: Waiting[] = [];

  const change = (table: string): number => {
    changes.set(table, (changes.get(table) ?? 0) + 1);
    return changes.get(table)!;
  };
  const wrote = (undo: () => void, more: Partial<Write> = {}): void => {
    const write: Write = { undo, safe: () => {}, tear: null, ...more };
    if (unsynced) unsynced.push(write);
    else write.safe();
  };
  const append = (node: string, name: string, expected: number, batch: CommandRecord[]): AppendResult => {
    const stream: Stream = streams.get(name) ?? { events: [], commands: new Map() };
    const keys = batch.map((command) => keyOf(command.actor, command.commandId));
    if (new Set(keys).size !== keys.length) throw new TypeError("A batch holds the same command twice.");
    const version = stream.events.length;
    if (version !== expected || keys.some((key) => stream.commands.has(key))) return { outcome: "conflict", version };
    const kept = copy(batch);
    for (const command of kept) {
      stream.commands.set(keyOf(command.actor, command.commandId), { fingerprint: command.fingerprint });
      for (const event of command.events)
        stream.events.push({ version: stream.events.length + 1, commandId: command.commandId, actor: command.actor, event });
    }
    if (kept.length > 0) streams.set(name, stream);
    const half = stream.events.slice(version, Math.ceil((version + stream.events.length) / 2));
    wrote(
      () => {
        stream.events.length = version;
        for (const key of keys) stream.commands.delete(key);
        if (version === 0) streams.delete(name);
      },
      {
        safe: () => onAppended({ stream: name, node, version, batch: kept }),
        tear: half.length === 0 ? null : () => void stream.events.push(...half),
      },
    );
    return { outcome: "appended", version: stream.events.length };
  };

  const restorable = (table: string, key: string): void => {
    const had = tables.get(table)?.has(key) ?? false;
    const before = tables.get(table)?.get(key);
    wrote(() => {
      if (had) tables.get(table)?.set(key, before);
      else tables.get(table)?.delete(key);
      change(table);
    });
  };

  return {
    append,
    read: (name: string, from: number): StoredEvent[] => copy(streams.get(name)?.events.slice(Math.max(0, from)) ?? []),
    versionOf: (name: string): number => streams.get(name)?.events.length ?? 0,
    names: (prefix: string): string[] =>
      [...streams]
        .filter(([name, { events }]) => name.startsWith(prefix) && events.length > 0)
        .map(([name]) => name)
        .sort(),
    command: (name: string, actor: string, commandId: string): { fingerprint: string } | null =>
      streams.get(name)?.commands.get(keyOf(actor, commandId)) ?? null,
    saveDraft: (key: DraftKey, entry: unknown): void => {
      const before = drafts.get(draftKey(key));
      wrote(() => {
        if (before) drafts.set(draftKey(key), before);
        else drafts.delete(draftKey(key));
        drafted.set(key.sessionId, (drafted.get(key.sessionId) ?? 0) + 1);
      });
      if (entry === null) drafts.delete(draftKey(key));
      else drafts.set(draftKey(key), { key: { ...key }, entry: copy(entry) });
      drafted.set(key.sessionId, (drafted.get(key.sessionId) ?? 0) + 1);
    },
    /** how often a draft of this session was changed */ drafted: (sessionId: string): number => drafted.get(sessionId) ?? 0,
    drafts: (sessionId: string) => copy([...drafts.values()].filter(({ key }) => key.sessionId === sessionId)),
    put: (table: string, key: string, value: unknown): number => {
      restorable(table, key);
      tables.set(table, (tables.get(table) ?? new Map<string, unknown>()).set(key, copy(value)));
      return change(table);
    },
    get: (table: string, key: string): unknown => copy(tables.get(table)?.get(key) ?? null),
    remove: (table: string, key: string): number => {
      restorable(table, key);
      tables.get(table)?.delete(key);
      return change(table);
    },
    list: (table: string) =>
      copy([...(tables.get(table) ?? [])].map(([key, value]) => ({ key, value })).sort((a, b) => (a.key < b.key ? -1 : 1))),
    changes: (): [table: string, count: number][] => [...changes],

    /** From now until `sync` or `powerCut` nothing is safe. */ beginSync: (): void => {
      unsynced ??= [];
    },
    isSyncing: (): boolean => unsynced !== null,
    sync: (): void => {
      const [writes, waited] = [unsynced ?? [], waiting];
      [unsynced, waiting] = [null, []];
      for (const write of writes) write.safe();
      for (const { safe } of waited) safe();
    },
    /** The power fails: of what was not synced this share has reached the disk, the record after it in part, the rest is gone. What is left in part fails its checksum and is no record. */
    powerCut: (share: number): { lost: number; torn: boolean } => {
      const [writes, waited] = [unsynced ?? [], waiting];
      [unsynced, waiting] = [null, []];
      const reached = Math.floor(share * (writes.length + 1));
      const lost = writes.slice(reached);
      for (const { undo } of lost.toReversed()) undo();
      for (const write of writes.slice(0, reached)) write.safe();
      const tear = lost[0]?.tear ?? null;
      if (broken === "keepsTorn") tear?.();
      for (const one of waited) one.lost();
      return { lost: lost.length, torn: tear !== null };
    },
    /** Calls one of the two: all that is stored now is safe, or some of it is lost. */ whenSafe: (
      safe: () => void,
      lost: () => void,
    ): void => {
      if (unsynced && broken !== "answersEarly") waiting.push({ safe, lost });
      else safe();
    },
  };
}
