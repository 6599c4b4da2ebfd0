// The report as cells to paste into a spreadsheet: tabs between columns, numbers as numbers, nothing that could be read as a formula.
import type { Report } from "../session/reportShape.ts";
import type { ReportWords } from "../texts/report.ts";
import { type Block, type Cell, cellText } from "./blocks.ts";
import { reportBlocks } from "./document.ts";

/** Characters that begin a formula, also after spaces and what cannot be seen (some programs skip it), and in their full-width and small forms. */
const FORMULA = /^(?:\p{Cc}|[\p{C}\p{Z}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE62\uFE63\uFE66\uFE6B\u2212])/u;

/** Text with a leading ' where a spreadsheet would compute it. */
export const safeText = (typed: string): string => (FORMULA.test(typed) ? `'${typed}` : typed);

/** One cell is one line: tabs and breaks would start others. */
const oneCell = (typed: string): string => safeText(typed).replace(/\s+/gu, " ").trim();

const cell = (one: Cell): string => {
  if (typeof one === "object" && "value" in one && one.value !== null) return String(Math.round(one.value * 1e6) / 1e6);
  return oneCell(cellText(one));
};

export const reportAsCells = (report: Report, words: ReportWords): string => `${reportBlocks(report, words).map(written).join("\n\n")}\n`;

function written(block: Block): string {
  switch (block.kind) {
    case "title":
    case "heading":
    case "subheading":
    case "line":
      return oneCell(block.text);
    case "facts":
      return block.facts.map(({ label, text }) => `${oneCell(label)}\t${oneCell(text)}`).join("\n");
    case "list":
      return block.items.map(({ lead, sentences }) => `${oneCell(lead ?? "")}\t${oneCell(sentences.join(" "))}`).join("\n");
    case "table":
      return [block.columns.map(({ label }) => oneCell(label)), ...block.rows.map((cells) => cells.map(cell))]
        .map((cells) => cells.join("\t"))
        .join("\n");
    default: {
      const never: never = block;
      throw new Error(`unknown block ${JSON.stringify(never)}`);
    }
  }
}
