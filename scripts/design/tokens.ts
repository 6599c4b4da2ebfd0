// Reads the words of client/ui/tokens.css as they are and measures contrast by WCAG 2.2: for docs/design.md and for the test that guards it.
export const THEMES = ["light", "dark", "highContrastLight", "highContrastDark"] as const;
export type Theme = (typeof THEMES)[number];

/** The rules between the braces that follow `opening`. */
function block(css: string, opening: string): string {
  const start = css.indexOf(opening);
  if (start < 0) throw new Error(`tokens.css has no ${opening}`);
  let depth = 0;
  for (let at = css.indexOf("{", start); at < css.length; at++) {
    if (css[at] === "{") depth++;
    if (css[at] === "}" && --depth === 0) return css.slice(start, at);
  }
  throw new Error(`${opening} does not end`);
}

/** `--name: value;` of the first :root, or of a media query's. */
function declared(rules: string): Map<string, string> {
  return new Map([...rules.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = "", value = ""]) => [name, value]));
}

export type Tokens = { plain: Map<string, string>; highContrast: Map<string, string> };

export function readTokens(css: string): Tokens {
  return { plain: declared(block(css, ":root {")), highContrast: declared(block(css, "@media (prefers-contrast: more)")) };
}

export const roles = ({ plain }: Tokens): string[] =>
  [...plain].filter(([, value]) => /^light-dark\(#\w{6}, #\w{6}\)$/.test(value)).map(([name]) => name);

export function hexOf(tokens: Tokens, role: string, theme: Theme): string {
  const dark = theme === "dark" || theme === "highContrastDark";
  const value = (theme.startsWith("high") ? tokens.highContrast : tokens.plain).get(role) ?? tokens.plain.get(role) ?? "";
  const hex = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(value)?.[dark ? 2 : 1];
  if (!hex) throw new Error(`no colour --${role}`);
  return hex;
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(tokens: Tokens, one: string, other: string, theme: Theme): number {
  const [x, y] = [luminance(hexOf(tokens, one, theme)), luminance(hexOf(tokens, other, theme))];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const GROUNDS = ["paper", "paper-raised", "paper-sunk"];

/** Every pair of words and ground the product uses: 4.5 to 1 at least, 7 to 1 in high contrast. */
export const WORDS: readonly (readonly [string, readonly string[]])[] = [
  ["ink", [...GROUNDS, "action-soft", "apart-soft"]],
  ["ink-soft", GROUNDS],
  ["action", GROUNDS],
  ["action-hover", GROUNDS],
  ["action-ink", ["action", "action-hover"]],
  ["action-soft-ink", ["action-soft"]],
  ["apart", [...GROUNDS, "apart-soft"]],
  ["dot-ink", ["dot"]],
];

/** Lines of controls, rings and dots: 3 to 1 at least, 4.5 to 1 in high contrast. */
export const MARKS: readonly (readonly [string, readonly string[]])[] = ["line-strong", "action", "apart-line", "dot", "dot-own"].map(
  (mark) => [mark, ["paper", "paper-raised"]] as const,
);

/** The weakest of its grounds. */
export const weakest = (
  tokens: Tokens,
  [role, grounds]: readonly [string, readonly string[]],
  theme: Theme,
): { ground: string; ratio: number } =>
  grounds
    .map((ground) => ({ ground, ratio: contrast(tokens, role, ground, theme) }))
    .reduce((low, each) => (each.ratio < low.ratio ? each : low));
