// `plumb move --to redis|sqlite`: everything from one kind of store into the other, the cookies' secret and the list of erasures included, compared event by event and by what it adds up to. The source stays as it is.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allRecorded, copyLedger, type Erasure, ledgerIn, readLedger, record, recorded } from "../erasure/ledger.ts";
import { fingerprintOfCopy, type CopySource } from "../store/copy.ts";
import type { EventStore } from "../store/eventStore.ts";
import { dataFile } from "../store/open.ts";
import * as sqlite from "../store/sqlite/copy.ts";
import { takeLock } from "../store/sqlite/fileLock.ts";
import { assertWholeLog } from "../store/sqlite/walCheck.ts";
import { type CliContext, CliRefusal } from "./context.ts";
import { assertNoServer, type OpenRedis, shownRedis, withRedis } from "./redis.ts";
import { replay } from "./replay.ts";

const DIFFERENT = "What arrived is not what was sent. Nothing was changed in the source; the copy was removed.";

/** Whether both hold the same and add up to the same, as a sentence for the person who moves. */
const compare = async (from: CopySource, to: CopySource): Promise<string | null> => {
  const [sent, arrived] = [await fingerprintOfCopy(from), await fingerprintOfCopy(to)];
  if (sent.digest !== arrived.digest) return null;
  const [before, after] = [await replay(from), await replay(to)];
  if (before.size !== after.size || [...before].some(([stream, digest]) => after.get(stream) !== digest)) return null;
  const { streams, events, texts, drafts, records } = arrived;
  return `${streams} streams, ${events} events, ${texts} texts, ${drafts} drafts and ${records} records: the same in both, and every session replayed to the same state.`;
};

/** What only the list beside the file knows may not be erased yet; the nodes look, and have no other list. */
const goOnWith = async (store: EventStore, erasures: Erasure[]): Promise<void> => {
  for (const erasure of erasures) if (!(await recorded(store, erasure))) await record(store, erasure, false);
};

/** Only into an empty Redis, or in the place of the part that a command which was cut off left there. */
const makeRoom = async (redis: OpenRedis): Promise<void> => {
  const { arrivingBy, markArriving } = await import("../store/redis/arriving.ts");
  const { assertNoRemnant } = await import("../store/redis/begin.ts");
  const { isEmpty, removeAll } = await import("../store/redis/copy.ts");
  const { link } = redis;
  await assertNoServer(redis);
  const isPart = (await arrivingBy(link)) !== null;
  if (!isPart && !(await isEmpty(link))) throw new CliRefusal("This Redis holds a Plumb already. Nothing was changed.");
  if (!isPart) await assertNoRemnant(link);
  await markArriving(link, "plumb move --to redis");
  if (isPart) await removeAll(link);
};

const fill = async ({ config, print }: CliContext, file: string, redis: OpenRedis): Promise<void> => {
  const { markArrived } = await import("../store/redis/arriving.ts");
  const { copyIn, copyOut, removeAll } = await import("../store/redis/copy.ts");
  const { link } = redis;
  try {
    const fromFile: CopySource = () => sqlite.copyOut(file);
    await copyIn(link, fromFile());
    const same = await compare(fromFile, () => copyOut(link));
    if (!same) throw new CliRefusal(DIFFERENT);
    const secret = join(config.dataDir, "session-secret");
    if (existsSync(secret)) await redis.swap("server", "sessionSecret", null, readFileSync(secret, "utf8").trim());
    await goOnWith(redis, readLedger(ledgerIn(config.dataDir)));
    await markArrived(link);
    print(same);
    print(`Moved to ${shownRedis(redis.url)}. Start the servers with REDIS_URL. ${file} stays as it is; delete it when you are sure.`);
  } catch (error) {
    // Nothing was there before. Where even this cannot be done, the mark stays and says so.
    await removeAll(link)
      .then(() => markArrived(link))
      .catch(() => {});
    throw error;
  }
};

const moveToRedis = async (context: CliContext, file: string): Promise<void> => {
  if (!existsSync(file)) throw new CliRefusal(`There is nothing to move: ${file} does not exist. Is DATA_DIR right?`);
  const mends = { mendsStore: true };
  const lock = takeLock(file);
  try {
    assertWholeLog(file);
    await withRedis(context, mends, makeRoom);
    // Opened anew: whoever looked at what was there before takes the new store for one that has forgotten it.
    await withRedis(context, mends, (redis) => fill(context, file, redis));
  } finally {
    lock.release();
  }
};

export const moveCommand = async (context: CliContext, to: string): Promise<void> => {
  const { config, print } = context;
  if (to !== "redis" && to !== "sqlite") throw new CliRefusal("Say where to: plumb move --to redis, or plumb move --to sqlite.");
  const file = dataFile(config.dataDir);
  if (to === "redis") return moveToRedis(context, file);
  await withRedis(context, { mendsStore: false }, async (redis) => {
    await assertNoServer(redis);
    const { copyOut } = await import("../store/redis/copy.ts");
    const fromRedis: CopySource = () => copyOut(redis.link);
    if (existsSync(file))
      throw new CliRefusal(`${file} exists already. Move it away, or set DATA_DIR to another directory. Nothing was changed.`);
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
    const arriving = `${file}.arriving`;
    const remove = () => {
      for (const end of ["", "-wal", "-shm"]) rmSync(`${arriving}${end}`, { force: true });
    };
    remove();
    try {
      await sqlite.copyIn(arriving, fromRedis());
      const same = await compare(fromRedis, () => sqlite.copyOut(arriving));
      if (!same) throw new CliRefusal(DIFFERENT);
      for (const end of ["-wal", "-shm"]) rmSync(`${arriving}${end}`, { force: true });
      const secret = await redis.get("server", "sessionSecret");
      if (typeof secret === "string") writeFileSync(join(config.dataDir, "session-secret"), `${secret}\n`, { mode: 0o600 });
      copyLedger(ledgerIn(config.dataDir), await allRecorded(redis));
      renameSync(arriving, file);
      print(same);
    } catch (error) {
      remove();
      throw error;
    }
    print(`Moved to ${file}. Start the server without REDIS_URL. Redis stays as it is; remove Plumb's keys when you are sure.`);
  });
};
