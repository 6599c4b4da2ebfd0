// Which reasons are read large now and which stand behind their initials: those of everybody who has the turn are the current ones. Pure.
import type { DiscussionView, ReasonView } from "../../../shared/session/view/slices.ts";

export type ReasonGroups = { current: ReasonView[]; earlier: ReasonView[] };
const OPEN_AT_ONCE = 3;

/** Without an order (or when it is over) nobody is "now": the first few are read, in the order they come. */
export function reasonGroups(view: Pick<DiscussionView, "reasons" | "speaking" | "settled" | "parked">): ReasonGroups {
  const { reasons, speaking } = view;
  const over = view.settled !== null || view.parked !== null;
  if (!speaking || speaking.everyone || over) return { current: reasons.slice(0, OPEN_AT_ONCE), earlier: reasons.slice(OPEN_AT_ONCE) };
  const turns = speaking.order.filter(({ state }) => state === "turn").map(({ seatId }) => seatId);
  const current = reasons.filter(({ seatId }) => seatId !== null && turns.includes(seatId));
  // nobody has the turn any more: the last one heard stays on the table
  if (turns.length === 0 && reasons.length > 0) return { current: reasons.slice(-1), earlier: reasons.slice(0, -1) };
  return { current, earlier: reasons.filter((reason) => !current.includes(reason)) };
}
