// How simulated reviewers hear a conversation: five habits, reasons that quote it, the same seed the same person.
import { describe, expect, test } from "vitest";
import { chance } from "../../../client/practice/chance.ts";
import { COMPANY } from "../../../client/practice/company.ts";
import { apart, type Habit, judge, levelAt, middle, towards } from "../../../client/practice/habits.ts";
import { excerpt, isAgents, readFor } from "../../../client/practice/reading.ts";
import { sheetOf } from "../../../client/practice/sheet.ts";
import { SENTENCES } from "../../../client/practice/sentences.ts";
import { topicOf } from "../../../client/practice/signals.ts";
import { sampleConversations } from "../../../shared/sample/sample.ts";
import { isOnScale, SCALES, spanOf } from "../../../shared/scorecard/scales.ts";
import type { ScaleKind } from "../../../shared/scorecard/scorecard.ts";
import { general } from "../../../shared/scorecard/starters/general.ts";
import { STARTERS } from "../../../shared/scorecard/starters/starters.ts";

const SEEDS = Array.from({ length: 40 }, (_, index) => index * 7919 + 1);
let id = 0;
const [call, thread] = sampleConversations(() => `c${++id}`);
const material = call!;

/** Mean over seeds and criteria of the sample's call, each score on 0 to 1. */
const meanOf = (habit: Habit): number => {
  const all = SEEDS.flatMap((seed) =>
    general.criteria.flatMap((criterion) => {
      const { value } = judge(habit, criterion, readFor(topicOf(criterion), material), material.transcript.length, seed);
      return value === "NA" ? [] : [(value - SCALES[criterion.scale].low) / spanOf(criterion.scale)];
    }),
  );
  return all.reduce((sum, x) => sum + x, 0) / all.length;
};

describe("habits", () => {
  test("the lenient score highest, the severe and the newcomer, who sees more, lowest", () => {
    expect(meanOf("lenient")).toBeGreaterThan(meanOf("missesEvidence"));
    expect(meanOf("missesEvidence")).toBeGreaterThan(meanOf("severe"));
    expect(meanOf("lenient") - meanOf("severe")).toBeGreaterThan(0.15);
  });

  test("the newcomer sees on the identity check what the old hands miss", () => {
    const identity = general.criteria.find(({ name }) => name === "Identity check")!;
    const reading = readFor("identity", material);
    const says = (habit: Habit) => SEEDS.map((seed) => judge(habit, identity, reading, material.transcript.length, seed).value);
    expect(says("newcomer").filter((value) => value === 0).length).toBeGreaterThan(SEEDS.length * 0.7);
    for (const oldHand of ["severe", "missesEvidence", "lenient"] as const)
      expect(says(oldHand).filter((value) => value === 0).length).toBeLessThan(SEEDS.length * 0.3);
  });

  test("who misses evidence points at nothing from the second half", () => {
    for (const seed of SEEDS)
      for (const criterion of general.criteria) {
        const { found } = judge("missesEvidence", criterion, readFor(topicOf(criterion), material), material.transcript.length, seed);
        expect(found?.line ?? 0).toBeLessThan(material.transcript.length / 2);
      }
  });

  test("the erratic differ most from themselves", () => {
    const spread = (habit: Habit) =>
      general.criteria.reduce((sum, criterion) => {
        const reading = readFor(topicOf(criterion), material);
        return sum + new Set(SEEDS.map((seed) => judge(habit, criterion, reading, material.transcript.length, seed).value)).size;
      }, 0);
    for (const steady of ["lenient", "severe"] as const) expect(spread("erratic")).toBeGreaterThan(spread(steady));
  });

  test("five people disagree about some of the sample and agree about some, whatever the seed", () => {
    for (const conversation of [call!, thread!])
      for (const seed of SEEDS) {
        const sheets = COMPANY.map((persona) => sheetOf(persona, general, conversation, seed));
        const split = general.criteria.filter(({ criterionId }) => new Set(sheets.map((sheet) => sheet[criterionId]!.value)).size > 1);
        expect(split.length).toBeGreaterThanOrEqual(2);
        expect(split.length).toBeLessThan(general.criteria.length);
      }
  });
});

describe("sheets", () => {
  test.each(STARTERS.map((starter) => [starter.name, starter] as const))(
    "every answer on %s is on its scale, N/A only where allowed",
    (_name, card) => {
      for (const persona of COMPANY)
        for (const seed of SEEDS.slice(0, 5)) {
          const sheet = sheetOf(persona, card, material, seed);
          for (const criterion of card.criteria) {
            const { value } = sheet[criterion.criterionId]!;
            expect(value === "NA" ? criterion.allowNA : isOnScale(criterion.scale, value)).toBe(true);
          }
        }
    },
  );

  test("reasons quote the conversation word for word, and what is pinned is the line", () => {
    for (const conversation of [call!, thread!])
      for (const persona of COMPANY)
        for (const { spoken } of Object.values(sheetOf(persona, general, conversation, 5))) {
          expect(spoken.text).not.toMatch(/[{}]|“”/);
          for (const { line, quote } of spoken.evidence) expect(conversation.transcript[line!]!.text).toBe(quote);
          for (const [, quoted = ""] of spoken.text.matchAll(/“([^”]+)”/g))
            expect(
              conversation.transcript.some(({ text }) => text.includes(quoted)),
              spoken.text,
            ).toBe(true);
        }
  });

  test("the same seed is the same person, another seed another", () => {
    const felix = COMPANY.find(({ id: who }) => who === "felix")!;
    expect(sheetOf(felix, general, material, 9)).toEqual(sheetOf(felix, general, material, 9));
    expect(
      SEEDS.some(
        (seed) => JSON.stringify(sheetOf(felix, general, material, seed)) !== JSON.stringify(sheetOf(felix, general, material, 9)),
      ),
    ).toBe(true);
  });

  test("a conversation without a transcript is scored all the same, without quotes", () => {
    const sheet = sheetOf(COMPANY[0]!, general, { transcript: [], agent: null }, 3);
    expect(Object.values(sheet).every(({ evidence, spoken }) => evidence.length === 0 && !spoken.text.includes("“"))).toBe(true);
  });

  test("every subject has something to say without a line to point at", () => {
    for (const said of Object.values(SENTENCES))
      for (const list of Object.values(said)) {
        expect(list.some((sentence) => !sentence.includes("{quote}"))).toBe(true);
        expect(list.some((sentence) => sentence.includes("{quote}"))).toBe(true);
      }
  });
});

describe("reading", () => {
  test.each([
    ["Agent", null, true],
    ["Agent, Mon 15:47", null, true],
    ["Customer, Mon 15:47", "Joanna Reyes", false],
    ["Joanna", "Joanna Reyes", true],
    ["Dana", "Joanna Reyes", false],
  ])("%s is the scored person of %s: %s", (speaker, agent, expected) => expect(isAgents({ speaker }, agent)).toBe(expected));

  test.each([
    ["Short.", 0, "Short"],
    ["First one. They'll come. I've put a note on it.", 11, "They'll come"],
  ])("an excerpt of “%s” at %s is “%s”", (text, at, expected) => expect(excerpt(text, at)).toBe(expected));
  test("a long sentence is cut at words, around the words that matter", () => {
    const text = `${"word ".repeat(40)}, so I have ordered a new one for you today and it will arrive on the day after tomorrow at the latest.`;
    const piece = excerpt(text, text.indexOf("ordered"));
    expect(text).toContain(piece);
    expect(piece).toContain("ordered");
    expect(piece.length).toBeLessThanOrEqual(72);
  });
});

describe("on scales", () => {
  test.each<[ScaleKind, number, number]>([
    ["binary", 0.49, 0],
    ["binary", 0.51, 1],
    ["5pt", 0.5, 3],
    ["3pt", 2, 3],
    ["percent", 0.52, 50],
    ["5pt", -1, 1],
  ])("%s at %s is %s", (scale, x, expected) => expect(levelAt(x, { scale })).toBe(expected));
  test("the middle is the lower of two, and N/A only where most say so", () => {
    expect(middle([5, 1, 3])).toBe(3);
    expect(middle([4, 2])).toBe(2);
    expect(middle(["NA", 2, 3])).toBe(2);
    expect(middle(["NA", "NA", 3])).toBe("NA");
    expect(middle([])).toBeNull();
  });
  test("people move one step at a time", () => {
    expect(towards(1, 4, { scale: "5pt" })).toBe(2);
    expect(towards(4, 1, { scale: "5pt" })).toBe(3);
    expect(towards(3, 3, { scale: "5pt" })).toBe(3);
    expect(towards("NA", 2, { scale: "3pt" })).toBe(2);
    expect(towards(80, 40, { scale: "percent" })).toBe(70);
  });
  test("N/A against a score is as far as it gets", () => {
    expect(apart("NA", 1, { scale: "5pt" })).toBe(1);
    expect(apart("NA", "NA", { scale: "5pt" })).toBe(0);
    expect(apart(2, 4, { scale: "5pt" })).toBe(0.5);
  });
});

test("chance is even enough, and the same for the same question", () => {
  const drawn = Array.from({ length: 2_000 }, (_, index) => chance(3, "draw", String(index)));
  expect(drawn.every((x) => x >= 0 && x < 1)).toBe(true);
  expect(drawn.filter((x) => x < 0.25).length).toBeGreaterThan(400);
  expect(drawn.filter((x) => x < 0.25).length).toBeLessThan(600);
  expect(chance(3, "a", "b")).toBe(chance(3, "a", "b"));
  expect(chance(3, "a", "b")).not.toBe(chance(4, "a", "b"));
});
