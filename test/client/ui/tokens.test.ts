// Colours people must be able to read: every pair of words and ground the product uses, measured by WCAG 2.2 in every theme.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { contrast, MARKS, readTokens, roles, THEMES, type Theme, WORDS } from "../../../scripts/design/tokens.ts";

const tokens = readTokens(readFileSync("client/ui/tokens.css", "utf8"));

const tooWeak = (pairs: typeof WORDS, theme: Theme, least: number): string[] =>
  pairs.flatMap(([role, grounds]) =>
    grounds
      .map((ground) => ({ ground, ratio: contrast(tokens, role, ground, theme) }))
      .filter(({ ratio }) => ratio < least)
      .map(({ ground, ratio }) => `${role} on ${ground} ${ratio.toFixed(2)}`),
  );
const high = (theme: Theme) => theme.startsWith("high");

test("contrast is measured as WCAG measures it", () => {
  const black = { plain: new Map([["a", "light-dark(#000000, #777777)"]]), highContrast: new Map() };
  black.plain.set("b", "light-dark(#ffffff, #ffffff)");
  expect(contrast(black, "a", "b", "light")).toBeCloseTo(21, 5);
  expect(contrast(black, "a", "b", "dark")).toBeCloseTo(4.478, 3);
});

test.each(THEMES)("every text stands out on every ground it stands on: 4.5 to 1, high contrast 7 to 1 (%s)", (theme) => {
  expect(tooWeak(WORDS, theme, high(theme) ? 7 : 4.5)).toEqual([]);
});

test.each(THEMES)("lines of controls, rings and dots: 3 to 1, high contrast 4.5 to 1 (%s)", (theme) => {
  expect(tooWeak(MARKS, theme, high(theme) ? 4.5 : 3)).toEqual([]);
});

test("high contrast says every colour anew, and even its quiet lines can be seen", () => {
  expect([...tokens.highContrast.keys()].filter((name) => roles(tokens).includes(name)).sort()).toEqual(roles(tokens).sort());
  for (const theme of ["highContrastLight", "highContrastDark"] as const)
    expect(tooWeak([["line", ["paper", "paper-raised", "paper-sunk"]]], theme, 3)).toEqual([]);
});
