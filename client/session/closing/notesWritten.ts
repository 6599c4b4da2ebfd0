// The notes for next time that a session has written: what its calibrated scores leave behind. Pure, from what everybody here sees already.
import type { CriterionId } from "../../../shared/ids.ts";
import type { Criterion, Value } from "../../../shared/scorecard/scorecard.ts";
import type { Slices } from "../../../shared/session/view/slices.ts";
import { afterNextTime } from "../../../shared/texts/nextTime.ts";

export type NoteWritten = { key: string; criterionId: CriterionId; criterion: Criterion; value: Value; text: string; conversation: string };

/** In the order of the conversations, and in each as on the scorecard. */
export function notesWritten({ results = {}, conversations = [], scorecard }: Partial<Slices>): NoteWritten[] {
  return conversations.flatMap(({ conversationId, title }) =>
    (scorecard?.criteria ?? []).flatMap((criterion): NoteWritten[] => {
      const { criterionId } = criterion;
      const settled = results[conversationId]?.rows.find((row) => row.criterionId === criterionId)?.settled;
      if (!settled?.note) return [];
      const text = afterNextTime(settled.note);
      return [{ key: `${conversationId} ${criterionId}`, criterionId, criterion, value: settled.value, text, conversation: title }];
    }),
  );
}
