// Hands writes to the writer: to its thread, as the server does, or on the spot, as the short commands do.
import { existsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { StoreError } from "../storeErrors.ts";
import { groupCommit } from "./groupCommit.ts";
import { committing, tidyUp, type Write, type Written } from "./writes.ts";
import type { FromWriter, ToWriter, WriterData } from "./writerLoop.ts";

export type Writer = {
  /** Durable when it resolves. Rejects when nothing was stored; never settles when that is not known. */
  run<W extends Write>(write: W): Promise<Written<W>>;
  /** Stores what waits, then refuses everything after. */
  close(): Promise<void>;
};

/** Another file to start as the thread, and what to tell it: for proofs, which stop it in the middle. */
export type WriterEntry = { url: URL; given: unknown };

/** More than a server full of people has under way, even while the disk stands still for seconds. */
const MAX_WAITING = 4_096;

const closed = () => new StoreError("STORE_CLOSED", "The store is closed.");

export const writerHere = (db: DatabaseSync, onFatal: (error: unknown) => void): Writer => {
  const commit = groupCommit(db, onFatal);
  const perform = committing(db, commit);
  return {
    run: async <W extends Write>(write: W) => {
      const value = await perform(write);
      tidyUp(db, write);
      return value as Written<W>;
    },
    close: () => commit.drain(),
  };
};

/** Beside the bundle (dist/server/writer.js), or from the sources. */
const ownEntry = (): URL => {
  const built = new URL(/* @vite-ignore */ "writer.js", import.meta.url);
  return existsSync(built) ? built : new URL(/* @vite-ignore */ "writer.ts", import.meta.url);
};

export const writerThread = (file: string, onFatal: (error: unknown) => void, entry?: WriterEntry): Writer => {
  const workerData: WriterData = { file, given: entry?.given };
  const worker = new Worker(entry?.url ?? ownEntry(), { workerData, execArgv: [] });
  // It does not keep a process alive in which nothing waits.
  worker.unref();
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: unknown) => void }>();
  let lastId = 0;
  let state: "open" | "closing" | "dead" = "open";
  let ended = (): void => {};
  const end = new Promise<void>((done) => {
    ended = done;
  });

  const die = (error: unknown): void => {
    if (state === "dead") return;
    state = "dead";
    waiting.clear();
    onFatal(error);
    ended();
  };
  const settle = (id: number, how: (one: { resolve: (value: never) => void; reject: (error: unknown) => void }) => void): void => {
    const one = waiting.get(id);
    if (!one) return;
    waiting.delete(id);
    if (waiting.size === 0 && state === "open") worker.unref();
    how(one);
  };
  worker.on("message", (message: FromWriter) => {
    if ("value" in message) settle(message.id, ({ resolve }) => resolve(message.value as never));
    else if ("refused" in message) {
      const { code, message: words } = message.refused;
      settle(message.id, ({ reject }) => reject(code === null ? new Error(words) : new StoreError(code, words)));
    } else if ("fatal" in message)
      die(Object.assign(new Error(message.fatal.message), { name: message.fatal.name, code: message.fatal.code }));
    else ended();
  });
  worker.on("error", die);
  worker.on("exit", () => {
    if (state === "open") die(new Error("the writer's thread has ended"));
    ended();
  });

  const post = (message: ToWriter): void => worker.postMessage(message);
  return {
    run: <W extends Write>(write: W) =>
      new Promise<Written<W>>((resolve, reject) => {
        if (state === "dead") return;
        if (state === "closing") return reject(closed());
        if (waiting.size >= MAX_WAITING) return reject(new StoreError("STORE_BUSY", "Too much waits to be stored; nothing was stored."));
        lastId += 1;
        waiting.set(lastId, { resolve: resolve as (value: never) => void, reject });
        if (waiting.size === 1) worker.ref();
        post({ id: lastId, write });
      }),
    close: async () => {
      if (state === "open") {
        state = "closing";
        worker.ref();
        post({ close: true });
      }
      await end;
    },
  };
};
