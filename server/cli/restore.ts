// `plumb restore FILE`: puts a backup in place of the present data.
import { existsSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import { fingerprintOfCopy } from "../store/copy.ts";
import { dataFile } from "../store/open.ts";
import { takeBack } from "../store/sqlite/backup.ts";
import { StoreError } from "../store/storeErrors.ts";
import { type CliContext, CliRefusal } from "./context.ts";
import { assertNoServer, type OpenRedis, openRedis } from "./redis.ts";

/** A damaged store cannot be backed up; that may be why somebody restores, and what is left of it may be wanted. */
const keepAside = async (store: OpenRedis, file: string): Promise<void> => {
  try {
    await store.backup(file);
  } catch (error) {
    if (!(error instanceof StoreError && (error.code === "LOG_DAMAGED" || error.code === "STORE_UNFIT"))) throw error;
    const { dumpRaw } = await import("../store/redis/backup.ts");
    await dumpRaw(store.link, file);
  }
};

/** What is there now is written beside the backup first. The backup is read to its end before anything is removed. */
const restoreRedis = async (context: CliContext, file: string): Promise<void> => {
  const { assertGoodBackup, recordsOf } = await import("../store/redis/backup.ts");
  const { copyIn, copyOut, isEmpty, removeAll } = await import("../store/redis/copy.ts");
  await assertGoodBackup(file);
  const store = await openRedis(context);
  try {
    await assertNoServer(store);
    const kept = (await store.link.ask(isEmpty)) ? null : `${file}.before-restore-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
    if (kept) await keepAside(store, kept);
    await store.link.ask(removeAll);
    await store.link.ask((client) => copyIn(client, recordsOf(file)));
    const [meant, there] = [await fingerprintOfCopy(() => recordsOf(file)), await fingerprintOfCopy(() => copyOut(store.link.ask))];
    if (meant.digest !== there.digest)
      throw new CliRefusal(`What is in Redis now is not what ${file} holds. Restore again${kept ? `, or restore ${kept}` : ""}.`);
    context.print(`Restored ${file}.`);
    if (kept) context.print(`What was there before is kept as ${kept}. Delete it when you are sure.`);
    context.print("Start the servers again.");
  } finally {
    await store.close();
  }
};

export const restoreCommand = async (context: CliContext, source: string): Promise<void> => {
  const { config, print } = context;
  const file = resolve(source);
  if (!existsSync(file)) throw new CliRefusal(`${file} does not exist.`);
  if (config.redisUrl) return restoreRedis(context, file);
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
