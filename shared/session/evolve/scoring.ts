// What happens to the scores of a conversation: handed in, marked as baseline, revealed, set aside, and what comes late.
import { cast, revealBallot } from "../ballot.ts";
import { comesLate, firstLateChoice } from "../late.ts";
import type { ConversationState, SessionState } from "../state.ts";
import { type EventOf, withConversation, withSeat } from "./change.ts";

export type ScoringEvent = EventOf<
  "ReviewSubmitted" | "BaselineMarked" | "ScoresRevealed" | "RevealSetAside" | "LateChoiceMade" | "LateReviewSubmitted"
>;

function scoresRevealed(state: SessionState, event: EventOf<"ScoresRevealed">): SessionState {
  const { conversationId, bySeat, roll, agenda, speakingOrder, at } = event;
  const late = (conversation: ConversationState): ConversationState["late"] =>
    Object.fromEntries(
      state.seats
        .filter((seat) => comesLate(conversation, seat))
        .map((seat) => [seat.seatId, { choice: firstLateChoice(conversation, seat, bySeat), sheet: null, at }]),
    );
  return {
    ...withConversation(state, conversationId, (conversation) => ({
      blind: revealBallot(conversation.blind),
      reveal: { at, bySeat, roll, agenda, orderedByHand: false, speakingOrder },
      late: late(conversation),
    })),
    focus: { kind: "results", conversationId },
    timer: null,
  };
}

export function evolveScoring(state: SessionState, event: ScoringEvent): SessionState {
  switch (event.type) {
    case "ReviewSubmitted": {
      const { conversationId, seatId, sheet, at } = event;
      const submitted = withConversation(state, conversationId, (conversation) => ({
        blind: cast(conversation.blind, seatId, sheet),
        submittedAt: { ...conversation.submittedAt, [seatId]: at },
      }));
      return withSeat(submitted, seatId, { absent: false });
    }
    case "BaselineMarked":
      return withConversation(state, event.conversationId, () => ({ baselineSeatId: event.seatId }));
    case "ScoresRevealed":
      return scoresRevealed(state, event);
    case "RevealSetAside":
      return withConversation(state, event.conversationId, () => ({
        setAside: { at: event.at, bySeat: event.bySeat, reason: event.reason },
      }));
    case "LateChoiceMade":
      return withConversation(state, event.conversationId, ({ late }) => ({
        late: { ...late, [event.seatId]: { choice: event.choice === "watch" ? "watching" : "scoring", sheet: null, at: event.at } },
      }));
    case "LateReviewSubmitted":
      return withConversation(state, event.conversationId, ({ late }) => ({
        late: { ...late, [event.seatId]: { choice: "submitted", sheet: event.sheet, at: event.at } },
      }));
    default:
      return event satisfies never;
  }
}
