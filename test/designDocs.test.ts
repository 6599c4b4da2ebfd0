// docs/design.md says what client/ui/tokens.css really holds.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { THEMES } from "../scripts/design/tokens.ts";
import { designDocs } from "../scripts/designDocs.ts";

const read = (path: string): string => readFileSync(new URL(path, new URL("../", import.meta.url)), "utf8");

test("the file is up to date (node scripts/designDocs.ts writes it)", () => {
  expect(read("docs/design.md")).toBe(designDocs());
});

test("every colour of tokens.css is in it, and every token it names exists", () => {
  const css = read("client/ui/tokens.css");
  const docs = read("docs/design.md");
  const names = [...css.matchAll(/--([\w-]+): light-dark\(#\w{6}, #\w{6}\)/g)].map((match) => match[1]);
  expect(new Set(names).size).toBeGreaterThan(15);
  for (const name of names) expect(docs).toContain(`| \`--${name}\` |`);
  for (const [, name] of docs.matchAll(/`--([\w-]+)`/g)) expect(css, `--${name}`).toContain(`--${name}:`);
  expect(THEMES).toHaveLength(4);
});
