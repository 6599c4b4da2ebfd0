// What the discussion of one criterion works with: its view (or, before it is opened, its results row), names where they may be read, and where it stands on the agenda.
import { useMemo } from "react";
import type { Criterion, Value } from "../../../shared/scorecard/scorecard.ts";
import type { Focus } from "../../../shared/session/shapes.ts";
import type { DiscussionView, MineSlice, ResultRow } from "../../../shared/session/view/slices.ts";
import type { Dot } from "../../plots/DotScale.tsx";
import { useMine, useShownFocus, useSlice } from "../../stores/sessionStore.ts";
import { useNames } from "../people/useNames.ts";
import { discussionDots } from "./discussionDots.ts";
import { samePlace } from "./samePlace.ts";

export type ShownCriterion = {
  conversationId: string;
  criterionId: string;
  criterion: Criterion;
  section: string;
  /** null: never opened */ view: DiscussionView | null;
  row: ResultRow | null;
  /** to discuss, in the order of the agenda */ toDiscuss: string[];
  dots: Dot[];
  mine: MineSlice;
  own: Value | null;
  /** the call is here; false: looking around */ live: boolean;
  /** everybody reads it aloud, full screen */ readAloud: boolean;
  nameOf: (seatId: string | null) => string | null;
};

type CriterionFocus = Extract<Focus, { kind: "criterion" }>;

export function useCriterion(): ShownCriterion | null {
  const focus = useShownFocus();
  return useFocused(focus.kind === "criterion" ? focus : null);
}

/** This criterion, wherever the call and this person's screen are. */
export function useCriterionAt({
  conversationId,
  criterionId,
}: Pick<CriterionFocus, "conversationId" | "criterionId">): ShownCriterion | null {
  const focus = useMemo(
    () => ({ kind: "criterion" as const, conversationId, criterionId, readAloud: false }),
    [conversationId, criterionId],
  );
  return useFocused(focus);
}

function useFocused(focus: CriterionFocus | null): ShownCriterion | null {
  const session = useSlice("session");
  const scorecard = useSlice("scorecard");
  const discussion = useSlice("discussion");
  const results = useSlice("results");
  const mine = useMine();
  const { nameOf } = useNames();
  return useMemo(() => {
    if (!focus || !session || !scorecard || !mine) return null;
    const { conversationId, criterionId } = focus;
    const criterion = scorecard.criteria.find((each) => each.criterionId === criterionId);
    const ofConversation = results?.[conversationId];
    if (!criterion || !ofConversation) return null;
    const view = discussion?.[conversationId]?.[criterionId] ?? null;
    const row = ofConversation.rows.find((each) => each.criterionId === criterionId) ?? null;
    const sheet = mine.sheets[conversationId];
    const counted = sheet?.submitted && !sheet.isBaseline && sheet.late !== "submitted" ? sheet.submitted : null;
    const own = counted?.[criterionId]?.value ?? null;
    return {
      conversationId,
      criterionId,
      criterion,
      section: scorecard.sections.find((each) => each.sectionId === criterion.sectionId)?.name ?? "",
      view,
      row,
      toDiscuss: ofConversation.rows.filter((each) => each.toDiscuss).map((each) => each.criterionId),
      dots: discussionDots(view, row, { seatId: mine.seatId, value: own }, nameOf),
      mine,
      own,
      live: session.status === "open" && samePlace(focus, session.focus),
      readAloud: focus.readAloud,
      nameOf: (seatId) => (seatId === null ? null : nameOf(seatId)),
    };
  }, [focus, session, scorecard, discussion, results, mine, nameOf]);
}
