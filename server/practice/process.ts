// The process simulated reviewers live in: started with one job, told about speed, ended with the server. It holds links like anybody's and nothing else of ours.
import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PracticeJob, Speed, ToPractice } from "../../shared/practice/job.ts";

export type Played = { setSpeed: (speed: Speed) => void; end: () => void };

/** Beside the bundle (dist/server/practice.js), or from the sources. */
const entry = (): string => {
  const built = fileURLToPath(new URL(/* @vite-ignore */ "practice.js", import.meta.url));
  return existsSync(built) ? built : fileURLToPath(new URL(/* @vite-ignore */ "../../client/practice/process.ts", import.meta.url));
};

/** `pauses`: how many times as long people take; 1 in life. */
export function startProcess(
  job: PracticeJob,
  options: { pauses: number; onEnded: () => void; onFault: (error: unknown) => void },
): Played {
  // Nothing of the server's environment: no secrets, no settings. What it prints would be a fault.
  const child: ChildProcess = fork(entry(), [], { execArgv: [], env: {}, stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let ended = false;
  const over = (): void => {
    if (ended) return;
    ended = true;
    options.onEnded();
  };
  child.stderr?.on("data", (words: Buffer) => options.onFault(new Error(`practice: ${words.toString().slice(0, 2_000)}`)));
  child.on("error", (error) => {
    options.onFault(error);
    over();
  });
  child.on("exit", over);
  child.send({ play: job, pauses: options.pauses } satisfies ToPractice);
  return {
    setSpeed: (speed) => void (child.connected && child.send({ speed } satisfies ToPractice)),
    end: () => {
      ended = true;
      child.kill("SIGKILL");
    },
  };
}
