// A server on a disk of its own whose power fails again and again: each time the disk's image is compared with what people had been told by then.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { findProgram, REDIS } from "../../../scripts/fromSystem.ts";
import { redisStore } from "../../../server/store/redis.ts";
import { until } from "../../server/harness.ts";
import { openCall, teamOn } from "../children/call.ts";
import { type Child, startChild } from "../children/child.ts";
import { type Dice, dice } from "../real/dice.ts";
import { type Busy, keepBusy } from "./busy.ts";
import { commandsOf } from "./commandsOf.ts";
import type { Disks } from "./image.ts";
import { freePort } from "../../freePort.ts";

export type PowerOptions = {
  disks: Disks;
  store: "sqlite" | "redis";
  /** as supported, or as the control has it: NORMAL, everysec */ durable: boolean;
  images: number;
  seed: number;
};
export type PowerResult = {
  /** images since whose predecessor something was acknowledged */ images: number;
  /** images from which acknowledged acts were missing */ lossy: number;
  lost: number;
  acknowledged: number;
  failures: string[];
};
type Found = { broken: string[]; commands: string[]; drafts: string[] };

const LOOK = fileURLToPath(new URL("look.ts", import.meta.url));
const run = promisify(execFile);
/** images of one disk, before a new one */
const IMAGES_OF_A_DISK = 10;

const fsync = (durable: boolean): string => (durable ? "always" : "everysec");

/** redis-server on that disk; answers when it listens. */
const redisOn = async (disks: Disks, image: string, durable: boolean): Promise<{ process: ChildProcess; url: string }> => {
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--dir", disks.mount, "--save", "", "--appendonly", "yes"];
  const [program, ...rest] = [...disks.inside(image), findProgram(REDIS) ?? "redis-server", ...args, "--appendfsync", fsync(durable)];
  const child = spawn(program!, rest, { stdio: ["ignore", "pipe", "ignore"] });
  let said = "";
  child.stdout.on("data", (chunk) => {
    said += String(chunk);
  });
  await until(() => {
    if (child.exitCode !== null) throw new Error(`redis-server did not start on the disk: ${said.slice(-600)}`);
    return said.includes("Ready to accept connections");
  }, "Redis on the disk");
  return { process: child, url: `redis://127.0.0.1:${port}` };
};
const stopped = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once("exit", done));
  child.kill("SIGKILL");
  await gone;
};

const lookAtSqlite = async (disks: Disks, image: string): Promise<Found> => {
  const [program, ...args] = [...disks.inside(image), process.execPath, LOOK, join(disks.mount, "plumb.sqlite")];
  const { stdout } = await run(program!, args, { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout) as Found;
};

const lookAtRedis = async (disks: Disks, image: string): Promise<Found> => {
  const redis = await redisOn(disks, image, true);
  try {
    const store = await redisStore({ url: redis.url, unsafe: false, warn: () => {} });
    const found: Found = { broken: [], commands: [], drafts: [] };
    for (const stream of await store.streams("session:")) {
      found.commands.push(...commandsOf(await store.read(stream, 0)));
      for (const { key, entry } of await store.drafts(stream.slice("session:".length)))
        found.drafts.push(`${key.seatId} ${key.criterionId} ${(entry as { reason: string }).reason}`);
    }
    await store.close();
    return found;
  } finally {
    await stopped(redis.process);
  }
};

export async function runPower(options: PowerOptions): Promise<PowerResult> {
  const result: PowerResult = { images: 0, lossy: 0, lost: 0, acknowledged: 0, failures: [] };
  const chance = dice(options.seed);
  for (let disk = 0; result.images < options.images && result.failures.length === 0; disk++) {
    const left = Math.min(IMAGES_OF_A_DISK, options.images - result.images);
    try {
      await oneDisk(options, `${options.store}-${options.seed}-${disk}`, left, chance, result);
    } catch (error) {
      result.failures.push(
        `${options.store}, seed ${options.seed}, disk ${disk}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  return result;
}

async function oneDisk(options: PowerOptions, name: string, images: number, chance: Dice, result: PowerResult): Promise<void> {
  const { disks, store, durable } = options;
  const image = disks.fresh(name);
  const elsewhere = mkdtempSync(join(tmpdir(), "plumb-power-"));
  const redis = store === "redis" ? await redisOn(disks, image, durable) : null;
  let child: Child | null = null;
  let stop = (): void => {};
  try {
    child = await startChild(
      redis
        ? { env: { DATA_DIR: elsewhere, REDIS_URL: redis.url, ...(durable ? {} : { PLUMB_UNSAFE_REDIS: "yes" }) } }
        : { env: { DATA_DIR: disks.mount }, wrap: disks.inside(image), ...(durable ? {} : { breaks: "synchronousNormal" as const }) },
    );
    const call = await openCall(child.url, await teamOn(child));
    const busy = keepBusy(call);
    stop = () => {
      busy.stop();
      call.close();
    };
    const target = {
      kill: (signal: NodeJS.Signals) => (redis ? redis.process.kill(signal) : child!.signal(signal)),
      pid: () => (redis ? (redis.process.pid ?? 0) : child!.pid()),
    };
    let before = 0;
    for (let taken = 0; taken < images && result.failures.length === 0; taken++) {
      await until(() => busy.acknowledged().length > before + 5, "acts acknowledged", 60_000);
      before = busy.acknowledged().length;
      await new Promise((done) => setTimeout(done, chance.int(60)));
      await onePicture({ options, busy, target, image, name: `${name}-${taken}`, result });
    }
  } finally {
    stop();
    await child?.kill();
    if (redis) await stopped(redis.process);
    disks.remove(image);
    rmSync(elsewhere, { recursive: true, force: true });
  }
}

/** Every thread of it. */
const standsStill = (pid: number): boolean =>
  readdirSync(`/proc/${pid}/task`).every((task) => / T /.test(readFileSync(`/proc/${pid}/task/${task}/stat`, "utf8").replace(/^.*\)/, "")));

async function onePicture(given: {
  options: PowerOptions;
  busy: Busy;
  target: { kill: (signal: NodeJS.Signals) => unknown; pid: () => number };
  image: string;
  name: string;
  result: PowerResult;
}): Promise<void> {
  const { options, busy, target, result } = given;
  const { disks, store } = options;
  target.kill("SIGSTOP");
  // A call into the kernel is finished before a thread stands still. Copied meanwhile, the image would be of no one moment.
  await until(() => standsStill(target.pid()), "the process to stand still");
  // What had been answered by then arrives now; nothing more is answered.
  await new Promise((done) => setTimeout(done, 8));
  const acknowledged = busy.acknowledged();
  const drafts = busy.drafts();
  const cut = disks.cut(given.image, given.name);
  target.kill("SIGCONT");
  try {
    const found = await (store === "sqlite" ? lookAtSqlite : lookAtRedis)(disks, cut);
    const there = new Set(found.commands);
    const missing = acknowledged.filter((id) => !there.has(id));
    const kept = new Map(
      found.drafts.map((line) => line.split(" ")).map(([seat, criterion, number]) => [`${seat} ${criterion}`, Number(number)]),
    );
    for (const [key, number] of drafts) if ((kept.get(key) ?? 0) < number) missing.push(`the draft ${key}`);
    result.images += 1;
    result.acknowledged += acknowledged.length;
    result.lost += missing.length;
    if (missing.length > 0) result.lossy += 1;
    if (!options.durable) return;
    const where = `${store}, seed ${options.seed}, image ${given.name}`;
    if (missing.length > 0)
      result.failures.push(`${where}: ${missing.length} of ${acknowledged.length} acknowledged acts are lost, first ${missing[0]}`);
    for (const line of found.broken) result.failures.push(`${where}: ${line}`);
    if (there.size !== found.commands.length) result.failures.push(`${where}: something happened twice`);
  } catch (error) {
    result.images += 1;
    // A disk that cannot be read any more has lost everything.
    result.lossy += 1;
    if (options.durable)
      result.failures.push(`${store}, image ${given.name} does not open: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    disks.remove(cut);
  }
}
