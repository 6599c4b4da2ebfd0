// A copy of the sources in a folder of its own, where one line at a time may be spoilt, and the tests and proofs run on it.
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");
const COPIED = ["shared", "server", "client", "test", "scripts", "bin", "package.json", "package-lock.json", "tsconfig.json"];

/** One worker, no plugins: only what the narrow tests named by the mutants need. */
const CONFIG = `export default { test: { environment: "node", include: ["test/**/*.test.ts"], testTimeout: 30_000, fileParallelism: false, maxWorkers: 1 } };\n`;

/** A text that must stand in the file exactly once, and what stands there instead. */
export type Edit = { file: string; find: string; put: string };

export type TestRun = {
  /** title → passed or failed; a test that did not run is not in it */ tests: Map<string, "passed" | "failed">;
  output: string;
};

export type Copy = {
  /** Why the edit cannot be made; null: it is made. */
  apply: (edit: Edit) => string | null;
  undo: () => void;
  text: (file: string) => string;
  /** Runs the tests of these titles. `bail`: they are of what only computes, and the first that fails is enough. */
  test: (files: string[], titles: string[] | null, options?: { bail?: boolean }) => Promise<TestRun>;
  /** The line of JSON that a proof prints here. */
  prove: (goal: string) => Promise<{ failures: string[]; fired: boolean } | null>;
  remove: () => void;
};

const escaped = (words: string): string => words.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

const run = (cwd: string, args: string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    // What the outer run tells its tests is none of the inner one's business.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$|NODE_OPTIONS$)/.test(name)));
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
    child.on("error", reject);
    child.on("close", () => resolve(output));
  });

type Reported = { testResults: { assertionResults: { title: string; status: string }[] }[] };

export const copySources = (): Copy => {
  const folder = mkdtempSync(join(tmpdir(), "plumb-mutant-"));
  for (const path of COPIED) cpSync(join(ROOT, path), join(folder, path), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "vitest.mutants.config.ts"), CONFIG);
  const before = new Map<string, string>();
  const text = (file: string): string => readFileSync(join(folder, file), "utf8");
  return {
    text,
    apply: ({ file, find, put }) => {
      const found = text(file);
      const times = found.split(find).length - 1;
      if (times !== 1) return `${file}: ${JSON.stringify(find)} stands there ${times} times`;
      before.set(file, before.get(file) ?? found);
      writeFileSync(
        join(folder, file),
        found.replace(find, () => put),
      );
      return null;
    },
    undo: () => {
      for (const [file, was] of before) writeFileSync(join(folder, file), was);
      before.clear();
    },
    test: async (files, titles, { bail = false } = {}) => {
      const report = join(folder, "report.json");
      rmSync(report, { force: true });
      const output = await run(folder, [
        join(ROOT, "node_modules/vitest/vitest.mjs"),
        "run",
        "--config",
        "vitest.mutants.config.ts",
        "--reporter=json",
        `--outputFile=${report}`,
        // what only computes shares nothing between files, and one process for all of them is twice as quick
        ...(bail ? ["--bail=1", "--no-isolate"] : []),
        ...(titles ? ["-t", titles.map((title) => `(${escaped(title)}$)`).join("|")] : []),
        ...files,
      ]);
      const tests = new Map<string, "passed" | "failed">();
      try {
        const reported = JSON.parse(readFileSync(report, "utf8")) as Reported;
        for (const { title, status } of reported.testResults.flatMap(({ assertionResults }) => assertionResults))
          if (status === "failed" || (status === "passed" && !tests.has(title))) tests.set(title, status);
      } catch {
        // did not even load: no test ran, so nothing was caught
      }
      return { tests, output };
    },
    prove: async (goal) => {
      const output = await run(folder, ["scripts/proof.ts", "--one", goal]);
      const line = output.split("\n").findLast((one) => one.startsWith("{"));
      if (!line) return null;
      const { failures, control } = JSON.parse(line) as { failures: string[]; control: { fired: boolean } };
      return { failures, fired: control.fired };
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
