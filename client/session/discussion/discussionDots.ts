// Everybody's dots on a criterion: with names where they may be read, otherwise values alone with only the viewer's own ringed.
import type { Value } from "../../../shared/scorecard/scorecard.ts";
import type { DiscussionView, ResultRow } from "../../../shared/session/view/slices.ts";
import type { Dot } from "../../plots/DotScale.tsx";
import { rowDots } from "../results/rowDots.ts";

/** `viewer` null: the shared screen, on which nobody's dot is ringed. */
export function discussionDots(
  view: DiscussionView | null,
  row: ResultRow | null,
  viewer: { seatId: string; value: Value | null } | null,
  nameOf: (seatId: string) => string,
): Dot[] {
  const own = viewer?.value ?? null;
  if (!view || view.entries.length === 0) return row ? rowDots(row, own) : [];
  const { speaking } = view;
  // everybody who has the turn looks the same: within a band nobody comes first
  const turn =
    !speaking || speaking.everyone || view.revotes.at(-1)?.status === "open"
      ? []
      : speaking.order.filter(({ state }) => state === "turn").map(({ seatId }) => seatId);
  let ringed = false;
  return view.entries.map(({ seatId, value }) => {
    const isOwn = seatId === null ? !ringed && own !== null && value === own : seatId === viewer?.seatId;
    ringed ||= isOwn;
    return {
      value,
      name: seatId === null ? null : nameOf(seatId),
      own: isOwn,
      speaking: seatId !== null && turn.includes(seatId),
    };
  });
}
