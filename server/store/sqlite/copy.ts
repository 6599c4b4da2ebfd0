// Everything a SQLite file holds as plain records, all of one moment, and back into a new file.
import { DatabaseSync } from "node:sqlite";
import type { Copied } from "../copy.ts";
import { openDatabase } from "./open.ts";
import { storeVersion } from "./migrations.ts";
import { fillSums } from "./sums.ts";

const blobToText = (blob: unknown): string | null => (blob instanceof Uint8Array ? Buffer.from(blob).toString("base64url") : null);

/** Reads in one transaction, so that a running server may go on. */
export async function* copyOut(file: string): AsyncGenerator<Copied> {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
  try {
    storeVersion(db, file);
    db.exec("BEGIN");
    const events = db.prepare("SELECT version, command_id, actor, json, hash FROM events WHERE stream = ? ORDER BY version");
    const commands = db.prepare("SELECT actor, command_id, fingerprint FROM commands WHERE stream = ?");
    const texts = db.prepare("SELECT version, n, salt, text FROM texts WHERE stream = ?");
    for (const head of db.prepare("SELECT stream, version, hash FROM streams ORDER BY stream").all()) {
      const stream = String(head.stream);
      yield {
        kind: "stream",
        stream,
        version: Number(head.version),
        hash: String(head.hash),
        events: events.all(stream).map((row) => ({
          version: Number(row.version),
          commandId: String(row.command_id),
          actor: String(row.actor),
          json: String(row.json),
          hash: String(row.hash),
        })),
        commands: commands.all(stream).map((row) => ({
          actor: String(row.actor),
          commandId: String(row.command_id),
          fingerprint: String(row.fingerprint),
        })),
        texts: texts.all(stream).map((row) => ({
          version: Number(row.version),
          n: Number(row.n),
          salt: blobToText(row.salt),
          text: row.text === null ? null : String(row.text),
        })),
      };
    }
    for (const row of db.prepare("SELECT session_id, seat_id, conversation_id, criterion_id, entry FROM drafts").iterate()) {
      yield {
        kind: "draft",
        sessionId: String(row.session_id),
        seatId: String(row.seat_id),
        conversationId: String(row.conversation_id),
        criterionId: String(row.criterion_id),
        entry: String(row.entry),
      };
    }
    for (const row of db.prepare("SELECT table_name, key, value FROM records").iterate()) {
      yield { kind: "record", table: String(row.table_name), key: String(row.key), value: String(row.value) };
    }
  } finally {
    db.close();
  }
}

/** One table's records as JSON, of a file of this or an older Plumb, whether a server has it open or not. */
export const recordsIn = (file: string, table: string): string[] => {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 2_000 });
  try {
    return db
      .prepare("SELECT value FROM records WHERE table_name = ? ORDER BY key")
      .all(table)
      .map((row) => String(row.value));
  } finally {
    db.close();
  }
};

/** Into a file that does not exist yet; whole when it resolves. */
export const copyIn = async (file: string, source: AsyncIterable<Copied>): Promise<void> => {
  const db = openDatabase(file, { migrates: true });
  try {
    const addStream = db.prepare("INSERT INTO streams (stream, version, hash, commands) VALUES (?, ?, ?, ?)");
    const addEvent = db.prepare("INSERT INTO events (stream, version, command_id, actor, json, hash) VALUES (?, ?, ?, ?, ?, ?)");
    const addCommand = db.prepare("INSERT INTO commands (stream, actor, command_id, fingerprint) VALUES (?, ?, ?, ?)");
    const addText = db.prepare("INSERT INTO texts (stream, version, n, salt, text) VALUES (?, ?, ?, ?, ?)");
    const addDraft = db.prepare("INSERT INTO drafts (session_id, seat_id, conversation_id, criterion_id, entry) VALUES (?, ?, ?, ?, ?)");
    const addRecord = db.prepare("INSERT INTO records (table_name, key, value) VALUES (?, ?, ?)");
    db.exec("BEGIN IMMEDIATE");
    for await (const copied of source) {
      if (copied.kind === "draft") {
        addDraft.run(copied.sessionId, copied.seatId, copied.conversationId, copied.criterionId, copied.entry);
      } else if (copied.kind === "record") {
        addRecord.run(copied.table, copied.key, copied.value);
      } else {
        const { stream } = copied;
        addStream.run(stream, copied.version, copied.hash, copied.commands.length);
        for (const event of copied.events) addEvent.run(stream, event.version, event.commandId, event.actor, event.json, event.hash);
        for (const command of copied.commands) addCommand.run(stream, command.actor, command.commandId, command.fingerprint);
        for (const { version, n, salt, text } of copied.texts)
          addText.run(stream, version, n, salt === null ? null : new Uint8Array(Buffer.from(salt, "base64url")), text);
      }
    }
    fillSums(db);
    db.exec("COMMIT");
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    db.close();
  }
};
