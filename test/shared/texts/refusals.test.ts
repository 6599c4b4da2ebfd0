// Every refusal has its sentence: plain, short, saying why and what to do.
import { describe, expect, test } from "vitest";
import { REJECTION_CODES } from "../../../shared/session/rejection.ts";
import { REFUSALS, ROLE_PASSED, refusalText } from "../../../shared/texts/refusals.ts";

const sentences = (words: string): string[] => words.split(/(?<=[.?])\s+/);

describe("refusals", () => {
  test("[X7] every code has a sentence, and no other has", () => {
    expect(Object.keys(REFUSALS).sort()).toEqual([...REJECTION_CODES].sort());
  });

  test.each(Object.entries({ ...REFUSALS, ROLE_PASSED }))("[X7] %s is said in one or two plain sentences", (_code, words) => {
    expect(sentences(words).length).toBeLessThanOrEqual(2);
    for (const sentence of sentences(words)) expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(20);
    expect(words).toMatch(/^[A-Z{]/);
    expect(words).toMatch(/\.$/);
    expect(words).not.toMatch(/!/);
  });

  test("[X7] params fill the sentence", () => {
    expect(refusalText("SOMEBODY_MISSING", { missing: 2 })).toContain("2 still missing");
    expect(refusalText("TOO_LONG", { count: 5000, limit: 4000 })).toBe(
      "This is too long: 5000 of 4000 characters. Shorten it and send it again.",
    );
    expect(refusalText("TOO_LONG")).not.toContain("{{");
  });
});
