// Cells as spreadsheets and CSV files write them.
import fc from "fast-check";
import { expect, test } from "vitest";
import { guessSeparator, splitDelimited } from "../../../shared/material/delimited.ts";

const cells = (text: string, separator: "\t" | "," | ";" = ",") => splitDelimited(text, separator).rows.map((row) => row.cells);

test("separators, quotes, doubled quotes, breaks inside quotes", () => {
  expect(cells('a,"b,c","d""e","f\r\ng"\r\nh,,\n')).toEqual([
    ["a", "b,c", 'd"e', "f\ng"],
    ["h", "", ""],
  ]);
});
test("a quote inside a cell is a quote; what follows a closing quote stays", () => {
  expect(cells('5" pipe,"a" and b')).toEqual([['5" pipe', "a and b"]]);
});
test("a quote that never closes turns quoting off from there, and its line is told", () => {
  expect(splitDelimited('"a",b\n"c,d\ne', ",")).toEqual({
    rows: [
      { line: 1, cells: ["a", "b"] },
      { line: 2, cells: ['"c', "d"] },
      { line: 3, cells: ["e"] },
    ],
    openQuoteLine: 2,
  });
});
test("empty rows are left out and lines still counted", () => {
  expect(splitDelimited("a\n\n  \nb", ",").rows.map((row) => row.line)).toEqual([1, 4]);
});
test.each([
  ["a\tb,c;d", "\t"],
  ["a;b,c;d\ne;f;g", ";"],
  ["a,b\nc,d", ","],
  ["one column", ","],
] as const)("the separator of %j is %j", (text, separator) => expect(guessSeparator(text)).toBe(separator));

test("what was written with quotes is read as it was", () => {
  const cell = fc.string({ unit: fc.constantFrom(...'ab",;\t\n é') });
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(table, fc.constantFrom("\t" as const, "," as const, ";" as const), (rows, separator) => {
      const written = rows.map((row) => row.map((value) => `"${value.replaceAll('"', '""')}"`).join(separator)).join("\n");
      expect(cells(written, separator)).toEqual(rows.filter((row) => row.some((value) => value.trim() !== "")));
    }),
  );
});
