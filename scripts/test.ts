// `npm test`: lint, types, both builds, then every test. Ends with one line, "N passed, N failed", and a code that says the same.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CADDY, CHROMIUM, ensurePrograms, NGINX, ProgramMissing, REDIS, STRACE } from "./fromSystem.ts";
import { type Report, tally } from "./tally.ts";

process.chdir(new URL("..", import.meta.url).pathname);

const node = (...args: string[]): boolean => spawnSync(process.execPath, args, { stdio: "inherit", env: process.env }).status === 0;

const STEPS: Record<string, () => boolean> = {
  lint: () => node("node_modules/@biomejs/biome/bin/biome", "ci", "."),
  types: () => node("node_modules/typescript/bin/tsc", "-p", ".", "--noEmit"),
  "build of the client": () => node("node_modules/vite/bin/vite.js", "build"),
  "build of the server": () => node("node_modules/vite/bin/vite.js", "build", "--ssr", "server/main.ts", "--outDir", "dist/server"),
};

const readReport = (file: string): Report | null => {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return null;
  }
};

const runTests = (): { passed: number; failed: number } => {
  const folder = mkdtempSync(join(tmpdir(), "plumb-test-"));
  const file = join(folder, "report.json");
  try {
    const ok = node("node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`);
    return tally(readReport(file), ok);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const main = (): number => {
  try {
    const needed = [CHROMIUM, REDIS, CADDY, NGINX, STRACE];
    ensurePrograms(needed).forEach((path, index) => {
      process.env[needed[index]!.variable] = path;
    });
  } catch (error) {
    if (!(error instanceof ProgramMissing)) throw error;
    console.error(error.message);
    return 1;
  }
  const broken = Object.entries(STEPS)
    .filter(([, step]) => !step())
    .map(([name]) => name);
  const tests = runTests();
  for (const name of broken) console.error(`The ${name} failed; see above.`);
  const failed = tests.failed + broken.length;
  console.log(`${tests.passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
};

process.exitCode = main();
