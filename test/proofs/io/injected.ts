// A program under strace, which lets chosen calls to the kernel fail, do nothing, or take long.
import { readFileSync } from "node:fs";
import { ensurePrograms, STRACE } from "../../../scripts/fromSystem.ts";

export type Fault = "fsync EIO" | "write EIO" | "write ENOSPC" | "short write" | "slow fsync";

const CALLS: Record<Fault, string> = {
  "fsync EIO": "fsync,fdatasync:error=EIO",
  "write EIO": "pwrite64:error=EIO",
  "write ENOSPC": "pwrite64:error=ENOSPC",
  // Nothing of it was written, and the caller is told so.
  "short write": "pwrite64:retval=0",
  "slow fsync": "fsync,fdatasync:delay_enter=2000000",
};

/** What to put before a program; `at`: the how-many-th call of each thread, or all. What happened is written to `log`. */
export const under = (fault: Fault, at: number | "all", log: string): string[] => {
  const [strace] = ensurePrograms([STRACE]);
  const call = CALLS[fault];
  const traced = call.slice(0, call.indexOf(":"));
  return [
    strace!,
    "-f",
    "-qq",
    "-y",
    "--seccomp-bpf",
    "-o",
    log,
    "-e",
    `trace=${traced}`,
    "-e",
    `inject=${call}${at === "all" ? "" : `:when=${at}`}`,
  ];
};

/** The files at which calls were made to fail, in order. */
export const hits = (log: string): string[] =>
  readFileSync(log, "utf8")
    .split("\n")
    .filter((line) => line.includes("(INJECTED)") || line.includes("(DELAYED)"))
    .map((line) => /<([^>]*)>/.exec(line)?.[1] ?? "?");

/** Of these the product promises something; others are its program's own files. */
export const isData = (file: string): boolean => /\.sqlite(-wal)?$/.test(file);
