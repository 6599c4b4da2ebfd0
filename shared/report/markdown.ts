// The report as Markdown (GitHub's tables). What people typed is escaped, so that it can neither break a table nor become a link.
import type { Report } from "../session/reportShape.ts";
import type { ReportWords } from "../texts/report.ts";
import { type Block, cellText } from "./blocks.ts";
import { reportBlocks } from "./document.ts";

/** One line; every character that means something to Markdown is escaped. A scheme is broken up, because bare addresses become links by themselves. */
export function markdownText(typed: string): string {
  return typed
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>#|~!&$]/gu, "\\$&")
    .replace(/^([-+=]|\d{1,9}[.)](?=\s|$))/u, (start) => (start.length === 1 ? `\\${start}` : `${start.slice(0, -1)}\\${start.slice(-1)}`))
    .replace(/\b(?!https?:)([a-z][a-z0-9+.-]{1,20}):(?=\/\/|\S{0,20}\()/giu, "$1\\:");
}

export const reportAsMarkdown = (report: Report, words: ReportWords): string =>
  `${reportBlocks(report, words).map(written).join("\n\n")}\n`;

function written(block: Block): string {
  switch (block.kind) {
    case "title":
      return `# ${markdownText(block.text)}`;
    case "heading":
      return `## ${markdownText(block.text)}`;
    case "subheading":
      return `### ${markdownText(block.text)}`;
    case "line": {
      const text = markdownText(block.text);
      return block.tone === "strong" ? `**${text}**` : block.tone === "quiet" ? `_${text}_` : text;
    }
    case "facts":
      return block.facts.map(({ label, text }) => `- ${markdownText(label)}: ${markdownText(text)}`).join("\n");
    case "list":
      return block.items
        .map(({ lead, sentences }) => `- ${lead === null ? "" : `**${markdownText(lead)}**: `}${sentences.map(markdownText).join(" ")}`)
        .join("\n");
    case "table": {
      const row = (cells: string[]) => `| ${cells.join(" | ")} |`;
      return [
        row(block.columns.map((column) => markdownText(column.label))),
        row(block.columns.map((column) => (column.numeric ? "---:" : "---"))),
        ...block.rows.map((cells) =>
          row(
            cells.map((cell) =>
              typeof cell === "object" && "strong" in cell ? `**${markdownText(cell.strong)}**` : markdownText(cellText(cell)),
            ),
          ),
        ),
      ].join("\n");
    }
    default: {
      const never: never = block;
      throw new Error(`unknown block ${JSON.stringify(never)}`);
    }
  }
}
