// The `plumb` command as people call it: what it prints, what it changes, and with which code it ends.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLinks } from "../../server/people/links.ts";
import { type SqliteStore, sqliteStore } from "../../server/store/sqlite.ts";
import { command } from "../store/command.ts";
import { freePort } from "../freePort.ts";

let dir: string;
let data: string;
let running: SqliteStore | null = null;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "plumb-cli-"));
  data = join(dir, "data");
});
afterEach(async () => {
  await running?.close();
  running = null;
  rmSync(dir, { recursive: true, force: true });
});

const CLI = join(import.meta.dirname, "../../server/cli/cli.ts");
const START = `import(${JSON.stringify(CLI)}).then(({ runCli }) => runCli(["node", "plumb", ...process.argv.slice(1)]))`;

/** Runs the command's own code in a process of its own, away from the repository's folder so that no .env is read. */
const plumb = (args: string[], env: Record<string, string> = {}) => {
  const result = spawnSync(process.execPath, ["-e", START, "--", ...args], {
    cwd: dir,
    encoding: "utf8",
    env: { PATH: process.env.PATH ?? "", DATA_DIR: data, ...env },
  });
  return { code: result.status, out: result.stdout, err: result.stderr };
};

const openData = (): SqliteStore =>
  sqliteStore({
    file: join(data, "plumb.sqlite"),
    onFatal: (error) => {
      throw error;
    },
  });

const withEvents = async (count: number) => {
  const store = openData();
  await store.append("session:one", 0, [
    command(
      "a",
      Array.from({ length: count }, () => ({ reason: { text: "because" } })),
    ),
  ]);
  await store.close();
};

describe("settings", () => {
  test("[B-64] wrong ones end every command with 78 and all faults", () => {
    const { code, err, out } = plumb(["serve"], { PORT: "abc", LOG_LEVEL: "loud" });
    expect(code).toBe(78);
    expect(err).toMatch(/PORT: .*\n.*LOG_LEVEL: /);
    expect(out).toBe("");
  });

  test("[B-64] a misspelt one in .env is warned of, by every command, and does nothing", () => {
    writeFileSync(join(dir, ".env"), "REDIS_ULR=redis://:secret@127.0.0.1:1\nLOG_LEVEL=error\n");
    const { code, out, err } = plumb(["admin-link"]);
    expect(code).toBe(0);
    expect(out).toContain("/enter#");
    expect(err).toMatch(/^Warning: [^\n]*REDIS_ULR \(meant: REDIS_URL\?\)[^\n]*\n$/);
    expect(err).not.toContain("secret");
  });
});

describe("serve", () => {
  /** A server in a process of its own, once it has said how to set it up. */
  const served = async (port: number) => {
    const child = spawn(process.execPath, ["-e", START, "--", "serve"], {
      cwd: dir,
      env: { PATH: process.env.PATH ?? "", DATA_DIR: data, PORT: String(port), HOST: "127.0.0.1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    const setUp = new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        stream.on("data", (chunk) => {
          said += String(chunk);
          const token = said.match(/\/enter#([\w-]+)/)?.[1];
          if (token) resolve(token);
        });
      }
      child.on("exit", (code) => reject(new Error(`the server ended with ${code}: ${said}`)));
    });
    return { child, token: await setUp };
  };

  test("starts with a set-up link, refuses a second server on the same data, and ends in good order when asked", async () => {
    const port = await freePort();
    const first = await served(port);
    try {
      const second = plumb(["serve"], { PORT: String(await freePort()) });
      expect(second.code).toBe(1);
      expect(second.err).toContain(`process ${first.child.pid}`);
      const home = await fetch(`http://127.0.0.1:${port}/api/me`);
      expect(await home.json()).toMatchObject({ ok: true, person: null, needsSetup: true });
      const link = plumb(["admin-link"]).out.match(/\/enter#([\w-]+)/)![1];
      expect(link).not.toBe(first.token);
    } finally {
      first.child.kill("SIGTERM");
    }
    expect(await once(first.child, "exit")).toEqual([0, null]);
    running = openData();
    await running.ready();
  });

  test("an address that is taken ends with a sentence", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const { code, err } = plumb(["serve"], { PORT: String(port), HOST: "127.0.0.1" });
    taken.close();
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`${port} .*in use`));
    expect(err).not.toMatch(/^\s+at /m);
  });
});

describe("backup and restore", () => {
  test("take a copy while a server runs, and bring it back once it is stopped", async () => {
    await withEvents(3);
    running = openData();
    const backup = join(dir, "backups", "today.sqlite");
    const saved = plumb(["backup", backup]);
    expect(saved).toMatchObject({ code: 0, err: "" });
    expect(saved.out).toContain(backup);
    await running.append("session:one", 3, [command("later")]);

    const refused = plumb(["restore", backup]);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(`process ${process.pid}`);
    expect(await running.read("session:one", 0)).toHaveLength(4);
    await running.close();

    const restored = plumb(["restore", backup]);
    expect(restored).toMatchObject({ code: 0, err: "" });
    expect(readdirSync(data).filter((name) => name.includes("before-restore"))).toHaveLength(1);
    running = openData();
    expect(await running.read("session:one", 0)).toHaveLength(3);
  });

  test("say in a sentence what cannot be", () => {
    for (const [args, sentence] of [
      [["backup", "x.sqlite"], /nothing to back up yet/],
      [["restore", "none.sqlite"], /does not exist/],
      [["restore"], /missing required argument/],
      [["reboot"], /unknown command|too many arguments/],
    ] as const) {
      const { code, err } = plumb([...args]);
      expect(code).toBe(1);
      expect(err).toMatch(sentence);
      expect(err).not.toMatch(/^\s+at /m);
    }
  });

  test("something else than a backup is refused, and the data stays", async () => {
    await withEvents(2);
    writeFileSync(join(dir, "holiday.jpg"), "not a backup".repeat(1_000));
    expect(plumb(["restore", "holiday.jpg"])).toMatchObject({ code: 1, err: expect.stringContaining("not a backup") });
    running = openData();
    expect(await running.read("session:one", 0)).toHaveLength(2);
  });
});

describe("admin-link", () => {
  const tokenIn = (out: string) => out.match(/\/enter#([\w-]+)\n/)![1]!;

  test("prints a link at the public address that works once, beside a running server too", async () => {
    await withEvents(1);
    running = openData();
    const { code, out } = plumb(["admin-link"], { PUBLIC_URL: "https://plumb.example.com", TRUST_PROXY: "1" });
    expect(code).toBe(0);
    expect(out).toContain("https://plumb.example.com/enter#");
    const links = openLinks(running, Date.now);
    expect(await links.use(tokenIn(out))).toMatchObject({ kind: "setup" });
    expect(await links.use(tokenIn(out))).toBeNull();
  });

  test("works before the first start", async () => {
    const { code, out } = plumb(["admin-link"]);
    expect(code).toBe(0);
    running = openData();
    expect(await openLinks(running, Date.now).find(tokenIn(out))).toMatchObject({ kind: "setup" });
  });
});

describe("verify", () => {
  test("says that all is whole", async () => {
    await withEvents(3);
    expect(plumb(["verify"])).toMatchObject({ code: 0, out: expect.stringMatching(/whole: 1 stream, 3 events/) });
  });

  test("names the stream and the event that somebody changed, and ends with 1", async () => {
    await withEvents(3);
    const db = new DatabaseSync(join(data, "plumb.sqlite"));
    db.exec("UPDATE events SET actor = 'ben' WHERE version = 2");
    db.close();
    expect(plumb(["verify"])).toMatchObject({ code: 1, err: expect.stringMatching(/session:one: .*first at event 2/) });
  });
});

describe("erase", () => {
  const withAna = async () => {
    const store = openData();
    const person = { personId: "p-ana", name: "Ana Ruiz", kind: "member", guestOf: null, createdAt: 1, erased: false, mergedInto: null };
    await store.put("people", "p-ana", person);
    await store.append("session:one", 0, [
      command("a", [
        { type: "SeatTaken", seatId: "ana", personId: "p-ana" },
        { type: "ReviewSubmitted", seatId: "ana", sheet: { k: { value: 2, reason: { text: "Ana's reason" } } } },
        { type: "ReviewSubmitted", seatId: "ben", sheet: { k: { value: 4, reason: { text: "Ben's reason" } } } },
      ]),
    ]);
    await store.close();
  };

  test("[B-68] asks for the name again, then forgets the person and what they wrote; a second time there is nothing left", async () => {
    await withAna();
    const asked = plumb(["erase", "person", "ana ruiz"]);
    expect(asked).toMatchObject({ code: 1, err: expect.stringContaining('--confirm "Ana Ruiz"') });
    const done = plumb(["erase", "person", "ana ruiz", "--confirm", "Ana Ruiz"]);
    expect(done).toMatchObject({ code: 0, out: expect.stringMatching(/1 names, 1 texts/) });
    running = openData();
    expect((await running.read("session:one", 0)).map(({ event }) => event.sheet)).toEqual([
      undefined,
      { k: { value: 2, reason: { text: "", erased: true } } },
      { k: { value: 4, reason: { text: "Ben's reason" } } },
    ]);
    expect(await running.get("people", "p-ana")).toMatchObject({ name: "", erased: true });
    await running.close();
    running = null;
    expect(plumb(["erase", "person", "p-ana"])).toMatchObject({ code: 0, out: expect.stringContaining("erased before") });
    expect(plumb(["verify"]).code).toBe(0);
  });

  test("one damaged session keeps none of the others, and the file is written anew without their words", async () => {
    await withAna();
    const store = openData();
    await store.append("session:bad", 0, [command("a", [{}, {}])]);
    await store.append("session:two", 0, [
      command("a", [
        { type: "SeatTaken", seatId: "ana", personId: "p-ana" },
        { type: "ReasonWritten", seatId: "ana", text: { text: "Ana explains" } },
      ]),
    ]);
    await store.close();
    const file = join(data, "plumb.sqlite");
    const db = new DatabaseSync(file);
    db.exec("UPDATE events SET json = replace(json, 'Happened', 'Hacked') WHERE stream = 'session:bad' AND version = 2");
    // Left in a free page, as a row that was overwritten before this server's time may be.
    db.exec("PRAGMA secure_delete = OFF; CREATE TABLE gone (text TEXT); INSERT INTO gone VALUES ('Ana said it long ago'); DROP TABLE gone");
    db.close();
    expect(readFileSync(file).includes("Ana said it")).toBe(true);

    const { code, out, err } = plumb(["erase", "person", "Ana Ruiz", "--confirm", "Ana Ruiz"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/What cannot be read could not be erased:\n.*session:bad: .*first at event 2.*\nElsewhere 1 names, 2 texts/);
    for (const words of ["Ana's reason", "Ana explains", "Ana said it"]) expect(readFileSync(file).includes(words)).toBe(false);
    expect(readFileSync(join(data, "plumb-erasures.jsonl"), "utf8")).toContain("p-ana");
    running = openData();
    expect(await running.get("erasures", "person p-ana")).toMatchObject({ done: false });
  });

  test("material that was erased and cannot be erased again from a damaged backup keeps that backup out, with the reason", async () => {
    await withAna();
    const backup = join(dir, "monday.sqlite");
    expect(plumb(["backup", backup]).code).toBe(0);
    writeFileSync(join(data, "plumb-erasures.jsonl"), `${JSON.stringify({ kind: "material", id: "one", at: "2026-11-22" })}\n`);
    const db = new DatabaseSync(backup);
    db.exec("UPDATE events SET json = replace(json, 'SeatTaken', 'SeatTaker') WHERE stream = 'session:one'");
    db.close();
    const before = readFileSync(join(data, "plumb.sqlite"));
    const refused = plumb(["restore", backup]);
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringMatching(/cannot be erased again from .*monday.sqlite: .*Nothing was changed/),
    });
    expect(refused.err).not.toContain("restoring.sqlite");
    expect(readFileSync(join(data, "plumb.sqlite"))).toEqual(before);
    expect(readdirSync(data)).not.toContain("restoring.sqlite");
  });

  test("[B-68] is refused while a server runs, and for somebody nobody knows", async () => {
    await withAna();
    expect(plumb(["erase", "person", "Zoe", "--confirm", "Zoe"])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^UNKNOWN_SUBJECT/),
    });
    running = openData();
    const refused = plumb(["erase", "person", "Ana Ruiz", "--confirm", "Ana Ruiz"]);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining("Nothing was changed.") });
    expect(readdirSync(data)).not.toContain("plumb-erasures.jsonl");
  });
});

describe("an older Node", () => {
  const withVersion = (version: string, env: Record<string, string>) => {
    const pretend = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } })`;
    const cli = join(import.meta.dirname, "../../bin/cli.js");
    return spawnSync(process.execPath, ["--import", `data:text/javascript,${encodeURIComponent(pretend)}`, cli, "--help"], {
      encoding: "utf8",
      env: { PATH: process.env.PATH ?? "", ...env },
    });
  };

  test.each(["20.20.2", "24.14.9"])("%s gets one sentence and code 1 when no newer one was brought along", (version) => {
    const { status, stderr } = withVersion(version, { PLUMB_REEXECUTED: "1" });
    expect(status).toBe(1);
    expect(stderr).toMatch(new RegExp(`^Plumb needs Node 24.15 or newer; this is ${version}\\..*\\n$`));
  });

  test("the file itself is plain enough for it: no syntax or import newer than Node 18", () => {
    const text = readFileSync(join(import.meta.dirname, "../../bin/cli.js"), "utf8");
    expect([...text.matchAll(/from "([^"]+)"/g)].map(([, name]) => name)).toEqual(["node:child_process", "node:fs", "node:url"]);
  });
});
