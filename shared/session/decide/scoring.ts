// Deciding about hidden scores: handing in, whom to wait for, the baseline, and a nudge.
import type { SeatId } from "../../ids.ts";
import type { Of } from "../commands.ts";
import { reject } from "../rejection.ts";
import { isWaiting, mayBeBaseline } from "../roll.ts";
import type { SessionState } from "../state.ts";
import { type Decision, isRefused, knownSeat, liveConversation } from "./ground.ts";
import { checkedSheet } from "./sheet.ts";

/** Handing in again is recorded even where nothing changed: whoever watches must not be able to tell. */
export function submitReview(state: SessionState, command: Of<"SubmitReview">, by: SeatId): Decision {
  const conversation = liveConversation(state, command.conversationId);
  if (isRefused(conversation)) return conversation;
  if (conversation.reveal) return reject("ROUND_REVEALED", { at: conversation.reveal.at });
  const sheet = checkedSheet(state, conversation, command.sheet);
  if (isRefused(sheet)) return sheet;
  return [{ type: "ReviewSubmitted", conversationId: command.conversationId, seatId: by, sheet }];
}

/** Do not wait for this person (`MarkAbsent`), or wait again (`MarkExpected`). */
export function markExpectation(state: SessionState, { type, seatId }: Of<"MarkAbsent" | "MarkExpected">): Decision {
  const seat = knownSeat(state, seatId);
  if (isRefused(seat)) return seat;
  if (!seat.scores) return reject("NOT_SCORING");
  if (!isWaiting(state)) return reject("ALREADY_REVEALED");
  const absent = type === "MarkAbsent";
  if (seat.absent === absent) return [];
  return [{ type: absent ? "MarkedAbsent" : "MarkedExpected", seatId }];
}

export function markBaseline(state: SessionState, { conversationId, seatId }: Of<"MarkBaseline">): Decision {
  const conversation = liveConversation(state, conversationId);
  if (isRefused(conversation)) return conversation;
  if (conversation.reveal) return reject("ALREADY_REVEALED");
  if (seatId !== null) {
    const author = knownSeat(state, seatId);
    if (isRefused(author)) return author;
    if (!mayBeBaseline(author)) return reject("BASELINE_NOT_ALLOWED");
  }
  return conversation.baselineSeatId === seatId ? [] : [{ type: "BaselineMarked", conversationId, seatId }];
}

export function nudge(state: SessionState, { seatId }: Of<"Nudge">, by: SeatId): Decision {
  const seat = knownSeat(state, seatId);
  if (isRefused(seat)) return seat;
  if (!seat.scores) return reject("NOT_SCORING");
  return isWaiting(state) ? [{ type: "Nudged", seatId, bySeat: by }] : reject("ALREADY_REVEALED");
}
