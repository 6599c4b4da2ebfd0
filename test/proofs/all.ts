// Every proof by its goal. Each is loaded alone, in a process of its own (scripts/proof.ts).
import type { Proof } from "./proof.ts";

export const PROOFS: Record<string, () => Promise<Proof>> = {
  "G-dup": async () => (await import("./duplicates.ts")).proof,
  "G-origin": async () => (await import("./origin.ts")).proof,
  "G-mutants": async () => (await import("./mutants.ts")).proof,
  "G-redis": async () => (await import("./redis.ts")).proof,
  "G-authz": async () => (await import("./authz.ts")).proof,
  "G-kill": async () => (await import("./kill.ts")).proof,
  "G-power": async () => (await import("./power.ts")).proof,
  "G-export": async () => (await import("./export.ts")).proof,
  "G-race": async () => (await import("./race.ts")).proof,
  "G-slow": async () => (await import("./slow.ts")).proof,
  "G-browser": async () => (await import("./browser.ts")).proof,
  "G-erase": async () => (await import("./erase.ts")).proof,
  "G-frames": async () => (await import("./frames.ts")).proof,
  "G-tamper": async () => (await import("./tamper.ts")).proof,
  "G-sim": async () => (await import("./sim.ts")).proof,
  "G-determinism": async () => (await import("./determinism.ts")).proof,
  "G-io": async () => (await import("./io.ts")).proof,
  "G-csv": async () => (await import("./csv.ts")).proof,
  "G-deps": async () => (await import("./deps.ts")).proof,
  "G-storm": async () => (await import("./storm.ts")).proof,
  "G-upgrade": async () => (await import("./upgrade.ts")).proof,
  "G-damage": async () => (await import("./damage.ts")).proof,
  "G-backup": async () => (await import("./backup.ts")).proof,
};
