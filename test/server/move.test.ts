// From SQLite to Redis and back, with the command as people call it: the same team, the same hidden scores, the same devices.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
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
      { cwd: dir, env: { PATH: process.env.PATH ?? "", DATA_DIR: data, REDIS_URL: redis.url, ...env }, timeout: 20_000 },
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

/** From now on Redis refuses these commands but for some keys: whoever fills it is cut off in the middle. */
const cutOff = (commands: string, ...butFor: string[]): Promise<unknown> => {
  const [denied, allowed] = ["-", "+"].map((sign) => commands.split(" ").map((name) => `${sign}${name}`));
  const selector = butFor.length === 0 ? [] : [`(${[...allowed!, ...butFor.map((keys) => `~${keys}`)].join(" ")})`];
  return redis.witness.call("ACL", "SETUSER", "default", ...denied!, ...selector);
};
const goOn = (): Promise<unknown> => redis.witness.call("ACL", "SETUSER", "default", "clearselectors", "allcommands");

/** Nobody starts on a part of a store, and no other command takes it for a whole one. */
const expectRefused = async (by: string, data: string): Promise<void> => {
  for (const args of [["serve"], ["backup", join(dir, "part.jsonl")], ["verify"], ["admin-link"], ["move", "--to", "sqlite"]]) {
    const refused = await plumb(args, data, { PORT: "0" });
    expect({ args, ...refused }).toMatchObject({ code: 1, err: expect.stringContaining(`"${by}" has not come to its end`) });
    expect(refused.err).toContain("give it again");
  }
  expect(existsSync(join(dir, "part.jsonl"))).toBe(false);
};

/** The way to a Redis that is far away: each answer takes its time, and no command is done within a second. */
const farAway = async (): Promise<{ url: string; end: () => void }> => {
  const server = createServer((near) => {
    const far = connect(redis.port, "127.0.0.1");
    near.pipe(far);
    far.on("data", (bytes) => void setTimeout(() => near.write(bytes), 100));
    for (const socket of [near, far]) socket.on("error", () => {}).on("close", () => void [near, far].map((one) => one.destroy()));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`, end: () => void server.close() };
};

test("a move to Redis that was cut off is no store: nobody starts on it, and the same command again brings all of it", async () => {
  const server = await startServer();
  const call = await startCall(server, [{ name: "Nia" }]);
  await server.restart(async () => {
    const { cpSync } = await import("node:fs");
    cpSync(server.dataDir, join(dir, "data"), { recursive: true });
  });
  await server.stop();
  // Not even what came can be removed again, as when the process was killed.
  await cutOff("xadd del", "{plumb:session:*");
  expect(await plumb(["move", "--to", "redis"], join(dir, "data"))).toMatchObject({ code: 1 });
  await goOn();
  expect(await redis.witness.hkeys("{plumb}:streams")).toEqual([`session:${call.sessionId}`]);
  await redis.witness.set("{plumb:session:part}:log", "left over");
  await expectRefused("plumb move --to redis", join(dir, "none"));

  // It takes longer than a node needs to find out that its store is another now.
  const { url, end } = await farAway();
  const again = await plumb(["move", "--to", "redis"], join(dir, "data"), { REDIS_URL: url });
  end();
  expect(again).toMatchObject({ code: 0 });
  expect(again.out).not.toContain("forgotten");
  expect(await redis.witness.exists("{plumb:session:part}:log")).toBe(0);
  expect(await redis.witness.get("{plumb}:store")).toMatch(/^1 /);
  expect((await plumb(["move", "--to", "redis"], join(dir, "data"))).err).toContain("holds a Plumb already");
  await withServer(join(dir, "none"), redis.url, async (_url, same) => {
    expect(JSON.stringify((await same(call.admin).ask("GET", "/api/sessions")).body)).toContain(call.sessionId);
  });
}, 60_000);

test("a move that fails leaves nothing in Redis", async () => {
  const server = await startServer();
  await startCall(server, [{ name: "Nia" }]);
  await server.restart(async () => {
    const { cpSync } = await import("node:fs");
    cpSync(server.dataDir, join(dir, "data"), { recursive: true });
  });
  await server.stop();
  const db = new DatabaseSync(join(dir, "data", "plumb.sqlite"));
  db.exec("UPDATE events SET json = replace(json, 'SessionCreated', 'SessionChanged') WHERE version = 1");
  db.close();
  const failed = await plumb(["move", "--to", "redis"], join(dir, "data"));
  expect(failed).toMatchObject({ code: 1, err: expect.stringContaining("an event was changed") });
  expect(await redis.witness.keys("{plumb[}:]*")).toEqual([]);
}, 60_000);

test("[F-9] a file whose write-ahead log is damaged is neither moved nor backed up: what lies behind the damage would be missing", async () => {
  const server = await startServer();
  await startCall(server, [{ name: "Nia" }]);
  const data = join(dir, "data");
  mkdirSync(data);
  for (const end of ["", "-wal"]) writeFileSync(join(data, `plumb.sqlite${end}`), readFileSync(join(server.dataDir, `plumb.sqlite${end}`)));
  await server.stop();
  const log = readFileSync(join(data, "plumb.sqlite-wal"));
  log[200]! ^= 4;
  writeFileSync(join(data, "plumb.sqlite-wal"), log);
  const refused = { code: 1, err: expect.stringMatching(/-wal is damaged.*plumb restore/) };
  expect(await plumb(["move", "--to", "redis"], data)).toMatchObject(refused);
  expect(await redis.witness.keys("{plumb[}:]*")).toEqual([]);
  expect(await plumb(["backup", join(dir, "monday.sqlite")], data, { REDIS_URL: "" })).toMatchObject(refused);
  expect(existsSync(join(dir, "monday.sqlite"))).toBe(false);
  expect(readFileSync(join(data, "plumb.sqlite-wal"))).toEqual(log);
}, 60_000);

test("a restore that was cut off is no store: nobody starts on it, and the same command again brings all of it", async () => {
  const server = await startServer(undefined, { REDIS_URL: redis.url });
  const call = await startCall(server, [{ name: "Nia" }]);
  const data = join(dir, "none");
  const file = join(dir, "monday.jsonl");
  expect(await plumb(["backup", file], data)).toMatchObject({ code: 0 });
  const later = await createSession(call.admin);
  await server.stop();

  await cutOff("xadd", "{plumb:workspace}*");
  const failed = await plumb(["restore", file], data);
  expect(failed).toMatchObject({ code: 1 });
  const kept = /kept as (\S+)\. /.exec(failed.out)?.[1] ?? "";
  expect(readFileSync(kept, "utf8")).toContain(later);
  await goOn();
  expect(await redis.witness.hkeys("{plumb}:streams")).toEqual(["workspace"]);
  await expectRefused(`plumb restore ${file}`, data);

  // It takes longer than a node needs to find out that its store is another now.
  const { url, end } = await farAway();
  const again = await plumb(["restore", file], data, { REDIS_URL: url });
  end();
  expect(again).toMatchObject({ code: 0 });
  expect(again.out).not.toContain("forgotten");
  // A part is not kept: somebody might take it for a backup.
  expect(again.out).not.toContain("kept as");
  expect(readdirSync(dir).filter((name) => name.includes("before-restore"))).toHaveLength(1);
  await withServer(data, redis.url, async (_url, same) => {
    const list = JSON.stringify((await same(call.admin).ask("GET", "/api/sessions")).body);
    expect([list.includes(call.sessionId), list.includes(later)]).toEqual([true, false]);
  });
  expect(await plumb(["restore", kept], data)).toMatchObject({ code: 0 });
  expect((await plumb(["verify"], data)).out).toContain("is whole");

  // Nor does anybody start on what is all there before that is gone from it which must stay forgotten.
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, "plumb-erasures.jsonl"), `${JSON.stringify({ kind: "person", id: "somebody", at: "2026-11-22" })}\n`);
  await cutOff("bgrewriteaof");
  expect(await plumb(["restore", file], data)).toMatchObject({ code: 1 });
  await goOn();
  expect((await plumb(["serve"], data, { PORT: "0" })).err).toContain("has not come to its end");
  expect(await plumb(["restore", file], data)).toMatchObject({ code: 0, out: expect.stringContaining("1 on the list") });
}, 60_000);

test("[INV-20] whoever was erased while the team was on Redis stays so after moving back, whatever older backup is restored and whichever list is lost", async () => {
  const CANARY = "qzx-canary";
  const [data, back, list] = [join(dir, "data"), join(dir, "back"), "plumb-erasures.jsonl"];
  const onFile = { REDIS_URL: "" };
  const holds = (): boolean => readFileSync(join(back, "plumb.sqlite")).includes(CANARY);
  const server = await startServer();
  const call = await startCall(server, [{ name: `Ana ${CANARY}` }, { name: "Sol" }]);
  const ana = call.people[0]!;
  await submit(ana, "c1", "low", `${CANARY} reason`);
  await server.restart(async () => {
    const { cpSync } = await import("node:fs");
    cpSync(server.dataDir, data, { recursive: true });
  });
  await server.stop();
  const monday = join(dir, "monday.sqlite");
  expect(await plumb(["backup", monday], data, onFile)).toMatchObject({ code: 0 });
  expect(existsSync(join(dir, list))).toBe(false);
  // An erasure that got no further than the list.
  writeFileSync(join(data, list), `${JSON.stringify({ kind: "person", id: "listed-only", at: "2026-11-22" })}\n`);

  expect(await plumb(["move", "--to", "redis"], data)).toMatchObject({ code: 0 });
  await withServer(join(dir, "node"), redis.url, async (_url, same) => {
    const erased = await same(call.admin).ask("POST", `/api/team/people/${ana.personId}/erase`, { name: `Ana ${CANARY}` });
    expect(erased.body).toEqual({ ok: true, effect: true });
    const done = async (id: string) => (await redis.witness.hget("{plumb}:table:erasures", `person ${id}`))?.includes('"done":true');
    await until(() => done("listed-only"), "what was only on the list is gone on with");
  });
  expect(await plumb(["move", "--to", "sqlite"], back)).toMatchObject({ code: 0 });
  for (const id of [ana.personId, "listed-only"]) expect(readFileSync(join(back, list), "utf8")).toContain(id);
  expect(holds()).toBe(false);

  // Her erasure is in the list beside the data, ...
  const restored = await plumb(["restore", monday], back, onFile);
  expect(restored).toMatchObject({ code: 0, out: expect.stringContaining("2 on the list") });
  expect(holds()).toBe(false);
  const team = new DatabaseSync(join(back, "plumb.sqlite"), { readOnly: true });
  const last = team.prepare("SELECT json FROM events WHERE stream = 'workspace' ORDER BY version DESC LIMIT 1").get();
  team.close();
  expect(JSON.parse(String(last?.json))).toMatchObject({ type: "MemberRemoved", personId: ana.personId, erased: true });
  // ... in the data that is replaced, ...
  rmSync(join(back, list));
  expect((await plumb(["restore", monday], back, onFile)).out).toContain("2 on the list");
  expect(holds()).toBe(false);
  // ... and beside every backup from then on.
  rmSync(join(back, list));
  mkdirSync(join(dir, "backups"));
  expect(await plumb(["backup", join(dir, "backups", "tuesday.sqlite")], back, onFile)).toMatchObject({ code: 0 });
  expect(readFileSync(join(dir, "backups", list), "utf8")).toContain(ana.personId);

  // Damaged data says nothing any more; then only the lists are left, and that is said.
  writeFileSync(join(back, "plumb.sqlite"), "damaged".repeat(1_000));
  const without = await plumb(["restore", monday], back, onFile);
  expect(without).toMatchObject({ code: 0, out: expect.stringMatching(/plumb.sqlite cannot be read: .* only what the lists say/) });
}, 60_000);

test("a Redis that could forget is refused with the settings to change; --unsafe-redis is named", async () => {
  await redis.witness.config("SET", "appendfsync", "everysec");
  const refused = await plumb(["serve"], join(dir, "none"), { PORT: "0" });
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.err).toContain("appendfsync always");
  expect(refused.err).toContain("--unsafe-redis");
}, 30_000);
