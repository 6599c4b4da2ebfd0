// One bit of a copy changed, and what a server makes of it: refused by name, some of it refused, or all of it as it was.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sqliteStore } from "../../../server/store/sqlite.ts";
import { StoreError } from "../../../server/store/storeErrors.ts";
import { everythingIn, type Original, PARTS, throws } from "./original.ts";

export type Verdict = "refused" | "partly" | "harmless";
export type Flipped = { verdict: Verdict; failures: string[] };

const copyOf = (original: Original): string => {
  const folder = mkdtempSync(join(tmpdir(), "plumb-flip-"));
  for (const part of PARTS) if (existsSync(join(original.folder, part))) copyFileSync(join(original.folder, part), join(folder, part));
  return folder;
};
const flip = (file: string, bit: number): void => {
  const bytes = readFileSync(file);
  bytes[bit >> 3]! ^= 1 << (bit & 7);
  writeFileSync(file, bytes);
};

export async function flipOne(original: Original, part: string, bit: number): Promise<Flipped> {
  const folder = copyOf(original);
  const failures: string[] = [];
  const fail = (line: string): void => void failures.push(`${part}, bit ${bit}: ${line}`);
  const file = join(folder, PARTS[0]);
  const warned: string[] = [];
  try {
    flip(join(folder, part), bit);
    const damagedLog = existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`) : null;
    let store: ReturnType<typeof sqliteStore>;
    try {
      store = sqliteStore({ file, onFatal: throws, writesHere: true, warn: (line) => void warned.push(line) });
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (!error.message.includes(file)) fail(`refused without naming the file: ${error.message}`);
      if (error.code === "STORE_UNFIT" && !/plumb restore|Set DATA_DIR/.test(error.message))
        fail(`refused without the way back: ${error.message}`);
      // A log that cannot be trusted is still there for whoever wants to look.
      if (error.message.includes("-wal is damaged") && damagedLog && !readFileSync(`${file}-wal`).equals(damagedLog))
        fail("the damaged log was changed");
      return { verdict: "refused", failures };
    }
    try {
      const found = await everythingIn(store);
      let verdict: Verdict = "harmless";
      for (const [what, was] of original.all) {
        const is = found.get(what);
        if (is === was) continue;
        if (is === undefined && found.get(`session:${what.split(" ")[0]}`)?.startsWith("refused")) continue;
        if (is?.startsWith("refused")) {
          verdict = "partly";
          if (!is.includes(file) || !is.includes("plumb restore")) fail(`${what} is refused without the file and the way back: ${is}`);
          if (warned.length === 0) fail("whoever runs the server was told nothing");
        } else fail(`${what} is not what it was, and nobody notices: ${String(is).slice(0, 120)}`);
      }
      return { verdict, failures };
    } finally {
      await store.close();
    }
  } catch (error) {
    fail(`an error that says nothing: ${error instanceof Error ? error.stack : String(error)}`);
    return { verdict: "refused", failures };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const TABLES = ["streams", "events", "commands", "texts", "drafts", "records"];
const rowsOf = (file: string): string => {
  const db = new DatabaseSync(file, { readOnly: false });
  try {
    return JSON.stringify(TABLES.map((table) => db.prepare(`SELECT * FROM ${table}`).all()));
  } finally {
    db.close();
  }
};

/** The same bit under SQLite alone: true when it reads something else and says nothing. */
export const deceivesSqlite = (original: Original, part: string, bit: number): boolean => {
  const folder = copyOf(original);
  try {
    const file = join(folder, PARTS[0]);
    const untouched = copyOf(original);
    const was = rowsOf(join(untouched, PARTS[0]));
    rmSync(untouched, { recursive: true, force: true });
    flip(join(folder, part), bit);
    return rowsOf(file) !== was;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
