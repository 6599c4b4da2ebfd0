// Changes to a scorecard as pure functions. Criteria always stand in the order of their sections, as they are scored and shown.
import { isOnScale, levels } from "../../../shared/scorecard/scales.ts";
import type { Criterion, ScaleKind, Scorecard, Section } from "../../../shared/scorecard/scorecard.ts";

const inSections = (scorecard: Scorecard): Scorecard => ({
  ...scorecard,
  criteria: scorecard.sections.flatMap((section) => scorecard.criteria.filter((criterion) => criterion.sectionId === section.sectionId)),
});

export const changeCriterion = (scorecard: Scorecard, criterionId: string, change: Partial<Criterion>): Scorecard =>
  inSections({
    ...scorecard,
    criteria: scorecard.criteria.map((criterion) => (criterion.criterionId === criterionId ? { ...criterion, ...change } : criterion)),
  });

/** Another scale keeps the words of the levels it shares with the old one. */
export const changeScale = (scorecard: Scorecard, criterion: Criterion, scale: ScaleKind): Scorecard =>
  changeCriterion(scorecard, criterion.criterionId, {
    scale,
    anchors: Object.fromEntries(Object.entries(criterion.anchors).filter(([level]) => isOnScale(scale, Number(level)))),
  });

export const addCriterion = (scorecard: Scorecard, sectionId: string, criterionId: string): Scorecard =>
  inSections({
    ...scorecard,
    criteria: [
      ...scorecard.criteria,
      { criterionId, sectionId, name: "", definition: "", scale: "5pt", weight: 10, autoFail: false, allowNA: true, anchors: {} },
    ],
  });

export const removeCriterion = (scorecard: Scorecard, criterionId: string): Scorecard => ({
  ...scorecard,
  criteria: scorecard.criteria.filter((criterion) => criterion.criterionId !== criterionId),
});

const swapped = <Item>(items: readonly Item[], a: number, b: number): Item[] => {
  const [first, second] = [items[a], items[b]];
  if (first === undefined || second === undefined) return [...items];
  return items.map((item, index) => (index === a ? second : index === b ? first : item));
};

/** One up or down; over the edge of its section it goes into the neighbouring one. */
export function moveCriterion(scorecard: Scorecard, criterionId: string, by: -1 | 1): Scorecard {
  const index = scorecard.criteria.findIndex((criterion) => criterion.criterionId === criterionId);
  const moved = scorecard.criteria[index];
  if (!moved) return scorecard;
  const neighbour = scorecard.criteria[index + by];
  if (neighbour?.sectionId === moved.sectionId) return { ...scorecard, criteria: swapped(scorecard.criteria, index, index + by) };
  const section = scorecard.sections[scorecard.sections.findIndex((other) => other.sectionId === moved.sectionId) + by];
  if (!section) return scorecard;
  const others = scorecard.criteria.filter((criterion) => criterion !== moved);
  const joined = { ...moved, sectionId: section.sectionId };
  return inSections({ ...scorecard, criteria: by === 1 ? [joined, ...others] : [...others, joined] });
}

export const addSection = (scorecard: Scorecard, section: Section): Scorecard => ({
  ...scorecard,
  sections: [...scorecard.sections, section],
});
export const renameSection = (scorecard: Scorecard, sectionId: string, name: string): Scorecard => ({
  ...scorecard,
  sections: scorecard.sections.map((section) => (section.sectionId === sectionId ? { ...section, name } : section)),
});
export const moveSection = (scorecard: Scorecard, sectionId: string, by: -1 | 1): Scorecard => {
  const index = scorecard.sections.findIndex((section) => section.sectionId === sectionId);
  return inSections({ ...scorecard, sections: swapped(scorecard.sections, index, index + by) });
};
/** Only an empty section goes: criteria never vanish with their heading. */
export const removeSection = (scorecard: Scorecard, sectionId: string): Scorecard =>
  scorecard.criteria.some((criterion) => criterion.sectionId === sectionId)
    ? scorecard
    : { ...scorecard, sections: scorecard.sections.filter((section) => section.sectionId !== sectionId) };

/** The levels that get words; percent only its ends and the middle. */
export const anchorLevels = (scale: ScaleKind): number[] => (scale === "percent" ? [0, 50, 100] : levels(scale)).slice().reverse();

export const isScorecard = (value: unknown): value is Scorecard =>
  typeof value === "object" &&
  value !== null &&
  "criteria" in value &&
  Array.isArray(value.criteria) &&
  "sections" in value &&
  Array.isArray(value.sections);
