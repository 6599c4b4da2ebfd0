// The frozen scorecard, field by field.
import type { Scorecard } from "../../scorecard/scorecard.ts";
import type { SessionState } from "../state.ts";

export const scorecardSlice = ({ scorecard }: SessionState): Scorecard => ({
  scorecardId: scorecard.scorecardId,
  version: scorecard.version,
  name: scorecard.name,
  sections: scorecard.sections.map(({ sectionId, name }) => ({ sectionId, name })),
  criteria: scorecard.criteria.map((criterion) => ({
    criterionId: criterion.criterionId,
    sectionId: criterion.sectionId,
    name: criterion.name,
    definition: criterion.definition,
    scale: criterion.scale,
    weight: criterion.weight,
    autoFail: criterion.autoFail,
    allowNA: criterion.allowNA,
    anchors: { ...criterion.anchors },
  })),
});
