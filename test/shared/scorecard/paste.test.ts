// What a pasted spreadsheet becomes, row by row, and what is refused instead of guessed.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import texts from "../../../client/texts/en/paste.json" with { type: "json" };
import { parseScorecardPaste } from "../../../shared/scorecard/paste.ts";
import { columnOf, readScale, readWeight, readYesNo } from "../../../shared/scorecard/pasteCells.ts";
import type { Scorecard } from "../../../shared/scorecard/scorecard.ts";

const HELLO = "Says the company's name and their own first name in the first turn.";
const NAMES = "Names what the customer is going through before starting to solve it.";
const codes = (text: string) => {
  const { rows, problems } = parseScorecardPaste(text);
  return [
    ...problems.map((problem) => problem.code),
    ...rows.flatMap((row) => row.problems.map((problem) => `${row.line}:${problem.code}`)),
  ];
};

describe("columns", () => {
  test("[B-41] with a header, any order and any of the usual words for a column", () => {
    const { scorecard, headerFound, separator } = parseScorecardPaste(
      `Question\tType\tDescription\tWeighting\tCategory\tFatal\tN/A\nGreeting\tYes/No\t${HELLO}\t40%\tContact\t\tyes\nEmpathy\t1–5\t${NAMES}\t60%\tContact\tyes\t`,
    );
    expect({ headerFound, separator }).toEqual({ headerFound: true, separator: "\t" });
    expect(scorecard?.sections.map((section) => section.name)).toEqual(["Contact"]);
    expect(
      scorecard?.criteria.map(({ name, scale, weight, autoFail, allowNA, definition }) => [
        name,
        scale,
        weight,
        autoFail,
        allowNA,
        definition,
      ]),
    ).toEqual([
      ["Greeting", "binary", 40, false, true, HELLO],
      ["Empathy", "5pt", 60, true, false, NAMES],
    ]);
  });

  test("without a header: section, criterion, weight, scale, definition", () => {
    const { scorecard, headerFound } = parseScorecardPaste(`Contact,Greeting,40,yes/no,${HELLO}\nContact,Empathy,60,1-5,${NAMES}`);
    expect(headerFound).toBe(false);
    expect(scorecard?.criteria.map((criterion) => [criterion.name, criterion.weight])).toEqual([
      ["Greeting", 40],
      ["Empathy", 60],
    ]);
  });

  test("a bare list of names is a scorecard of equal weights", () => {
    const { scorecard, problems } = parseScorecardPaste("Greeting\nEmpathy\nResolution");
    expect(scorecard?.criteria.map((criterion) => [criterion.name, criterion.weight])).toEqual([
      ["Greeting", 1],
      ["Empathy", 1],
      ["Resolution", 1],
    ]);
    expect(problems.map((problem) => problem.code)).toEqual(["weightsEqual"]);
  });

  test("semicolons as separators leave commas to the definitions", () => {
    const { scorecard, separator } = parseScorecardPaste(
      "Criterion;Weight;Scale;Definition\nGreeting;50;y/n;Says hello, the company, and a name\nEmpathy;50;5-point;Names the feeling, then the plan, then acts",
    );
    expect(separator).toBe(";");
    expect(scorecard?.criteria[0]?.definition).toBe("Says hello, the company, and a name");
  });

  test("columns headed with levels become anchors, where the row's scale has that level", () => {
    const { scorecard } = parseScorecardPaste(
      `Criterion\tWeight\tScale\t1\tLevel 3\t5\nEmpathy\t50\t1-5\tignores it\tsays sorry\tnames it\nTone\t50\t1-3\trude\twarm\t`,
    );
    expect(scorecard?.criteria.map((criterion) => criterion.anchors)).toEqual([
      { "1": "ignores it", "3": "says sorry", "5": "names it" },
      { "1": "rude", "3": "warm" },
    ]);
  });

  test("[B-41] a doubled column is refused, an unknown one is said, a missing criterion column is refused", () => {
    expect(codes("Criterion\tWeight\tQuestion\nA\t1\tB")).toContain("doubledColumn");
    expect(codes("Criterion\tWeight\tMood\nA\t1\tB")).toContain("unknownColumn");
    expect(codes("Section\tWeight\tScale\nA\t1\ty/n")).toContain("noCriterionColumn");
  });
});

describe("rows", () => {
  test("a section is carried down, alone on its row or beside its first criterion; rows out of order come together", () => {
    const { scorecard } = parseScorecardPaste(
      "Section\tCriterion\tWeight\nContact\nx\nGreeting".replace(
        "x\nGreeting",
        "\tGreeting\t20\nSolving\tPlan\t50\n\tResult\t20\nContact\tTone\t10",
      ),
    );
    const nameOf = (sectionId: string) => scorecard?.sections.find((section) => section.sectionId === sectionId)?.name;
    expect(scorecard?.criteria.map((criterion) => [nameOf(criterion.sectionId), criterion.name])).toEqual([
      ["Contact", "Greeting"],
      ["Contact", "Tone"],
      ["Solving", "Plan"],
      ["Solving", "Result"],
    ]);
  });

  test("quoted cells hold line breaks, separators and quotes, and later rows keep their line numbers", () => {
    const { rows } = parseScorecardPaste(
      'Criterion\tWeight\tDefinition\r\nGreeting\t50\t"Says ""hello"",\r\nthen\tthe name."\r\nPlan\t50\tSays what happens next and when.',
    );
    expect(rows.map((row) => [row.line, row.criterion?.definition])).toEqual([
      [2, 'Says "hello",\nthen\tthe name.'],
      [4, "Says what happens next and when."],
    ]);
  });

  test("a quotation mark that never closes costs nothing but a warning", () => {
    const { rows, problems } = parseScorecardPaste('Criterion\tWeight\n"Greeting\t50\nPlan\t50');
    expect(rows.map((row) => row.criterion?.name)).toEqual(['"Greeting', "Plan"]);
    expect(problems).toEqual([{ severity: "warning", code: "openQuote", params: { line: 2 } }]);
  });

  test("a total at the foot is left out", () => {
    const { scorecard, rows } = parseScorecardPaste("Criterion\tWeight\nGreeting\t40\nPlan\t60\nTotal\t100");
    expect(scorecard?.criteria).toHaveLength(2);
    expect(rows.at(-1)).toMatchObject({ criterion: null, problems: [{ code: "totalRowSkipped" }] });
  });

  test("[B-41] [B-53] every problem stands in its row, and nothing is made while one is an error", () => {
    const text = "Section\tCriterion\tWeight\tScale\tCritical\nA\tTone\t12,5\t1-10\tmaybe\nA\ttone \t\tyes/no\t\nA\t\t5\t1-5\t";
    expect(parseScorecardPaste(text).scorecard).toBeNull();
    expect(codes(text)).toEqual(
      expect.arrayContaining([
        "2:weightDecimalComma",
        "2:scaleUnknown",
        "2:autoFailUnclear",
        "3:weightMissing",
        "3:duplicateName",
        "4:noCriterionName",
      ]),
    );
  });

  test("[B-46] a duplicate name points at the line where it stood first", () => {
    const { rows } = parseScorecardPaste("Criterion\tWeight\nTone\t40\nPlan\t10\nTONE\t50");
    expect(rows[2]?.problems).toContainEqual({ severity: "error", code: "duplicateName", params: { name: "TONE", first: 2 } });
    const spaced = parseScorecardPaste("Criterion\tWeight\nTone\t40\nTone  \t60").rows[1];
    expect(spaced?.problems.map(({ code }) => code)).toContain("duplicateName");
  });

  test("an auto-fail row without a weight is a pure gate", () => {
    const { scorecard } = parseScorecardPaste("Criterion\tWeight\tAuto-fail\nTone\t100\t\nPrivacy\t\tyes");
    expect(scorecard?.criteria[1]).toMatchObject({ name: "Privacy", weight: 0, autoFail: true });
  });
});

test("criteria that keep their name keep their lineage, so that their notes stay with them", () => {
  const first = parseScorecardPaste("Criterion\tWeight\nTone\t40\nPlan\t60", { newId: ids("old") }).scorecard as Scorecard;
  const second = parseScorecardPaste("Criterion\tWeight\nPLAN\t50\nNew one\t50", { previous: first, newId: ids("new") }).scorecard;
  expect(second?.criteria[0]?.criterionId).toBe(first.criteria[1]?.criterionId);
  expect(second?.criteria[1]?.criterionId).toMatch(/^new/);
  expect(second).toMatchObject({ scorecardId: first.scorecardId, version: 2, name: first.name });
});
const ids = (prefix: string) => {
  let count = 0;
  return () => `${prefix}${++count}`;
};

describe("cells", () => {
  test.each([
    ["20", 20],
    [" 20 % ", 20],
    ["12.5", 12.5],
    ["5 points", 5],
  ])("%j weighs %d", (cell, weight) => expect(readWeight(cell)).toEqual({ weight }));
  test.each([
    ["1,5", "weightDecimalComma"],
    ["1.000", "weightThousands"],
    ["1,000", "weightDecimalComma"],
    ["-3", "weightNegative"],
    ["high", "weightUnclear"],
    ["1e3", "weightUnclear"],
    ["03/04/26", "weightUnclear"],
  ])("[B-47] %j is refused: %s", (cell, problem) => expect(readWeight(cell)).toEqual({ problem }));

  test.each([
    ["yes/no", "binary"],
    ["Y/N", "binary"],
    ["Binary", "binary"],
    ["pass / fail", "binary"],
    ["0-1", "binary"],
    ["1-3", "3pt"],
    ["3 point", "3pt"],
    ["three-point scale", "3pt"],
    ["1 to 4", "4pt"],
    ["4pt", "4pt"],
    ["1–5", "5pt"],
    ["5-point", "5pt"],
    ["5-Point Scale", "5pt"],
    ["Out of 5", "5pt"],
    ["1/5", "5pt"],
    ["%", "percent"],
    ["0 – 100 %", "percent"],
    ["Percentage", "percent"],
  ])("the scale %j is %s", (cell, scale) => expect(readScale(cell)?.scale).toBe(scale));
  test.each(["1-10", "1-1", "0-5", "6 point", "stars", "", "constructor"])("%j is no scale here", (cell) =>
    expect(readScale(cell)).toBeNull(),
  );
  test("a scale may carry its N/A", () => expect(readScale("Yes/No/NA")).toEqual({ scale: "binary", na: true }));
  test("neither yes nor no is not taken for either", () => expect(["x", "", "perhaps"].map(readYesNo)).toEqual([true, false, null]));
  test("names that every object has are no columns", () =>
    expect(["constructor", "__proto__", "toString"].map(columnOf)).toEqual([null, null, null]));
});

test("[B-43] nothing, only a header, and too much are said plainly", () => {
  expect(codes("  \n ")).toEqual(["empty"]);
  expect(codes("Criterion\tWeight\n")).toEqual(["noRows"]);
  expect(codes("a".repeat(500_000))).toEqual(["tooLarge"]);
  expect(codes(Array.from({ length: 300 }, (_, index) => `C${index}`).join("\n"))).toEqual(["tooManyRows"]);
});

test("any text is read without throwing, quickly, and every code has its sentence", () => {
  const cell = fc.oneof(
    fc.string(),
    fc.constantFrom("Criterion", "Weight", "Scale", "yes/no", "20", '"', '""', "\t", "\n", ",", ";", "__proto__"),
  );
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 60 }), fc.constantFrom("", "\t", ",", ";", "\n"), (cells, glue) => {
      const { rows, problems, scorecard } = parseScorecardPaste(cells.join(glue));
      const all = [...problems, ...rows.flatMap((row) => row.problems)];
      for (const problem of all) expect(texts.problem).toHaveProperty(problem.code);
      if (scorecard) expect(all.filter((problem) => problem.severity === "error")).toEqual([]);
    }),
  );
});

test.each(['"', '"a', '""', '"\n', "\t", ",;", " ", "Criterion\tWeight\n", "-1", "\u202e"])(
  "400,000 characters of %j are read in linear time",
  (unit) => {
    const hostile = unit.repeat(Math.floor(400_000 / unit.length));
    const before = performance.now();
    parseScorecardPaste(hostile);
    expect(performance.now() - before).toBeLessThan(5_000);
  },
);

test("what a spreadsheet would copy comes back as it was", () => {
  const word = fc
    .string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(..."abc \"\n,;'äé") })
    .filter((value) => value.trim().length > 0);
  const quote = (value: string) => `"${value.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 8, selector: (value) => value.trim().replace(/\s+/g, " ") }),
      word,
      (names, definition) => {
        const text = ["Criterion\tWeight\tScale\tDefinition", ...names.map((name) => `${quote(name)}\t10\t1-5\t${quote(definition)}`)].join(
          "\n",
        );
        const { rows } = parseScorecardPaste(text);
        expect(rows.map((row) => [row.criterion?.name, row.criterion?.definition])).toEqual(
          names.map((name) => [name.trim().replace(/\s+/g, " "), definition.trim()]),
        );
      },
    ),
  );
});
