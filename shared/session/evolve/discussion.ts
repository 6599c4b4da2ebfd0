// What happens while people talk about one criterion: turns, reasons, changed minds and re-votes.
import { cancelBallot, cast, openBallot, revealBallot } from "../ballot.ts";
import { currentBand } from "../speakingOrder.ts";
import type { Ballot } from "../ballot.ts";
import type { SeatId } from "../../ids.ts";
import type { Value } from "../../scorecard/scorecard.ts";
import type { ConversationState, Discussion, SessionState, Turn } from "../state.ts";
import { type EventOf, withConversation, withDiscussion, without } from "./change.ts";

export type DiscussionEvent = EventOf<
  | "CriterionOpened"
  | "Spoke"
  | "Passed"
  | "TurnAdvanced"
  | "OpenedToEveryone"
  | "ReasonWritten"
  | "MindChanged"
  | "AgendaReordered"
  | "RevoteOpened"
  | "RevoteCast"
  | "RevoteRevealed"
  | "RevoteSetAside"
>;

const newDiscussion = (at: number): Discussion => ({
  openedAt: at,
  turn: { band: 0, everyone: false, spoke: [], passed: [], called: [] },
  reasons: [],
  minds: {},
  revotes: [],
});

const added = (seats: SeatId[], seatId: SeatId): SeatId[] => (seats.includes(seatId) ? seats : [...seats, seatId]);

/**
 * The turn after somebody was heard. The band it has reached by this act is kept:
 * what has unfolded must not fold again when a person of a newer band comes back.
 */
function heard(state: SessionState, conversation: ConversationState, discussion: Discussion, turn: Turn): Partial<Discussion> {
  const band = currentBand(state, conversation, { ...discussion, turn });
  return { turn: { ...turn, band: Math.max(turn.band, band) } };
}

const withRound = (discussion: Discussion, round: number, change: (ballot: Ballot<Value>) => Ballot<Value>): Partial<Discussion> => ({
  revotes: discussion.revotes.map((ballot, index) => (index === round - 1 ? change(ballot) : ballot)),
});

export function evolveDiscussion(state: SessionState, event: DiscussionEvent): SessionState {
  switch (event.type) {
    case "CriterionOpened": {
      const { conversationId, criterionId, at } = event;
      const opened = withConversation(state, conversationId, ({ discussions }) =>
        discussions[criterionId] ? {} : { discussions: { ...discussions, [criterionId]: newDiscussion(at) } },
      );
      return { ...opened, focus: { kind: "criterion", conversationId, criterionId, readAloud: false } };
    }
    case "Spoke":
      return withDiscussion(state, event, (discussion, conversation) => {
        const { turn } = discussion;
        return heard(state, conversation, discussion, {
          ...turn,
          spoke: added(turn.spoke, event.seatId),
          passed: turn.passed.filter((seatId) => seatId !== event.seatId),
          called: event.bySeat === event.seatId ? turn.called : added(turn.called, event.seatId),
        });
      });
    case "Passed":
      return withDiscussion(state, event, (discussion, conversation) =>
        heard(state, conversation, discussion, { ...discussion.turn, passed: added(discussion.turn.passed, event.seatId) }),
      );
    case "TurnAdvanced":
      return withDiscussion(state, event, (discussion, conversation) => ({
        turn: { ...discussion.turn, band: currentBand(state, conversation, discussion) + 1 },
      }));
    case "OpenedToEveryone":
      return withDiscussion(state, event, ({ turn }) => ({ turn: { ...turn, everyone: true } }));
    case "ReasonWritten": {
      const { seatId, text, evidence, at } = event;
      return withDiscussion(state, event, ({ reasons }) => ({ reasons: [...reasons, { seatId, text, evidence, at }] }));
    }
    case "MindChanged": {
      const { seatId, value, at } = event;
      return withDiscussion(state, event, ({ minds }) => ({
        minds: value === null ? without(minds, seatId) : { ...minds, [seatId]: { value, at } },
      }));
    }
    case "AgendaReordered":
      return withConversation(state, event.conversationId, ({ reveal }) => ({
        reveal: reveal && { ...reveal, agenda: event.order, orderedByHand: true },
      }));
    case "RevoteOpened":
      return withDiscussion(state, event, ({ revotes }) => ({ revotes: [...revotes, openBallot<Value>()] }));
    case "RevoteCast":
      return withDiscussion(state, event, (discussion) =>
        withRound(discussion, event.round, (ballot) => cast(ballot, event.seatId, event.value)),
      );
    case "RevoteRevealed":
      return withDiscussion(state, event, (discussion) => withRound(discussion, event.round, revealBallot));
    case "RevoteSetAside":
      return withDiscussion(state, event, (discussion) => withRound(discussion, event.round, cancelBallot));
    default:
      return event satisfies never;
  }
}
