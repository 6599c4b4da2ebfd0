// A user of Redis with nothing but what docs/operations.md gives it is enough for a node, a call, an erasure, and every command of `plumb`.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { assertAllowed } from "../../server/cli/redisAccess.ts";
import { readConfig } from "../../server/config.ts";
import { moveSlot, startCluster } from "../store/redisCluster.ts";
import { SAFE, startRedis, type TestRedis } from "../store/redisServer.ts";
import { accepted, addPeople, slice, until } from "./harness.ts";
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
  expect(await plumb(url, "move", "--to", "sqlite")).toMatch(/./);
  // part of a log is gone: what is there now is put aside key by key
  await redis.witness.xtrim(`{plumb:session:${sessionId}}:log`, "MAXLEN", 1);
  expect(await plumb(url, "restore", backup)).toContain("is kept as");
  expect(await plumb(url, "verify")).toMatch(/./);

  expect(await refused(redis)).toEqual([]);
  expect(await unneeded(redis, lines)).toEqual([]);
});

test("in a cluster the last line is enough too, also while a session moves to another master", async () => {
  const lines = accessList(PASSWORD);
  const cluster = await startCluster();
  stopLater(cluster.stop);
  for (const { witness } of cluster.masters)
    for (const [command = "", ...words] of lines) expect(await witness.call(command, ...words)).toBe("OK");
  const node = await startPlumb({ REDIS_URL: cluster.url.replace("//", `//plumb:${PASSWORD}@`) });
  const call = await startCallAt(`http://127.0.0.1:${node.port}`, node.setupToken);
  const log = `{plumb:session:${call.sessionId}}:log`;
  const from = await cluster.holderOf(log);
  const to = cluster.masters.find((master) => master !== from)!;
  // A draft that is asked for at the old one is asked for at the new one, by ASKING, until all of the session is there.
  const { criterionId } = slice(call.ben, "scorecard").criteria[0]!;
  let saved: Promise<void> | null = null;
  await moveSlot(Number(await from.witness.call("CLUSTER", "KEYSLOT", log)), from, to, async () => {
    saved ??= accepted(call.ben.connection.saveDraft("c1", criterionId, { value: 1, reason: "", unsure: false, evidence: [] }));
    await until(async () => (await cluster.answered("ASK")) > 0, "somebody to be sent on");
  });
  await saved;
  await scoreAndReveal(call);
  const backup = join(scratch("backups"), "today.jsonl");
  expect(await plumb(cluster.url.replace("//", `//plumb:${PASSWORD}@`), "backup", backup)).toContain(backup);
  for (const master of cluster.masters) expect(await refused(master)).toEqual([]);
  const stats = (await Promise.all(cluster.masters.map(({ witness }) => witness.info("commandstats")))).join("");
  for (const command of ["script|load", "cluster|slots", "asking"]) expect(stats).toContain(`cmdstat_${command}:`);
});

test.each([
  ["+bgrewriteaof +bgsave", "-bgrewriteaof", "BGREWRITEAOF"],
  ["what is written", "-hset", "HSET"],
  ["its channels", "resetchannels", "PUBLISH, SUBSCRIBE"],
  ["its keys", "resetkeys", "GET, HGET, HGETALL, SET, HSET, HDEL, XADD, XRANGE, DUMP, EVAL, EVALSHA"],
])("a list without %s: no server starts, and one sentence says what is missing", async (_what, word, named) => {
  const { redis, url } = await redisWith([...accessList(PASSWORD), ["ACL", "SETUSER", "plumb", word]]);
  const { code, stderr } = await plumb(url, "serve").then(
    () => ({ code: 0, stderr: "" }),
    (error: { code: number; stderr: string }) => error,
  );
  expect(code).toBe(1);
  expect(stderr).toContain(`Refused: ${named}. The whole list stands in docs/operations.md`);
  expect(stderr).not.toContain(PASSWORD);
  // only asked, never done
  expect(await redis.witness.dbsize()).toBe(0);
  expect(String(await redis.witness.info("commandstats"))).not.toMatch(/cmdstat_(bgsave|bgrewriteaof|dump|hdel|eval):calls=[1-9]/);
});

test.each(["-multi", "-discard"])(
  "a list without the way to ask (%s), as one that was made before anybody asked: it starts, and says that nobody looked",
  async (word) => {
    const { url } = await redisWith([...accessList(PASSWORD), ["ACL", "SETUSER", "plumb", word]]);
    const node = await startPlumb({ REDIS_URL: url });
    expect(node.printed).toMatch(/^Warning: .*may not MULTI and DISCARD.*nobody looked/m);
  },
);

test("a database other than 0 takes +select too, as it is said there", async () => {
  const { redis, url } = await redisWith(accessList(PASSWORD));
  const inThree = (): Promise<string> => plumb(`${url}/3`, "admin-link");
  await expect(inThree()).rejects.toThrow(/NOPERM.*'select'/);
  await redis.witness.call("ACL", "SETUSER", "plumb", "+select");
  expect(await inThree()).toContain("/enter#");
});

test("with --unsafe-redis it starts all the same, and says what it cannot do", async () => {
  const { url } = await redisWith([...accessList(PASSWORD), ["ACL", "SETUSER", "plumb", "-bgsave"]]);
  const node = await startPlumb({ REDIS_URL: url, PLUMB_UNSAFE_REDIS: "yes" });
  expect(node.printed).toMatch(/^Warning: .*Refused: BGSAVE\./m);
});

test.each([
  ["is away", false],
  ["takes connections and says nothing", true],
])("a Redis that %s is not taken for one that refuses, and holds up nothing", async (_what, listens) => {
  const mute = createServer().listen(0, "127.0.0.1");
  await once(mute, "listening");
  const { port } = mute.address() as AddressInfo;
  if (listens) stopLater(() => void mute.close());
  else mute.close();
  const { config } = readConfig({ DATA_DIR: scratch("data"), REDIS_URL: `redis://127.0.0.1:${port}` });
  await assertAllowed(config, (line) => expect.unreachable(line));
});
