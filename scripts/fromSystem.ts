// Finds a program that tests need, and installs it with the system's package manager if there is none.
import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export type Program = {
  /** in a sentence */ name: string;
  /** environment variable that may name it */ variable: string;
  /** as found on PATH, best first */ commands: string[];
  /** Debian's package */ package: string;
};

export const CHROMIUM: Program = {
  name: "Chromium",
  variable: "CHROMIUM",
  commands: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
  package: "chromium",
};

export const REDIS: Program = {
  name: "Redis",
  variable: "REDIS_SERVER",
  commands: ["redis-server", "valkey-server"],
  package: "redis-server",
};

/** Says in one sentence what is missing and what to do. */
export class ProgramMissing extends Error {}

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const onPath = (command: string): string | null =>
  (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, command))
    .find(isExecutable) ?? null;

export const findProgram = (program: Program): string | null => {
  const named = process.env[program.variable];
  if (named) {
    if (isExecutable(named)) return named;
    throw new ProgramMissing(`${program.variable} is ${named}, which cannot be run. Correct it, or unset it to have one found.`);
  }
  for (const command of program.commands) {
    const found = onPath(command);
    if (found) return found;
  }
  return null;
};

/** How to run something as root: directly, by sudo without a question, or not at all. */
const asRoot = (): string[] | null => {
  if (process.getuid?.() === 0) return [];
  return onPath("sudo") && spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0 ? ["sudo", "-n"] : null;
};

const missing = (programs: Program[], why: string): ProgramMissing =>
  new ProgramMissing(
    `The tests need ${programs.map((one) => one.name).join(" and ")}, and ${why}: install ${programs.length > 1 ? "them" : "it"}, or say where with ${programs
      .map((one) => `${one.variable}=/path`)
      .join(" ")}.`,
  );

/** Answers where each program is, in order; installs all that are missing in one go. */
export const ensurePrograms = (programs: Program[]): string[] => {
  const absent = programs.filter((program) => findProgram(program) === null);
  if (absent.length > 0) {
    if (!onPath("apt-get")) throw missing(absent, "there is no apt-get to install with");
    const root = asRoot();
    if (!root) throw missing(absent, "installing needs root or sudo without a password");
    const apt = (...args: string[]) => {
      const [command, ...rest] = [...root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...args];
      execFileSync(command!, rest, { stdio: ["ignore", 2, 2] });
    };
    console.error(`Installing ${absent.map((one) => one.package).join(" ")} …`);
    try {
      apt("update", "-qq");
      apt("install", "-y", "-qq", "--no-install-recommends", ...absent.map((one) => one.package));
    } catch {
      throw missing(absent, "apt-get could not install it");
    }
  }
  return programs.map((program) => {
    const found = findProgram(program);
    if (!found) throw missing([program], "it is still not on PATH after installing");
    return found;
  });
};
