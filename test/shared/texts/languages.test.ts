// The shared texts in Spanish: the same codes, the same params, the same plain sentences as in English.
import { describe, expect, test } from "vitest";
import { REFUSALS, ROLE_PASSED } from "../../../shared/texts/refusals.ts";
import { REFUSALS as REFUSALS_ES, ROLE_PASSED as ROLE_PASSED_ES } from "../../../shared/texts/refusals.es.ts";
import { REPORT_WORDS } from "../../../shared/texts/report.ts";
import { REPORT_STATEMENTS } from "../../../shared/session/reportShape.ts";
import { REPORT_WORDS_ES } from "../../../shared/texts/report.es.ts";
import { dayText, oneDecimal } from "../../../shared/report/format.ts";
import { reportAsMarkdown } from "../../../shared/report/markdown.ts";
import { fullReport } from "../report/fixture.ts";

const params = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1] ?? "").sort();
const flat = (texts: unknown, path = ""): [string, string][] =>
  typeof texts === "string" ? [[path, texts]] : Object.entries(texts as object).flatMap(([key, inner]) => flat(inner, `${path}.${key}`));

describe("refusals in Spanish", () => {
  test("[X7] every code has a sentence, and no other has", () => {
    expect(Object.keys(REFUSALS_ES).sort()).toEqual(Object.keys(REFUSALS).sort());
  });

  test.each(Object.entries({ ...REFUSALS_ES, ROLE_PASSED: ROLE_PASSED_ES }))(
    "[X7] %s is plain, short and takes the same params",
    (code, words) => {
      for (const sentence of words.split(/(?<=[.?])\s+/)) expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(20);
      expect(words).toMatch(/\.$/);
      expect(words).not.toMatch(/[!¡]/);
      expect(params(words)).toEqual(params({ ...REFUSALS, ROLE_PASSED }[code] ?? ""));
    },
  );
});

describe("the report in Spanish", () => {
  test("takes the same params everywhere", () => {
    const spanish = new Map(flat(REPORT_WORDS_ES));
    const differing = flat(REPORT_WORDS).filter(([path, text]) => params(spanish.get(path) ?? "?").join() !== params(text).join());
    expect(differing).toEqual([]);
    expect([...spanish.keys()]).toEqual(flat(REPORT_WORDS).map(([path]) => path));
  });

  test("writes dates and decimals as Spanish does", () => {
    expect(dayText("2026-11-27", REPORT_WORDS_ES)).toBe("27 de noviembre de 2026");
    expect(oneDecimal(91.25, REPORT_WORDS_ES)).toBe("91,3");
  });

  test("says the four parts in Spanish", () => {
    const written = reportAsMarkdown(fullReport(), REPORT_WORDS_ES);
    for (const english of Object.values(REPORT_STATEMENTS)) expect(written).not.toContain(english);
    expect(written).toContain(REPORT_WORDS_ES.statements.neverFeeds);
    for (const part of ["scores", "disagreements", "definitions", "actions"] as const)
      expect(written).toContain(REPORT_WORDS_ES.section[part]);
    for (const part of ["scores", "disagreements", "definitions"] as const) expect(written).not.toContain(REPORT_WORDS.section[part]);
  });
});
