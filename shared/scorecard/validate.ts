// What is wrong with a scorecard, criterion by criterion. Errors stop saving; warnings are advice. Sentences for the codes: client/texts/en/paste.json.
import { LIMITS } from "../limits.ts";
import { isOnScale } from "./scales.ts";
import type { Criterion, Scorecard } from "./scorecard.ts";

export type ProblemCode =
  // errors
  | "noName"
  | "noCriteria"
  | "tooManyCriteria"
  | "tooManySections"
  | "noCriterionName"
  | "noSectionName"
  | "nameTooLong"
  | "duplicateName"
  | "duplicateId"
  | "unknownSection"
  | "weightNegative"
  | "weightTooBig"
  | "weightsAllZero"
  | "definitionTooLong"
  | "anchorTooLong"
  | "anchorOffScale"
  // warnings
  | "definitionEmpty"
  | "definitionVague"
  | "weightZero"
  | "weightsNotHundred"
  | "noAnchors"
  | "manyCriteria"
  | "sectionEmpty";

export type ScorecardProblem = {
  severity: "error" | "warning";
  code: ProblemCode;
  /** 1-based place of the criterion in the scorecard; null: the scorecard as a whole */
  row: number | null;
  /** "criteria.2.weight" */
  path: string;
  params: Record<string, string | number>;
};

/** Words that say how somebody felt about a conversation instead of what happened in it. */
const VAGUE = [
  "good",
  "nice",
  "appropriate",
  "appropriately",
  "proper",
  "properly",
  "adequate",
  "adequately",
  "professional",
  "professionally",
  "friendly",
  "great",
  "positive",
  "excellent",
  "effective",
  "effectively",
];
/** A definition shorter than this and of fewer words names a topic; four words can say what somebody does. */
const SHORT_DEFINITION = 25;
const FEW_WORDS = 4;
/** Past this, a conversation takes longer to score than to discuss. */
const MANY_CRITERIA = 20;

const wordsOf = (text: string): string[] => text.split(/[^\p{L}]+/u).filter(Boolean);
const onlyNamesATopic = (definition: string): boolean => definition.length < SHORT_DEFINITION && wordsOf(definition).length < FEW_WORDS;

/** The first vague word of a definition that says little else, or null. Longer definitions usually go on to describe behaviour, so only short ones are held against it. */
export function vagueWord(definition: string): string | null {
  const words = wordsOf(definition.toLowerCase());
  if (words.length > 14) return null;
  return words.find((word) => VAGUE.includes(word)) ?? null;
}

/** How names are compared: case, width and surrounding space do not make a second criterion. */
export const nameKey = (name: string): string => name.normalize("NFKC").trim().replace(/\s+/gu, " ").toLocaleLowerCase("en");

export function scorecardProblems(scorecard: Scorecard): ScorecardProblem[] {
  const problems: ScorecardProblem[] = [];
  const add = (
    severity: ScorecardProblem["severity"],
    code: ProblemCode,
    row: number | null,
    path: string,
    params: ScorecardProblem["params"] = {},
  ) => problems.push({ severity, code, row, path, params });

  const { criteria, sections } = scorecard;
  if (scorecard.name.trim() === "") add("error", "noName", null, "name");
  if (scorecard.name.length > LIMITS.name) add("error", "nameTooLong", null, "name", { count: scorecard.name.length, limit: LIMITS.name });
  if (criteria.length === 0) add("error", "noCriteria", null, "criteria");
  if (criteria.length > LIMITS.criteria)
    add("error", "tooManyCriteria", null, "criteria", { count: criteria.length, limit: LIMITS.criteria });
  else if (criteria.length > MANY_CRITERIA) add("warning", "manyCriteria", null, "criteria", { count: criteria.length });
  if (sections.length > LIMITS.sections)
    add("error", "tooManySections", null, "sections", { count: sections.length, limit: LIMITS.sections });

  const sectionIds = new Set<string>();
  sections.forEach((section, index) => {
    const path = `sections.${index}`;
    if (section.name.trim() === "") add("error", "noSectionName", null, `${path}.name`);
    if (section.name.length > LIMITS.name)
      add("error", "nameTooLong", null, `${path}.name`, { count: section.name.length, limit: LIMITS.name });
    if (sectionIds.has(section.sectionId)) add("error", "duplicateId", null, `${path}.sectionId`);
    sectionIds.add(section.sectionId);
    if (!criteria.some((criterion) => criterion.sectionId === section.sectionId))
      add("warning", "sectionEmpty", null, path, { name: section.name });
  });

  const firstRowOf = new Map<string, number>();
  const criterionIds = new Set<string>();
  criteria.forEach((criterion, index) => {
    const row = index + 1;
    const path = `criteria.${index}`;
    for (const found of criterionProblems(criterion)) add(found.severity, found.code, row, `${path}.${found.field}`, found.params);
    if (!sectionIds.has(criterion.sectionId)) add("error", "unknownSection", row, `${path}.sectionId`);
    if (criterionIds.has(criterion.criterionId)) add("error", "duplicateId", row, `${path}.criterionId`);
    criterionIds.add(criterion.criterionId);
    // The same name in two sections is told apart on screen by its section; the same name twice in one is not.
    const key = `${criterion.sectionId}\n${nameKey(criterion.name)}`;
    const first = firstRowOf.get(key);
    if (first !== undefined && criterion.name.trim() !== "")
      add("error", "duplicateName", row, `${path}.name`, { name: criterion.name.trim(), first });
    else firstRowOf.set(key, row);
  });

  const sum = criteria.reduce((total, criterion) => total + Math.max(0, criterion.weight), 0);
  if (criteria.length > 0 && sum === 0) add("error", "weightsAllZero", null, "criteria");
  else if (criteria.length > 0 && Math.abs(sum - 100) > 0.05)
    add("warning", "weightsNotHundred", null, "criteria", { sum: Math.round(sum * 100) / 100 });
  return problems;
}

type CriterionProblem = { severity: "error" | "warning"; code: ProblemCode; field: string; params: Record<string, string | number> };

function criterionProblems(criterion: Criterion): CriterionProblem[] {
  const found: CriterionProblem[] = [];
  const add = (severity: CriterionProblem["severity"], code: ProblemCode, field: string, params: CriterionProblem["params"] = {}) =>
    found.push({ severity, code, field, params });

  if (criterion.name.trim() === "") add("error", "noCriterionName", "name");
  if (criterion.name.length > LIMITS.name) add("error", "nameTooLong", "name", { count: criterion.name.length, limit: LIMITS.name });

  if (!(criterion.weight >= 0)) add("error", "weightNegative", "weight", { weight: String(criterion.weight) });
  else if (criterion.weight > 1000) add("error", "weightTooBig", "weight", { weight: criterion.weight, limit: 1000 });
  else if (criterion.weight === 0 && !criterion.autoFail) add("warning", "weightZero", "weight");

  const definition = criterion.definition.trim();
  const vague = vagueWord(definition);
  if (criterion.definition.length > LIMITS.definition)
    add("error", "definitionTooLong", "definition", { count: criterion.definition.length, limit: LIMITS.definition });
  else if (definition === "") add("warning", "definitionEmpty", "definition");
  else if (vague !== null) add("warning", "definitionVague", "definition", { word: vague });
  else if (onlyNamesATopic(definition)) add("warning", "definitionVague", "definition", { word: definition });

  const filled = Object.entries(criterion.anchors).filter(([, words]) => words.trim() !== "");
  for (const [level, words] of Object.entries(criterion.anchors)) {
    if (!isOnScale(criterion.scale, Number(level))) add("error", "anchorOffScale", `anchors.${level}`, { level, scale: criterion.scale });
    if (words.length > LIMITS.anchor)
      add("error", "anchorTooLong", `anchors.${level}`, { level, count: words.length, limit: LIMITS.anchor });
  }
  if (filled.length === 0 && criterion.scale !== "binary") add("warning", "noAnchors", "anchors");
  return found;
}

/** True when it may be saved: warnings do not stop anybody. */
export const isSound = (scorecard: Scorecard): boolean => scorecardProblems(scorecard).every((problem) => problem.severity === "warning");
