// A backup of a Redis store: one file of JSON lines, whole or not there, with a last line that says what must be in it.
import { createHash } from "node:crypto";
import { closeSync, createReadStream, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { RESP_TYPES } from "redis";
import { type Copied, faultOfStream } from "../copy.ts";
import { StoreError } from "../storeErrors.ts";
import { copyOut } from "./copy.ts";
import { ALL_KEYS } from "./keys.ts";
import type { Link } from "./link.ts";

const FIRST = { plumb: "redis-backup", format: 1 } as const;

export const backUp = async (link: Pick<Link, "ask" | "keysOf">, file: string): Promise<void> => {
  const partial = `${file}.partial`;
  const out = openSync(partial, "w", 0o600);
  const sum = createHash("sha256");
  let lines = 0;
  const write = (value: unknown): void => {
    const line = `${JSON.stringify(value)}\n`;
    sum.update(line);
    writeSync(out, line);
    lines += 1;
  };
  try {
    write(FIRST);
    for await (const copied of copyOut(link)) {
      const fault = copied.kind === "stream" ? faultOfStream(copied) : null;
      if (fault) throw new StoreError("STORE_UNFIT", `${copied.kind === "stream" ? copied.stream : ""}: ${fault}. Nothing was written.`);
      write(copied);
    }
    writeSync(out, `${JSON.stringify({ end: lines, sha256: sum.digest("hex") })}\n`);
    fsyncSync(out);
    closeSync(out);
  } catch (error) {
    closeSync(out);
    rmSync(partial, { force: true });
    throw error;
  }
  renameSync(partial, file);
  const folder = openSync(dirname(file), "r");
  fsyncSync(folder);
  closeSync(folder);
};

/** Every key as Redis itself dumps it, for a store that is too damaged for a backup. Somebody who knows Redis can put single keys back with RESTORE. */
export const dumpRaw = async (link: Pick<Link, "everywhere">, file: string): Promise<void> => {
  const out = openSync(file, "w", 0o600);
  try {
    await link.everywhere(async (client) => {
      const bytes = client.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
      for await (const keys of client.scanIterator({ MATCH: ALL_KEYS, COUNT: 1_000 }))
        for (const key of keys) writeSync(out, `${JSON.stringify({ key, dump: (await bytes.dump(key))?.toString("base64") ?? null })}\n`);
    });
    fsyncSync(out);
  } finally {
    closeSync(out);
  }
};

/** Throws unless the file is a whole backup of ours. */
export const assertGoodBackup = async (file: string): Promise<void> => {
  for await (const _ of recordsOf(file));
};

/** What a backup holds. Throws at the first line that is not as it was written, at the latest at the end. */
export async function* recordsOf(file: string): AsyncGenerator<Copied> {
  const unfit = (why: string) => new StoreError("STORE_UNFIT", `${file} ${why}.`);
  const sum = createHash("sha256");
  let lines = 0;
  let ended = false;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (ended) throw unfit("goes on after its end");
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw unfit(lines === 0 ? "is not a backup of Plumb's Redis store" : "is damaged");
    }
    if (lines === 0) {
      const first = value as Partial<typeof FIRST>;
      if (first.plumb !== FIRST.plumb) throw unfit("is not a backup of Plumb's Redis store");
      if (first.format !== FIRST.format) throw unfit("was written by a newer Plumb");
    }
    const last = value as { end?: number; sha256?: string };
    if (typeof last.end === "number") {
      if (last.end !== lines || last.sha256 !== sum.digest("hex")) throw unfit("is damaged");
      ended = true;
      continue;
    }
    sum.update(`${line}\n`);
    lines += 1;
    if (lines > 1) yield value as Copied;
  }
  if (!ended) throw unfit("is cut off");
}
