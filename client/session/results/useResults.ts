// What the results screen works with: the shown conversation's results, the scorecard by id, and what this person may do here.
import { useMemo } from "react";
import type { Criterion, Scorecard, Value } from "../../../shared/scorecard/scorecard.ts";
import type { ConversationResults, MineSlice, SessionSlice } from "../../../shared/session/view/slices.ts";
import { useMine, useShownFocus, useSlice } from "../../stores/sessionStore.ts";

export type ShownResults = {
  session: SessionSlice;
  scorecard: Scorecard;
  results: ConversationResults;
  mine: MineSlice;
  criterionOf: (criterionId: string) => Criterion | undefined;
  /** my own blind answer on a criterion; null if I gave none */ ownOn: (criterionId: string) => Value | null;
};

export function useResults(): ShownResults | null {
  const session = useSlice("session");
  const scorecard = useSlice("scorecard");
  const all = useSlice("results");
  const mine = useMine();
  const focus = useShownFocus();
  return useMemo(() => {
    const results = focus.kind === "results" ? all?.[focus.conversationId] : undefined;
    if (!session || !scorecard || !mine || !results) return null;
    const byId = new Map(scorecard.criteria.map((each) => [each.criterionId, each]));
    const sheet = mine.sheets[results.conversationId];
    // a late sheet or the baseline is none of the blind dots: nothing of it may be ringed among them
    const counted = sheet?.submitted && !sheet.isBaseline && sheet.late !== "submitted" ? sheet.submitted : null;
    return {
      session,
      scorecard,
      results,
      mine,
      criterionOf: (id) => byId.get(id),
      ownOn: (id) => counted?.[id]?.value ?? null,
    };
  }, [session, scorecard, all, mine, focus]);
}
