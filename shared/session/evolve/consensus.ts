// What happens to calibrated scores and what follows from them: settled, parked, objected to, proposals and actions.
import type { CriterionId } from "../../ids.ts";
import type { Settlement } from "../shapes.ts";
import type { ConversationState, SessionState } from "../state.ts";
import { type EventOf, withConversation, without } from "./change.ts";

export type ConsensusEvent = EventOf<
  | "CriterionSettled"
  | "IdenticalAccepted"
  | "CriterionParked"
  | "Objected"
  | "ProposalMade"
  | "ActionAdded"
  | "ActionChanged"
  | "ActionDropped"
>;

const settle = (conversation: ConversationState, criterionId: CriterionId, settlement: Settlement): ConversationState => ({
  ...conversation,
  settled: { ...conversation.settled, [criterionId]: settlement },
  amendments: { ...conversation.amendments, [criterionId]: (conversation.amendments[criterionId] ?? 0) + 1 },
  parked: without(conversation.parked, criterionId),
});

export function evolveConsensus(state: SessionState, event: ConsensusEvent): SessionState {
  switch (event.type) {
    case "CriterionSettled":
      return withConversation(state, event.conversationId, (conversation) => settle(conversation, event.criterionId, event.settlement));
    case "IdenticalAccepted": {
      const { bySeat, at } = event;
      return withConversation(state, event.conversationId, (conversation) =>
        event.settled.reduce(
          (changed, { criterionId, value }) =>
            settle(changed, criterionId, {
              value,
              how: "acceptedIdentical",
              until: null,
              note: null,
              cause: null,
              feedback: null,
              bySeat,
              at,
            }),
          conversation,
        ),
      );
    }
    case "CriterionParked":
      return withConversation(state, event.conversationId, ({ parked, settled }) => ({
        parked: { ...parked, [event.criterionId]: { ownerPersonId: event.ownerPersonId, at: event.at } },
        settled: without(settled, event.criterionId),
      }));
    case "Objected": {
      const { criterionId, seatId, text, at } = event;
      return withConversation(state, event.conversationId, ({ objections }) => ({
        objections: [...objections, { criterionId, seatId, text, at }],
      }));
    }
    case "ProposalMade":
      return { ...state, proposals: [...state.proposals, { ...event.proposal, at: event.at }] };
    case "ActionAdded":
      return { ...state, actions: [...state.actions, { ...event.action, dropped: false, bornAt: event.at }] };
    case "ActionChanged":
      return {
        ...state,
        actions: state.actions.map((action) => (action.actionId === event.actionId ? { ...action, ...event.change } : action)),
      };
    case "ActionDropped":
      return {
        ...state,
        actions: state.actions.map((action) => (action.actionId === event.actionId ? { ...action, dropped: true } : action)),
      };
    default:
      return event satisfies never;
  }
}
