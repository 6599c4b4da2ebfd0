// The report as an HTML fragment for the clipboard: documents and chat keep its headings and tables. No styles, no scripts, no links; everything escaped.
import type { Report } from "../session/reportShape.ts";
import type { ReportWords } from "../texts/report.ts";
import { type Block, cellText } from "./blocks.ts";
import { reportBlocks } from "./document.ts";

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
export const htmlText = (typed: string): string => typed.replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? character);

/** Line breaks inside what somebody typed stay. */
const paragraphText = (typed: string): string => htmlText(typed.trim()).replace(/\r?\n/gu, "<br>");

export const reportAsHtml = (report: Report, words: ReportWords): string =>
  `<article>${reportBlocks(report, words).map(written).join("\n")}</article>`;

function written(block: Block): string {
  switch (block.kind) {
    case "title":
      return `<h1>${htmlText(block.text)}</h1>`;
    case "heading":
      return `<h2>${htmlText(block.text)}</h2>`;
    case "subheading":
      return `<h3>${htmlText(block.text)}</h3>`;
    case "line": {
      const text = paragraphText(block.text);
      return `<p>${block.tone === "strong" ? `<strong>${text}</strong>` : block.tone === "quiet" ? `<em>${text}</em>` : text}</p>`;
    }
    case "facts":
      return `<ul>${block.facts.map(({ label, text }) => `<li>${htmlText(label)}: ${htmlText(text)}</li>`).join("")}</ul>`;
    case "list":
      return `<ul>${block.items
        .map(
          ({ lead, sentences }) =>
            `<li>${lead === null ? "" : `<strong>${htmlText(lead)}</strong>: `}${sentences.map(paragraphText).join(" ")}</li>`,
        )
        .join("")}</ul>`;
    case "table": {
      // Attributes, not styles: mail programs and chats drop styles, and a page's security policy may refuse them.
      const head = block.columns
        .map(({ label, numeric }) => `<th scope="col"${numeric ? ' align="right"' : ""}>${htmlText(label)}</th>`)
        .join("");
      const rows = block.rows.map((cells) => {
        const written = cells.map((cell, index) => {
          const text =
            typeof cell === "object" && "strong" in cell ? `<strong>${htmlText(cell.strong)}</strong>` : paragraphText(cellText(cell));
          return index === 0
            ? `<th scope="row" align="left">${text}</th>`
            : `<td${block.columns[index]?.numeric ? ' align="right"' : ""}>${text}</td>`;
        });
        return `<tr>${written.join("")}</tr>`;
      });
      return `<table border="1" cellpadding="4" cellspacing="0"><thead><tr>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
    }
    default: {
      const never: never = block;
      throw new Error(`unknown block ${JSON.stringify(never)}`);
    }
  }
}
