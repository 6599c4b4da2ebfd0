// Every rule of a session is cited by a test, and no test cites a rule that does not exist.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const rules = [...readFileSync(join(root, "shared/session/RULES.md"), "utf8").matchAll(/^- \*\*([A-Z]\d+)\*\* \S/gm)].map(
  (match) => match[1]!,
);

/** The ids in a test's title: "[R3] …", "[R3][S1] …", "[R3, S1] …". */
const cited = new Map<string, string>();
for (const file of readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })) {
  if (!/\.test\.tsx?$/.test(file)) continue;
  const source = readFileSync(join(root, "test", file), "utf8");
  for (const title of source.matchAll(/\b(?:test|it|describe)\b(?:\.\w+)*(?:\((?:[^"'`]|\n){0,2000}?\))?\(\s*["'`]([^"'`]*)/g))
    for (const id of title[1]!.matchAll(/(?<=[[,]\s?)[A-Z]\d+(?=\s?[\],])/g)) cited.set(id[0], file);
}

test("every rule is written once", () => {
  expect(rules.length).toBeGreaterThan(80);
  expect(rules.filter((id, index) => rules.indexOf(id) !== index)).toEqual([]);
});

test("every rule is cited by a test", () => {
  expect(rules.filter((id) => !cited.has(id))).toEqual([]);
});

test("every cited rule exists", () => {
  expect([...cited].filter(([id]) => !rules.includes(id))).toEqual([]);
});
