// docs/screens.md, its pictures and the list of what is photographed are the same screens.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SCREENS, SHOTS, VIEWS } from "../scripts/screens/list.ts";

const root = new URL("../", import.meta.url);
const docs = readFileSync(new URL("docs/screens.md", root), "utf8");
const folder = new URL("docs/pictures/before-after/", root);
const files = readdirSync(folder);
const shown = [...docs.matchAll(/!\[([^\]]*)\]\(pictures\/before-after\/([^)]+)\)/g)].map((match) => ({
  words: match[1]!,
  file: match[2]!,
}));

/** The moments of the hour, and what the room sees of each. */
const MOMENTS = {
  Join: false,
  Door: false,
  Arrival: true,
  "Actions of last time": true,
  "Score sheet": true,
  "Waiting for the reveal": true,
  Reveal: true,
  Results: true,
  "Criterion in discussion": true,
  "Names hidden and shown": false,
  "Re-vote": true,
  Settling: true,
  Close: true,
  Report: true,
};

describe("the pictures before and after", () => {
  test("every moment of the hour is photographed, and what the shared screen shows at it", () => {
    expect(SCREENS.map(({ title }) => title)).toEqual(Object.keys(MOMENTS));
    for (const { title, views } of SCREENS)
      expect(
        views.some(({ who }) => who === "shared screen"),
        title,
      ).toBe(MOMENTS[title as keyof typeof MOMENTS]);
    expect(new Set(VIEWS.map(({ id }) => id)).size).toBe(VIEWS.length);
  });

  test("at four widths, and once in the other theme", () => {
    expect(SHOTS.filter(({ dark }) => !dark).map(({ width }) => width)).toEqual([1440, 1280, 768, 400]);
    expect(SHOTS.filter(({ dark }) => dark).map(({ width }) => width)).toEqual([1280]);
  });

  test("every picture is shown once, in the order of the list, and every file is one of them", () => {
    expect(shown.map(({ file }) => file)).toEqual(VIEWS.map(({ id }) => `${id}.webp`));
    expect(files.sort()).toEqual(VIEWS.map(({ id }) => `${id}.webp`).sort());
    for (const { words, file } of shown) expect(words.length, file).toBeGreaterThan(10);
  });

  test("every screen says what is to be decided, and what was changed", () => {
    const parts = docs.split(/^## /m).slice(1);
    for (const { title } of SCREENS) {
      const part = parts.find((each) => each.startsWith(`${title}\n`));
      expect(part, title).toMatch(/^\*\*Decides:\*\* \S/m);
      expect(part, title).toMatch(/^\*\*Changed:\*\* \S/m);
    }
  });

  test("they are WebP, legible, and together at most four megabytes", () => {
    for (const file of files) {
      const bytes = readFileSync(new URL(file, folder));
      expect(bytes.subarray(0, 4).toString("latin1") + bytes.subarray(8, 12).toString("latin1"), file).toBe("RIFFWEBP");
      expect(bytes.length, file).toBeGreaterThan(8_000);
    }
    const together = files.reduce((sum, file) => sum + statSync(new URL(file, folder)).size, 0);
    expect(together).toBeLessThan(4_000_000);
  });
});
