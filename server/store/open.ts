// Chooses the store; nobody else names one.
import { join } from "node:path";
import type { EventStore } from "./eventStore.ts";
import { sqliteStore } from "./sqlite.ts";

/** The one data file inside DATA_DIR. */
export const dataFile = (dataDir: string): string => join(dataDir, "plumb.sqlite");

/** `onFatal` is called once when a write's outcome is unknown: the process must end with a non-zero code, so that a restart reads what is really there. */
export const openStore = async (config: { dataDir: string }, onFatal: (error: unknown) => void): Promise<EventStore> =>
  sqliteStore({ file: dataFile(config.dataDir), onFatal });
