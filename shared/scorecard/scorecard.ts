// The form conversations are scored with: sections, criteria, their definitions, scales, weights and anchors.
import type { CriterionId, ScorecardId } from "../ids.ts";

export type ScaleKind = "binary" | "3pt" | "4pt" | "5pt" | "percent";

/** A score on the criterion's own scale (binary 0 or 1, n-point 1 to n, percent 0 to 100), or "NA": it does not apply. */
export type Value = number | "NA";

export type Criterion = {
  /** Lineage id: stays the same through rewordings. */
  criterionId: CriterionId;
  sectionId: string;
  name: string;
  definition: string;
  scale: ScaleKind;
  /** 0 or more; 0 makes an auto-fail criterion a pure gate. */
  weight: number;
  /** "Critical": rated below half of its scale it makes the total 0. */
  autoFail: boolean;
  allowNA: boolean;
  /** What each level looks like, keyed by the level ("0", "1", … ); may be partial. */
  anchors: Record<string, string>;
};

export type Section = { sectionId: string; name: string };

export type Scorecard = {
  scorecardId: ScorecardId;
  /** 1 for the first version; a session keeps a frozen copy of one version. */
  version: number;
  name: string;
  sections: Section[];
  criteria: Criterion[];
};
