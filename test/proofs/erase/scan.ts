// Looks for marked words in every file of a folder, in every way in which a program might have written them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Base64 of something in the middle of a longer text begins at any of three offsets; the ends depend on the neighbours and are left out. */
const base64Middles = (word: string): string[] =>
  [0, 1, 2].map((offset) => {
    const encoded = Buffer.from(`${"x".repeat(offset)}${word}`).toString("base64");
    return encoded.slice(offset === 0 ? 0 : 4, encoded.length - 4);
  });

const swapped = (buffer: Buffer): Buffer => Buffer.from(buffer).swap16();

export const needlesOf = (word: string): { way: string; bytes: Buffer }[] => [
  { way: "UTF-8", bytes: Buffer.from(word, "utf8") },
  { way: "UTF-16", bytes: Buffer.from(word, "utf16le") },
  { way: "UTF-16, big end first", bytes: swapped(Buffer.from(word, "utf16le")) },
  ...base64Middles(word).flatMap((text) => [
    { way: "base64", bytes: Buffer.from(text) },
    { way: "base64url", bytes: Buffer.from(text.replaceAll("+", "-").replaceAll("/", "_")) },
  ]),
  { way: "hex", bytes: Buffer.from(Buffer.from(word).toString("hex")) },
  { way: "HEX", bytes: Buffer.from(Buffer.from(word).toString("hex").toUpperCase()) },
];

export type Scan = { bytes: number; files: number; hits: string[] };

export const scanBytes = (name: string, content: Buffer, words: readonly string[]): Scan => ({
  bytes: content.length,
  files: 1,
  hits: words.flatMap((word) =>
    needlesOf(word).flatMap(({ way, bytes }) => (content.includes(bytes) ? [`${name}: "${word}" in ${way}`] : [])),
  ),
});

const sum = (scans: Scan[]): Scan => ({
  bytes: scans.reduce((total, { bytes }) => total + bytes, 0),
  files: scans.reduce((total, { files }) => total + files, 0),
  hits: scans.flatMap(({ hits }) => hits),
});

/** All files below the folder. */
export const scanFolder = (folder: string, words: readonly string[]): Scan =>
  sum(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => scanBytes(entry.name, readFileSync(join(entry.parentPath, entry.name)), words)),
  );
