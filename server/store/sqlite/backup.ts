// A consistent copy of the data file while the server goes on, and taking one back.
import { closeSync, copyFileSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { StoreError } from "../storeErrors.ts";
import { takeLock } from "./fileLock.ts";
import { storeVersion } from "./migrations.ts";
import { assertWholeLog, expectsLog } from "./walCheck.ts";

const syncPath = (path: string) => {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** Throws unless the file is a whole store that this Plumb can read. */
export const assertGoodCopy = (file: string): void => {
  // Whatever was in the log beside it would be missing.
  if (expectsLog(file))
    throw new StoreError(
      "STORE_UNFIT",
      `${file} is a copy of a running data file, not a backup: part of it may be missing. Use: plumb backup <file>`,
    );
  let db: DatabaseSync;
  try {
    db = new DatabaseSync(file, { readOnly: true });
  } catch (error) {
    throw new StoreError("STORE_UNFIT", `${file} cannot be opened.`, error);
  }
  try {
    if (storeVersion(db, file) === 0) throw new StoreError("STORE_UNFIT", `${file} is not a backup of Plumb.`);
    const answer = db.prepare("PRAGMA integrity_check(1)").get()?.integrity_check;
    if (answer !== "ok") throw new StoreError("STORE_UNFIT", `${file} is damaged (${String(answer)}).`);
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError("STORE_UNFIT", `${file} is not a backup of Plumb.`, error);
  } finally {
    db.close();
  }
};

/** A backup is one file: no write-ahead log beside it that somebody could forget to copy. */
export const asBackup = (file: string): void => {
  const copy = new DatabaseSync(file);
  copy.exec("PRAGMA journal_mode = DELETE");
  copy.close();
};

/** Through a connection of its own and in one step, so that neither side waits for the other and no write in between makes it start again. */
export const backUp = async (source: string, target: string): Promise<void> => {
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  const db = new DatabaseSync(source, { readOnly: true, timeout: 2_000 });
  try {
    await backup(db, partial, { rate: 1_000_000_000 });
  } finally {
    db.close();
  }
  asBackup(partial);
  assertGoodCopy(partial);
  syncPath(partial);
  renameSync(partial, target);
  syncPath(dirname(target));
};

/** Puts a backup in the place of the data file. The old file stays beside it; answers where, or null if there was none. */
export const takeBack = (backupFile: string, file: string, now: Date): string | null => {
  const lock = takeLock(file);
  try {
    assertGoodCopy(backupFile);
    const arriving = `${file}.arriving`;
    copyFileSync(backupFile, arriving);
    syncPath(arriving);
    const kept = existsSync(file) ? setAside(file, `${file}.before-restore-${now.toISOString().replaceAll(/[:.]/g, "-")}`) : null;
    renameSync(arriving, file);
    syncPath(dirname(file));
    // A write-ahead log left behind is not the new file's. As long as it is there, no server starts.
    for (const sidecar of ["-wal", "-shm"]) rmSync(`${file}${sidecar}`, { force: true });
    return kept;
  } finally {
    lock.release();
  }
};

const setAside = (file: string, aside: string): string => {
  try {
    // SQLite would put into the file what lies before a damaged place in the log, and throw away the rest.
    assertWholeLog(file);
    // What is still in the write-ahead log belongs to the old file and goes into it first.
    const old = new DatabaseSync(file);
    // One file from now on, that may be taken back like any backup.
    old.exec("PRAGMA journal_mode = DELETE");
    old.close();
  } catch {
    // A damaged file is kept as it is, its log beside it: that may be why somebody restores.
    if (existsSync(`${file}-wal`)) alsoNamed(`${file}-wal`, `${aside}-wal`);
  }
  alsoNamed(file, aside);
  return aside;
};

/** Under both names until the new one takes its place: a start after being cut off between must not find nothing, or a file without its log. */
const alsoNamed = (file: string, aside: string): void => {
  try {
    linkSync(file, aside);
  } catch {
    // Not every file system knows two names of one file.
    renameSync(file, aside);
  }
};
