// After an erasure: the file is written anew without a byte of what was deleted, and the write-ahead log is cut. Needs the file for itself.
import { openDatabase } from "./open.ts";

export const scrub = (file: string): void => {
  const db = openDatabase(file, { migrates: false });
  try {
    db.exec("VACUUM");
    db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } finally {
    db.close();
  }
};
