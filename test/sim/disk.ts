// What is durable in a simulated world: one store that all nodes share, and everybody who wants to know what was stored.
import type { AppendResult, CommandRecord, DraftKey, StoredEvent } from "../../server/store/eventStore.ts";

type Stream = { events: StoredEvent[]; commands: Map<string, { fingerprint: string }> };
export type Appended = { stream: string; node: string; version: number; batch: CommandRecord[] };

const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const keyOf = (actor: string, commandId: string): string => `${actor} ${commandId}`;
const draftKey = (key: DraftKey): string => JSON.stringify([key.sessionId, key.seatId, key.conversationId, key.criterionId]);

export type Disk = ReturnType<typeof createDisk>;

export function createDisk(onAppended: (appended: Appended) => void) {
  const streams = new Map<string, Stream>();
  const drafts = new Map<string, { key: DraftKey; entry: unknown }>();
  const drafted = new Map<string, number>();
  const tables = new Map<string, Map<string, unknown>>();
  const changes = new Map<string, number>();

  const change = (table: string): number => {
    changes.set(table, (changes.get(table) ?? 0) + 1);
    return changes.get(table)!;
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
    onAppended({ stream: name, node, version, batch: kept });
    return { outcome: "appended", version: stream.events.length };
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
      if (entry === null) drafts.delete(draftKey(key));
      else drafts.set(draftKey(key), { key: { ...key }, entry: copy(entry) });
      drafted.set(key.sessionId, (drafted.get(key.sessionId) ?? 0) + 1);
    },
    /** how often a draft of this session was changed */ drafted: (sessionId: string): number => drafted.get(sessionId) ?? 0,
    drafts: (sessionId: string) => copy([...drafts.values()].filter(({ key }) => key.sessionId === sessionId)),
    put: (table: string, key: string, value: unknown): number => {
      tables.set(table, (tables.get(table) ?? new Map<string, unknown>()).set(key, copy(value)));
      return change(table);
    },
    get: (table: string, key: string): unknown => copy(tables.get(table)?.get(key) ?? null),
    remove: (table: string, key: string): number => {
      tables.get(table)?.delete(key);
      return change(table);
    },
    list: (table: string) =>
      copy([...(tables.get(table) ?? [])].map(([key, value]) => ({ key, value })).sort((a, b) => (a.key < b.key ? -1 : 1))),
    changes: (): [table: string, count: number][] => [...changes],
  };
}
