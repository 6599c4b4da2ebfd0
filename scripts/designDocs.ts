// Writes docs/design.md: the words are here, the figures come from client/ui/tokens.css: `node scripts/designDocs.ts`. A test fails when the file is out of date.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hexOf, MARKS, readTokens, roles, THEMES, type Tokens, weakest, WORDS } from "./design/tokens.ts";

const root = new URL("../", import.meta.url);
const tokens: Tokens = readTokens(readFileSync(new URL("client/ui/tokens.css", root), "utf8"));
const plain = (name: string): string => {
  const value = tokens.plain.get(name);
  if (value === undefined) throw new Error(`no token --${name}`);
  return value;
};
const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
const rem = (value: string): string => `${Number.parseFloat(value) * 16} px`;

const TYPE: [string, string][] = [
  ["text-xs", "badges, levels under a scale, table heads"],
  ["text-s", "what explains: hints, times, second lines"],
  ["text-m", "the interface: controls, rows, definitions"],
  ["text-l", "the current criterion, a lead, the transcript"],
  ["text-xl", "headings of a section, a dialog's title"],
  ["text-2xl", "the one sentence of a screen"],
  ["text-4xl", "the sentence on the shared screen"],
];

const ROLE_WORDS: Record<string, string> = {
  paper: "the ground",
  "paper-raised": "bars, panels, dialogs",
  "paper-sunk": "what rests or is switched off",
  ink: "words",
  "ink-soft": "words that explain",
  line: "hairlines between rows",
  "line-strong": "edges of controls",
  action: "what one can do",
  "action-hover": "the same, under the pointer",
  "action-ink": "words on a filled button",
  "action-soft": "the ground of what is chosen or pinned",
  "action-soft-ink": "words on it",
  apart: "what is apart or needs attention",
  "apart-soft": "its ground",
  "apart-line": "its edge",
  dot: "a score on a scale",
  "dot-ink": "initials in it",
  "dot-own": "one's own, and the one who speaks",
};

function colours(): string {
  const unknown = roles(tokens).filter((role) => !(role in ROLE_WORDS));
  if (unknown.length > 0) throw new Error(`no words for ${unknown.join(", ")}`);
  return table(
    ["role", "what for", "light", "dark", "high contrast, light", "high contrast, dark"],
    roles(tokens).map((role) => [`\`--${role}\``, ROLE_WORDS[role] ?? "", ...THEMES.map((theme) => `\`${hexOf(tokens, role, theme)}\``)]),
  );
}

const contrasts = (pairs: typeof WORDS): string =>
  table(
    ["role", "weakest ground", "light", "dark", "high contrast, light", "high contrast, dark"],
    pairs.map((pair) => {
      const measured = THEMES.map((theme) => weakest(tokens, pair, theme));
      const grounds = [...new Set(measured.map(({ ground }) => `\`--${ground}\``))].join(", ");
      return [`\`--${pair[0]}\``, grounds, ...measured.map(({ ratio }) => ratio.toFixed(1))];
    }),
  );

export const designDocs =
  (): string => `<!-- Written by scripts/designDocs.ts; the figures come from client/ui/tokens.css. Do not edit: change them there and run it again. -->

# The design language

Plumb lies on the table like a sheet of paper. It says one sentence, shows what is apart, and offers one thing to do. Experts get dense rows; a room gets large words. Everything below is a token in \`client/ui/tokens.css\`; no component has a colour of its own.

## Five rules

1. **One filled button a screen**: the right next step. Everything else is outlined, words alone, or under More.
2. **Lines rather than boxes.** A box means: this is hidden, or this floats above the page.
3. **Green is what one can do. Amber is what is apart.** Neither decorates. Nothing is told by colour alone: words, place or an edge say it too.
4. **Across means the value, nothing else.** Equal scores stand on each other.
5. **What stays empty may stay empty.**

## Type

Inter is the interface. Newsreader is what people say and what the product says: transcripts, reasons, notes, the sentence of a screen. Figures are tabular where they change or stand below each other.

${table(
  ["token", "size", "for"],
  TYPE.map(([name, use]) => [`\`--${name}\``, rem(plain(name)), use]),
)}

Weights: ${plain("weight-normal")} for words, ${plain("weight-medium")} for controls, ${plain("weight-strong")} for names and scores. Lines of reading end at ${rem(plain("measure"))}. Sizes are rem, so a person's own text size holds.

## Space

Steps of 4 px: ${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((step) => rem(plain(`space-${step}`)).replace(" px", "")).join(", ")}. Rows of a list are 40 px high, of the results 56. A page ends at ${rem(plain("page-width"))}. Targets: ${rem(plain("target-min"))} at the very least, ${rem(plain("target"))} for buttons, ${rem(plain("target-scale"))} for a score.

Three widths decide layouts: up to 44 rem a column beside the call or a phone; up to 60 rem half a screen; more. At 400 % zoom a laptop is 320 px wide: everything stays in one column, nothing scrolls sideways but tables of figures. In a window lower than 28 rem no bar stays: the page scrolls as a whole.

## Colour

${colours()}

The theme follows the system, or the person's choice. \`prefers-contrast: more\` takes the high contrast columns, a focus ring of 3 px, heavier type, and gives every soft ground an edge (\`--soft-line\`). Forced colours take the system's palette: the same roles become \`Canvas\`, \`CanvasText\` and \`LinkText\`, what is chosen \`Highlight\`; soft grounds become edges.

### Measured contrast of words

WCAG 2.2, weakest pair in use. At least 4.5, in high contrast at least 7.

${contrasts(WORDS)}

### Measured contrast of lines, rings and dots

At least 3, in high contrast at least 4.5.

${contrasts(MARKS)}

## Elevation

Two levels. The page lies; menus, dialogs and notices float, with a hairline and one soft shadow. Bars are raised by a hairline alone.

## Motion

${table(
  ["token", "lasts", "for"],
  [
    ["`--motion-quick`", plain("motion-quick"), "a control answers"],
    ["`--motion`", plain("motion"), "something unfolds or arrives"],
  ],
)}

The reveal is one motion that explains: a line runs out in 600 ms on every screen, then dots land on their scales, rows in the scorecard's order, then the rows go to where they are discussed. Dots and rows together take less than 700 ms.

Nothing moves to please. With \`prefers-reduced-motion\` nothing moves at all, and nothing is lost: the reveal is also one spoken sentence.

## How things look

**A score** is a filled dot on the criterion's own scale, low on the left in every language. One's own has a green ring. Once names are open the dot holds initials; the one who speaks is green. The Baseline is an outlined arrow below the scale, the calibrated score a green one, each with its word. What people would say now is a dashed dot: a stance, not a score. In a sheet a score is a 44-px button; the chosen one is filled. What each level means stands below, on a phone in two lines each, until its person folds it away.

**How far apart** is where the dots stand, then words ("scores 2 to 5"), then at most one amber badge: Auto-fail split, N/A split, Off baseline. All rows of a list have one axis: their scales begin and end under each other, and N/A has a place of its own at the right. A blank is no answer and says so ("4 of 5 scored"). Rows that agree fold into one quiet line. Figures wait under Details.

**Hidden** is never a blurred or empty picture of the thing: it is a count ("Scores in: 5 of 6") or a box that says *Hidden until it is revealed*. **Revealed** is the plain thing. Between them lies one line, one motion and, for those who hear it, one sentence.

**Held** is a dashed edge and the words *shown at your turn*, seen by the author alone. **Spoken** is a solid green edge and reading type; earlier voices fold to initials and score.

**Settled** is green words: *Calibrated score: 3*, with its note in reading type. With dissent and provisional say so in the same line. **Parked** is soft ink, no colour: it is not a fault. What is left open at the close is listed, in amber in the report. Nothing is ever red.

**Just settled or parked** is a line above the foot on everybody's page, for twelve seconds. It moves nothing and stops no pointer.

**Saved** is soft words in the foot. Trouble with the connection takes the place of the header's line, never covers anything.

## The shared screen

Drawn for 1280 × 720 and scaled as a whole, dark unless told otherwise. Smallest words 24 px of 720, the sentence 64. Where the page would be cut, the longest words give way first, then rows, and how many there are beside them is said. At the close explanations go first and actions last. What was settled last stands at the foot while its conversation is there. On an upright screen it is drawn for 600 wide, in one column. Nothing to click, nothing hidden in it.

## Print

Black on white whatever the theme. Bars, menus, buttons and notices stay away; the report's rows are not cut in two, its table heads come again on each page, amber words stay amber and keep their badge's edge.
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(new URL("docs/design.md", root), designDocs());
