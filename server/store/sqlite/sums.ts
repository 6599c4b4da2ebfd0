// A sum beside each row that no chain of hashes covers, so that a bit that has changed on the disk is noticed and never taken for what somebody did.
import { hash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";

export const sumOf = (...columns: unknown[]): string => hash("sha256", JSON.stringify(columns.map(String)), "base64url").slice(0, 16);

type Row = Record<string, unknown>;

/** What each sum is made of; the row's place is in it, so that a row which has moved is noticed too. */
const SUMMED = {
  commands: ["stream", "actor", "command_id", "fingerprint"],
  drafts: ["session_id", "seat_id", "conversation_id", "criterion_id", "entry"],
  records: ["table_name", "key", "value"],
} as const;
type Summed = keyof typeof SUMMED;

export const isSound = (table: Summed, row: Row): boolean => row.sum === sumOf(...SUMMED[table].map((column) => row[column]));

/** Rows of an older file, which had none. */
export const fillSums = (db: DatabaseSync): void => {
  for (const [table, columns] of Object.entries(SUMMED)) {
    const keys = columns.slice(0, -1);
    const set = db.prepare(`UPDATE ${table} SET sum = ? WHERE ${keys.map((key) => `${key} = ?`).join(" AND ")}`);
    for (const row of db.prepare(`SELECT ${columns.join(", ")} FROM ${table} WHERE sum IS NULL`).all())
      set.run(sumOf(...columns.map((column) => row[column])), ...keys.map((key) => String(row[key])));
  }
  db.exec("UPDATE streams SET commands = (SELECT count(*) FROM commands WHERE commands.stream = streams.stream) WHERE commands IS NULL");
};

/** The first table with a row that is not what was stored; null: all are. Commands are looked at with their session. */
export const firstUnsound = (db: DatabaseSync): string | null => {
  for (const table of ["records", "drafts"] as const)
    for (const row of db.prepare(`SELECT * FROM ${table}`).iterate()) if (!isSound(table, row)) return `a row of ${table} was changed`;
  // A log whose head is gone would otherwise be a session that never was. One look per stream, not per row.
  for (const table of ["events", "commands", "texts"]) {
    const orphan = db
      .prepare(
        `WITH RECURSIVE found (stream) AS (
           SELECT min(stream) FROM ${table}
           UNION ALL SELECT (SELECT min(stream) FROM ${table} WHERE stream > found.stream) FROM found WHERE found.stream IS NOT NULL
         ) SELECT stream FROM found WHERE stream IS NOT NULL AND stream NOT IN (SELECT stream FROM streams) LIMIT 1`,
      )
      .get();
    if (orphan) return `${table} without a head`;
  }
  return null;
};
