// Where somebody stands now, for the sentence at their turn: what they would say now, their last revealed vote, or their blind score. Pure.
import type { Value } from "../../../shared/scorecard/scorecard.ts";
import type { ShownCriterion } from "./useCriterion.ts";

export function ownStance(shown: Pick<ShownCriterion, "view" | "mine" | "own" | "conversationId" | "criterionId">) {
  const { view, mine, own } = shown;
  const mind = view?.minds.find(({ seatId }) => seatId === mine.seatId);
  const voted = mine.revotes
    .filter((each) => each.conversationId === shown.conversationId && each.criterionId === shown.criterionId)
    .filter(({ round }) => view?.revotes.some((each) => each.round === round && each.status === "revealed"))
    .sort((one, other) => other.round - one.round)[0];
  const said = (key: string, value: Value) => ({ key: `speaking.${key}`, value });
  if (mind) return said("yourTurnMind", mind.value);
  if (voted) return said("yourTurnVoted", voted.value);
  return own === null ? null : said("yourTurn", own);
}
