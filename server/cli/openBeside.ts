// Opens the data file for a short command, whether a server is running or not.
import { dataFile } from "../store/open.ts";
import { type SqliteStore, sqliteStore } from "../store/sqlite.ts";
import { StoreError } from "../store/storeErrors.ts";

export const openBeside = (config: { dataDir: string }): SqliteStore => {
  const file = dataFile(config.dataDir);
  // Outcome unknown: say so and end; the command can be given again.
  const onFatal = (error: unknown) => {
    process.stderr.write(`The disk failed while writing ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  };
  try {
    return sqliteStore({ file, onFatal, writesHere: true });
  } catch (error) {
    if (error instanceof StoreError && error.code === "STORE_LOCKED") return sqliteStore({ file, onFatal, besideServer: true });
    throw error;
  }
};
