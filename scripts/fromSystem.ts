// Finds a program that tests need, and installs it with the system's package manager if there is none.
import { execFileSync, spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

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

export const CADDY: Program = { name: "Caddy", variable: "CADDY", commands: ["caddy"], package: "caddy" };

/** Lies where only root's PATH looks. */
export const NGINX: Program = { name: "nginx", variable: "NGINX", commands: ["nginx", "/usr/sbin/nginx"], package: "nginx" };

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
  isAbsolute(command)
    ? isExecutable(command)
      ? command
      : null
    : ((process.env.PATH ?? "")
        .split(delimiter)
        .map((folder) => join(folder, command))
        .find(isExecutable) ?? null);

/** Makes a disk fail at a chosen call. */
export const STRACE: Program = { name: "strace", variable: "STRACE", commands: ["strace"], package: "strace" };

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

/** Debian asks this file before it starts a package's service: 101 is "no". Servers that tests need are theirs to start. */
const POLICY = "/usr/sbin/policy-rc.d";
const KEEP_STOPPED = `test -e "$0" && exec "$@"
printf '#!/bin/sh\\nexit 101\\n' > "$0" && chmod 755 "$0"
trap 'rm -f "$0"' EXIT
"$@"`;

/** Answers where each program is, in order; installs all that are missing in one go, without starting their services. */
export const ensurePrograms = (programs: Program[], policy = POLICY): string[] => {
  const absent = programs.filter((program) => findProgram(program) === null);
  if (absent.length > 0) {
    if (!onPath("apt-get")) throw missing(absent, "there is no apt-get to install with");
    const root = asRoot();
    if (!root) throw missing(absent, "installing needs root or sudo without a password");
    const run = (...line: string[]) => {
      const [command, ...rest] = [...root, "env", "DEBIAN_FRONTEND=noninteractive", ...line];
      execFileSync(command!, rest, { stdio: ["ignore", 2, 2] });
    };
    console.error(`Installing ${absent.map((one) => one.package).join(" ")} …`);
    try {
      run("apt-get", "update", "-qq");
      const install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", ...absent.map((one) => one.package)];
      run("sh", "-c", KEEP_STOPPED, policy, ...install);
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
