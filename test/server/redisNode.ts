// One server of several, as a process of its own: prints its address and the set-up link, says "ready", ends when its standard input does. Arguments: REDIS_URL, "deaf" to lose every hint.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readConfig } from "../../server/config.ts";
import { serve } from "../../server/serve.ts";
import { redisStore } from "../../server/store/redis.ts";

const [url = "", ears = ""] = process.argv.slice(2);
const say = (line: string) => void process.stdout.write(`${line}\n`);
const { config } = readConfig({
  PORT: "0",
  HOST: "127.0.0.1",
  DATA_DIR: mkdtempSync(join(tmpdir(), "plumb-node-")),
  LOG_LEVEL: process.env.PLUMB_TEST_LOG ?? "silent",
  REDIS_URL: url,
  AWAY_AFTER: "1",
});
const running = await serve(config, {
  print: say,
  openStore: async (_config, _onFatal, warn) => redisStore({ url, unsafe: false, warn, listens: ears !== "deaf" }),
});
say(`ready ${running.url}`);
process.stdin.on("end", () => void running.close().then(() => process.exit(0)));
process.stdin.resume();
