// `plumb restore FILE`: puts a backup in place of the present data.
import { copyFileSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { erase } from "../erasure/erase.ts";
import { allRecorded, type Erasure, gather, ledgerBeside, ledgerIn, record, recordedIn } from "../erasure/ledger.ts";
import { fingerprintOfCopy } from "../store/copy.ts";
import type { EventStore } from "../store/eventStore.ts";
import { dataFile } from "../store/open.ts";
import { asBackup, assertGoodCopy, takeBack } from "../store/sqlite/backup.ts";
import { scrub } from "../store/sqlite/scrub.ts";
import { assertWholeLog } from "../store/sqlite/walCheck.ts";
import { sqliteStore } from "../store/sqlite.ts";
import { damageOf, isDamaged, StoreError } from "../store/storeErrors.ts";
import { type CliContext, CliRefusal } from "./context.ts";
import { leaveTeam } from "./leaveTeam.ts";
import { assertNoServer, type OpenRedis, withRedis } from "./redis.ts";

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

/** What is there now is written beside the backup first. The backup is read to its end before anything is removed, and no server starts on it until what must stay forgotten is gone again. */
const restoreRedis = async (context: CliContext, file: string): Promise<void> => {
  const { assertGoodBackup } = await import("../store/redis/backup.ts");
  await assertGoodBackup(file);
  // Nodes write it down in Redis, which is about to be replaced.
  const erasures = erasuresFor(context, file, await withRedis(context, MENDS, allRecorded));
  // Opened anew each time: whoever looked at what was there before takes what is there now for a store that has forgotten it.
  await withRedis(context, MENDS, (store) => makeRoom(context, file, store));
  await withRedis(context, MENDS, (store) => fill(file, store));
  await withRedis(context, MENDS, async (store) => {
    if (erasures.length > 0) {
      const { rewriteLog } = await import("../store/redis/rewriteLog.ts");
      const damage = await eraseAgain(store, erasures);
      await rewriteLog(store.link).catch((error: unknown) => {
        if (!(error instanceof StoreError && error.code === "STORE_UNFIT")) throw error;
        throw new CliRefusal(`${error.message} Then give this restore again: until it has come to its end, no server starts.`);
      });
      if (damage) throw damage;
    }
    const { markArrived } = await import("../store/redis/arriving.ts");
    await markArrived(store.link);
  });
  context.print(`Restored ${file}.`);
  sayErased(context, erasures);
  context.print("Start the servers again.");
};

/** What is there is about to be replaced, or has been. */
const MENDS = { mendsStore: true };

/** Keeps what is in Redis beside the backup and takes it out. A part that a command which was cut off left there is not kept: somebody might take it for a backup. */
const makeRoom = async (context: CliContext, file: string, store: OpenRedis): Promise<void> => {
  const { arrivingBy, markArriving } = await import("../store/redis/arriving.ts");
  const { isEmpty, removeAll } = await import("../store/redis/copy.ts");
  await assertNoServer(store);
  if ((await arrivingBy(store.link)) === null && !(await isEmpty(store.link))) {
    const kept = `${file}.before-restore-${new Date().toISOString().replaceAll(/[:.]/g, "-")}`;
    await keepAside(store, kept);
    context.print(`What was there before is kept as ${kept}. Delete it when you are sure.`);
  }
  await markArriving(store.link, `plumb restore ${file}`);
  await removeAll(store.link);
};

const fill = async (file: string, { link }: OpenRedis): Promise<void> => {
  const { recordsOf } = await import("../store/redis/backup.ts");
  const { copyIn, copyOut } = await import("../store/redis/copy.ts");
  await copyIn(link, recordsOf(file));
  const [meant, there] = [await fingerprintOfCopy(() => recordsOf(file)), await fingerprintOfCopy(() => copyOut(link))];
  if (meant.digest !== there.digest)
    throw new CliRefusal(`What is in Redis now is not what ${file} holds. Restore again, or restore another backup.`);
};

/** What was erased since the backup was made: as this place knows it, and as the list beside the backup says. Both know all of it afterwards. */
const erasuresFor = ({ config }: CliContext, file: string, inStore: Erasure[]): Erasure[] =>
  gather(ledgerIn(config.dataDir), ledgerBeside(file), inStore);

/** What the data says that is to be replaced. It may be damaged: that may be why somebody restores. */
const erasuresInData = ({ config, print }: CliContext): Erasure[] => {
  const file = dataFile(config.dataDir);
  if (!existsSync(file)) return [];
  try {
    assertWholeLog(file);
    return recordedIn(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    print(`${file} cannot be read: ${why}. So only what the lists say is erased again: the one beside it, and the one beside the backup.`);
    return [];
  }
};

const eraseOne = async (store: EventStore, erasure: Erasure): Promise<StoreError | null> => {
  try {
    // The only admin of that time stays in the team's record, without a name: `plumb admin-link` makes another.
    if (erasure.kind === "person") await leaveTeam(store, erasure.id);
    return (await erase(store, erasure)).damage;
  } catch (error) {
    if (isDamaged(error)) return error;
    throw error;
  }
};

/** Answers the sessions in which it could not be done: their logs are damaged. */
const eraseAgain = async (store: EventStore, erasures: Erasure[]): Promise<StoreError | null> => {
  const damaged: StoreError[] = [];
  for (const erasure of erasures) {
    const damage = await eraseOne(store, erasure);
    await record(store, erasure, damage === null);
    if (damage) damaged.push(damage);
  }
  return damageOf(damaged);
};

const sayErased = ({ print }: CliContext, erasures: Erasure[]): void => {
  if (erasures.length > 0) print(`Erased again what had been erased before: ${erasures.length} on the list.`);
};

const removeStore = (file: string): void => {
  for (const end of ["", "-wal", "-shm", ".lock", ".pid"]) rmSync(`${file}${end}`, { force: true });
};

/** What must stay forgotten is not in the file that takes the place of the data, not even for a moment. */
const copyWithout = async (backup: string, file: string, erasures: Erasure[]): Promise<void> => {
  assertGoodCopy(backup);
  removeStore(file);
  copyFileSync(backup, file);
  const onFatal = (error: unknown): never => {
    throw error;
  };
  const store = sqliteStore({ file, onFatal, writesHere: true });
  try {
    const damage = await eraseAgain(store, erasures);
    if (damage) {
      throw new CliRefusal(
        [
          `What was erased cannot be erased again from ${backup}: part of it is damaged. Restore another backup. Nothing was changed.`,
          damage.message.replaceAll(file, backup),
        ].join("\n"),
      );
    }
    scrub(file);
  } finally {
    await store.close();
  }
  asBackup(file);
};

export const restoreCommand = async (context: CliContext, source: string): Promise<void> => {
  const { config, print } = context;
  const file = resolve(source);
  if (!existsSync(file)) throw new CliRefusal(`${file} does not exist.`);
  if (config.redisUrl) return restoreRedis(context, file);
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const erasures = erasuresFor(context, file, erasuresInData(context));
  const forgetful = join(config.dataDir, "restoring.sqlite");
  try {
    if (erasures.length > 0) await copyWithout(file, forgetful, erasures);
    const kept = takeBack(erasures.length > 0 ? forgetful : file, dataFile(config.dataDir), new Date());
    print(`Restored ${file}.`);
    sayErased(context, erasures);
    if (kept) print(`What was there before is kept as ${kept}. Delete it when you are sure.`);
    print("Start the server again.");
  } catch (error) {
    if (error instanceof StoreError && error.code === "STORE_LOCKED") {
      throw new CliRefusal(`${error.message} Stop it first, then restore. Nothing was changed.`);
    }
    throw error;
  } finally {
    removeStore(forgetful);
  }
};
