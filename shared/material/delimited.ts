// Cells copied from a spreadsheet or a CSV file: RFC 4180 quoting, any one-character separator, one pass over the text.

export type DelimitedRow = { /** 1-based line of the text on which the row begins */ line: number; cells: string[] };
export type Delimited = {
  rows: DelimitedRow[] /** line of a quote that never closes; from there on quotes are ordinary characters */;
  openQuoteLine: number | null;
};

export type Separator = "\t" | "," | ";";

/** Rows without any content are left out. Linear: an open quote costs one more pass, once. */
export function splitDelimited(text: string, separator: Separator): Delimited {
  const rows: DelimitedRow[] = [];
  let cells: string[] = [];
  let line = 1;
  let rowLine = 1;
  let at = 0;
  let openQuoteLine: number | null = null;

  const endRow = () => {
    if (cells.some((cell) => cell.trim() !== "")) rows.push({ line: rowLine, cells });
    cells = [];
    rowLine = line;
  };

  while (at <= text.length) {
    let cell = "";
    if (text[at] === '"' && openQuoteLine === null) {
      const quoted = readQuoted(text, at);
      if (quoted === null) {
        openQuoteLine = line;
        continue;
      }
      cell = quoted.value;
      at = quoted.next;
      line += countBreaks(quoted.value);
    }
    const start = at;
    while (at < text.length && text[at] !== separator && text[at] !== "\n" && text[at] !== "\r") at++;
    cells.push(cell + text.slice(start, at));
    if (at >= text.length) break;
    if (text[at] === separator) {
      at++;
      continue;
    }
    at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
    line++;
    endRow();
  }
  endRow();
  return { rows, openQuoteLine };
}

/** The quoted cell that begins at `at`, with doubled quotes undone; null when it never closes. */
function readQuoted(text: string, at: number): { value: string; next: number } | null {
  const parts: string[] = [];
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return null;
    if (text[quote + 1] !== '"') {
      parts.push(text.slice(from, quote));
      return { value: parts.join("").replaceAll("\r\n", "\n"), next: quote + 1 };
    }
    parts.push(text.slice(from, quote + 1));
    from = quote + 2;
  }
}

const countBreaks = (text: string) => text.split("\n").length - 1;

/** Tabs win, because a spreadsheet copies tabs and prose holds none. Otherwise the separator that gives the most rows of the most common width above one. */
export function guessSeparator(text: string): Separator {
  if (text.includes("\t")) return "\t";
  const weightOf = (separator: Separator) => {
    const widths = new Map<number, number>();
    for (const row of splitDelimited(text, separator).rows)
      if (row.cells.length > 1) widths.set(row.cells.length, (widths.get(row.cells.length) ?? 0) + 1);
    return Math.max(0, ...widths.values());
  };
  return weightOf(";") >= Math.max(1, weightOf(",")) ? ";" : ",";
}
