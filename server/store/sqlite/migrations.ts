// The shape of the SQLite file and how an older file becomes a newer one. Steps are only ever added; the file says in user_version how many it has had.
import { renameSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "../storeErrors.ts";
import { fillSums } from "./sums.ts";

/** "Plmb": tells our file from any other SQLite file. */
const APPLICATION_ID = 0x506c6d62;

export const STEPS: readonly string[] = [
  `
  CREATE TABLE streams (
    stream TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    hash TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE events (
    stream TEXT NOT NULL REFERENCES streams (stream) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    command_id TEXT NOT NULL,
    actor TEXT NOT NULL,
    json TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (stream, version)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE commands (
    stream TEXT NOT NULL REFERENCES streams (stream) ON DELETE CASCADE,
    actor TEXT NOT NULL,
    command_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (stream, actor, command_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE texts (
    stream TEXT NOT NULL REFERENCES streams (stream) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    n INTEGER NOT NULL,
    salt BLOB,
    text TEXT,
    PRIMARY KEY (stream, version, n)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE drafts (
    session_id TEXT NOT NULL,
    seat_id TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    criterion_id TEXT NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY (session_id, seat_id, conversation_id, criterion_id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE records (
    table_name TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (table_name, key)
  ) STRICT, WITHOUT ROWID;
  `,
  // What no chain covers gets a sum of its own, see sums.ts.
  `
  ALTER TABLE streams ADD COLUMN commands INTEGER;
  ALTER TABLE commands ADD COLUMN sum TEXT;
  ALTER TABLE drafts ADD COLUMN sum TEXT;
  ALTER TABLE records ADD COLUMN sum TEXT;
  `,
];

export const STORE_VERSION = STEPS.length;

const pragma = (db: DatabaseSync, name: string): number => Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? { none: 0 })[0]);

/** Reads which version a file has, refusing files that are not ours or that a newer Plumb wrote. */
export const storeVersion = (db: DatabaseSync, file: string, known = STORE_VERSION): number => {
  const version = pragma(db, "user_version");
  const objects = Number(db.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.n);
  if (objects > 0 && pragma(db, "application_id") !== APPLICATION_ID) {
    throw new StoreError("STORE_UNFIT", `${file} is a SQLite file, but not one of Plumb's. Set DATA_DIR to another directory.`);
  }
  if (version > known) {
    throw new StoreError(
      "STORE_NEWER",
      `STORE_NEWER: ${file} was written by a newer Plumb (store version ${version}; this one knows up to ${known}). Start the newer Plumb, or restore a backup made before the upgrade.`,
    );
  }
  return version;
};

/** Brings the file to this Plumb's version, all or nothing. A file with data is copied beside first, so that the older Plumb can have it back. */
export const migrate = (db: DatabaseSync, file: string, steps: readonly string[] = STEPS): void => {
  const version = storeVersion(db, file, steps.length);
  if (version === steps.length) return;
  if (version > 0) {
    // Under another name until it is whole: a start that was cut off here begins again.
    const partial = `${file}.before-v${steps.length}.partial`;
    rmSync(partial, { force: true });
    db.prepare("VACUUM INTO ?").run(partial);
    renameSync(partial, `${file}.before-v${steps.length}`);
  }
  db.exec("BEGIN EXCLUSIVE");
  try {
    for (const step of steps.slice(version)) db.exec(step);
    fillSums(db);
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
    db.exec(`PRAGMA user_version = ${steps.length}`);
    db.exec("COMMIT");
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
};

/** The shape as this version makes it, to compare a file with. */
const shapeOf = (db: DatabaseSync): string =>
  JSON.stringify(db.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name").all());
export const hasOurShape = (db: DatabaseSync): boolean => {
  const model = new DatabaseSync(":memory:");
  try {
    for (const step of STEPS) model.exec(step);
    return shapeOf(db) === shapeOf(model);
  } finally {
    model.close();
  }
};
