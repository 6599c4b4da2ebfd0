// G-csv: 242 payloads in every text column of the CSV file and in the cells for pasting: no cell begins a formula, and every cell reads back as what was typed, at most with the leading mark.
// Judged by a reader of our own (RFC 4180, sharing nothing with the writer) and a rule for formulas wider than the writer's; LibreOffice is not asked, since not every machine has it.
import papaparse from "papaparse";
import { REPORT_FORMATS } from "../../server/http/reportFormats.ts";
import { reportAsRows } from "../../shared/report/rows.ts";
import { reportOf } from "../../shared/session/report.ts";
import type { Report } from "../../shared/session/reportShape.ts";
import type { ViewContext } from "../../shared/session/viewContext.ts";
import { REPORT_WORDS } from "../../shared/texts/report.ts";
import { PAYLOADS } from "./csv/payloads.ts";
import { readCsv } from "./export/readCsv.ts";
import { playCall } from "./ledger/calls.ts";
import type { Proof } from "./proof.ts";

const CONTEXT: ViewContext = {
  team: "Team",
  joinUrl: "",
  nameOf: (personId) => `Name ${personId}`,
  notes: [],
  actionsBefore: [],
  actionStatus: () => "open",
};

/** Fields that people fill; the others are codes, dates and numbers of our own. */
const TYPED = new Set(
  "team name title agent link why section note feedback parkedOwner reason text owner by facilitator criterion conversation label site rightExample wrongExample".split(
    " ",
  ),
);
const COLUMNS = "session team scorecard conversation agent link section criterion person note feedback reason text owner".split(" ");

const filled = (value: unknown, payload: string, key = ""): unknown => {
  if (typeof value === "string") return TYPED.has(key) ? payload : value;
  if (value === null && (key === "agent" || key === "link" || key === "note" || key === "feedback" || key === "owner" || key === "reason"))
    return payload;
  if (Array.isArray(value)) return value.map((item) => filled(item, payload, key));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === "statements" ? item : filled(item, payload, name)]),
  );
};

/** Whatever is no letter, digit, mark or sign is skipped; what comes then decides. */
const beginsFormula = (cell: string): boolean => {
  if (["\t", "\r", "\n", "\u0000"].includes(cell[0] ?? "")) return true;
  return "=+-@＝＋－＠﹢﹣﹦﹫−".includes(/[\p{L}\p{N}\p{M}\p{P}\p{S}]/u.exec(cell)?.[0] ?? " ");
};
const isNumber = (cell: string): boolean => /^-?\d+(\.\d+)?(e-?\d+)?$/.test(cell);

type Judged = { cells: number; failures: string[] };

const judgeCsv = (csv: string, payload: string): Judged => {
  const [header = [], ...rows] = readCsv(csv);
  const failures: string[] = [];
  let cells = 0;
  const seen = new Set<string>();
  const shown = JSON.stringify(payload).slice(0, 60);
  for (const row of rows) {
    if (row.length !== header.length) failures.push(`${shown}: a row of ${row.length} fields`);
    for (const [index, cell] of row.entries()) {
      cells += 1;
      const column = header[index]!;
      if (COLUMNS.includes(column) && cell !== "") {
        if (cell === payload || cell === `'${payload}`) seen.add(column);
        if (beginsFormula(cell)) failures.push(`${shown} in ${column}: the cell begins a formula`);
      } else if (beginsFormula(cell) && !isNumber(cell)) failures.push(`${shown}: ${column} begins a formula: ${cell.slice(0, 40)}`);
    }
  }
  for (const column of COLUMNS) if (!seen.has(column)) failures.push(`${shown}: not found as it was typed in ${column}`);
  return { cells, failures };
};

const judgeCells = (tsv: string, payload: string): Judged => {
  const cells = tsv.split("\n").flatMap((line) => line.split("\t"));
  const bad = cells.filter((cell) => beginsFormula(cell) && !isNumber(cell));
  return {
    cells: cells.length,
    failures: bad.map((cell) => `${JSON.stringify(payload).slice(0, 60)} in the cells to paste: ${cell.slice(0, 40)}`),
  };
};

/** A call that has everything that fills a text column. */
const richCall = (seed: number): { seed: number; report: Report } => {
  for (let next = seed; ; next += 1) {
    const { state } = playCall(next);
    const report = reportOf(state, { kind: "conductor", closedTo: [] }, CONTEXT, { named: true });
    const csv = reportAsRows(report, REPORT_WORDS);
    const records = new Set(csv.rows.map(([record]) => record));
    if (["blindScore", "blindTotal", "action", "criterion"].every((record) => records.has(record))) return { seed: next, report };
  }
};

export const proof: Proof = {
  goal: "G-csv",
  promise: "Nothing that somebody typed is computed by a spreadsheet.",
  run: async (_size, seed) => {
    const rich = richCall(seed);
    const failures: string[] = [];
    let cells = 0;
    let caught = 0;
    for (const payload of PAYLOADS) {
      const report = filled(rich.report, payload) as Report;
      for (const judged of [
        judgeCsv(REPORT_FORMATS.csv.write(report, REPORT_WORDS), payload),
        judgeCells(REPORT_FORMATS.cells.write(report, REPORT_WORDS), payload),
      ]) {
        cells += judged.cells;
        failures.push(...judged.failures);
      }
      if (JSON.stringify(JSON.parse(REPORT_FORMATS.json.write(report))) !== JSON.stringify(report))
        failures.push(`${JSON.stringify(payload)}: JSON does not come back`);
      // quoted as the standard says, and nothing more
      const { columns, rows } = reportAsRows(report, REPORT_WORDS);
      if (judgeCsv(`${papaparse.unparse([columns, ...rows])}\r\n`, payload).failures.length > 0) caught += 1;
    }
    return {
      n: PAYLOADS.length,
      failures: failures.slice(0, 20),
      control: { what: "files that are only quoted are found to hold formulas", fired: caught > 150 },
      seedFrom: seed,
      seedTo: rich.seed,
      counted: { payloads: PAYLOADS.length, columns: COLUMNS.length, cells, caughtUnmarked: caught },
    };
  },
};
