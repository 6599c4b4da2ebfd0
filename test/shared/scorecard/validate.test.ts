// What stops a scorecard from being saved, and what is only advice.
import { describe, expect, test } from "vitest";
import texts from "../../../client/texts/en/paste.json" with { type: "json" };
import type { Criterion, Scorecard } from "../../../shared/scorecard/scorecard.ts";
import { isSound, scorecardProblems, vagueWord } from "../../../shared/scorecard/validate.ts";

const criterion = (change: Partial<Criterion> = {}): Criterion => ({
  criterionId: "c1",
  sectionId: "s1",
  name: "Empathy",
  definition: "Names what the customer is going through before starting to solve it.",
  scale: "5pt",
  weight: 100,
  autoFail: false,
  allowNA: false,
  anchors: { "1": "Talks past it.", "5": "Names it and returns to it." },
  ...change,
});
const card = (criteria: Criterion[], change: Partial<Scorecard> = {}): Scorecard => ({
  scorecardId: "card",
  version: 1,
  name: "Care",
  sections: [{ sectionId: "s1", name: "Contact" }],
  criteria,
  ...change,
});
const found = (scorecard: Scorecard) =>
  scorecardProblems(scorecard).map((problem) => `${problem.severity} ${problem.code} ${problem.path}`);

test("a complete scorecard has no problems", () => expect(scorecardProblems(card([criterion()]))).toEqual([]));

describe("errors", () => {
  test.each<[string, Scorecard, string]>([
    ["no criteria", card([]), "noCriteria criteria"],
    ["no name", card([criterion()], { name: " " }), "noName name"],
    ["a long name", card([criterion({ name: "x".repeat(81) })]), "nameTooLong criteria.0.name"],
    ["a criterion without a name", card([criterion({ name: "\t" })]), "noCriterionName criteria.0.name"],
    ["an unknown section", card([criterion({ sectionId: "s9" })]), "unknownSection criteria.0.sectionId"],
    ["a negative weight", card([criterion({ weight: -1 })]), "weightNegative criteria.0.weight"],
    ["a weight that is no number", card([criterion({ weight: Number.NaN })]), "weightNegative criteria.0.weight"],
    ["an endless weight", card([criterion({ weight: Number.POSITIVE_INFINITY })]), "weightTooBig criteria.0.weight"],
    ["weights that are all 0", card([criterion({ weight: 0 })]), "weightsAllZero criteria"],
    ["an anchor off the scale", card([criterion({ anchors: { "6": "?" } })]), "anchorOffScale criteria.0.anchors.6"],
    ["an anchor between levels", card([criterion({ anchors: { "1.5": "?" } })]), "anchorOffScale criteria.0.anchors.1.5"],
    ["a very long definition", card([criterion({ definition: "x".repeat(2_001) })]), "definitionTooLong criteria.0.definition"],
    ["a very long anchor", card([criterion({ anchors: { "1": "x".repeat(401) } })]), "anchorTooLong criteria.0.anchors.1"],
    ["one id twice", card([criterion(), criterion({ name: "Other" })]), "duplicateId criteria.1.criterionId"],
    [
      "one name twice in a section",
      card([criterion(), criterion({ criterionId: "c2", name: " EMPATHY " })]),
      "duplicateName criteria.1.name",
    ],
    [
      "101 criteria",
      card(Array.from({ length: 101 }, (_, i) => criterion({ criterionId: `c${i}`, name: `N${i}` }))),
      "tooManyCriteria criteria",
    ],
  ])("[B-53] %s", (_, scorecard, expected) => {
    expect(found(scorecard)).toContain(`error ${expected}`);
    expect(isSound(scorecard)).toBe(false);
  });
});

describe("warnings, which stop nobody", () => {
  test.each<[string, Scorecard, string]>([
    ["no definition", card([criterion({ definition: " " })]), "definitionEmpty criteria.0.definition"],
    [
      "a vague definition",
      card([criterion({ definition: "Agent was friendly and professional" })]),
      "definitionVague criteria.0.definition",
    ],
    ["a definition of one word", card([criterion({ definition: "Empathy" })]), "definitionVague criteria.0.definition"],
    ["weights that do not add to 100", card([criterion({ weight: 40 })]), "weightsNotHundred criteria"],
    ["no anchors", card([criterion({ anchors: { "1": " " } })]), "noAnchors criteria.0.anchors"],
    [
      "a weight of 0 that gates nothing",
      card([criterion(), criterion({ criterionId: "c2", name: "Tone", weight: 0 })]),
      "weightZero criteria.1.weight",
    ],
    [
      "an empty section",
      card([criterion()], {
        sections: [
          { sectionId: "s1", name: "A" },
          { sectionId: "s2", name: "B" },
        ],
      }),
      "sectionEmpty sections.1",
    ],
  ])("%s", (_, scorecard, expected) => {
    expect(found(scorecard)).toContain(`warning ${expected}`);
    expect(isSound(scorecard)).toBe(true);
  });
});

test("a pure gate may weigh 0, yes/no needs no anchors, one name may stand in two sections", () => {
  const two = {
    sections: [
      { sectionId: "s1", name: "A" },
      { sectionId: "s2", name: "B" },
    ],
  };
  expect(
    found(
      card([criterion(), criterion({ criterionId: "c2", sectionId: "s2", weight: 0, autoFail: true, scale: "binary", anchors: {} })], two),
    ),
  ).toEqual([]);
});

test("thirds that add to 99.99 count as 100", () => {
  const thirds = [1, 2, 3].map((n) => criterion({ criterionId: `c${n}`, name: `N${n}`, weight: 33.33 }));
  expect(found(card(thirds))).toEqual([]);
});

test("a definition that goes on to describe behaviour may use a vague word", () => {
  expect(vagueWord("Greets well: says the company's name, their own first name and offers help, in a friendly way.")).toBeNull();
  expect(vagueWord("Was nice")).toBe("nice");
});

test.each(["Names company and self", "Says what comes next"])(
  "a short definition that says what somebody does is none: %s",
  (definition) => {
    expect(found(card([criterion({ definition })]))).toEqual([]);
  },
);
test.each(["Tone of voice", "Empathy", "¿Saluda?"])("a short one that names a topic is vague: %s", (definition) => {
  expect(found(card([criterion({ definition })]))).toEqual(["warning definitionVague criteria.0.definition"]);
});

test("every problem names its row and has a sentence", () => {
  for (const problem of scorecardProblems(card([criterion(), criterion({ weight: -1, definition: "" })]))) {
    expect(texts.problem).toHaveProperty(problem.code);
    expect(problem.row).toBe(problem.path.startsWith("criteria.") ? Number(problem.path.split(".")[1]) + 1 : null);
  }
});
