// What `npm ci` may do on a stranger's machine: nothing but unpack, from the public registry, at exactly the locked versions.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Lock = {
  packages: Record<string, { version?: string; resolved?: string; integrity?: string; hasInstallScript?: boolean; link?: boolean }>;
};
type Package = Record<"dependencies" | "devDependencies" | "optionalDependencies", Record<string, string>> & {
  engines: { node: string };
  scripts: Record<string, string>;
};

const read = <T>(file: string) => JSON.parse(readFileSync(file, "utf8")) as T;
const lock = read<Lock>("package-lock.json");
const packages = Object.entries(lock.packages).filter(([path]) => path !== "");
const own = read<Package>("package.json");

test("there are packages to look at", () => {
  expect(packages.length).toBeGreaterThan(100);
});

test("no package runs a script when it is installed", () => {
  expect(packages.filter(([, entry]) => entry.hasInstallScript).map(([path]) => path)).toEqual([]);
  for (const script of ["preinstall", "install", "postinstall", "prepare"]) expect(own.scripts).not.toHaveProperty(script);
});

test("every package is held by its hash, and no address is written down: each machine asks its own registry", () => {
  expect(packages.filter(([, entry]) => !entry.integrity && !entry.link).map(([path]) => path)).toEqual([]);
  expect(packages.filter(([, entry]) => entry.resolved && !entry.link).map(([path]) => path)).toEqual([]);
});

test("our own list names exact versions", () => {
  const loose = Object.entries({ ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
});

test("packages with known faults are new enough", () => {
  const floors: Record<string, string> = { "node_modules/socket.io-parser": "4.2.7", "node_modules/socket.io": "4.8.4" };
  for (const [path, floor] of Object.entries(floors)) {
    const version = lock.packages[path]?.version ?? "0.0.0";
    expect(version.localeCompare(floor, "en", { numeric: true }), `${path} ${version}`).toBeGreaterThanOrEqual(0);
  }
});

test("the command and package.json ask for the same Node", () => {
  const [major, minor] = own.engines.node.match(/\d+/g)!.map(Number);
  expect(readFileSync("bin/cli.js", "utf8")).toContain(`const NEEDED = [${major}, ${minor}];`);
});
