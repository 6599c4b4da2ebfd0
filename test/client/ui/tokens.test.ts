// Colours people must be able to read: every pair of text and ground the kit uses, measured by WCAG 2.2 in both themes.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync("client/ui/tokens.css", "utf8");

function colour(role: string, theme: "light" | "dark"): [number, number, number] {
  const found = new RegExp(`--${role}: light-dark\\(#(\\w{6}), #(\\w{6})\\)`).exec(css);
  const hex = found?.[theme === "light" ? 1 : 2];
  if (!hex) throw new Error(`no colour --${role}`);
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as [number, number, number];
}

const luminance = (rgb: [number, number, number]): number => {
  const [r, g, b] = rgb.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

function contrast(a: string, b: string, theme: "light" | "dark"): number {
  const [x, y] = [luminance(colour(a, theme)), luminance(colour(b, theme))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const GROUNDS = ["paper", "paper-raised", "paper-sunk"];
const TEXTS: [string, string[]][] = [
  ["ink", [...GROUNDS, "action-soft", "apart-soft"]],
  ["ink-soft", GROUNDS],
  ["action", GROUNDS],
  ["action-hover", GROUNDS],
  ["action-ink", ["action", "action-hover"]],
  ["action-soft-ink", ["action-soft"]],
  ["apart", [...GROUNDS, "apart-soft"]],
  ["dot-ink", ["dot"]],
];

test.each(["light", "dark"] as const)("every text is at least 4.5 to 1 on every ground it stands on (%s)", (theme) => {
  const weak = TEXTS.flatMap(([text, grounds]) =>
    grounds
      .filter((ground) => contrast(text, ground, theme) < 4.5)
      .map((ground) => `${text} on ${ground} ${contrast(text, ground, theme).toFixed(2)}`),
  );
  expect(weak).toEqual([]);
});

test.each(["light", "dark"] as const)("lines of controls, rings and dots are at least 3 to 1 (%s)", (theme) => {
  const weak = ["line-strong", "action", "apart-line", "dot", "dot-own"].flatMap((mark) =>
    ["paper", "paper-raised"].filter((ground) => contrast(mark, ground, theme) < 3).map((ground) => `${mark} on ${ground}`),
  );
  expect(weak).toEqual([]);
});
