// Files from other programs are read as they were meant.
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeText } from "../../../shared/material/decodeText.ts";

const WORDS = "Agent: Guten Tag, Frau Müller – schön.\nCustomer: Ça va, €5?";
const utf16 = (text: string, little: boolean, mark: boolean): Uint8Array => {
  const units = [...(mark ? [0xfeff] : []), ...Array.from({ length: text.length }, (_, index) => text.charCodeAt(index))];
  return Uint8Array.from(units.flatMap((unit) => (little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255])));
};

test.each([
  ["UTF-8", new TextEncoder().encode(WORDS), "utf-8", false],
  ["UTF-8 with a mark", new TextEncoder().encode(`\uFEFF${WORDS}`), "utf-8", false],
  ["UTF-16, little end first", utf16(WORDS, true, true), "utf-16le", false],
  ["UTF-16, big end first", utf16(WORDS, false, true), "utf-16be", false],
  ["UTF-16 without a mark", utf16(WORDS, true, false), "utf-16le", true],
  ["UTF-16 without a mark, big end first", utf16(WORDS, false, false), "utf-16be", true],
] as const)("[B-40] %s", (_, bytes, encoding, guessed) => expect(decodeText(bytes)).toEqual({ text: WORDS, encoding, guessed }));

test("[B-40] an old Western encoding, said to be a guess", () => {
  expect(decodeText(Uint8Array.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x20, 0x80]))).toEqual({
    text: "Müller €",
    encoding: "windows-1252",
    guessed: true,
  });
});

test("any text written as UTF-8 is read as it was; any bytes at all are read without throwing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (words) => {
      const text = words.replaceAll("\0", "").replace(/^\uFEFF/, "");
      expect(decodeText(new TextEncoder().encode(text)).text).toBe(text);
    }),
  );
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => typeof decodeText(bytes).text === "string"));
});
