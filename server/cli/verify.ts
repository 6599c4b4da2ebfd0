// `plumb verify`: checks the data file, and the chain of every stream.
import { existsSync } from "node:fs";
import { falseBriefs } from "../live/keptBriefs.ts";
import { fingerprintOfCopy } from "../store/copy.ts";
import { dataFile } from "../store/open.ts";
import { type CliContext, CliRefusal } from "./context.ts";
import { openBeside } from "./openBeside.ts";
import { openRedis, shownRedis } from "./redis.ts";

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;

const verifyRedis = async (context: CliContext): Promise<void> => {
  const { copyOut } = await import("../store/redis/copy.ts");
  const store = await openRedis(context);
  try {
    const { streams, events } = await fingerprintOfCopy(() => copyOut(store.link));
    const faults = await falseBriefs(store);
    if (faults.length > 0) throw new CliRefusal([`${shownRedis(store.url)} does not hold what was recorded:`, ...faults].join("\n"));
    context.print(
      `${shownRedis(store.url)} is whole: ${count(streams, "stream")}, ${count(events, "event")}, nothing changed since it was recorded.`,
    );
  } finally {
    await store.close();
  }
};

export const verifyCommand = async (context: CliContext): Promise<void> => {
  const { config, print } = context;
  if (config.redisUrl) return verifyRedis(context);
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
  } finally {
    await store.close();
  }
};
