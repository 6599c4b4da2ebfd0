// Chooses the store; nobody else names one.
import { join } from "node:path";
import type { EventStore } from "./eventStore.ts";
import { networkWarning } from "./sqlite/networkPlace.ts";
import { sqliteStore } from "./sqlite.ts";

/** The one data file inside DATA_DIR. */
export const dataFile = (dataDir: string): string => join(dataDir, "plumb.sqlite");

export type StoreConfig = { dataDir: string; redisUrl: string | null; unsafeRedis: boolean };

/**
 * `onFatal` is called once when a write's outcome is unknown: the process must end with a non-zero code, so that a restart reads what is really there.
 * `warn` gets one line for whoever runs the server.
 */
export const openStore = async (
  config: StoreConfig,
  onFatal: (error: unknown) => void,
  warn: (line: string) => void,
): Promise<EventStore> => {
  if (!config.redisUrl) {
    const store = sqliteStore({ file: dataFile(config.dataDir), onFatal, warn });
    const warning = networkWarning(config.dataDir);
    if (warning) warn(warning);
    return store;
  }
  // Loaded only where it is used.
  const { redisStore } = await import("./redis.ts");
  return redisStore({ url: config.redisUrl, unsafe: config.unsafeRedis, warn });
};
