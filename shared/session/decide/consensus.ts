// Deciding about calibrated scores: settling, accepting what is identical, parking, objecting, proposing.
import type { SeatId } from "../../ids.ts";
import { text } from "../../text.ts";
import { identicalValues } from "../agenda.ts";
import type { Context, Of } from "../commands.ts";
import type { Decided } from "../events.ts";
import { conversationOf, criterionOf } from "../find.ts";
import { reject } from "../rejection.ts";
import { openRevote } from "../revote.ts";
import type { Settlement } from "../shapes.ts";
import type { ConversationState, SessionState } from "../state.ts";
import { type Decision, isOfSession, isRefused, revealedConversation, revealedCriterion, typed, valueRefusal } from "./ground.ts";

/** A criterion that is done with needs no further vote; its hidden votes stay hidden. */
export function revoteEnds(conversation: ConversationState, criterionId: string, by: SeatId): Decided[] {
  const { conversationId } = conversation;
  const open = openRevote(conversation, criterionId);
  return open ? [{ type: "RevoteSetAside", conversationId, criterionId, round: open.round, bySeat: by }] : [];
}

const sameSettlement = (standing: Settlement, next: Settlement): boolean =>
  standing.value === next.value &&
  standing.how === next.how &&
  standing.until === next.until &&
  standing.cause === next.cause &&
  standing.note?.text === next.note?.text &&
  standing.feedback?.text === next.feedback?.text;

export function settleCriterion(state: SessionState, command: Of<"SettleCriterion">, by: SeatId, { at }: Context): Decision {
  const { conversationId, criterionId, value, how, until, note, cause, feedback } = command;
  const conversation = revealedCriterion(state, command, by);
  if (isRefused(conversation)) return conversation;
  const refusal = valueRefusal(state, criterionId, value);
  if (refusal) return refusal;
  const settlement: Settlement = {
    value,
    how,
    until: how === "provisional" ? until : null,
    note: typed(note),
    cause,
    feedback: typed(feedback),
    bySeat: by,
    at,
  };
  const standing = conversation.settled[criterionId];
  if (standing && sameSettlement(standing, settlement)) return [];
  return [...revoteEnds(conversation, criterionId, by), { type: "CriterionSettled", conversationId, criterionId, settlement }];
}

export function acceptIdentical(state: SessionState, { conversationId }: Of<"AcceptIdentical">, by: SeatId): Decision {
  const conversation = revealedConversation(state, conversationId, by);
  if (isRefused(conversation)) return conversation;
  const settled = identicalValues(state, conversation).filter(
    ({ criterionId }) => !conversation.settled[criterionId] && !conversation.parked[criterionId],
  );
  if (settled.length === 0) return reject("NOTHING_IDENTICAL");
  return [
    ...settled.flatMap(({ criterionId }) => revoteEnds(conversation, criterionId, by)),
    { type: "IdenticalAccepted", conversationId, bySeat: by, settled },
  ];
}

export function parkCriterion(state: SessionState, command: Of<"ParkCriterion">, by: SeatId): Decision {
  const { conversationId, criterionId, ownerPersonId } = command;
  const conversation = revealedCriterion(state, command, by);
  if (isRefused(conversation)) return conversation;
  if (ownerPersonId !== null && !isOfSession(state, ownerPersonId)) return reject("PERSON_UNKNOWN", undefined, "ownerPersonId");
  if (conversation.parked[criterionId]?.ownerPersonId === ownerPersonId) return [];
  return [
    ...revoteEnds(conversation, criterionId, by),
    { type: "CriterionParked", conversationId, criterionId, ownerPersonId, bySeat: by },
  ];
}

export function object(state: SessionState, command: Of<"Object">, by: SeatId): Decision {
  const { conversationId, criterionId } = command;
  const conversation = revealedCriterion(state, command, by);
  if (isRefused(conversation)) return conversation;
  return [{ type: "Objected", conversationId, criterionId, seatId: by, text: text(command.text.trim()) }];
}

export function makeProposal(state: SessionState, command: Of<"MakeProposal">, by: SeatId): Decision {
  const { proposalId, conversationId, criterionId, kind, rightExample, wrongExample } = command;
  if (state.proposals.some((proposal) => proposal.proposalId === proposalId)) return reject("ID_REUSED");
  if (conversationId !== null && !conversationOf(state, conversationId)) return reject("CONVERSATION_UNKNOWN");
  if (kind !== "add" && (criterionId === null || !criterionOf(state, criterionId))) return reject("CRITERION_UNKNOWN");
  const proposal = {
    proposalId,
    kind,
    criterionId: kind === "add" ? null : criterionId,
    text: text(command.text.trim()),
    rightExample: typed(rightExample),
    wrongExample: typed(wrongExample),
    bySeat: by,
  };
  return [{ type: "ProposalMade", conversationId, proposal }];
}
