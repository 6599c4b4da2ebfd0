// Deciding about the reveal: the one moment that opens a conversation's blind scores, what sets it aside, and who comes late to it.
import type { SeatId } from "../../ids.ts";
import { text } from "../../text.ts";
import { agendaOf } from "../agenda.ts";
import { revealBallot } from "../ballot.ts";
import type { Context, Of } from "../commands.ts";
import { lateStandingOf } from "../late.ts";
import { reject } from "../rejection.ts";
import { rollOf } from "../roll.ts";
import { speakingBands } from "../speakingOrder.ts";
import type { SessionState } from "../state.ts";
import { type Decision, isRefused, liveConversation, revealedConversation, sameItems } from "./ground.ts";
import { checkedSheet } from "./sheet.ts";

/** The roll that the presser saw decides: whoever became missing since stops it, whoever came in since does no harm. */
export function revealScores(state: SessionState, command: Of<"RevealScores">, by: SeatId, { seed }: Context): Decision {
  const conversation = liveConversation(state, command.conversationId);
  if (isRefused(conversation)) return conversation;
  if (conversation.reveal) return [];
  const roll = rollOf(state, conversation);
  const missing = roll.missing.length;
  if (roll.missing.some((seatId) => !command.roll.missing.includes(seatId))) return reject("ROLL_CHANGED", { missing });
  if (missing > 0) return reject("SOMEBODY_MISSING", { missing });
  if (roll.in.length === 0) return reject("NOBODY_IN");
  return [
    {
      type: "ScoresRevealed",
      conversationId: command.conversationId,
      bySeat: by,
      roll,
      agenda: agendaOf(state, { ...conversation, blind: revealBallot(conversation.blind) }),
      speakingOrder: speakingBands(state, conversation, seed),
    },
  ];
}

export function setRevealAside(state: SessionState, command: Of<"SetRevealAside">, by: SeatId): Decision {
  const { conversationId, reason } = command;
  const conversation = liveConversation(state, conversationId);
  if (isRefused(conversation)) return conversation;
  if (!conversation.reveal) return reject("NOT_REVEALED");
  if (conversation.setAside) return [];
  return [{ type: "RevealSetAside", conversationId, bySeat: by, reason: text(reason.trim()) }];
}

export function chooseLate(state: SessionState, { conversationId, choice }: Of<"ChooseLate">, by: SeatId): Decision {
  const conversation = liveConversation(state, conversationId);
  if (isRefused(conversation)) return conversation;
  if (!conversation.reveal) return reject("NOT_REVEALED");
  const standing = lateStandingOf(state, conversation, by);
  if ((choice === "watch" && standing === "watching") || (choice === "score" && standing === "scoring")) return [];
  if (standing !== "undecided" && standing !== "scoring") return reject("LATE_NOT_OFFERED");
  // a reveal that is out of the figures needs no further scores
  if (choice === "score" && conversation.setAside) return reject("SET_ASIDE");
  return [{ type: "LateChoiceMade", conversationId, seatId: by, choice }];
}

export function submitLateReview(state: SessionState, command: Of<"SubmitLateReview">, by: SeatId): Decision {
  const conversation = liveConversation(state, command.conversationId);
  if (isRefused(conversation)) return conversation;
  if (!conversation.reveal) return reject("NOT_REVEALED");
  if (lateStandingOf(state, conversation, by) !== "scoring") return reject("LATE_NOT_OFFERED");
  const sheet = checkedSheet(state, conversation, command.sheet);
  if (isRefused(sheet)) return sheet;
  return [{ type: "LateReviewSubmitted", conversationId: command.conversationId, seatId: by, sheet }];
}

export function reorderAgenda(state: SessionState, command: Of<"ReorderAgenda">, by: SeatId): Decision {
  const conversation = revealedConversation(state, command.conversationId, by);
  if (isRefused(conversation)) return conversation;
  const { agenda } = conversation.reveal;
  const { conversationId, order } = command;
  if (!sameItems(order, agenda)) return reject("ORDER_MISMATCH");
  if (order.every((criterionId, index) => agenda[index] === criterionId)) return [];
  return [{ type: "AgendaReordered", conversationId, order, bySeat: by }];
}
