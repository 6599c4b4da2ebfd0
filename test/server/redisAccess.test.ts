// A user of Redis with nothing but what docs/operations.md gives it is enough for a node, a call, an erasure, and every command of `plumb`.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { SAFE, startRedis, type TestRedis } from "../store/redisServer.ts";
import { addPeople, until } from "./harness.ts";
import { deviceAt, scoreAndReveal, startCallAt } from "./proxies/callThrough.ts";
import { accessList } from "./proxies/documents.ts";
import { scratch, startPlumb, stopAll, stopLater } from "./proxies/programs.ts";

/** Several processes are started here, each of which takes its time on a busy machine. */
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

afterEach(stopAll);

const PASSWORD = "onlyForThisTest4711";
const CLI = join(import.meta.dirname, "../../server/cli/cli.ts");
const START = `import(${JSON.stringify(CLI)}).then(({ runCli }) => runCli(["node", "plumb", ...process.argv.slice(1)]))`;

/** A Redis that takes snapshots too, so that an erasure writes both of its files anew. */
const redisWith = async (lines: string[][]): Promise<{ redis: TestRedis; url: string }> => {
  const redis = await startRedis([...SAFE, "--save", "3600", "1"]);
  stopLater(redis.stop);
  for (const [command = "", ...words] of lines) expect(await redis.witness.call(command, ...words)).toBe("OK");
  return { redis, url: redis.url.replace("//", `//plumb:${PASSWORD}@`) };
};

const plumb = async (url: string, ...args: string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", START, "--", ...args], {
    cwd: scratch("command"),
    env: { PATH: process.env.PATH ?? "", REDIS_URL: url },
  });
  return stdout;
};

/** What Redis refused: a list of commands, keys and channels. How a client calls itself is nobody's need. */
const refused = async (redis: TestRedis): Promise<string[]> =>
  ((await redis.witness.call("ACL", "LOG")) as string[][])
    .map((entry) => String(entry[entry.indexOf("object") + 1]))
    .filter((object) => object !== "client|setinfo");

/** Commands that the list names one by one, and that Redis was never asked for. Those of a cluster are not asked for here. */
const unneeded = async (redis: TestRedis, lines: string[][]): Promise<string[]> => {
  const stats = String(await redis.witness.info("commandstats"));
  return lines
    .slice(0, -1)
    .flat()
    .flatMap((word) => /^\+([a-z|]+)$/.exec(word)?.slice(1) ?? [])
    .filter((command) => !stats.includes(`cmdstat_${command}:`));
};

test("the documented access list is enough for all of it, and no longer than it must be", async () => {
  const lines = accessList(PASSWORD);
  const { redis, url } = await redisWith(lines);
  const node = await startPlumb({ REDIS_URL: url });
  const call = await startCallAt(`http://127.0.0.1:${node.port}`, node.setupToken);
  await scoreAndReveal(call);
  const { admin, sessionId } = call;

  // letters that lead nowhere are counted, a sample is thrown away, somebody is erased while the node runs
  expect((await deviceAt(`http://127.0.0.1:${node.port}`).ask("POST", "/api/enter", { code: "BCDFGH" })).status).toBe(404);
  const sample = await admin.ask("POST", "/api/sample", {});
  expect((await admin.ask("DELETE", `/api/sessions/${sample.body.sessionId}`)).status).toBe(200);
  const [zoe] = await addPeople({ device: () => deviceAt(`http://127.0.0.1:${node.port}`) }, admin, [{ name: "Zoe" }]);
  const erased = await admin.ask("POST", `/api/team/people/${zoe!.personId}/erase`, { name: "Zoe" });
  expect(erased.body, erased.text).toMatchObject({ ok: true });
  await until(
    async () => JSON.stringify(await redis.witness.hgetall("{plumb}:table:erasures")).includes('\\"done\\":true'),
    "the erasure to be done, files and all",
  );

  const backup = join(scratch("backups"), "today.jsonl");
  expect(await plumb(url, "backup", backup)).toContain(backup);
  expect(await plumb(url, "admin-link")).toContain("/enter#");
  node.child.kill("SIGTERM");
  await until(() => node.child.exitCode === 0, "the node to end");

  expect(await plumb(url, "erase", "person", "Ben", "--confirm", "Ben")).toContain("were erased");
  expect(await plumb(url, "restore", backup)).toContain(`Restored ${backup}`);
  // part of a log is gone: what is there now is put aside key by key
  await redis.witness.xtrim(`{plumb:session:${sessionId}}:log`, "MAXLEN", 1);
  expect(await plumb(url, "restore", backup)).toContain("is kept as");
  expect(await plumb(url, "verify")).toMatch(/./);

  expect(await refused(redis)).toEqual([]);
  expect(await unneeded(redis, lines)).toEqual([]);
});
