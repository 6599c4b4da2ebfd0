// The report as a document: headings, lines, lists and tables, in the order they are read. Markdown, HTML and cells are three ways to write the same blocks.

/** A number keeps its value for spreadsheets; `text` is what people read. */
export type Cell = string | { text: string; value: number | null } | { strong: string };

export type Block =
  | { kind: "title"; text: string }
  | { kind: "heading"; text: string }
  | { kind: "subheading"; text: string }
  | { kind: "line"; text: string; tone: "plain" | "quiet" | "strong" }
  | { kind: "facts"; facts: { label: string; text: string }[] }
  /** `lead` is set apart at the start of an item */
  | { kind: "list"; items: { lead: string | null; sentences: string[] }[] }
  | { kind: "table"; columns: { label: string; numeric: boolean }[]; rows: Cell[][] };

export const line = (text: string, tone: "plain" | "quiet" | "strong" = "plain"): Block => ({ kind: "line", text, tone });
export const heading = (text: string): Block => ({ kind: "heading", text });
export const subheading = (text: string): Block => ({ kind: "subheading", text });

/** What people read in a cell. */
export const cellText = (cell: Cell): string => (typeof cell === "string" ? cell : "strong" in cell ? cell.strong : cell.text);
