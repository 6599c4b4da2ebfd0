// `plumb verify`: checks the data file, and the chain of every stream; with --seal, that it goes through a hash which somebody kept elsewhere. Who can write the data could write all hashes anew, but not that one.
import { existsSync } from "node:fs";
import { falseBriefs } from "../live/keptBriefs.ts";
import { type CopySource, fingerprintOfCopy, placeOfSeal } from "../store/copy.ts";
import { dataFile } from "../store/open.ts";
import { copyOut } from "../store/sqlite/copy.ts";
import { type CliContext, CliRefusal } from "./context.ts";
import { openBeside } from "./openBeside.ts";
import { openRedis, shownRedis } from "./redis.ts";

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;

/** Says where the seal stands, or that it stands nowhere. */
const findSeal = async ({ print }: CliContext, source: CopySource, where: string, seal: string): Promise<void> => {
  const place = await placeOfSeal(source, Buffer.from(seal.replace(/\W/gu, ""), "hex").toString("base64url"));
  if (!place)
    throw new CliRefusal(
      `Nothing in ${where} bears this seal: what is recorded was changed after that report was made, or the report is of another server. Was the seal copied whole?`,
    );
  print(`The seal stands at event ${place.version} of ${place.stream}: up to there nothing was changed since that report was made.`);
};

const verifyRedis = async (context: CliContext, seal: string | undefined): Promise<void> => {
  const { copyOut: copyOutOf } = await import("../store/redis/copy.ts");
  const store = await openRedis(context);
  try {
    const { streams, events } = await fingerprintOfCopy(() => copyOutOf(store.link));
    const faults = await falseBriefs(store);
    if (faults.length > 0) throw new CliRefusal([`${shownRedis(store.url)} does not hold what was recorded:`, ...faults].join("\n"));
    context.print(
      `${shownRedis(store.url)} is whole: ${count(streams, "stream")}, ${count(events, "event")}, nothing changed since it was recorded.`,
    );
    if (seal !== undefined) await findSeal(context, () => copyOutOf(store.link), shownRedis(store.url), seal);
  } finally {
    await store.close();
  }
};

export const verifyCommand = async (context: CliContext, seal?: string): Promise<void> => {
  const { config, print } = context;
  if (config.redisUrl) return verifyRedis(context, seal);
  const file = dataFile(config.dataDir);
  if (!existsSync(file)) throw new CliRefusal(`There is nothing to verify yet: ${file} does not exist. Is DATA_DIR right?`);
  // Opening it already checks that the file itself is whole.
  const store = openBeside(config);
  try {
    const streams = await store.streams("");
    let events = 0;
    const faults: string[] = [];
    for (const stream of streams) {
      const verdict = store.verifyStream(stream);
      if (verdict.ok) events += verdict.events;
      else faults.push(`${stream}: ${verdict.reason}, first at event ${verdict.firstBadVersion}`);
    }
    if (faults.length === 0) faults.push(...(await falseBriefs(store)));
    if (faults.length > 0) {
      throw new CliRefusal(
        [`${file} does not hold what was recorded:`, ...faults, "Take back a backup with: plumb restore <file>"].join("\n"),
      );
    }
    print(`${file} is whole: ${count(streams.length, "stream")}, ${count(events, "event")}, nothing changed since it was recorded.`);
    if (seal !== undefined) await findSeal(context, () => copyOut(file), file, seal);
  } finally {
    await store.close();
  }
};
