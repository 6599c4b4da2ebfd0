// The forms a report can be had in.
import papaparse from "papaparse";
import { reportAsCells, safeText } from "../../shared/report/cells.ts";
import { reportAsHtml } from "../../shared/report/html.ts";
import { reportAsJson } from "../../shared/report/json.ts";
import { reportAsMarkdown } from "../../shared/report/markdown.ts";
import { type ReportField, reportAsRows } from "../../shared/report/rows.ts";
import type { Report } from "../../shared/session/reportShape.ts";
import { REPORT_WORDS, type ReportWords } from "../../shared/texts/report.ts";
import { REPORT_WORDS_ES } from "../../shared/texts/report.es.ts";

type Format = { type: string; extension: string; write: (report: Report, words: ReportWords) => string };

const WORDS: Record<string, ReportWords> = { en: REPORT_WORDS, es: REPORT_WORDS_ES };
/** The reader's language; English for one the report is not written in. */
export const reportWordsIn = (language: unknown): ReportWords =>
  typeof language === "string" && Object.hasOwn(WORDS, language) ? WORDS[language]! : REPORT_WORDS;

/** Spreadsheets take a file without this mark for one in an old encoding. */
const BYTE_ORDER_MARK = "\uFEFF";

/** Quoting alone does not stop a spreadsheet from computing what somebody typed. Numbers stay numbers. */
const safeField = (field: ReportField): ReportField => (typeof field === "string" ? safeText(field) : field);

function reportAsCsv(report: Report, words: ReportWords): string {
  const { columns, rows } = reportAsRows(report, words);
  return `${BYTE_ORDER_MARK}${papaparse.unparse([columns, ...rows.map((row) => row.map(safeField))])}\r\n`;
}

const markdown: Format = {
  type: "text/markdown; charset=utf-8",
  extension: "md",
  write: reportAsMarkdown,
};

export const REPORT_FORMATS = {
  json: { type: "application/json; charset=utf-8", extension: "json", write: reportAsJson },
  csv: { type: "text/csv; charset=utf-8", extension: "csv", write: reportAsCsv },
  md: markdown,
  markdown,
  html: { type: "text/html; charset=utf-8", extension: "html", write: reportAsHtml },
  cells: { type: "text/tab-separated-values; charset=utf-8", extension: "tsv", write: reportAsCells },
} as const satisfies Record<string, Format>;
