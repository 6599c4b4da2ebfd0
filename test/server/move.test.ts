// From SQLite to Redis and back, with the command as people call it: the same team, the same hidden scores, the same devices.
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readConfig } from "../../server/config.ts";
import { serve } from "../../server/serve.ts";
import { startRedis, type TestRedis } from "../store/redisServer.ts";
import { addPeople, createSession, type Device, openDevice, startCall, startServer, submit, until } from "./harness.ts";

const CLI = join(import.meta.dirname, "../../server/cli/cli.ts");
const START = `import(${JSON.stringify(CLI)}).then(({ runCli }) => runCli(["node", "plumb", ...process.argv.slice(1)]))`;

let redis: TestRedis;
let dir: string;
beforeEach(async () => {
  redis = await startRedis();
  dir = mkdtempSync(join(tmpdir(), "plumb-move-"));
});
afterEach(async () => {
  await redis.stop();
  rmSync(dir, { recursive: true, force: true });
});

const plumb = (args: string[], data: string, env: Record<string, string> = {}): Promise<{ code: number; out: string; err: string }> =>
  new Promise((done) =>
    execFile(
      process.execPath,
      ["-e", START, "--", ...args],
      { cwd: dir, env: { PATH: process.env.PATH ?? "", DATA_DIR: data, REDIS_URL: redis.url, ...env } },
      (error, out, err) => done({ code: error ? Number(error.code) : 0, out, err }),
    ),
  );

/** A server on other data; the same browsers. */
const withServer = async <T>(
  data: string,
  url: string | null,
  work: (address: string, cookieOf: (device: Device) => Device) => Promise<T>,
): Promise<T> => {
  const { config } = readConfig({ PORT: "0", HOST: "127.0.0.1", DATA_DIR: data, LOG_LEVEL: "silent", ...(url ? { REDIS_URL: url } : {}) });
  const running = await serve(config, { print: () => {} });
  const same = (device: Device): Device => {
    const again = openDevice(() => running.url);
    return { ...again, ask: (method, path, body) => again.ask(method, path, body, { cookie: device.cookie() }) };
  };
  try {
    return await work(running.url, same);
  } finally {
    await running.close();
  }
};

const digestOf = (out: string): string => /^\d+ streams.*$/m.exec(out)?.[0] ?? out;

test("a workspace moves to Redis and back, and everybody finds what they left", async () => {
  const server = await startServer();
  const data = join(dir, "data");
  const call = await startCall(server, [{ name: "Nia", experience: "new" }, { name: "Sol" }]);
  const [nia] = call.people;
  await submit(nia!, "c1", "low", "a hidden reason");
  await until(() => call.admin.connection.slices().progress?.[0]?.in === 1, "Nia in");
  await server.restart(async () => {
    const { cpSync } = await import("node:fs");
    cpSync(server.dataDir, data, { recursive: true });
  });
  await server.stop();

  const there = await plumb(["move", "--to", "redis"], data);
  expect(there).toMatchObject({ code: 0 });
  expect(there.out).toContain("every session replayed to the same state");
  const again = await plumb(["move", "--to", "redis"], data);
  expect(again).toMatchObject({ code: 1 });
  expect(again.err).toContain("holds a Plumb already");

  await withServer(join(dir, "none"), redis.url, async (_url, same) => {
    const list = await same(nia!).ask("GET", "/api/sessions");
    expect(JSON.stringify(list.body)).toContain(call.sessionId);
    const busy = await plumb(["move", "--to", "sqlite"], join(dir, "back"));
    expect(busy).toMatchObject({ code: 1 });
    expect(busy.err).toContain("Stop all of them first");
  });

  const back = await plumb(["move", "--to", "sqlite"], join(dir, "back"));
  expect(back).toMatchObject({ code: 0 });
  expect(digestOf(back.out)).toContain("streams");
  const events = (file: string) =>
    new DatabaseSync(file, { readOnly: true }).prepare("SELECT * FROM events ORDER BY stream, version").all();
  expect(events(join(dir, "back", "plumb.sqlite"))).toEqual(events(join(data, "plumb.sqlite")));
  expect(await plumb(["verify"], join(dir, "back"), { REDIS_URL: "" })).toMatchObject({ code: 0 });
  await withServer(join(dir, "back"), null, async (_url, same) => {
    expect((await same(nia!).ask("GET", "/api/me")).text).toContain("Nia");
  });
}, 60_000);

test("backup, restore, verify and admin-link work on Redis; what was there before is kept", async () => {
  const data = join(dir, "none");
  const printed: string[] = [];
  const { config } = readConfig({ PORT: "0", HOST: "127.0.0.1", DATA_DIR: data, LOG_LEVEL: "silent", REDIS_URL: redis.url });
  const running = await serve(config, { print: (line) => void printed.push(line) });
  const token = /enter#(\S+)/.exec(printed.join("\n"))?.[1];
  const ada = openDevice(() => running.url);
  expect((await ada.ask("POST", "/api/enter", { token, name: "Ada", teamName: "Support", experience: "long" })).status).toBe(200);
  await addPeople({ device: () => openDevice(() => running.url) }, ada, [{ name: "Nia" }]);
  await createSession(ada);
  const file = join(dir, "monday.jsonl");
  expect(await plumb(["backup", file], data)).toMatchObject({ code: 0 });
  await createSession(ada);
  const refused = await plumb(["restore", file], data);
  expect(refused).toMatchObject({ code: 1 });
  const link = await plumb(["admin-link"], data);
  expect(link.out).toMatch(/\/enter#\S+/);
  await running.close();

  const before = (await redis.witness.hkeys("{plumb}:streams")).length;
  const restored = await plumb(["restore", file], data);
  expect(restored).toMatchObject({ code: 0 });
  const kept = /kept as (\S+)\. /.exec(restored.out)?.[1] ?? "";
  expect(existsSync(kept)).toBe(true);
  expect((await redis.witness.hkeys("{plumb}:streams")).length).toBe(before - 1);
  await redis.witness.xtrim("{plumb:workspace}:log", "MAXLEN", 1);
  const damaged = await plumb(["verify"], data);
  expect(damaged).toMatchObject({ code: 1 });
  expect(damaged.err).toContain("workspace");
  const mended = await plumb(["restore", file], data);
  expect(mended).toMatchObject({ code: 0 });
  expect(readFileSync(/kept as (\S+)\. /.exec(mended.out)?.[1] ?? "", "utf8")).toContain("{plumb:workspace}:log");
  const verified = await plumb(["verify"], data);
  expect(verified).toMatchObject({ code: 0 });
  expect(verified.out).toContain("is whole: 2 streams");

  writeFileSync(file, "something else");
  expect(await plumb(["restore", file], data)).toMatchObject({ code: 1 });
  expect(await redis.witness.exists("{plumb:workspace}:log")).toBe(1);
  expect(existsSync(join(data, "plumb.sqlite"))).toBe(false);
}, 60_000);

test("a Redis that could forget is refused with the settings to change; --unsafe-redis is named", async () => {
  await redis.witness.config("SET", "appendfsync", "everysec");
  const refused = await plumb(["serve"], join(dir, "none"), { PORT: "0" });
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.err).toContain("appendfsync always");
  expect(refused.err).toContain("--unsafe-redis");
}, 30_000);
