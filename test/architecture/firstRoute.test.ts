// What a reviewer's browser loads before the first score: the code of entering, of the call and of its score sheet, compressed, within its budget.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** Scripts; style sheets have a budget of their own. Fonts and the texts of the language come beside them and are kept by the browser. */
const BUDGET = 160_000;
const ROOT = resolve(import.meta.dirname, "../..");

/** The newest change among the sources of the browser's part. */
async function newestSource(): Promise<number> {
  let newest = 0;
  for (const folder of ["client", "shared"])
    for (const file of await readdir(join(ROOT, folder), { recursive: true, withFileTypes: true }))
      if (file.isFile()) newest = Math.max(newest, (await stat(join(file.parentPath, file.name))).mtimeMs);
  return newest;
}

/** A build at least as new as the sources, or one of its own. */
async function builtFolder(own: string): Promise<string> {
  const present = join(ROOT, "dist/client");
  if (existsSync(join(present, "index.html")) && (await stat(join(present, "index.html"))).mtimeMs >= (await newestSource()))
    return present;
  await promisify(execFile)(
    process.execPath,
    [join(ROOT, "node_modules/vite/bin/vite.js"), "build", "--outDir", own, "--emptyOutDir", "--logLevel", "error"],
    {
      cwd: ROOT,
      env: { ...process.env, NODE_ENV: "production" },
    },
  );
  return own;
}

type Loaded = { name: string; bytes: number; compressed: number };

/** The files that the entry and these pages bring with them, each once. */
async function loadedBy(folder: string, pages: readonly string[]): Promise<Map<string, string>> {
  const assets = await readdir(join(folder, "assets"));
  const html = await readFile(join(folder, "index.html"), "utf8");
  const entries = [...html.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? "");
  const chunks = pages.flatMap((page) => assets.filter((file) => new RegExp(`^${page}-[\\w-]{8}\\.(js|css)$`).test(file)));
  const contents = new Map<string, string>();
  const visit = async (file: string): Promise<void> => {
    if (contents.has(file)) return;
    const text = await readFile(join(folder, "assets", file), "utf8");
    contents.set(file, text);
    if (!file.endsWith(".js")) return;
    for (const [, imported] of text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) if (imported) await visit(imported);
  };
  for (const file of [...entries, ...chunks]) await visit(file);
  return contents;
}

const weigh = (contents: Map<string, string>, ending: string): Loaded[] =>
  [...contents]
    .filter(([name]) => name.endsWith(ending))
    .map(([name, text]) => ({ name, bytes: text.length, compressed: gzipSync(text, { level: 9 }).length }))
    .sort((one, other) => other.compressed - one.compressed);
const sum = (files: Loaded[]): number => files.reduce((total, file) => total + file.compressed, 0);
const table = (files: Loaded[]): string => files.map(({ name, compressed }) => `${compressed} ${name}`).join("\n");

describe("the way to the first score", () => {
  let own = "";
  let contents = new Map<string, string>();
  beforeAll(async () => {
    own = await mkdtemp(join(tmpdir(), "plumb-first-route-"));
    contents = await loadedBy(await builtFolder(own), ["Enter", "Call"]);
  }, 120_000);
  afterAll(() => rm(own, { recursive: true, force: true }));

  test("brings entering, the call and its score sheet", () => {
    const names = [...contents.keys()].join(" ");
    expect(names).toMatch(/Enter-.*\.js/);
    expect(names).toMatch(/Call-.*\.js/);
    expect([...contents.values()].join("")).toContain("SubmitReview");
  });

  test(`its scripts weigh at most ${BUDGET / 1000} kB compressed`, () => {
    const scripts = weigh(contents, ".js");
    expect(sum(scripts), table(scripts)).toBeLessThanOrEqual(BUDGET);
  });

  test("its style sheets weigh at most 16 kB compressed", () => {
    const sheets = weigh(contents, ".css");
    expect(sheets.length).toBeGreaterThan(0);
    expect(sum(sheets), table(sheets)).toBeLessThanOrEqual(16_000);
  });

  test("brings no menu, no dialog and no results", () => {
    const code = [...contents.values()].join("");
    expect(code).not.toContain("data-focus-scope-start");
    expect(
      [...contents.keys()].filter((name) => /^(Results|Criterion|Closing|DialogModal|MenuPopup|ConductorBar|PeoplePanel)-/.test(name)),
    ).toEqual([]);
  });
});
