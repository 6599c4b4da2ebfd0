// Takes what people typed out of an event before it is stored, and puts it back on reading. The event keeps a salted hash, so that a text can be erased and the log still verified.
import { hash, randomBytes } from "node:crypto";
import type { Text } from "../../../shared/text.ts";

/** Stands in a stored event where a text was. `textId` counts from 1 within its event; `plain` where a bare string stood. */
type Placeholder = { textId: number; hash: string; plain?: true };
export type KeptText = { n: number; salt: Uint8Array; text: string };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

/** Exactly `{ text }`. A transcript's line has a `text` too, but an object in it, and other fields beside. */
const isText = (value: unknown): value is Text => isObject(value) && typeof value.text === "string" && Object.keys(value).length === 1;

const isPlaceholder = (value: unknown): value is Placeholder =>
  isObject(value) &&
  typeof value.textId === "number" &&
  typeof value.hash === "string" &&
  Object.keys(value).length === (value.plain === true ? 3 : 2);

/** A turn of a transcript: who speaks is a person, often by name, and must be erasable as what they say is. */
type Turn = { speaker: string; text: Text };
const isTurn = (value: unknown): value is Turn => isObject(value) && typeof value.speaker === "string" && isText(value.text);

/** 128 bits of salt: a score's reason may be one short word, and an unsalted hash of it would be a lookup table. */
export const textHash = (salt: Uint8Array, text: string): string => hash("sha256", Buffer.concat([salt, Buffer.from(text)]), "base64url");

const SALT_BYTES = 16;
/** Asking the system anew for each of a hundred thousand texts would hold up everybody. */
const SALTS_AT_ONCE = 1024;
let drawn = Buffer.alloc(0);
const newSalt = (): Uint8Array => {
  if (drawn.length === 0) drawn = randomBytes(SALT_BYTES * SALTS_AT_ONCE);
  const salt = new Uint8Array(drawn.subarray(0, SALT_BYTES));
  // it stays nowhere but with its text, and goes with it
  drawn.fill(0, 0, SALT_BYTES);
  drawn = drawn.subarray(SALT_BYTES);
  return salt;
};

const mapTree = (value: unknown, replace: (node: unknown) => { with: unknown } | null): unknown => {
  const replaced = replace(value);
  if (replaced) return replaced.with;
  if (Array.isArray(value)) return value.map((item) => mapTree(item, replace));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTree(item, replace)]));
};

export const takeTextsOut = (event: unknown): { json: string; texts: KeptText[] } => {
  const texts: KeptText[] = [];
  const keep = (text: string): Placeholder => {
    const kept: KeptText = { n: texts.length + 1, salt: newSalt(), text };
    texts.push(kept);
    return { textId: kept.n, hash: textHash(kept.salt, kept.text) };
  };
  const stripped = mapTree(event, (node) => {
    if (isText(node)) return { with: keep(node.text) };
    if (isTurn(node)) return { with: { ...node, speaker: { ...keep(node.speaker), plain: true }, text: keep(node.text.text) } };
    return null;
  });
  return { json: JSON.stringify(stripped), texts };
};

/** `textOf` gives the text of a number, or null when it was erased. */
export const putTextsBack = (json: string, textOf: (n: number) => string | null): unknown =>
  mapTree(JSON.parse(json), (node) => {
    if (!isPlaceholder(node)) return null;
    const text = textOf(node.textId);
    if (node.plain) return { with: text ?? "" };
    return { with: (text === null ? { text: "", erased: true } : { text }) satisfies Text };
  });

/** The numbers and hashes of the texts an event names, for verification. */
export const textsNamed = (json: string): Placeholder[] => textsAt(json).map(({ placeholder }) => placeholder);

/** Where in the event each text stands: "conversation.transcript.0.text". */
export const textsAt = (json: string): { path: string; placeholder: Placeholder }[] => {
  const found: { path: string; placeholder: Placeholder }[] = [];
  const walk = (value: unknown, path: string): void => {
    if (isPlaceholder(value)) found.push({ path, placeholder: value });
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, `${path}.${index}`);
    else if (isObject(value)) for (const [key, item] of Object.entries(value)) walk(item, path === "" ? key : `${path}.${key}`);
  };
  walk(JSON.parse(json), "");
  return found;
};

/** The numbers of the texts that `which` picks by where they stand. */
export const textNumbers = (json: string, which: (path: string) => boolean): number[] =>
  textsAt(json).flatMap(({ path, placeholder }) => (which(path) ? [placeholder.textId] : []));
