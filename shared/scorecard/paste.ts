// A scorecard pasted from a spreadsheet: finds separator and columns, reads row by row, and says in which row what is unclear. Never throws, never guesses a number.
import { LIMITS } from "../limits.ts";
import { type DelimitedRow, guessSeparator, type Separator, splitDelimited } from "../material/delimited.ts";
import { type Column, columnOf, readScale, readWeight, readYesNo } from "./pasteCells.ts";
import { isOnScale } from "./scales.ts";
import type { Criterion, Scorecard, Section } from "./scorecard.ts";
import { nameKey, type ProblemCode, scorecardProblems } from "./validate.ts";

export type PasteProblemCode =
  | ProblemCode
  | "empty"
  | "noRows"
  | "tooLarge"
  | "tooManyRows"
  | "noCriterionColumn"
  | "doubledColumn"
  | "unknownColumn"
  | "openQuote"
  | "weightMissing"
  | "weightUnclear"
  | "weightDecimalComma"
  | "weightThousands"
  | "weightsEqual"
  | "scaleUnknown"
  | "scaleAssumed"
  | "autoFailUnclear"
  | "naUnclear"
  | "totalRowSkipped";

export type PasteProblem = {
  severity: "error" | "warning";
  code: PasteProblemCode;
  params: Record<string, string | number>;
};
export type PastedRow = {
  /** 1-based line of the pasted text */
  line: number;
  /** what could be read, even where something is wrong; null: a row that is no criterion (a heading, a total) */
  criterion: Criterion | null;
  sectionName: string;
  /** the cells as pasted */
  cells: string[];
  problems: PasteProblem[];
};
export type PastedScorecard = {
  separator: Separator;
  headerFound: boolean;
  /** in the order of the pasted columns; null: not used */
  columns: (Column | { anchor: number } | null)[];
  rows: PastedRow[];
  /** about the paste as a whole */
  problems: PasteProblem[];
  /** null while anything is an error */
  scorecard: Scorecard | null;
};
export type PasteOptions = {
  name?: string;
  /** for rows before any section is named */
  sectionName?: string;
  newId?: () => string;
  /** criteria of the same name keep their lineage id, and with it their notes and history */
  previous?: Scorecard | null;
};

const ORDER: Column[] = ["section", "criterion", "weight", "scale", "definition", "autoFail", "na"];
const MAX_COLUMNS = 200;

/** Tabs and line breaks stay; other control characters and invisible direction marks would only confuse. */
const clean = (text: string) =>
  text
    .replace(/^\uFEFF/u, "")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, "")
    .replace(/\u00A0/gu, " ");

const tidy = (cell: string | undefined): string => (cell ?? "").trim();
const oneLine = (cell: string | undefined): string => tidy(cell).replace(/\s+/gu, " ");

function counting(): () => string {
  let count = 0;
  return () => `pasted-${++count}`;
}

export function parseScorecardPaste(pasted: string, options: PasteOptions = {}): PastedScorecard {
  const newId = options.newId ?? counting();
  const nothing = (code: PasteProblemCode, params: PasteProblem["params"] = {}): PastedScorecard => ({
    separator: "\t",
    headerFound: false,
    columns: [],
    rows: [],
    problems: [{ severity: "error", code, params }],
    scorecard: null,
  });
  if (pasted.length > LIMITS.transcript) return nothing("tooLarge", { count: pasted.length, limit: LIMITS.transcript });
  const text = clean(pasted);
  if (text.trim() === "") return nothing("empty");

  const separator = guessSeparator(text);
  const { rows: all, openQuoteLine } = splitDelimited(text, separator);
  const problems: PasteProblem[] = [];
  if (openQuoteLine !== null) problems.push({ severity: "warning", code: "openQuote", params: { line: openQuoteLine } });

  const { columns, headerFound } = findColumns(all, problems);
  const body = headerFound ? all.slice(1) : all;
  if (body.length === 0) return { ...nothing("noRows"), separator, headerFound, columns };
  if (body.length > LIMITS.criteria * 2)
    return { ...nothing("tooManyRows", { count: body.length, limit: LIMITS.criteria }), separator, headerFound, columns };

  const read = readRows(body, columns, options.sectionName ?? "General");
  const weightless = read.every((row) => row.draft === null || row.weightCell === "");
  if (weightless && read.some((row) => row.draft !== null)) problems.push({ severity: "warning", code: "weightsEqual", params: {} });

  const sections: Section[] = [];
  const previous = options.previous ?? null;
  const taken = new Set<string>();
  const keep = (id: string | undefined): string => {
    const chosen = id !== undefined && !taken.has(id) ? id : newId();
    taken.add(chosen);
    return chosen;
  };
  const sectionFor = (name: string): string => {
    const known = sections.find((section) => nameKey(section.name) === nameKey(name));
    if (known) return known.sectionId;
    const before = previous?.sections.find((section) => nameKey(section.name) === nameKey(name));
    const section = { sectionId: keep(before?.sectionId), name };
    sections.push(section);
    return section.sectionId;
  };

  const rows = read.map((row): PastedRow => {
    const base = { line: row.line, sectionName: row.sectionName, cells: row.cells, problems: row.problems };
    if (row.draft === null) return { ...base, criterion: null };
    if (!weightless && row.weightCell === "" && !row.draft.autoFail)
      row.problems.push({ severity: "error", code: "weightMissing", params: {} });
    const { draft } = row;
    const before = previous?.criteria.find((criterion) => nameKey(criterion.name) === nameKey(draft.name));
    const criterion = {
      ...draft,
      weight: weightless ? 1 : draft.weight,
      criterionId: keep(before?.criterionId),
      sectionId: sectionFor(row.sectionName),
    };
    return { ...base, criterion };
  });

  const inOrder = sections.flatMap((section) => rows.filter((row) => row.criterion?.sectionId === section.sectionId));
  const scorecard: Scorecard = {
    scorecardId: previous?.scorecardId ?? newId(),
    version: (previous?.version ?? 0) + 1,
    name: (options.name ?? previous?.name ?? "Our scorecard").slice(0, LIMITS.name),
    sections,
    criteria: inOrder.flatMap((row) => (row.criterion ? [row.criterion] : [])),
  };
  const weightsUnclear = rows.some((row) =>
    row.problems.some((problem) => problem.severity === "error" && problem.code.startsWith("weight")),
  );
  for (const found of scorecardProblems(scorecard)) {
    const { severity, code, params } = found;
    // A cell that could not be read has said so already.
    const row = found.row === null ? undefined : inOrder[found.row - 1];
    if (code === "weightNegative" || (code === "weightsNotHundred" && (weightless || weightsUnclear))) continue;
    if (code === "weightZero" && row?.problems.some((problem) => problem.code.startsWith("weight"))) continue;
    // "first" names a place in the scorecard; people look for the line they pasted.
    const first: PasteProblem["params"] =
      typeof params.first === "number" ? { first: inOrder[params.first - 1]?.line ?? params.first } : {};
    (row ? row.problems : problems).push({ severity, code, params: { ...params, ...first } });
  }
  const failed = [...problems, ...rows.flatMap((row) => row.problems)].some((problem) => problem.severity === "error");
  return { separator, headerFound, columns, rows, problems, scorecard: failed ? null : scorecard };
}

/** A first row that names at least two columns, or the criterion alone in a one-column paste, is a header. */
function findColumns(all: DelimitedRow[], problems: PasteProblem[]): Pick<PastedScorecard, "columns" | "headerFound"> {
  const width = Math.min(MAX_COLUMNS, Math.max(0, ...all.map((row) => row.cells.length)));
  const named = (all[0]?.cells ?? []).slice(0, MAX_COLUMNS).map(columnOf);
  const known = named.filter((column) => typeof column === "string");
  const headerFound = known.length >= 2 || (width === 1 && known[0] === "criterion");
  if (!headerFound) return { headerFound, columns: width === 1 ? ["criterion"] : ORDER.slice(0, width) };

  const seen = new Set<string>();
  const columns = named.map((column, index) => {
    const heading = oneLine(all[0]?.cells[index]);
    if (column === null) {
      if (heading !== "") problems.push({ severity: "warning", code: "unknownColumn", params: { name: heading.slice(0, LIMITS.name) } });
      return null;
    }
    const key = typeof column === "string" ? column : `anchor ${column.anchor}`;
    if (seen.has(key)) {
      problems.push({ severity: "error", code: "doubledColumn", params: { name: heading.slice(0, LIMITS.name) } });
      return null;
    }
    seen.add(key);
    return column;
  });
  if (!seen.has("criterion")) problems.push({ severity: "error", code: "noCriterionColumn", params: {} });
  return { headerFound, columns };
}

type Draft = Omit<Criterion, "criterionId" | "sectionId">;
type ReadRow = { line: number; cells: string[]; sectionName: string; weightCell: string; draft: Draft | null; problems: PasteProblem[] };

function readRows(body: DelimitedRow[], columns: PastedScorecard["columns"], firstSection: string): ReadRow[] {
  const place = new Map(columns.map((column, index) => [typeof column === "string" ? column : null, index]));
  let sectionName = firstSection;
  return body.map(({ line, cells }) => {
    const cell = (column: Column) => {
      const index = place.get(column);
      return index === undefined ? "" : tidy(cells[index]);
    };
    const problems: PasteProblem[] = [];
    const section = oneLine(cell("section"));
    const name = oneLine(cell("criterion"));
    const weightCell = cell("weight");
    const detail = cell("scale") + cell("definition");
    if (/^(?:grand )?(?:sub)?total:?$/iu.test(name || section) && detail === "") {
      problems.push({ severity: "warning", code: "totalRowSkipped", params: {} });
      return { line, cells, sectionName, weightCell: "", draft: null, problems };
    }
    if (section !== "") sectionName = section;
    // Only a section: a heading of its own, as many sheets have.
    if (name === "" && detail === "" && section !== "") return { line, cells, sectionName, weightCell: "", draft: null, problems };
    return { line, cells, sectionName, weightCell, draft: readCriterion(name, cell, cells, columns, problems), problems };
  });
}

function readCriterion(
  name: string,
  cell: (column: Column) => string,
  cells: string[],
  columns: PastedScorecard["columns"],
  problems: PasteProblem[],
): Draft {
  const error = (code: PasteProblemCode, value: string) =>
    problems.push({ severity: "error", code, params: { value: value.slice(0, LIMITS.name) } });

  const weight = readWeight(cell("weight"));
  if (weight !== null && "problem" in weight) error(weight.problem, cell("weight"));

  const scaleCell = oneLine(cell("scale"));
  const scale = readScale(scaleCell);
  if (scaleCell === "") problems.push({ severity: "warning", code: "scaleAssumed", params: {} });
  else if (scale === null) error("scaleUnknown", scaleCell);

  const autoFail = readYesNo(cell("autoFail"));
  if (autoFail === null) error("autoFailUnclear", cell("autoFail"));
  const na = readYesNo(cell("na"));
  if (na === null) error("naUnclear", cell("na"));

  const kind = scale?.scale ?? "5pt";
  const anchors: Criterion["anchors"] = {};
  columns.forEach((column, index) => {
    const words = tidy(cells[index]);
    // A sheet has one column per level of its longest scale: levels a shorter scale lacks are simply empty, or not meant for it.
    if (column !== null && typeof column === "object" && words !== "" && isOnScale(kind, column.anchor))
      anchors[String(column.anchor)] = words;
  });
  return {
    name,
    definition: tidy(cell("definition")),
    scale: kind,
    weight: weight !== null && "weight" in weight ? weight.weight : 0,
    autoFail: autoFail ?? false,
    allowNA: (na ?? false) || (scale?.na ?? false),
    anchors,
  };
}
