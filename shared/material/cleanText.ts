// Pasted text made readable: one kind of line break, no control characters, nothing that could turn the reading direction unseen.

export type CleanText = { text: string /** 1-based lines in which an invisible character was made visible */; shownOn: number[] };

/** Terminal colour codes, as logs have them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
const ANSI = /\u001B\[[\d;]{0,16}[A-Za-z]/gu;
/** Control characters but tab and line feed, soft hyphens, and spaces of no width. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const DROPPED = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u200B\u2060\uFEFF]/gu;
/** Overrides and isolates turn the order of what is read. (Plain left-to-right and right-to-left marks are ordinary in Arabic and Hebrew and stay.) */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/gu;

const shown = (character: string) => `[U+${character.charCodeAt(0).toString(16).toUpperCase()}]`;

export function cleanText(pasted: string): CleanText {
  const lines = pasted
    .toWellFormed()
    .replace(/\r\n?|\u2028|\u2029|\u0085/gu, "\n")
    .replace(ANSI, "")
    .replace(DROPPED, "")
    .replace(/\u00A0/gu, " ")
    .split("\n");
  const shownOn: number[] = [];
  const visible = lines.map((line, index) => {
    const after = line.replace(TURNING, shown);
    if (after !== line) shownOn.push(index + 1);
    return after;
  });
  return { text: visible.join("\n"), shownOn };
}
