// The default store: one SQLite file, WAL, synchronous=FULL, group commit in a thread of its own. What people typed lies beside the log in its own table.
import type { DatabaseSync } from "node:sqlite";
import type { AppendResult, CommandRecord, EventStore, StoredEvent, StreamName } from "./eventStore.ts";
import { backUp } from "./sqlite/backup.ts";
import { takeLock } from "./sqlite/fileLock.ts";
import { openDatabase } from "./sqlite/open.ts";
import { putTextsBack, takeTextsOut, textNumbers } from "./sqlite/textCodec.ts";
import { isSound } from "./sqlite/sums.ts";
import { type Verdict, verifyStream } from "./sqlite/verify.ts";
import type { PreparedCommand } from "./sqlite/writes.ts";
import { type WriterEntry, writerHere, writerThread } from "./sqlite/writerThread.ts";
import { watchRoom } from "./room.ts";
import { isDamaged, StoreError } from "./storeErrors.ts";

export type SqliteStore = EventStore & {
  /** Recomputes the stream's chain of hashes. */
  verifyStream(stream: string): Verdict;
};

export type SqliteOptions = {
  file: string;
  /** Called once when a commit failed in a way that leaves its outcome unknown: the process must end. */
  onFatal: (error: unknown) => void;
  /** A command-line process beside a running server shares the file: no lock, no migration. */
  besideServer?: boolean;
  /** No thread for the writer: for short commands, which have nobody else to serve. */
  writesHere?: boolean;
  writer?: WriterEntry;
  /** one line for whoever runs the server */ warn?: (line: string) => void;
};

const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;
const isStructural = (error: unknown): boolean =>
  error instanceof Error && "errcode" in error && [SQLITE_CORRUPT, SQLITE_NOTADB].includes(Number(error.errcode) & 0xff);

const PAGE = "a page of it";
/** Of a conversation with more, others are heard before the next is made ready: a session can begin with twelve of the longest. */
const MANY_TEXTS = 500;

const startsWith = (prefix: string) => ({ from: prefix, to: `${prefix}\u{10ffff}` });

export const sqliteStore = (options: SqliteOptions): SqliteStore => {
  const lock = options.besideServer ? null : takeLock(options.file);
  let db: DatabaseSync;
  try {
    db = openDatabase(options.file, { migrates: !options.besideServer });
  } catch (error) {
    lock?.release();
    throw error;
  }
  const writer =
    options.besideServer || options.writesHere
      ? writerHere(db, options.onFatal)
      : writerThread(options.file, options.onFatal, options.writer);
  const sql = {
    events: db.prepare("SELECT version, command_id, actor, json FROM events WHERE stream = ? AND version > ? ORDER BY version"),
    event: db.prepare("SELECT json FROM events WHERE stream = ? AND version = ?"),
    texts: db.prepare("SELECT version, n, text FROM texts WHERE stream = ? AND version > ?"),
    heads: db.prepare("SELECT stream, version FROM streams WHERE stream >= ? AND stream < ? AND version > 0 ORDER BY stream"),
    seal: db.prepare("SELECT hash FROM streams WHERE stream = ? AND version > 0"),
    command: db.prepare("SELECT fingerprint FROM commands WHERE stream = ? AND actor = ? AND command_id = ?"),
    drafts: db.prepare("SELECT * FROM drafts WHERE session_id = ?"),
    get: db.prepare("SELECT * FROM records WHERE table_name = ? AND key = ?"),
    list: db.prepare("SELECT * FROM records WHERE table_name = ? ORDER BY key"),
  };

  const room = watchRoom(() => writer.run({ kind: "tryOut" }));
  const told = new Set<string>();
  /** What was read of these streams is not what was stored: they are only read until somebody has looked. */
  const unsound = new Map<StreamName, StoreError>();
  /** Never served as if it were what was stored. */
  const damaged = (what: string, how: string): StoreError => {
    const line = `${options.file} is damaged: ${what}: ${how}. Stop the server and take back a backup with: plumb restore <file>`;
    if (!told.has(what)) options.warn?.(line);
    told.add(what);
    return new StoreError("LOG_DAMAGED", line);
  };
  const reading = async <T>(work: () => T): Promise<T> => {
    if (!db.isOpen) throw new StoreError("STORE_CLOSED", "The store is closed.");
    try {
      return work();
    } catch (error) {
      if (isStructural(error)) throw damaged(PAGE, error instanceof Error ? error.message : String(error));
      throw error;
    }
  };
  /** A page that cannot be read is said of the stream that was asked for, and of no other. */
  const readingStream = <T>(stream: StreamName, work: () => T): Promise<T> =>
    reading(work).catch((error: unknown) => {
      if (isDamaged(error)) unsound.set(stream, error);
      throw error;
    });
  const assertSound = (stream: StreamName): void => {
    const error = unsound.get(stream);
    if (error) throw error;
  };
  const sound = <R extends Record<string, unknown>>(table: "drafts" | "records", row: R): R => {
    if (!isSound(table, row)) throw damaged(table, "a row was changed");
    return row;
  };

  /** What is read belongs to one moment, whatever the writer commits meanwhile. */
  const snapshot = <T>(work: () => T): T => {
    db.exec("BEGIN");
    try {
      return work();
    } finally {
      db.exec("COMMIT");
    }
  };

  const read = (stream: string, fromVersion: number): StoredEvent[] => {
    // Whoever reads from the beginning is about to serve it.
    if (fromVersion === 0) {
      const verdict = verifyStream(db, stream);
      if (!verdict.ok) throw damaged(stream, `${verdict.reason}, first at event ${verdict.firstBadVersion}`);
    }
    const texts = new Map<string, string | null>();
    for (const row of sql.texts.iterate(stream, fromVersion)) {
      texts.set(`${row.version}.${row.n}`, row.text === null ? null : String(row.text));
    }
    return sql.events.all(stream, fromVersion).map((row) => ({
      version: Number(row.version),
      commandId: String(row.command_id),
      actor: String(row.actor),
      event: putTextsBack(String(row.json), (n) => texts.get(`${row.version}.${n}`) ?? null) as StoredEvent["event"],
    }));
  };

  const heads: EventStore["heads"] = (prefix) => {
    const range = startsWith(prefix);
    return reading(() => sql.heads.all(range.from, range.to).map((row) => ({ stream: String(row.stream), version: Number(row.version) })));
  };

  const append = async (stream: string, expectedVersion: number, batch: CommandRecord[]): Promise<AppendResult> => {
    if (new Set(batch.map((command) => JSON.stringify([command.actor, command.commandId]))).size !== batch.length) {
      throw new TypeError("A batch holds the same command twice.");
    }
    assertSound(stream);
    // Texts are taken out before the transaction: hashing a long transcript must not hold it open.
    const prepared: PreparedCommand[] = [];
    for (const command of batch) {
      const events: PreparedCommand["events"] = [];
      for (const event of command.events) {
        const taken = takeTextsOut(event);
        events.push(taken);
        if (taken.texts.length > MANY_TEXTS) await new Promise((next) => setImmediate(next));
      }
      prepared.push({ ...command, events });
    }
    return writer.run({ kind: "append", stream, expectedVersion, batch: prepared });
  };

  return {
    read: (stream, fromVersion) => readingStream(stream, () => snapshot(() => read(stream, fromVersion))),
    streams: (prefix) => heads(prefix).then((all) => all.map(({ stream }) => stream)),
    heads,
    seal: (stream) => readingStream(stream, () => (sql.seal.get(stream)?.hash as string | undefined) ?? null),
    append,
    findCommand: (stream, actor, commandId) =>
      readingStream(stream, () => {
        const row = sql.command.get(stream, actor, commandId);
        return row ? { fingerprint: String(row.fingerprint) } : null;
      }),
    saveDraft: async (key, entry) => {
      assertSound(`session:${key.sessionId}`);
      return writer.run({ kind: "draft", key, json: entry === null ? null : JSON.stringify(entry) });
    },
    drafts: (sessionId) =>
      readingStream(`session:${sessionId}`, () =>
        sql.drafts
          .all(sessionId)
          .map((row) => sound("drafts", row))
          .map((row) => ({
            key: {
              sessionId,
              seatId: String(row.seat_id),
              conversationId: String(row.conversation_id),
              criterionId: String(row.criterion_id),
            },
            entry: JSON.parse(String(row.entry)) as unknown,
          })),
      ),
    deleteStream: (stream) => writer.run({ kind: "deleteStream", stream }),
    put: async (table, key, value) => writer.run({ kind: "put", table, key, json: JSON.stringify(value) }),
    get: (table, key) =>
      reading(() => {
        const row = sql.get.get(table, key);
        return row ? (JSON.parse(String(sound("records", row).value)) as unknown) : null;
      }),
    remove: (table, key) => writer.run({ kind: "remove", table, key }),
    list: (table) =>
      reading(() =>
        sql.list.all(table).map((row) => ({ key: String(row.key), value: JSON.parse(String(sound("records", row).value)) as unknown })),
      ),
    swap: async (table, key, before, after) =>
      writer.run({ kind: "swap", table, key, before: before === null ? null : JSON.stringify(before), after: JSON.stringify(after) }),
    // One server owns the file, so nobody else changes anything.
    onMoved: () => {},
    onRecord: () => {},
    caughtUp: async () => {},
    reach: (stream) => (unsound.has(stream) ? "damaged" : room.isFull("", "") ? "full" : "there"),
    ready: () => reading(() => void sql.heads.get("", "")),
    backup: async (file) => {
      await reading(() => {});
      await backUp(options.file, file);
    },
    close: async () => {
      if (!db.isOpen) return;
      await writer.close();
      if (!db.isOpen) return;
      db.close();
      lock?.release();
    },
    verifyStream: (stream) => snapshot(() => verifyStream(db, stream)),
    scrub: () => writer.run({ kind: "scrub" }),
    eraseTexts: async (stream, version, which = () => true) => {
      const row = await reading(() => sql.event.get(stream, version));
      const numbers = row ? textNumbers(String(row.json), which) : [];
      if (numbers.length > 0) await writer.run({ kind: "eraseTexts", stream, version, numbers });
    },
  };
};
