// `plumb backup FILE`: a consistent copy while the server goes on.
import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { allRecorded, type Erasure, gather, ledgerBeside, ledgerIn, recordedIn } from "../erasure/ledger.ts";
import { dataFile } from "../store/open.ts";
import { backUp } from "../store/sqlite/backup.ts";
import { type FileLock, takeLock } from "../store/sqlite/fileLock.ts";
import { assertWholeLog } from "../store/sqlite/walCheck.ts";
import { StoreError } from "../store/storeErrors.ts";
import { type CliContext, CliRefusal } from "./context.ts";
import { openRedis } from "./redis.ts";

export const backupCommand = async (context: CliContext, target: string): Promise<void> => {
  const { config } = context;
  const source = dataFile(config.dataDir);
  const file = resolve(target);
  if (config.redisUrl) {
    const store = await openRedis(context);
    try {
      mkdirSync(dirname(file), { recursive: true });
      await store.backup(file);
      return sayDone(context, file, await allRecorded(store));
    } finally {
      await store.close();
    }
  }
  if (!existsSync(source)) throw new CliRefusal(`There is nothing to back up yet: ${source} does not exist. Is DATA_DIR right?`);
  if (file === source) throw new CliRefusal("That is the data file itself. Name another file.");
  assertWholeUnlessServed(source);
  mkdirSync(dirname(file), { recursive: true });
  await backUp(source, file);
  // What came over from Redis knows more than the list beside it may.
  sayDone(context, file, recordedIn(file));
};

/** A server looked at the log when it started, and is writing it now. Without one nobody has looked since, and SQLite would leave out what lies behind a damaged place. */
const assertWholeUnlessServed = (file: string): void => {
  let lock: FileLock;
  try {
    lock = takeLock(file);
  } catch (error) {
    if (error instanceof StoreError && error.code === "STORE_LOCKED") return;
    throw error;
  }
  try {
    assertWholeLog(file);
  } finally {
    lock.release();
  }
};

/** What was erased lies beside every backup, older ones included, so that restoring one erases it again. */
const sayDone = ({ config, print }: CliContext, file: string, inStore: Erasure[]): void => {
  const erasures = gather(ledgerBeside(file), ledgerIn(config.dataDir), inStore);
  print(
    `Backed up to ${file} (${statSync(file).size} bytes). It holds everything, scores not yet revealed included: keep it as safe as the server.`,
  );
  if (erasures.length > 0) print(`What was erased from older backups is listed in ${ledgerBeside(file)}: keep it with them.`);
};
