// [T-13] [INV-16] [INV-17] The seal of a closed session's report: whoever kept it finds out when the record was changed since, also by somebody who wrote every hash anew.
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ServeOptions } from "../../server/serve.ts";
import { openStore } from "../../server/store/open.ts";
import { chainHash, FIRST_HASH } from "../../server/store/sqlite/verify.ts";
import { startRedis, type TestRedis } from "../store/redisServer.ts";
import { type Call, reveal, send, slice, startCall, startServer, submit, type TestServer } from "./harness.ts";

const CLI = join(import.meta.dirname, "../../server/cli/cli.ts");
const START = `import(${JSON.stringify(CLI)}).then(({ runCli }) => runCli(["node", "plumb", ...process.argv.slice(1)]))`;
const UNKNOWN = "Nothing in ";

let dir: string;
let redis: TestRedis;
let server: TestServer;
let call: Call;
/** what happens between asking for the seal and being told it */
let meanwhile = async (): Promise<void> => {};
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "plumb-seal-"));
  redis = await startRedis();
  const hooks: Partial<ServeOptions> = {
    openStore: async (...given) => {
      const store = await openStore(...given);
      return { ...store, seal: async (stream) => meanwhile().then(() => store.seal(stream)) };
    },
  };
  server = await startServer(hooks, { DATA_DIR: join(dir, "data") });
  call = await startCall(server, [{ name: "Nia" }, { name: "Tom" }]);
  for (const person of call.everybody) await submit(person, "c1", "high");
});
afterAll(async () => {
  await server.stop();
  await redis.stop();
  rmSync(dir, { recursive: true, force: true });
});

const plumb = (args: string[], env: Record<string, string>): Promise<{ code: number; out: string; err: string }> =>
  new Promise((done) =>
    execFile(
      process.execPath,
      ["-e", START, "--", ...args],
      { cwd: dir, env: { PATH: process.env.PATH ?? "", ...env }, timeout: 20_000 },
      (error, out, err) => done({ code: error ? Number(error.code) : 0, out, err }),
    ),
  );
const report = async (query = ""): Promise<string> => (await call.admin.ask("GET", `/api/sessions/${call.sessionId}/report${query}`)).text;
const sealIn = async (): Promise<string | undefined> => (JSON.parse(await report()) as { report: { seal?: string } }).report.seal;

/** The record as somebody leaves it who knows how everything is made: one value is another, and every hash fits. */
function rewrite(file: string, stream: string): void {
  const db = new DatabaseSync(file);
  const rows = db.prepare("SELECT version, actor, command_id, json FROM events WHERE stream = ? ORDER BY version").all(stream);
  let previous = FIRST_HASH;
  let changed = 0;
  for (const { version, actor, command_id, json } of rows) {
    const after =
      changed === 0 ? String(json).replace(/"value":(\d+)/, (_all, value) => `"value":${(Number(value) + 1) % 2}`) : String(json);
    if (after !== json) changed += 1;
    previous = chainHash(previous, { version: Number(version), actor: String(actor), commandId: String(command_id), json: after });
    db.prepare("UPDATE events SET json = ?, hash = ? WHERE stream = ? AND version = ?").run(after, previous, stream, Number(version));
  }
  db.prepare("UPDATE streams SET hash = ? WHERE stream = ?").run(previous, stream);
  db.close();
  expect(changed).toBe(1);
}

test("an open session's report has no seal: it would tell that somebody just did something", async () => {
  expect(await sealIn()).toBeUndefined();
  expect(await report("?format=md")).not.toContain("Seal");
});

test("a closed one's has, in every form that is kept; the command finds it, beside the server, after a backup and after a move", async () => {
  await reveal(call.admin, "c1");
  await send(call.admin, { type: "CloseSession" });
  const seal = (await sealIn())!;
  expect(seal).toMatch(/^[0-9a-f]{64}$/);
  for (const format of ["md", "html", "json&download=1"]) expect(await report(`?format=${format}`)).toContain(seal);
  expect(await report("?format=md&lang=es")).toContain("Sello del registro");

  const data = { DATA_DIR: join(dir, "data") };
  const found = await plumb(["verify", "--seal", seal], data);
  expect(found).toMatchObject({ code: 0, err: "" });
  expect(found.out).toMatch(new RegExp(`The seal stands at event \\d+ of session:${call.sessionId}`));

  // what follows moves the end of the record, and the seal stays where it was
  await send(call.admin, { type: "ReopenSession", reason: "One more thing" });
  await send(call.admin, { type: "CloseSession" });
  expect(await sealIn()).not.toBe(seal);
  expect((await plumb(["verify", `--seal=${seal}.`], data)).out.split("\n")[1]).toBe(found.out.split("\n")[1]);

  const backup = join(dir, "kept.sqlite");
  expect((await plumb(["backup", backup], data)).code).toBe(0);
  const copy = { DATA_DIR: join(dir, "copy") };
  mkdirSync(copy.DATA_DIR);
  copyFileSync(backup, join(copy.DATA_DIR, "plumb.sqlite"));
  expect((await plumb(["move", "--to", "redis"], { ...copy, REDIS_URL: redis.url })).code).toBe(0);
  expect((await plumb(["verify", "--seal", seal], { ...copy, REDIS_URL: redis.url })).out).toContain("The seal stands at event");

  // Somebody rewrites all of it: the chain holds, and only what was kept elsewhere tells.
  rewrite(join(copy.DATA_DIR, "plumb.sqlite"), `session:${call.sessionId}`);
  expect((await plumb(["verify"], copy)).code).toBe(0);
  const gone = await plumb(["verify", "--seal", seal], copy);
  expect(gone.code).toBe(1);
  expect(gone.err).toContain(UNKNOWN);
});

test("[INV-13] a session that is reopened while its report is made has none either", async () => {
  if (slice(call.admin, "session").status === "open") await send(call.admin, { type: "CloseSession" });
  let ended: string | null = null;
  meanwhile = async () => {
    meanwhile = async () => {};
    await send(call.admin, { type: "ReopenSession", reason: "Not over yet" });
    ended = "reopened";
  };
  expect(await sealIn()).toBeUndefined();
  expect(ended).toBe("reopened");
  await send(call.admin, { type: "CloseSession" });
  expect(await sealIn()).toMatch(/^[0-9a-f]{64}$/);
});

test("a seal that was not copied whole is said to be unknown, and nothing else happens", async () => {
  const said = await plumb(["verify", "--seal", "abc"], { DATA_DIR: join(dir, "data") });
  expect(said).toMatchObject({ code: 1, err: expect.stringContaining("Was the seal copied whole?") });
});
