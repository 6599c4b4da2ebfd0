// Opens the SQLite file with the settings that make "acknowledged means durable" true, and refuses to go on when they did not take.
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "../storeErrors.ts";
import { hasOurShape, migrate, STORE_VERSION, storeVersion } from "./migrations.ts";
import { firstUnsound } from "./sums.ts";
import { assertWholeLog } from "./walCheck.ts";

const FULL = 2;

const setting = (db: DatabaseSync, name: string): unknown => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? { none: null })[0];

/** Read back only after a first query: SQLite may answer the old value before, and an existing WAL file may be opened with less. */
const assertDurable = (db: DatabaseSync, file: string): void => {
  db.prepare("SELECT count(*) FROM sqlite_schema").get();
  const journal = setting(db, "journal_mode");
  const synchronous = setting(db, "synchronous");
  if (journal !== "wal" || synchronous !== FULL) {
    throw new StoreError(
      "STORE_UNFIT",
      `${file} cannot be written durably here (journal_mode=${String(journal)}, synchronous=${String(synchronous)}). Use a local disk for DATA_DIR.`,
    );
  }
};

const damaged = (file: string, how: string): StoreError =>
  new StoreError("STORE_UNFIT", `${file} is damaged (${how}). Take back a backup with: plumb restore <file>`);

const assertWhole = (db: DatabaseSync, file: string): void => {
  // The quick one does not look at the order of rows, and a search in wrong order finds nothing where something is.
  const answer = setting(db, "integrity_check(1)");
  if (answer !== "ok") throw damaged(file, String(answer));
};

/** What is not in a session's own log, which is looked at when somebody opens it. */
const assertSound = (db: DatabaseSync, file: string): void => {
  const fault = hasOurShape(db) ? firstUnsound(db) : "its tables were changed";
  if (fault) throw damaged(file, fault);
};

/**
 * `migrates: false` is for a second connection beside a running server's: it must find the file as this version knows it. `checks: false` where the
 * first connection has just looked at every page.
 */
export const openDatabase = (file: string, options: { migrates: boolean; checks?: boolean }): DatabaseSync => {
  // A second connection finds the log in use.
  if (options.migrates) assertWholeLog(file);
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 2_000 });
  try {
    // Before anything is set: what a newer Plumb wrote, or somebody else, is left as it is, to the byte.
    storeVersion(db, file);
    db.exec("PRAGMA journal_mode = WAL");
    db.exec("PRAGMA synchronous = FULL");
    db.exec("PRAGMA fullfsync = ON");
    db.exec("PRAGMA secure_delete = ON");
    if (options.checks !== false) assertWhole(db, file);
    if (options.migrates) migrate(db, file);
    else if (storeVersion(db, file) !== STORE_VERSION) {
      throw new StoreError("STORE_UNFIT", `${file} is of another version than this Plumb. Start the server once with this version first.`);
    }
    assertDurable(db, file);
    if (options.checks !== false) assertSound(db, file);
    // The log begins anew: nothing of an unfinished one lies behind what is written now.
    if (options.migrates) db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return db;
  } catch (error) {
    db.close();
    if (error instanceof StoreError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError("STORE_UNFIT", `${file} cannot be opened (${reason}). Take back a backup with: plumb restore <file>`, error);
  }
};
