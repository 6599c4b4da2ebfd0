// Every change the store knows how to make, as plain data that can be handed to the writer's thread, and how each is made inside a transaction.
import type { DatabaseSync } from "node:sqlite";
import type { AppendResult, DraftKey } from "../eventStore.ts";
import type { GroupCommit } from "./groupCommit.ts";
import type { KeptText } from "./textCodec.ts";
import { scrubOpen } from "./scrub.ts";
import { sumOf } from "./sums.ts";
import { chainHash, FIRST_HASH } from "./verify.ts";

/** A command whose texts have been taken out. */
export type PreparedCommand = {
  commandId: string;
  actor: string;
  fingerprint: string;
  events: { json: string; texts: KeptText[] }[];
};

/** JSON is made before it gets here: nothing slow happens inside a transaction. */
export type Write =
  | { kind: "append"; stream: string; expectedVersion: number; batch: PreparedCommand[] }
  | { kind: "draft"; key: DraftKey; json: string | null }
  | { kind: "deleteStream"; stream: string }
  /** by their numbers in that event */
  | { kind: "eraseTexts"; stream: string; version: number; numbers: number[] }
  /** the file anew, without a byte of what was deleted; happens after the transaction, not in it */
  | { kind: "scrub" }
  /** whether there is room for what an act brings; leaves nothing */
  | { kind: "tryOut" }
  | { kind: "put"; table: string; key: string; json: string }
  | { kind: "remove"; table: string; key: string }
  | { kind: "swap"; table: string; key: string; before: string | null; after: string };

/** What each write answers. */
export type Written<W extends Write> = W extends { kind: "append" } ? AppendResult : W extends { kind: "swap" } ? boolean : undefined;

/** As much as an act with its words. What is written and removed in one transaction takes its place on the disk all the same. */
const ACT = "-".repeat(16_384);

type Head = { version: number; hash: string };

/** Longer than one of our own reads takes; all who write wait for it. */
const CUT_WITHIN_MS = 50;
/** Deleted words stay readable in the write-ahead log until it is cut. Somebody who reads for longer, a backup, only postpones that to the next time. */
const leavesBytes = (write: Write): boolean => write.kind === "deleteStream" || write.kind === "eraseTexts";
const cutLog = (db: DatabaseSync): void => {
  if (!db.isOpen) return;
  const usual = Number(db.prepare("PRAGMA busy_timeout").get()?.timeout);
  db.exec(`PRAGMA busy_timeout = ${CUT_WITHIN_MS}`);
  try {
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    db.exec(`PRAGMA busy_timeout = ${usual}`);
  }
};

/** What is not part of the transaction: what was deleted leaves the files too. Refused, what was stored stays stored. */
export const tidyUp = (db: DatabaseSync, write: Write): void => {
  if (write.kind === "scrub" && db.isOpen) scrubOpen(db);
  else if (leavesBytes(write)) cutLog(db);
};

export const writesTo = (db: DatabaseSync): ((write: Write) => unknown) => {
  const sql = {
    head: db.prepare("SELECT version, hash FROM streams WHERE stream = ?"),
    moveHead: db.prepare(
      "INSERT INTO streams (stream, version, hash, commands) VALUES (?, ?, ?, ?) ON CONFLICT (stream) DO UPDATE SET version = excluded.version, hash = excluded.hash, commands = commands + excluded.commands",
    ),
    addEvent: db.prepare("INSERT INTO events (stream, version, command_id, actor, json, hash) VALUES (?, ?, ?, ?, ?, ?)"),
    command: db.prepare("SELECT fingerprint FROM commands WHERE stream = ? AND actor = ? AND command_id = ?"),
    addCommand: db.prepare("INSERT INTO commands (stream, actor, command_id, fingerprint, sum) VALUES (?, ?, ?, ?, ?)"),
    addText: db.prepare("INSERT INTO texts (stream, version, n, salt, text) VALUES (?, ?, ?, ?, ?)"),
    eraseTexts: db.prepare("UPDATE texts SET text = NULL, salt = NULL WHERE stream = ? AND version = ? AND n = ?"),
    saveDraft: db.prepare(
      "INSERT INTO drafts (session_id, seat_id, conversation_id, criterion_id, entry, sum) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET entry = excluded.entry, sum = excluded.sum",
    ),
    clearDraft: db.prepare("DELETE FROM drafts WHERE session_id = ? AND seat_id = ? AND conversation_id = ? AND criterion_id = ?"),
    clearDrafts: db.prepare("DELETE FROM drafts WHERE 'session:' || session_id = ?"),
    deleteStream: db.prepare("DELETE FROM streams WHERE stream = ?"),
    record: db.prepare("SELECT value FROM records WHERE table_name = ? AND key = ?"),
    put: db.prepare(
      "INSERT INTO records (table_name, key, value, sum) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value, sum = excluded.sum",
    ),
    remove: db.prepare("DELETE FROM records WHERE table_name = ? AND key = ?"),
  };

  const headOf = (stream: string): Head => {
    const row = sql.head.get(stream);
    return row ? { version: Number(row.version), hash: String(row.hash) } : { version: 0, hash: FIRST_HASH };
  };

  const append = ({ stream, expectedVersion, batch }: Extract<Write, { kind: "append" }>): AppendResult => {
    let head = headOf(stream);
    const known = batch.some((command) => sql.command.get(stream, command.actor, command.commandId));
    if (head.version !== expectedVersion || known) return { outcome: "conflict", version: head.version };
    if (batch.length === 0) return { outcome: "appended", version: head.version };
    if (head.version === 0) sql.moveHead.run(stream, 0, FIRST_HASH, 0);
    for (const command of batch) {
      const { actor, commandId, fingerprint } = command;
      sql.addCommand.run(stream, actor, commandId, fingerprint, sumOf(stream, actor, commandId, fingerprint));
      for (const { json, texts } of command.events) {
        const event = { version: head.version + 1, commandId: command.commandId, actor: command.actor, json };
        head = { version: event.version, hash: chainHash(head.hash, event) };
        sql.addEvent.run(stream, event.version, event.commandId, event.actor, json, head.hash);
        for (const text of texts) sql.addText.run(stream, event.version, text.n, text.salt, text.text);
      }
    }
    sql.moveHead.run(stream, head.version, head.hash, batch.length);
    return { outcome: "appended", version: head.version };
  };

  return (write) => {
    switch (write.kind) {
      case "append":
        return append(write);
      case "draft": {
        const { sessionId, seatId, conversationId, criterionId } = write.key;
        if (write.json === null) sql.clearDraft.run(sessionId, seatId, conversationId, criterionId);
        else {
          const sum = sumOf(sessionId, seatId, conversationId, criterionId, write.json);
          sql.saveDraft.run(sessionId, seatId, conversationId, criterionId, write.json, sum);
        }
        return undefined;
      }
      case "deleteStream":
        sql.clearDrafts.run(write.stream);
        sql.deleteStream.run(write.stream);
        return undefined;
      case "eraseTexts":
        for (const n of write.numbers) sql.eraseTexts.run(write.stream, write.version, n);
        return undefined;
      case "scrub":
        return undefined;
      case "tryOut":
        sql.put.run("room", "", ACT, null);
        sql.remove.run("room", "");
        return undefined;
      case "put":
        sql.put.run(write.table, write.key, write.json, sumOf(write.table, write.key, write.json));
        return undefined;
      case "remove":
        sql.remove.run(write.table, write.key);
        return undefined;
      case "swap": {
        const row = sql.record.get(write.table, write.key);
        if ((row ? String(row.value) : null) !== write.before) return false;
        sql.put.run(write.table, write.key, write.after, sumOf(write.table, write.key, write.after));
        return true;
      }
      default:
        return write satisfies never;
    }
  };
};

/** In the next transaction. Whether there is room is tried in one of its own: it is told to everybody, and may not show what somebody just brought. */
export const committing = (db: DatabaseSync, commit: GroupCommit): ((write: Write) => Promise<unknown>) => {
  const perform = writesTo(db);
  return (write) => commit.run(() => perform(write), write.kind === "tryOut");
};
