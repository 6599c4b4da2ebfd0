// The identity of a criterion's wording: what breaks a series and what does not.
import { expect, test } from "vitest";
import type { Criterion } from "../../../shared/scorecard/scorecard.ts";
import { wordingKey } from "../../../shared/scorecard/wording.ts";

const criterion: Criterion = {
  criterionId: "empathy",
  sectionId: "talk",
  name: "Empathy",
  definition: "Names the feeling, then answers it.",
  scale: "5pt",
  weight: 20,
  autoFail: false,
  allowNA: false,
  anchors: { "5": "Names it and answers it", "1": "Ignores it" },
};

test.each<[string, Partial<Criterion>]>([
  ["another weight", { weight: 10 }],
  ["another section", { sectionId: "work" }],
  ["spaces", { definition: "  Names the feeling,\n then answers it. " }],
  ["an empty anchor", { anchors: { ...criterion.anchors, "3": " " } }],
  ["anchors in another order", { anchors: { "1": "Ignores it", "5": "Names it and answers it" } }],
])("%s keeps it", (_what, change) => {
  expect(wordingKey({ ...criterion, ...change })).toBe(wordingKey(criterion));
});

test.each<[string, Partial<Criterion>]>([
  ["another word", { definition: "Names the feeling, then solves it." }],
  ["another scale", { scale: "4pt" }],
  ["another name", { name: "Warmth" }],
  ["another anchor", { anchors: { ...criterion.anchors, "1": "Talks over it" } }],
])("%s changes it", (_what, change) => {
  expect(wordingKey({ ...criterion, ...change })).not.toBe(wordingKey(criterion));
});
