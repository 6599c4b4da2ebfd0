// Every fault, invariant, side channel, threat and bad input is tried by something that exists, and nothing cites one that does not.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROOFS } from "./proofs/all.ts";
import { BAD_INPUTS, ROWS } from "./reliabilityRows.ts";

const root = join(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const ID = /\b(?:F|INV|L|T|B)-\d+\b/g;

const files = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith("reliabilityRows"))
  .map((file) => ({ file: `test/${file}`, source: read(`test/${file}`) }));
/** row → test files that have it in brackets, in a title and not in a comment */
const titled = new Map<string, Set<string>>();
for (const { file, source } of files.filter((one) => /\.test\.tsx?$/.test(one.file)))
  for (const line of source.split("\n").filter((one) => !/^\s*(?:\/\/|\*|\/\*)/.test(one)))
    for (const [id] of line.matchAll(/(?<=\[)(?:F|INV|L|T|B)-\d+(?=\])/g)) titled.set(id, (titled.get(id) ?? new Set()).add(file));

const numbered = (kind: string, most: number): string[] => Array.from({ length: most }, (_none, index) => `${kind}-${index + 1}`);

test("no row is left out", () => {
  expect(Object.keys(ROWS)).toEqual([...numbered("F", 44), ...numbered("INV", 24), ...numbered("L", 16), ...numbered("T", 16)]);
  expect(BAD_INPUTS).toHaveLength(46);
});

test.each(BAD_INPUTS)("%s has a test with its id in the title", (id) => {
  expect(titled.get(id)?.size ?? 0).toBeGreaterThan(0);
});

test.each(Object.entries(ROWS))("%s is tried by what exists", (_id, { what, tried }) => {
  expect(what).not.toBe("");
  expect(tried.length).toBeGreaterThan(0);
  for (const by of tried)
    if (by.startsWith("G-")) expect(Object.keys(PROOFS)).toContain(by);
    else if (by.startsWith("said: ")) expect(read("docs/reliability.md")).toContain(by.slice("said: ".length));
    else expect(existsSync(join(root, by)), by).toBe(true);
});

test("nothing cites a row that does not exist", () => {
  const known = new Set([...Object.keys(ROWS), ...BAD_INPUTS]);
  const unknown = files.flatMap(({ file, source }) =>
    [...source.matchAll(ID)]
      .map(([id]) => id)
      .filter((id) => !known.has(id))
      .map((id) => `${file} ${id}`),
  );
  expect(unknown).toEqual([]);
});
