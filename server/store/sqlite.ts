// The default store: one SQLite file, WAL, synchronous=FULL, group commit. What people typed lies beside the log in its own table.
import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { AppendResult, CommandRecord, DraftKey, EventStore, StoredEvent } from "./eventStore.ts";
import { backUp } from "./sqlite/backup.ts";
import { takeLock } from "./sqlite/fileLock.ts";
import { groupCommit } from "./sqlite/groupCommit.ts";
import { openDatabase } from "./sqlite/open.ts";
import { putTextsBack, takeTextsOut } from "./sqlite/textCodec.ts";
import { chainHash, FIRST_HASH, type Verdict, verifyStream } from "./sqlite/verify.ts";
import { StoreError } from "./storeErrors.ts";

export type SqliteStore = EventStore & {
  /** Recomputes the stream's chain of hashes. */
  verifyStream(stream: string): Verdict;
  /** Forgets what was typed in one event, for good: the row, the free pages and the write-ahead log. The event stays and says so. */
  eraseTexts(stream: string, version: number): Promise<void>;
};

export type SqliteOptions = {
  file: string;
  /** Called once when a commit failed in a way that leaves its outcome unknown: the process must end. */
  onFatal: (error: unknown) => void;
  /** A command-line process beside a running server shares the file: no lock, no migration. */
  besideServer?: boolean;
};

type Head = { version: number; hash: string };

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
  const commit = groupCommit(db, options.onFatal);
  const sql = {
    head: db.prepare("SELECT version, hash FROM streams WHERE stream = ?"),
    moveHead: db.prepare(
      "INSERT INTO streams (stream, version, hash) VALUES (?, ?, ?) ON CONFLICT (stream) DO UPDATE SET version = excluded.version, hash = excluded.hash",
    ),
    addEvent: db.prepare("INSERT INTO events (stream, version, command_id, actor, json, hash) VALUES (?, ?, ?, ?, ?, ?)"),
    addCommand: db.prepare("INSERT INTO commands (stream, actor, command_id, fingerprint) VALUES (?, ?, ?, ?)"),
    addText: db.prepare("INSERT INTO texts (stream, version, n, salt, text) VALUES (?, ?, ?, ?, ?)"),
    events: db.prepare("SELECT version, command_id, actor, json FROM events WHERE stream = ? AND version > ? ORDER BY version"),
    texts: db.prepare("SELECT version, n, text FROM texts WHERE stream = ? AND version > ?"),
    streams: db.prepare("SELECT stream FROM streams WHERE stream >= ? AND stream < ? AND version > 0 ORDER BY stream"),
    command: db.prepare("SELECT fingerprint FROM commands WHERE stream = ? AND actor = ? AND command_id = ?"),
    saveDraft: db.prepare(
      "INSERT INTO drafts (session_id, seat_id, conversation_id, criterion_id, entry) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET entry = excluded.entry",
    ),
    clearDraft: db.prepare("DELETE FROM drafts WHERE session_id = ? AND seat_id = ? AND conversation_id = ? AND criterion_id = ?"),
    drafts: db.prepare("SELECT seat_id, conversation_id, criterion_id, entry FROM drafts WHERE session_id = ?"),
    clearDrafts: db.prepare("DELETE FROM drafts WHERE 'session:' || session_id = ?"),
    deleteStream: db.prepare("DELETE FROM streams WHERE stream = ?"),
    eraseTexts: db.prepare("UPDATE texts SET text = NULL, salt = NULL WHERE stream = ? AND version = ?"),
    put: db.prepare("INSERT INTO records (table_name, key, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"),
    get: db.prepare("SELECT value FROM records WHERE table_name = ? AND key = ?"),
    remove: db.prepare("DELETE FROM records WHERE table_name = ? AND key = ?"),
    list: db.prepare("SELECT key, value FROM records WHERE table_name = ? ORDER BY key"),
  };

  const headOf = (stream: string): Head => {
    const row = sql.head.get(stream);
    return row ? { version: Number(row.version), hash: String(row.hash) } : { version: 0, hash: FIRST_HASH };
  };

  const reading = async <T>(work: () => T): Promise<T> => {
    if (!db.isOpen) throw new StoreError("STORE_CLOSED", "The store is closed.");
    return work();
  };

  const read = (stream: string, fromVersion: number): StoredEvent[] => {
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

  const append = (stream: string, expectedVersion: number, batch: CommandRecord[]): Promise<AppendResult> => {
    // Texts are taken out before the transaction: hashing a long transcript must not hold it open.
    const prepared = batch.map((command) => ({ ...command, events: command.events.map(takeTextsOut) }));
    if (new Set(batch.map((command) => JSON.stringify([command.actor, command.commandId]))).size !== batch.length) {
      return Promise.reject(new TypeError("A batch holds the same command twice."));
    }
    return commit.run((): AppendResult => {
      let head = headOf(stream);
      const known = prepared.some((command) => sql.command.get(stream, command.actor, command.commandId));
      if (head.version !== expectedVersion || known) return { outcome: "conflict", version: head.version };
      if (prepared.length === 0) return { outcome: "appended", version: head.version };
      if (head.version === 0) sql.moveHead.run(stream, 0, FIRST_HASH);
      for (const command of prepared) {
        sql.addCommand.run(stream, command.actor, command.commandId, command.fingerprint);
        for (const { json, texts } of command.events) {
          const event = { version: head.version + 1, commandId: command.commandId, actor: command.actor, json };
          head = { version: event.version, hash: chainHash(head.hash, event) };
          sql.addEvent.run(stream, event.version, event.commandId, event.actor, json, head.hash);
          for (const text of texts) sql.addText.run(stream, event.version, text.n, text.salt, text.text);
        }
      }
      sql.moveHead.run(stream, head.version, head.hash);
      return { outcome: "appended", version: head.version };
    });
  };

  // Deleted words stay readable in the write-ahead log until it is cut. A reader at this very moment only postpones that to the next time.
  const cutLog = () => {
    if (db.isOpen) db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  };

  const draftColumns = (key: DraftKey): SQLInputValue[] => [key.sessionId, key.seatId, key.conversationId, key.criterionId];

  return {
    read: (stream, fromVersion) => reading(() => read(stream, fromVersion)),
    streams: (prefix) => {
      const range = startsWith(prefix);
      return reading(() => sql.streams.all(range.from, range.to).map((row) => String(row.stream)));
    },
    append: async (stream, expectedVersion, batch) => append(stream, expectedVersion, batch),
    findCommand: (stream, actor, commandId) =>
      reading(() => {
        const row = sql.command.get(stream, actor, commandId);
        return row ? { fingerprint: String(row.fingerprint) } : null;
      }),
    saveDraft: async (key, entry) => {
      if (entry === null) return commit.run(() => void sql.clearDraft.run(...draftColumns(key)));
      const json = JSON.stringify(entry);
      return commit.run(() => void sql.saveDraft.run(...draftColumns(key), json));
    },
    drafts: (sessionId) =>
      reading(() =>
        sql.drafts.all(sessionId).map((row) => ({
          key: {
            sessionId,
            seatId: String(row.seat_id),
            conversationId: String(row.conversation_id),
            criterionId: String(row.criterion_id),
          },
          entry: JSON.parse(String(row.entry)) as unknown,
        })),
      ),
    deleteStream: async (stream) => {
      await commit.run(() => {
        sql.clearDrafts.run(stream);
        sql.deleteStream.run(stream);
      });
      cutLog();
    },
    put: async (table, key, value) => {
      const json = JSON.stringify(value);
      return commit.run(() => void sql.put.run(table, key, json));
    },
    get: (table, key) =>
      reading(() => {
        const row = sql.get.get(table, key);
        return row ? (JSON.parse(String(row.value)) as unknown) : null;
      }),
    remove: (table, key) => commit.run(() => void sql.remove.run(table, key)),
    list: (table) =>
      reading(() => sql.list.all(table).map((row) => ({ key: String(row.key), value: JSON.parse(String(row.value)) as unknown }))),
    swap: async (table, key, before, after) => {
      const [expected, json] = [before === null ? null : JSON.stringify(before), JSON.stringify(after)];
      return commit.run(() => {
        const row = sql.get.get(table, key);
        if ((row ? String(row.value) : null) !== expected) return false;
        sql.put.run(table, key, json);
        return true;
      });
    },
    // One server owns the file, so nobody else changes anything.
    onMoved: () => {},
    onRecord: () => {},
    caughtUp: async () => {},
    ready: () => reading(() => void sql.streams.get("", "")),
    backup: async (file) => {
      await reading(() => {});
      await backUp(options.file, file);
    },
    close: async () => {
      if (!db.isOpen) return;
      await commit.drain();
      db.close();
      lock?.release();
    },
    verifyStream: (stream) => verifyStream(db, stream),
    eraseTexts: async (stream, version) => {
      await commit.run(() => void sql.eraseTexts.run(stream, version));
      cutLog();
    },
  };
};
