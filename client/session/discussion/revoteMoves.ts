// From blind scores to a revealed re-vote, those who did not vote included: they stay where they were. Pure.
import type { Value } from "../../../shared/scorecard/scorecard.ts";
import type { DiscussionView, RevoteView } from "../../../shared/session/view/slices.ts";

export type RevoteMove = { seatId: string | null; from: Value | null /** null: did not vote */; to: Value | null };
type Revealed = Extract<RevoteView, { status: "revealed" }>;

/** Where names are hidden, who did not vote follows from the values alone: as many of each as nobody moved from. */
export function revoteMoves({ entries }: Pick<DiscussionView, "entries">, { movement }: Pick<Revealed, "movement">): RevoteMove[] {
  const from = movement.map((move) => move.from);
  const silent = entries.filter(({ seatId, value }) => {
    if (seatId !== null) return !movement.some((move) => move.seatId === seatId);
    const at = from.indexOf(value);
    if (at >= 0) from.splice(at, 1);
    return at < 0;
  });
  return [...movement, ...silent.map(({ seatId, value }) => ({ seatId, from: value, to: null }))];
}

export const didNotVote = (moves: readonly RevoteMove[]): number => moves.filter(({ to }) => to === null).length;
