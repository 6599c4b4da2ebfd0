// The six letters by which people join when they have no link: said aloud in a call, so without letters that look alike, and without vowels, so that they form no words.
import { randomInt } from "node:crypto";

const LETTERS = "BCDFGHJKMNPQRSTVWXZ";
const LENGTH = 6;

/** `isTaken` tells the codes of sessions that can still be joined. */
export const newSessionCode = (isTaken: (code: string) => boolean): string => {
  for (;;) {
    const code = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
    if (!isTaken(code)) return code;
  }
};

/** What somebody typed as a code: small letters, spaces and hyphens do no harm. Null if it cannot be one. */
export const codeFromTyped = (typed: string): string | null => {
  const code = typed.toUpperCase().replaceAll(/[\s-]/g, "");
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter)) ? code : null;
};
