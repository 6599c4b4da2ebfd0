// Whether Redis lets this user do what Plumb needs, asked before a server starts: what is refused later looks like a Redis that is away, and is tried for ever.
import type { Config } from "../config.ts";
import { addressesIn, addressOf, urlOf } from "../store/redis/address.ts";
import type { RedisClient } from "../store/redis/connection.ts";
import { hintChannel, STORE_KEY } from "../store/redis/keys.ts";
import { CliRefusal } from "./context.ts";

/** Nobody's; the user may have it if they may have any of ours. */
const NO_KEY = `${STORE_KEY}:none`;
/** One of each kind, none of which would do anything; CONFIG GET is asked for where the settings are read. */
const NEEDED: string[][] = [
  ["PING"],
  ["TIME"],
  ["INFO", "server"],
  ["GET", NO_KEY],
  ["HGET", NO_KEY, ""],
  ["HGETALL", NO_KEY],
  ["SET", NO_KEY, ""],
  ["HSET", NO_KEY, "", ""],
  ["HDEL", NO_KEY, ""],
  ["XADD", NO_KEY, "*", "", ""],
  ["XRANGE", NO_KEY, "-", "+"],
  ["SCAN", "0"],
  ["DUMP", NO_KEY],
  ["EVAL", "return 1", "1", NO_KEY],
  ["EVALSHA", "0", "1", NO_KEY],
  ["PUBLISH", hintChannel(""), ""],
  ["SUBSCRIBE", hintChannel("")],
  ["BGREWRITEAOF"],
  ["BGSAVE"],
];

const isDenied = (error: unknown): boolean => error instanceof Error && error.message.startsWith("NOPERM");

/** Redis says of a command that is put in a transaction whether it may be given, and of one that is dropped carries out nothing. */
const deniedTo = async (client: RedisClient): Promise<string[] | "cannot ask"> => {
  const answerTo = (words: string[]): Promise<unknown> => client.sendCommand(words).catch((error: unknown) => error);
  await client.connect();
  // Only the question needs these two: whoever may do all the rest was let in before it was asked.
  if (isDenied(await answerTo(["DISCARD"]))) return "cannot ask";
  const begun = await answerTo(["MULTI"]);
  if (isDenied(begun)) return "cannot ask";
  // Outside of a transaction all of it would be carried out.
  if (begun !== "OK") return [];
  const denied: string[] = [];
  for (const words of NEEDED) if (isDenied(await answerTo(words))) denied.push(words[0]!);
  await answerTo(["DISCARD"]);
  return denied;
};

/** One that is away, silent, or not to be entered at all is left to whoever opens the store: that says so. */
const deniedAt = async (url: string): Promise<string[] | "cannot ask"> => {
  const { CONNECT_MS, newClient } = await import("../store/redis/connection.ts");
  const client = newClient(url, false);
  client.on("error", () => {});
  const silent = new Promise<string[]>((done) => setTimeout(done, CONNECT_MS, []).unref());
  try {
    return await Promise.race([deniedTo(client).catch(() => []), silent]);
  } finally {
    if (client.isOpen) client.destroy();
  }
};

/** @throws CliRefusal that names what is missing; `warn` instead where an unsafe Redis was asked for */
export const assertAllowed = async ({ redisUrl, unsafeRedis }: Config, warn: (line: string) => void): Promise<void> => {
  if (!redisUrl) return;
  const [first = "", ...others] = addressesIn(redisUrl);
  const urls = [first, ...others.map((url) => urlOf(first, addressOf(url)))];
  const answers = await Promise.all(urls.map(deniedAt));
  if (answers.includes("cannot ask"))
    warn("The user that REDIS_URL names may not MULTI and DISCARD in Redis, so nobody looked whether it may do what Plumb needs.");
  const denied = new Set(answers.flatMap((answer) => (answer === "cannot ask" ? [] : answer)));
  if (denied.size === 0) return;
  const said = `The user that REDIS_URL names may not do all that Plumb needs in Redis. Refused: ${[...denied].join(", ")}. The whole list stands in docs/operations.md, Several nodes.`;
  if (!unsafeRedis) throw new CliRefusal(`${said} To start all the same, for a try-out: plumb serve --unsafe-redis.`);
  warn(said);
};
