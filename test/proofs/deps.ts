// G-deps: every package in the lock file is pinned by its hash, none runs a script when it is installed, those with known faults are new enough, and so is the SQLite inside Node.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Proof } from "./proof.ts";

type Locked = { version?: string; integrity?: string; hasInstallScript?: boolean; link?: boolean; resolved?: string };
type Lock = { lockfileVersion: number; packages: Record<string, Locked> };

/** The oldest versions without a fault that matters here. */
const FLOORS: Record<string, string> = {
  "socket.io": "4.8.4",
  "socket.io-client": "4.8.4",
  "socket.io-parser": "4.2.7",
  "engine.io": "6.6.4",
  ws: "8.18.3",
  express: "5.3.0",
  redis: "6.3.1",
  ioredis: "6.0.0",
};
/** Known faults of write-ahead logs are mended from here on. */
const SQLITE = "3.51.3";

const older = (a: string, b: string): boolean => a.localeCompare(b, "en", { numeric: true }) < 0;
const nameOf = (path: string): string => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

const faultsOf = (lock: Lock, sqlite: string): string[] => {
  const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
  const names = new Set(packages.map(([path]) => nameOf(path)));
  return [
    ...packages.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => `${path} runs a script when it is installed`),
    ...packages.filter(([, { integrity, link }]) => !integrity && !link).map(([path]) => `${path} is not held by its hash`),
    ...packages.flatMap(([path, { version = "0" }]) => {
      const floor = FLOORS[nameOf(path)];
      return floor && older(version, floor) ? [`${path} is ${version}; it must be ${floor} or newer`] : [];
    }),
    ...Object.keys(FLOORS).flatMap((name) => (names.has(name) ? [] : [`${name} is not in the lock file: its floor watches nothing`])),
    ...(older(sqlite, SQLITE) ? [`SQLite is ${sqlite}; it must be ${SQLITE} or newer`] : []),
  ];
};

export const proof: Proof = {
  goal: "G-deps",
  promise: "What is installed is what was locked, new enough, and runs nothing on the way.",
  run: async (_size, seed) => {
    const lock = JSON.parse(readFileSync(join(import.meta.dirname, "../../package-lock.json"), "utf8")) as Lock;
    const db = new DatabaseSync(":memory:");
    const sqlite = String(db.prepare("SELECT sqlite_version() AS version").get()?.version);
    db.close();
    const spoilt = (path: string, change: Locked): Lock => ({
      ...lock,
      packages: { ...lock.packages, [path]: { ...lock.packages[path], ...change } },
    });
    const wrong: [Lock, string][] = [
      [spoilt("node_modules/socket.io-parser", { version: "4.2.6" }), sqlite],
      [spoilt("node_modules/ws", { version: "8.9.0" }), sqlite],
      [spoilt("node_modules/express", { hasInstallScript: true }), sqlite],
      [spoilt("node_modules/express", { integrity: "" }), sqlite],
      [lock, "3.46.1"],
    ];
    const n = Object.keys(lock.packages).length - 1;
    return {
      n,
      failures: faultsOf(lock, sqlite),
      control: {
        what: "an old version, an install script, a missing hash and an old SQLite are each found",
        fired: wrong.every(([bad, version]) => faultsOf(bad, version).length === 1),
      },
      seedFrom: seed,
      seedTo: seed,
      counted: { packages: n, sqlite },
    };
  },
};
