// A whole server as a child process that proofs may kill, stop, arm with failpoints or wrap in another program.
//
// How to use it: `const child = await startChild({ env: { DATA_DIR: dir } })` for SQLite, `{ env: { DATA_DIR: dir, REDIS_URL: url } }` for a node on Redis
// (several children on one Redis are several nodes). It listens on `child.url`, the same after every `start()`. `await child.arm("after-commit", 2)` lets
// the process end itself at the second hit of that place; `await child.gone` resolves with how it ended. `wrap: ["strace", …]` puts a program before it
// (its pid is then the wrapper's). `breaks` is a deliberate bug, for controls. People come in with teamOn and newCall of call.ts.
import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FailpointName } from "../../../server/live/ports.ts";
import { freePort } from "../../freePort.ts";

export type ToChild = { id: number } & ({ arm: FailpointName; hits: number } | { disarm: true });
export type FromChild = { ready: string } | { printed: string } | { done: number };

export type Ended = { code: number | null; signal: NodeJS.Signals | null };

export type Child = {
  url: string;
  port: number;
  /** of the set-up link, as long as there is one */ setupToken: () => string;
  /** what it wrote to its log */ said: () => string;
  pid: () => number;
  /** on the same data and port; resolves when it listens, rejects when it ends before. What is wrapped around it may be another program now. */
  start: (wrap?: string[]) => Promise<void>;
  /** The process ends itself at that hit of that place. */ arm: (name: FailpointName, hits: number) => Promise<void>;
  disarm: () => Promise<void>;
  signal: (signal: NodeJS.Signals) => void;
  /** SIGKILL; resolves when the process is gone */ kill: () => Promise<Ended>;
  /** SIGTERM; resolves when the process is gone */ end: () => Promise<Ended>;
  /** It ends by itself, the program around it too; a signal would reach only that one. */ leave: () => Promise<Ended>;
  /** how it ended, once it has */ gone: () => Promise<Ended>;
};

const ENTRY = fileURLToPath(new URL("entry.ts", import.meta.url));

export type ChildOptions = {
  env: Record<string, string>;
  /** a program and its arguments to run the server in; it has to become the server or to pass standard streams on */ wrap?: string[];
  breaks?: "answersEarly" | "appendsAnyway" | "synchronousNormal";
  /** settings of Node itself */ nodeArgs?: string[];
};

export async function startChild(options: ChildOptions): Promise<Child> {
  const port = await freePort();
  let child: ChildProcess | null = null;
  let ended: Promise<Ended> = Promise.resolve({ code: null, signal: null });
  let printed = "";
  let said = "";
  let lastId = 0;
  const asked = new Map<number, () => void>();

  const start = (wrap = options.wrap ?? []): Promise<void> => {
    const [program, ...args] = [...wrap, process.execPath, ...(options.nodeArgs ?? []), ENTRY];
    const started = spawn(program!, args, {
      env: {
        ...process.env,
        PORT: String(port),
        HOST: "127.0.0.1",
        LOG_LEVEL: process.env.PLUMB_TEST_LOG ?? "error",
        NODE_COMPILE_CACHE: join(tmpdir(), "plumb-compile-cache"),
        ...options.env,
        PLUMB_PROOF_BREAK: options.breaks ?? "",
      },
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    child = started;
    started.stderr?.on("data", (chunk) => {
      said = (said + String(chunk)).slice(-20_000);
    });
    ended = new Promise((done) => {
      started.once("exit", (code, signal) => {
        for (const release of asked.values()) release();
        asked.clear();
        done({ code, signal });
      });
    });
    return new Promise((done, fail) => {
      started.once("error", fail);
      started.on("message", (message: FromChild) => {
        if ("ready" in message) done();
        else if ("printed" in message) printed += `${message.printed}\n`;
        else {
          asked.get(message.done)?.();
          asked.delete(message.done);
        }
      });
      void ended.then(({ code, signal }) => fail(new Error(`the server ended with ${code ?? signal} before it listened:\n${said}`)));
    });
  };
  /** Resolves when the child has done it, or is gone. */
  const ask = (message: { arm: FailpointName; hits: number } | { disarm: true }): Promise<void> =>
    new Promise((done) => {
      if (!child?.connected || child.exitCode !== null || child.signalCode !== null) return done();
      lastId += 1;
      asked.set(lastId, done);
      child.send({ id: lastId, ...message }, () => {});
    });
  const finish = (signal: NodeJS.Signals): Promise<Ended> => {
    child?.kill(signal);
    return ended;
  };

  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    setupToken: () => /\/enter#(\S+)/.exec(printed)?.[1] ?? "",
    said: () => said,
    pid: () => child?.pid ?? 0,
    start,
    arm: (name, hits) => ask({ arm: name, hits }),
    disarm: () => ask({ disarm: true }),
    signal: (signal) => void child?.kill(signal),
    kill: () => finish("SIGKILL"),
    end: () => finish("SIGTERM"),
    leave: () => {
      if (child?.connected) child.disconnect();
      return ended;
    },
    gone: () => ended,
  };
}
