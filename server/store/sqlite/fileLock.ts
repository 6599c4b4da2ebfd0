// One server per data file. The operating system holds the lock and drops it when the process dies, however it dies; the file beside only says who it is.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { StoreError } from "../storeErrors.ts";

export type FileLock = { release(): void };

// An exclusive transaction on a small SQLite file of its own is the one lock Node gives us that needs no package, works across containers (where every
// server is process 1) and cannot be left behind.
export const takeLock = (file: string): FileLock => {
  const pidFile = `${file}.pid`;
  const held = new DatabaseSync(`${file}.lock`);
  try {
    held.exec("PRAGMA busy_timeout = 0");
    held.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    held.close();
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

/** The process that says it owns the file, alive or not. */
const ownerOf = (file: string): number | null => {
  try {
    const pid = Number(readFileSync(`${file}.pid`, "utf8").trim());
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
};
