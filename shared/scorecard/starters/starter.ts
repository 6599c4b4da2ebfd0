// How a starter scorecard is written down: sections holding criteria, ids that never change once published.
import type { Criterion, Scorecard } from "../scorecard.ts";

type Written = Omit<Criterion, "criterionId" | "sectionId" | "autoFail" | "allowNA"> & { id: string; autoFail?: true; allowNA?: true };

/** Criterion ids are "<scorecard>-<id>": lineage and notes hang on them, so a name may change but an id may not. */
export function starter(id: string, name: string, written: { id: string; name: string; criteria: Written[] }[]): Scorecard {
  const scorecardId = `starter-${id}`;
  return {
    scorecardId,
    version: 1,
    name,
    sections: written.map((section) => ({ sectionId: `${id}-${section.id}`, name: section.name })),
    criteria: written.flatMap((section) =>
      section.criteria.map(({ id: criterion, autoFail, allowNA, ...rest }) => ({
        ...rest,
        criterionId: `${id}-${criterion}`,
        sectionId: `${id}-${section.id}`,
        autoFail: autoFail ?? false,
        allowNA: allowNA ?? false,
      })),
    ),
  };
}
