// A server in a process of its own, for proofs: killed, started again, measured, and listened to.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Launch } from "./launch.ts";
import { freePort } from "../../freePort.ts";

export type Memory = { rss: number; heapUsed: number; external: number };
export type ServerProcess = {
  url: string;
  dataDir: string;
  setupToken: () => string;
  pid: () => number;
  /** everything it has written, its log included */ said: () => string;
  /** resident memory and heap after a collection of garbage */ memory: () => Promise<Memory>;
  /** open files and sockets */ descriptors: () => number;
  /** how it ended although nobody ended it; null: it did not */ died: () => string | null;
  /** SIGKILL */ kill: () => Promise<void>;
  /** SIGTERM */ end: () => Promise<number | null>;
  /** on the same data and port; what is given here is set from now on */ start: (env?: Record<string, string>) => Promise<void>;
  remove: () => Promise<void>;
};

export async function serverProcess(launch: Launch = {}, env: Record<string, string> = {}): Promise<ServerProcess> {
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), "plumb-proof-"));
  let child: ChildProcess | null = null;
  let output = "";
  let death: string | null = null;
  const waiting: { look: () => boolean; done: () => void }[] = [];

  const start = (more: Record<string, string> = {}): Promise<void> => {
    Object.assign(env, more);
    const began = output.length;
    const started = spawn(process.execPath, ["--expose-gc", new URL("./launch.ts", import.meta.url).pathname], {
      cwd: dataDir,
      env: {
        ...process.env,
        PORT: String(port),
        HOST: "127.0.0.1",
        DATA_DIR: dataDir,
        LOG_LEVEL: "error",
        NODE_COMPILE_CACHE: join(tmpdir(), "plumb-compile-cache"),
        ...env,
        PLUMB_PROOF_LAUNCH: JSON.stringify(launch),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    const read = (chunk: Buffer): void => {
      output += String(chunk);
      for (const one of [...waiting]) if (one.look()) waiting.splice(waiting.indexOf(one), 1)[0]?.done();
    };
    started.stdout?.on("data", read);
    started.stderr?.on("data", read);
    return new Promise((done, fail) => {
      waiting.push({ look: () => output.indexOf("PROOF SERVER READY", began) >= 0, done });
      started.once("exit", (code, signal) => {
        if (child !== started) return;
        death = `ended with ${code ?? signal}: ${output.slice(-2_000)}`;
        fail(new Error(`the server ${death}`));
      });
    });
  };
  const gone = async (signal: "SIGKILL" | "SIGTERM"): Promise<number | null> => {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return ending?.exitCode ?? null;
    const exited = new Promise<number | null>((done) => ending.once("exit", done));
    ending.kill(signal);
    return exited;
  };

  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    dataDir,
    setupToken: () => /\/enter#(\S+)/.exec(output)?.[1] ?? "",
    pid: () => child?.pid ?? 0,
    said: () => output,
    memory: () => {
      const from = output.length;
      const found = (): RegExpExecArray | null => /MEMORY (\{.*\})\n/.exec(output.slice(from));
      return new Promise((done) => {
        waiting.push({ look: () => found() !== null, done: () => done(JSON.parse(found()![1]!) as Memory) });
        child?.kill("SIGUSR2");
      });
    },
    descriptors: () => readdirSync(`/proc/${child?.pid}/fd`).length,
    died: () => death,
    kill: async () => void (await gone("SIGKILL")),
    end: () => gone("SIGTERM"),
    start,
    remove: async () => {
      await gone("SIGKILL");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Where the machine tells: what the kernel holds for a process, in bytes. */
export const residentOf = (pid: number): number =>
  Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
