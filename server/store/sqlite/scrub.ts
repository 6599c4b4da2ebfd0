// After an erasure: the file is written anew without a byte of what was deleted, and the write-ahead log is cut. Readers go on; who else writes has to wait.
import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "../storeErrors.ts";
import { openDatabase } from "./open.ts";

const SQLITE_BUSY = 5;
const SQLITE_FULL = 13;

/** On the connection that writes, outside any transaction. Refused, everything is as it was and may be tried again. */
export const scrubOpen = (db: DatabaseSync): void => {
  try {
    db.exec("VACUUM");
    // "busy" is an answer here, not an error: somebody reads an older state, and the old bytes are still in the log.
    if (Number(db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get()?.busy) === 0) return;
  } catch (error) {
    const code = error instanceof Error && "errcode" in error ? Number(error.errcode) & 0xff : null;
    if (code === SQLITE_FULL) throw new StoreError("STORAGE_FULL", "The disk has no room to write the data file anew.", error);
    if (code !== SQLITE_BUSY) throw error;
  }
  throw new StoreError("STORE_BUSY", "The data file is in use and could not be written anew.");
};

/** Where no server has the file. */
export const scrub = (file: string): void => {
  const db = openDatabase(file, { migrates: false });
  try {
    scrubOpen(db);
  } finally {
    db.close();
  }
};
