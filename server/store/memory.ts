// A store without a disk, for tests: the same promises as the real ones except that it forgets when the process ends.
import type { AppendResult, CommandRecord, DraftKey, EventStore, StoredEvent } from "./eventStore.ts";
import { putTextsBack, takeTextsOut, textNumbers } from "./sqlite/textCodec.ts";
import { chainHash, FIRST_HASH } from "./sqlite/verify.ts";
import { StoreError } from "./storeErrors.ts";

type Stream = { events: StoredEvent[]; commands: Map<string, { fingerprint: string }>; seal: string };

// Values go in and out as JSON copies, so that nobody can change what is stored by keeping a reference to it.
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const commandKey = (actor: string, commandId: string) => JSON.stringify([actor, commandId]);
const draftKey = (key: DraftKey) => JSON.stringify([key.sessionId, key.seatId, key.conversationId, key.criterionId]);
const without = (event: StoredEvent["event"], which: (path: string) => boolean): StoredEvent["event"] => {
  const { json, texts } = takeTextsOut(event);
  const erased = new Set(textNumbers(json, which));
  return putTextsBack(json, (n) => (erased.has(n) ? null : (texts.find((text) => text.n === n)?.text ?? null))) as StoredEvent["event"];
};
const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

export const memoryStore = (): EventStore => {
  const streams = new Map<string, Stream>();
  const drafts = new Map<string, { key: DraftKey; entry: unknown }>();
  const tables = new Map<string, Map<string, unknown>>();
  let closed = false;

  // Everything happens in a later turn, as with a disk: a caller that relies on sooner is found by the tests.
  const inTurn = <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new StoreError("STORE_CLOSED", "The store is closed."));
      setImmediate(() => {
        try {
          resolve(work());
        } catch (error) {
          reject(error);
        }
      });
    });

  const append = (name: string, expectedVersion: number, batch: CommandRecord[]): AppendResult => {
    const stream = streams.get(name) ?? { events: [], commands: new Map<string, { fingerprint: string }>(), seal: FIRST_HASH };
    const keys = batch.map((command) => commandKey(command.actor, command.commandId));
    if (new Set(keys).size !== keys.length) throw new TypeError("A batch holds the same command twice.");
    const version = stream.events.length;
    if (version !== expectedVersion || keys.some((key) => stream.commands.has(key))) return { outcome: "conflict", version };
    for (const command of batch) {
      stream.commands.set(commandKey(command.actor, command.commandId), { fingerprint: command.fingerprint });
      for (const event of command.events) {
        const { commandId, actor } = command;
        const version = stream.events.length + 1;
        stream.events.push({ version, commandId, actor, event });
        stream.seal = chainHash(stream.seal, { version, commandId, actor, json: JSON.stringify(event) });
      }
    }
    if (batch.length > 0) streams.set(name, stream);
    return { outcome: "appended", version: stream.events.length };
  };

  const headsNow = (prefix: string) =>
    [...streams]
      .filter(([name, stream]) => name.startsWith(prefix) && stream.events.length > 0)
      .map(([stream, { events }]) => ({ stream, version: events.length }))
      .sort((a, b) => (a.stream < b.stream ? -1 : 1));

  return {
    read: (name, fromVersion) => inTurn(() => copy(streams.get(name)?.events.slice(Math.max(0, fromVersion)) ?? [])),
    streams: (prefix) => inTurn(() => headsNow(prefix).map(({ stream }) => stream)),
    heads: (prefix) => inTurn(() => headsNow(prefix)),
    seal: (name) => inTurn(() => streams.get(name)?.seal || null),
    append: (name, expectedVersion, batch) => {
      const records = copy(batch);
      return inTurn(() => append(name, expectedVersion, records));
    },
    findCommand: (name, actor, commandId) => inTurn(() => copy(streams.get(name)?.commands.get(commandKey(actor, commandId)) ?? null)),
    saveDraft: (key, entry) => {
      const kept = entry === null ? null : copy(entry);
      return inTurn(() => {
        if (kept === null) drafts.delete(draftKey(key));
        else drafts.set(draftKey(key), { key: { ...key }, entry: kept });
      });
    },
    drafts: (sessionId) => inTurn(() => copy([...drafts.values()].filter((draft) => draft.key.sessionId === sessionId))),
    eraseTexts: (name, version, which = () => true) =>
      inTurn(() => {
        const stored = streams.get(name)?.events[version - 1];
        if (stored) stored.event = without(stored.event, which);
      }),
    // It has no files.
    scrub: async () => {},
    deleteStream: (name) =>
      inTurn(() => {
        streams.delete(name);
        for (const [key, draft] of drafts) if (`session:${draft.key.sessionId}` === name) drafts.delete(key);
      }),
    put: (table, key, value) => {
      const kept = copy(value);
      return inTurn(() => {
        const rows = tables.get(table) ?? new Map<string, unknown>();
        tables.set(table, rows.set(key, kept));
      });
    },
    get: (table, key) => inTurn(() => copy(tables.get(table)?.get(key) ?? null)),
    remove: (table, key) => inTurn(() => void tables.get(table)?.delete(key)),
    list: (table) => inTurn(() => copy([...(tables.get(table) ?? [])].map(([key, value]) => ({ key, value })).sort(byKey))),
    swap: (table, key, before, after) => {
      const [expected, kept] = [JSON.stringify(before), copy(after)];
      return inTurn(() => {
        const rows = tables.get(table) ?? new Map<string, unknown>();
        if (JSON.stringify(rows.get(key) ?? null) !== expected) return false;
        tables.set(table, rows.set(key, kept));
        return true;
      });
    },
    // Nobody else can change anything of this process's memory.
    onMoved: () => {},
    onRecord: () => {},
    caughtUp: async () => {},
    reach: () => "there",
    ready: () => inTurn(() => {}),
    backup: () => Promise.reject(new StoreError("STORE_UNFIT", "A store in memory has nothing to back up.")),
    close: async () => {
      closed = true;
    },
  };
};
