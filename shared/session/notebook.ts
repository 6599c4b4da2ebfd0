// What a session leaves for the next time a criterion is scored or disputed: its scoring notes, with the wording they were written for.
import type { CriterionId, Instant } from "../ids.ts";
import type { Value } from "../scorecard/scorecard.ts";
import { wordingKey } from "../scorecard/wording.ts";
import type { SessionState } from "./state.ts";
import { visibleConversations } from "./view/visible.ts";

export type Note = { criterionId: CriterionId; wordingKey: string; text: string; value: Value; sessionName: string; at: Instant };

/** Newest last. Samples and practice sessions leave none. */
export function notesOf(state: SessionState): Note[] {
  if (state.sample || state.practice) return [];
  return visibleConversations(state, { kind: "screen" })
    .flatMap(({ settled }) =>
      state.scorecard.criteria.flatMap((criterion): Note[] => {
        const settlement = settled[criterion.criterionId];
        const text = settlement?.note?.text ?? "";
        if (!settlement || text.trim() === "") return [];
        return [
          {
            criterionId: criterion.criterionId,
            wordingKey: wordingKey(criterion),
            text,
            value: settlement.value,
            sessionName: state.name,
            at: settlement.at,
          },
        ];
      }),
    )
    .sort((a, b) => a.at - b.at);
}
