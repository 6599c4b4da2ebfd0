// The list of what was erased, kept beside the data and beside every backup: whoever restores an older backup erases the same again. Holds opaque ids and times, nothing else.
// It is also in the store itself, where all nodes find it; a file of one node's is not.
import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { EventStore } from "../store/eventStore.ts";
import { recordsIn } from "../store/sqlite/copy.ts";

export type Subject = { kind: "person" | "material"; id: string };
export type Erasure = Subject & { at: string };

const NAME = "plumb-erasures.jsonl";
export const ledgerIn = (folder: string): string => join(folder, NAME);
/** Beside a backup, whatever the backup is called. */
export const ledgerBeside = (backup: string): string => ledgerIn(dirname(backup));

const sync = (path: string): void => {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/** A last line that was cut off is no erasure: it was written before anything was erased. */
const parsed = (line: string): Erasure[] => {
  try {
    const { kind, id, at } = JSON.parse(line) as Erasure;
    return (kind === "person" || kind === "material") && typeof id === "string" ? [{ kind, id, at: String(at) }] : [];
  } catch {
    return [];
  }
};

const erasuresOf = (lines: string[]): Erasure[] => lines.flatMap(parsed);
/** Of the store in this data file, which may be a backup. */
export const recordedIn = (file: string): Erasure[] => erasuresOf(recordsIn(file, ERASURES));
export const readLedger = (file: string): Erasure[] => (existsSync(file) ? erasuresOf(readFileSync(file, "utf8").split("\n")) : []);

const keyOf = ({ kind, id }: Subject): string => `${kind} ${id}`;

/** Durable before anything is erased: an erasure that is cut off is done again, one that is not written down might come back. */
export const writeDown = (file: string, erasure: Erasure): void => {
  if (readLedger(file).some((known) => keyOf(known) === keyOf(erasure))) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // On a line of its own, also after one that was cut off.
  const before = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, "utf8")) ? "\n" : "";
  appendFileSync(file, `${before}${JSON.stringify(erasure)}\n`, { mode: 0o600 });
  sync(file);
  sync(dirname(file));
};

export const ERASURES = "erasures";
/** `done`: nothing of it was left anywhere when that was written. */
type Recorded = Erasure & { done: boolean };

export const record = (store: EventStore, { kind, id, at }: Erasure, done: boolean): Promise<void> =>
  store.put(ERASURES, keyOf({ kind, id }), { kind, id, at, done } satisfies Recorded);
export const recorded = async (store: EventStore, subject: Subject): Promise<Recorded | null> =>
  (await store.get(ERASURES, keyOf(subject))) as Recorded | null;
export const allRecorded = async (store: EventStore): Promise<Recorded[]> =>
  (await store.list(ERASURES)).map(({ value }) => value as Recorded);

/** Every erasure of all of them, each once, oldest first. */
const together = (...ledgers: Erasure[][]): Erasure[] => [...new Map(ledgers.flat().map((one) => [keyOf(one), one])).values()];

/** Makes `file` hold all of these beside what it holds. */
export const copyLedger = (file: string, erasures: Erasure[]): void => {
  const all = together(readLedger(file), erasures);
  if (all.length === 0) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const partial = `${file}.partial`;
  writeFileSync(partial, all.map(({ kind, id, at }) => `${JSON.stringify({ kind, id, at })}\n`).join(""), { mode: 0o600 });
  sync(partial);
  renameSync(partial, file);
  sync(dirname(file));
};

/** Every erasure that these two lists and a store know, each once, oldest first. `list` holds all of them afterwards. */
export const gather = (list: string, other: string, inStore: Erasure[]): Erasure[] => {
  const erasures = together(readLedger(other), readLedger(list), inStore);
  copyLedger(list, erasures);
  return erasures;
};
