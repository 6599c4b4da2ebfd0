// Who is in the pictures: six people, how they score the sample call and why.
import { general } from "../../shared/scorecard/starters/general.ts";
import type { SentSheet } from "../../shared/session/commands.ts";
import type { Experience } from "../../shared/session/shapes.ts";

export const CRITERIA = general.criteria.map(({ criterionId }) => criterionId);
export const EMPATHY = 1;

export type Cast = { name: string; experience: Experience; values: (number | "NA")[]; empathy: string; line: number };
export const CAST: Cast[] = [
  {
    name: "Dana",
    experience: "long",
    values: [1, 3, 4, 1, 4, 3, 2, 2, 1],
    empathy: "He names the afternoon she waited, but only after reading her the record.",
    line: 32,
  },
  {
    name: "Tom",
    experience: "new",
    values: [1, 2, 4, 0, 3, 3, 2, 2, 1],
    empathy: "She says nobody came. He answers with what is in the system.",
    line: 13,
  },
  {
    name: "Aisha",
    experience: "new",
    values: [1, 3, 4, 1, 3, 3, 2, 2, 1],
    empathy: "“That's a pain” names nothing. The interview comes up twice before he hears it.",
    line: 17,
  },
  {
    name: "Nadia",
    experience: "settled",
    values: [1, 4, 4, 1, 4, 3, 3, 2, 1],
    empathy: "“You waited in for four hours” is hers, in his own words, and she calms down.",
    line: 32,
  },
  {
    name: "Lena",
    experience: "long",
    values: [1, 5, 4, 1, 4, 3, 2, "NA", 1],
    empathy: "He gets Thursday because of the interview. That follows from what he heard.",
    line: 39,
  },
  {
    name: "João",
    experience: "settled",
    values: [1, 5, 4, 1, 3, 3, 2, 2, 1],
    empathy: "The earlier visit and the cancelled charge both come from her story.",
    line: 46,
  },
];

export const sheetOf = ({ values, empathy, line }: Cast, explained = true): SentSheet =>
  Object.fromEntries(
    CRITERIA.map((criterionId, index) => [
      criterionId,
      {
        value: values[index] ?? "NA",
        reason: explained && index === EMPATHY ? empathy : "",
        unsure: false,
        evidence: explained && index === EMPATHY ? [{ line, at: null, quote: null }] : [],
      },
    ]),
  );
