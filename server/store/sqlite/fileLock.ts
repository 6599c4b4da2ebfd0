// One server per data file. The operating system holds the lock and drops it when the process dies, however it dies; the file beside only says who it is.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "../storeErrors.ts";

export type FileLock = { release(): void };

// An exclusive transaction on a small SQLite file of its own is the one lock Node gives us that needs no package, works across containers (where every
// server is process 1) and cannot be left behind.
export const takeLock = (file: string): FileLock => {
  const pidFile = `${file}.pid`;
  const held = openBeside(`${file}.lock`);
  try {
    held.exec("PRAGMA busy_timeout = 0");
    held.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    held.close();
    if (!isBusy(error)) throw unwritable(file, error);
    throw new StoreError("STORE_LOCKED", `${file} is in use by another Plumb server (process ${ownerOf(file) ?? "unknown"}).`, error);
  }
  writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 });
  return {
    release: () => {
      if (!held.isOpen) return;
      rmSync(pidFile, { force: true });
      held.close();
    },
  };
};

const isBusy = (error: unknown): boolean => error instanceof Error && "errcode" in error && error.errcode === 5;

const unwritable = (file: string, error: unknown): StoreError =>
  new StoreError("STORE_UNFIT", `${dirname(file)} cannot be written. DATA_DIR must be a directory of the user who starts Plumb.`, error);

const openBeside = (lockFile: string): DatabaseSync => {
  try {
    mkdirSync(dirname(lockFile), { recursive: true, mode: 0o700 });
    return new DatabaseSync(lockFile);
  } catch (error) {
    throw unwritable(lockFile, error);
  }
};

/** The process that says it owns the file, alive or not. */
const ownerOf = (file: string): number | null => {
  try {
    const pid = Number(readFileSync(`${file}.pid`, "utf8").trim());
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
};
