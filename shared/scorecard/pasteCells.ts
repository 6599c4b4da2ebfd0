// What one cell of a pasted scorecard means: column names, weights, scales, yes and no. Nothing is guessed; what is unclear is said.
import type { ScaleKind } from "./scorecard.ts";

export type Column = "section" | "criterion" | "weight" | "scale" | "definition" | "autoFail" | "na";

/** Lower case, without marks of emphasis, so that "N/A?" and "n/a" are one word. */
const plain = (cell: string): string =>
  cell
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[*_:?()[\]]/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();

const HEADERS: Record<Column, readonly string[]> = {
  section: ["section", "category", "group", "area", "theme", "section name", "category name", "pillar"],
  criterion: [
    "criterion",
    "criteria",
    "question",
    "item",
    "name",
    "attribute",
    "behaviour",
    "behavior",
    "criterion name",
    "parameter",
    "line item",
    "check",
  ],
  weight: ["weight", "weighting", "weight %", "weight in %", "weightage", "points", "max points", "max score", "importance", "%"],
  scale: ["scale", "rating scale", "rating", "score type", "type", "answer", "answers", "answer type", "options", "scoring"],
  definition: [
    "definition",
    "description",
    "guideline",
    "guidelines",
    "guidance",
    "details",
    "what to look for",
    "help",
    "help text",
    "explanation",
    "meaning",
    "notes",
  ],
  autoFail: [
    "auto-fail",
    "auto fail",
    "autofail",
    "critical",
    "fatal",
    "critical error",
    "zero tolerance",
    "ztp",
    "knock-out",
    "knockout",
    "ko",
  ],
  na: ["n/a", "na", "n/a allowed", "allow n/a", "not applicable", "n.a.", "optional", "allows n/a", "allow na", "na allowed"],
};
const COLUMN_OF = new Map<string, Column>(
  (Object.entries(HEADERS) as [Column, readonly string[]][]).flatMap(([column, names]) => names.map((name) => [name, column] as const)),
);

/** The column this heading names, a level whose anchors stand under it, or null. */
export function columnOf(cell: string): Column | { anchor: number } | null {
  const name = plain(cell);
  const column = COLUMN_OF.get(name);
  if (column) return column;
  const level = /^(?:level |anchor |score |rating |score of |anchor for )?(\d{1,3})(?: point| points)?$/u.exec(name);
  if (level) return { anchor: Number(level[1]) };
  if (name === "yes" || name === "anchor yes" || name === "pass") return { anchor: 1 };
  if (name === "no" || name === "anchor no" || name === "fail") return { anchor: 0 };
  return null;
}

export type CellProblem = "weightUnclear" | "weightDecimalComma" | "weightThousands" | "weightNegative";

/** "20", "20 %" and "12.5" are weights. "12,5" and "1.000" mean different numbers in different countries and are refused. Null: empty. */
export function readWeight(cell: string): { weight: number } | { problem: CellProblem } | null {
  const value = cell.normalize("NFKC").replace(/\s+/gu, "");
  if (value === "") return null;
  if (/^[-−–]\d/u.test(value)) return { problem: "weightNegative" };
  if (/^\d+,\d+%?$/u.test(value)) return { problem: "weightDecimalComma" };
  if (/^\d{1,3}([.,]\d{3})+%?$/u.test(value)) return { problem: "weightThousands" };
  const number = /^(\d{1,6}(?:\.\d{1,6})?)(?:%|pts?|points?)?$/iu.exec(value);
  return number ? { weight: Number(number[1]) } : { problem: "weightUnclear" };
}

const BINARY = new Set([
  "yes/no",
  "y/n",
  "yes no",
  "yesno",
  "yes / no",
  "yes or no",
  "binary",
  "pass/fail",
  "pass / fail",
  "pass fail",
  "true/false",
  "t/f",
  "0/1",
  "1/0",
  "0-1",
  "0 or 1",
  "checkbox",
  "check box",
  "boolean",
  "met/not met",
  "met / not met",
  "done/not done",
  "2-point",
  "2 point",
  "2pt",
  "yes",
  "✓/✗",
]);
const PERCENT = new Set([
  "%",
  "percent",
  "percentage",
  "per cent",
  "0-100",
  "0-100%",
  "0-100 %",
  "0%-100%",
  "0 to 100",
  "0 to 100%",
  "0..100",
  "100",
  "100%",
  "out of 100",
  "slider",
]);
const WORDS: Record<string, number> = { two: 2, three: 3, four: 4, five: 5 };

/** The scale a cell names, and whether it says that N/A is allowed ("yes/no/na"). Null: not a scale this product has. */
export function readScale(cell: string): { scale: ScaleKind; na: boolean } | null {
  let value = plain(cell).replace(/[–—−]/gu, "-").replace(/ ?- ?/gu, "-");
  const na = /(?:^|[ /,+|])(?:n\/a|na|n\.a\.)$/u.test(value);
  if (na) value = value.replace(/[ /,+|]*(?:n\/a|na|n\.a\.)$/u, "").trim();
  if (BINARY.has(value)) return { scale: "binary", na };
  if (PERCENT.has(value)) return { scale: "percent", na };
  const points =
    /^1(?:-| to |\.\.|\/)([2-9])$/u.exec(value)?.[1] ??
    /^([2-9])[ -]?(?:pt|pts|point|points|level|levels|star|stars|step|steps|scale)?(?: scale)?$/u.exec(value)?.[1] ??
    /^(?:out of |\/ ?|likert ?-?|scale ?|scale of )([2-9])$/u.exec(value)?.[1];
  const word = /^(two|three|four|five)[ -](?:pt|point|points|level|levels)(?: scale)?$/u.exec(value)?.[1];
  const count = points ? Number(points) : word ? WORDS[word] : undefined;
  if (count === 2) return { scale: "binary", na };
  if (count === 3 || count === 4 || count === 5) return { scale: `${count}pt`, na };
  return null;
}

const YES = new Set([
  "yes",
  "y",
  "true",
  "x",
  "✓",
  "✔",
  "✔️",
  "1",
  "j",
  "auto-fail",
  "auto fail",
  "autofail",
  "critical",
  "fatal",
  "n/a",
  "na",
  "allowed",
  "ko",
]);
const NO = new Set(["", "no", "n", "false", "-", "–", "0", "none", "not allowed", "✗", "✘"]);

/** Null: neither yes nor no. */
export function readYesNo(cell: string): boolean | null {
  const value = plain(cell);
  return YES.has(value) ? true : NO.has(value) ? false : null;
}
