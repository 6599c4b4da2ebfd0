// `plumb restore FILE`: puts a backup in place of the present data.
import { existsSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { dataFile } from "../store/open.ts";
import { takeBack } from "../store/sqlite/backup.ts";
import { StoreError } from "../store/storeErrors.ts";
import { type CliContext, CliRefusal } from "./context.ts";

export const restoreCommand = async ({ config, print }: CliContext, source: string): Promise<void> => {
  const file = resolve(source);
  if (!existsSync(file)) throw new CliRefusal(`${file} does not exist.`);
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  try {
    const kept = takeBack(file, dataFile(config.dataDir), new Date());
    print(`Restored ${file}.`);
    if (kept) print(`What was there before is kept as ${kept}. Delete it when you are sure.`);
    print("Start the server again.");
  } catch (error) {
    if (error instanceof StoreError && error.code === "STORE_LOCKED") {
      throw new CliRefusal(`${error.message} Stop it first, then restore. Nothing was changed.`);
    }
    throw error;
  }
};
