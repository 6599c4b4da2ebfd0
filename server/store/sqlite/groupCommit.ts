// Writes that wait together share one transaction and one fsync: the queue is flushed when the event loop comes round, so one at a time nothing waits for a timer.
import type { DatabaseSync } from "node:sqlite";
import { type Failpoint, noFailpoint } from "../../live/ports.ts";
import { StoreError } from "../storeErrors.ts";

type Waiting = { write: () => unknown; alone: boolean; resolve: (value: never) => void; reject: (error: unknown) => void };

export type GroupCommit = {
  /** Runs `write` inside the next transaction; resolves with its result once COMMIT has returned. A `write` that throws stores nothing and rejects alone. */
  run<T>(
    write: () => T,
    /** in a transaction of its own: what no room is found for is refused together, and neither side may show in the other's answer */ alone?: boolean,
  ): Promise<T>;
  /** Commits what waits, then refuses everything after. */
  drain(): Promise<void>;
};

const SQLITE_BUSY = 5;
const SQLITE_CONSTRAINT = 19;
const SQLITE_FULL = 13;

/** SQLite's primary result code, or null for an error that did not come from SQLite. */
const resultCode = (error: unknown): number | null =>
  error instanceof Error && "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : null;

/** The error to answer when SQLite says that nothing was stored; null when the outcome is not known. */
const knownRefusal = (error: unknown): StoreError | null => {
  const code = resultCode(error);
  if (code === SQLITE_FULL) return new StoreError("STORAGE_FULL", "The disk is full; nothing was stored.", error);
  if (code === SQLITE_BUSY) return new StoreError("STORE_BUSY", "The data file is busy; nothing was stored.", error);
  return null;
};

/**
 * `onFatal` is called once when an I/O error leaves the outcome unknown: the writes may or may not be in the file. Their promises then never
 * settle, because both answers could be lies; the process has to end, recover the log, and let the same commands come again.
 */
export const groupCommit = (db: DatabaseSync, onFatal: (error: unknown) => void, failpoint: Failpoint = noFailpoint): GroupCommit => {
  let queue: Waiting[] = [];
  let scheduled = false;
  let state: "open" | "closed" | "dead" = "open";

  const die = (error: unknown) => {
    state = "dead";
    queue = [];
    onFatal(error);
  };

  const rollBack = () => {
    if (db.isTransaction) db.exec("ROLLBACK");
  };

  // One write inside its own savepoint. A fault of the file is passed on; anything else is that write's own.
  const runOne = (write: () => unknown): { value: unknown } | { error: unknown } => {
    db.exec("SAVEPOINT item");
    try {
      const value = write();
      db.exec("RELEASE item");
      return { value };
    } catch (error) {
      const code = resultCode(error);
      if (code !== null && code !== SQLITE_CONSTRAINT) throw error;
      db.exec("ROLLBACK TO item");
      db.exec("RELEASE item");
      return { error };
    }
  };

  const flush = () => {
    scheduled = false;
    const waiting = queue;
    queue = [];
    store(waiting.filter(({ alone }) => !alone));
    for (const one of waiting.filter(({ alone }) => alone)) store([one]);
  };
  const store = (batch: Waiting[]) => {
    if (state === "dead" || batch.length === 0) return;
    try {
      db.exec("BEGIN IMMEDIATE");
      const results = batch.map((item) => runOne(item.write));
      failpoint("after-append");
      db.exec("COMMIT");
      failpoint("after-commit");
      batch.forEach((item, index) => {
        const result = results[index]!;
        if ("error" in result) item.reject(result.error);
        else item.resolve(result.value as never);
      });
    } catch (error) {
      const refusal = knownRefusal(error);
      if (!refusal) return die(error);
      try {
        rollBack();
      } catch (rollBackError) {
        return die(rollBackError);
      }
      for (const item of batch) item.reject(refusal);
    }
  };

  return {
    run: <T>(write: () => T, alone = false) =>
      new Promise<T>((resolve, reject) => {
        if (state === "dead") return;
        if (state === "closed") return reject(new StoreError("STORE_CLOSED", "The store is closed."));
        queue.push({ write, alone, resolve: resolve as (value: never) => void, reject });
        if (scheduled) return;
        scheduled = true;
        setImmediate(flush);
      }),
    drain: async () => {
      if (state === "open") state = "closed";
      flush();
    },
  };
};
