// A real Redis of a test's own: on a free port, in a temporary folder, killed and started again at will.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { findProgram, REDIS } from "../../scripts/fromSystem.ts";
import { freePort } from "../freePort.ts";

export const SAFE = ["--appendonly", "yes", "--appendfsync", "always"];

export type TestRedis = {
  url: string;
  port: number;
  dir: string;
  /** the second opinion: another client than the server's */ witness: Redis;
  /** SIGKILL, and the process is gone when it resolves */ kill: () => Promise<void>;
  /** on the same port and folder */ start: (args?: string[]) => Promise<void>;
  signal: (signal: NodeJS.Signals) => void;
  stop: () => Promise<void>;
};

export const startRedis = async (args: string[] = SAFE): Promise<TestRedis> => {
  const program = findProgram(REDIS);
  if (!program) throw new Error("There is no redis-server; npm test installs one.");
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), "plumb-redis-"));
  let child: ChildProcess | null = null;
  const witness = new Redis({ host: "127.0.0.1", port, lazyConnect: true, retryStrategy: () => 50, maxRetriesPerRequest: null });
  witness.on("error", () => {});

  const start: TestRedis["start"] = async (more = args) => {
    const started = spawn(program, ["--port", String(port), "--bind", "127.0.0.1", "--dir", dir, "--save", "", ...more], {
      stdio: "ignore",
    });
    child = started;
    if (witness.status === "wait") await witness.connect().catch(() => {});
    for (;;) {
      if (started.exitCode !== null) throw new Error(`redis-server ended with ${started.exitCode}`);
      const answer = await witness.ping().catch(() => null);
      if (answer === "PONG") return;
      await new Promise((next) => setTimeout(next, 20));
    }
  };
  const kill = async () => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    dir,
    witness,
    kill,
    start,
    signal: (signal) => void child?.kill(signal),
    stop: async () => {
      witness.disconnect();
      await kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
};
