// A server in a process of its own, from the sources, on a real file: something that can be killed.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../freePort.ts";

const MAIN = new URL("../../server/main.ts", import.meta.url).href;

export type ChildServer = {
  url: string;
  setupToken: string;
  /** kill -9; resolves when the process is gone */ kill: () => Promise<void>;
  /** on the same data and port; resolves when it listens */ start: () => Promise<void>;
  /** SIGTERM; resolves with the exit code and how long it took */ end: () => Promise<{ code: number | null; ms: number }>;
  remove: () => Promise<void>;
};

export async function childServer(): Promise<ChildServer> {
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), "plumb-faults-"));
  let child: ChildProcess | null = null;
  let output = "";

  const start = (): Promise<void> => {
    const started = spawn(
      process.execPath,
      ["-e", `import(${JSON.stringify(MAIN)}).then((main) => main.runCli(["node", "plumb", "serve"]))`],
      {
        cwd: dataDir,
        env: {
          ...process.env,
          PORT: String(port),
          HOST: "127.0.0.1",
          DATA_DIR: dataDir,
          LOG_LEVEL: "error",
          NODE_COMPILE_CACHE: join(tmpdir(), "plumb-compile-cache"),
        },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    child = started;
    return new Promise((done, fail) => {
      const look = (chunk: Buffer): void => {
        output += String(chunk);
        // the last line of what it says
        if (output.includes("npm start")) done();
      };
      output = output.replaceAll("npm start", "");
      started.stdout?.on("data", look);
      started.stderr?.on("data", look);
      started.once("exit", (code) => fail(new Error(`the server ended with ${code}:\n${output}`)));
    });
  };
  const gone = async (signal: "SIGKILL" | "SIGTERM"): Promise<number | null> => {
    const ending = child;
    child = null;
    if (!ending || ending.exitCode !== null) return ending?.exitCode ?? null;
    ending.removeAllListeners("exit");
    const exited = new Promise<number | null>((done) => ending.once("exit", done));
    ending.kill(signal);
    return exited;
  };

  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    setupToken: /\/enter#(\S+)/.exec(output)?.[1] ?? "",
    kill: async () => void (await gone("SIGKILL")),
    start,
    end: async () => {
      const startedAt = Date.now();
      return { code: await gone("SIGTERM"), ms: Date.now() - startedAt };
    },
    remove: async () => {
      await gone("SIGKILL");
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
