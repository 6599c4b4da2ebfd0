// The writer's own thread: one connection, several writes in each commit. A disk that takes seconds for an fsync holds up this thread and nothing else.
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Failpoint } from "../../live/ports.ts";
import { StoreError, type StoreErrorCode } from "../storeErrors.ts";
import { groupCommit } from "./groupCommit.ts";
import { openDatabase } from "./open.ts";
import { committing, tidyUp, type Write } from "./writes.ts";

export type WriterData = { file: string; given?: unknown };
export type ToWriter = { id: number; write: Write } | { close: true };
export type FromWriter =
  | { id: number; value: unknown }
  /** nothing of this one was stored */
  | { id: number; refused: { code: StoreErrorCode | null; message: string } }
  /** the outcome of what waited is unknown */
  | { fatal: { name: string; message: string; code: string } }
  | { closed: true };

const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const codeOf = (error: unknown): string =>
  error instanceof Error && "errcode" in error ? `SQLITE_${String(error.errcode)}` : error instanceof StoreError ? error.code : "UNKNOWN";

export const runWriter = (failpoint?: Failpoint): void => {
  const { file } = workerData as WriterData;
  const port = parentPort as MessagePort;
  const say = (message: FromWriter): void => port.postMessage(message);
  const onFatal = (error: unknown): void =>
    say({ fatal: { name: error instanceof Error ? error.name : "Error", message: wordsOf(error), code: codeOf(error) } });
  // The main thread has migrated and checked the file; it stays open there.
  const db = openDatabase(file, { migrates: false, checks: false });
  const commit = groupCommit(db, onFatal, failpoint);
  const perform = committing(db, commit);

  const store = async (id: number, write: Write): Promise<void> => {
    try {
      const value = await perform(write);
      tidyUp(db, write);
      say({ id, value });
    } catch (error) {
      say({ id, refused: { code: error instanceof StoreError ? error.code : null, message: wordsOf(error) } });
    }
  };
  port.on("message", (message: ToWriter) => {
    if ("write" in message) return void store(message.id, message.write);
    void commit.drain().then(() => {
      db.close();
      say({ closed: true });
      port.close();
    });
  });
};
