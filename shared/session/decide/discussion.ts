// Deciding while people talk about one criterion: opening it, turns, reasons, changed minds and the re-vote.
import type { SeatId } from "../../ids.ts";
import { text } from "../../text.ts";
import type { Of } from "../commands.ts";
import type { Decided } from "../events.ts";
import { isConductor, seatOf } from "../find.ts";
import { reject } from "../rejection.ts";
import { lastRevote, mayVote, openRevote } from "../revote.ts";
import { bandsInForce, bandsLeft, isHeard } from "../speakingOrder.ts";
import type { SessionState } from "../state.ts";
import {
  type Decision,
  isRefused,
  knownSeat,
  openedCriterion,
  type Refused,
  revealedCriterion,
  storedEvidence,
  valueRefusal,
} from "./ground.ts";
import { pointsNowhere } from "./sheet.ts";

export function openCriterion(state: SessionState, command: Of<"OpenCriterion">, by: SeatId): Decision {
  const { conversationId, criterionId, readAloud } = command;
  const conversation = revealedCriterion(state, command, by);
  if (isRefused(conversation)) return conversation;
  const { focus } = state;
  const inFocus = focus.kind === "criterion" && focus.conversationId === conversationId && focus.criterionId === criterionId ? focus : null;
  if (inFocus?.readAloud === readAloud) return [];
  const opened: Decided = { type: "CriterionOpened", conversationId, criterionId };
  return readAloud ? [opened, { type: "FocusMoved", focus: { kind: "criterion", conversationId, criterionId, readAloud } }] : [opened];
}

/** Everybody marks themselves; facilitator and lead mark anybody who takes part. */
function speaker(state: SessionState, seatId: SeatId, by: SeatId): Refused | null {
  const seat = knownSeat(state, seatId);
  if (isRefused(seat)) return seat;
  const marker = seatOf(state, by);
  if (seatId !== by && !(marker && isConductor(marker))) return reject("NOT_ALLOWED");
  return seat.role === "observer" ? reject("NOT_ALLOWED", undefined, "seatId") : null;
}

export function markSpoke(state: SessionState, command: Of<"MarkSpoke">, by: SeatId): Decision {
  const { conversationId, criterionId, seatId } = command;
  const about = openedCriterion(state, command, by);
  if (isRefused(about)) return about;
  const refusal = speaker(state, seatId, by);
  if (refusal) return refusal;
  const { spoke, called } = about.discussion.turn;
  const callsUp = by !== seatId && !called.includes(seatId);
  if (spoke.includes(seatId) && !callsUp) return [];
  return [{ type: "Spoke", conversationId, criterionId, seatId, bySeat: by }];
}

export function pass(state: SessionState, command: Of<"Pass">, by: SeatId): Decision {
  const { conversationId, criterionId, seatId } = command;
  const about = openedCriterion(state, command, by);
  if (isRefused(about)) return about;
  const refusal = speaker(state, seatId, by);
  if (refusal) return refusal;
  return isHeard(about.discussion, seatId) ? [] : [{ type: "Passed", conversationId, criterionId, seatId, bySeat: by }];
}

/** To the next band, or to everybody at once. */
export function moveTurn(state: SessionState, command: Of<"NextTurn" | "OpenToEveryone">, by: SeatId): Decision {
  const { conversationId, criterionId } = command;
  const about = openedCriterion(state, command, by);
  if (isRefused(about)) return about;
  if (bandsInForce(state, about.conversation).length === 0) return reject("NO_SPEAKING_ORDER");
  if (about.discussion.turn.everyone) return [];
  if (command.type === "OpenToEveryone") return [{ type: "OpenedToEveryone", conversationId, criterionId, bySeat: by }];
  if (!bandsLeft(state, about.conversation, criterionId)) return [];
  return [{ type: "TurnAdvanced", conversationId, criterionId, bySeat: by }];
}

export function writeReason(state: SessionState, command: Of<"WriteReason">, by: SeatId): Decision {
  const { conversationId, criterionId, evidence } = command;
  const about = openedCriterion(state, command, by);
  if (isRefused(about)) return about;
  if (pointsNowhere(about.conversation, evidence)) return reject("BAD_REQUEST", undefined, "evidence");
  const words = text(command.text.trim());
  return [{ type: "ReasonWritten", conversationId, criterionId, seatId: by, text: words, evidence: storedEvidence(evidence) }];
}

export function changeMind(state: SessionState, command: Of<"ChangeMind">, by: SeatId): Decision {
  const { conversationId, criterionId, value } = command;
  const about = openedCriterion(state, command, by);
  if (isRefused(about)) return about;
  const refusal = value === null ? null : valueRefusal(state, criterionId, value);
  if (refusal) return refusal;
  const stands = about.discussion.minds[by]?.value ?? null;
  return stands === value ? [] : [{ type: "MindChanged", conversationId, criterionId, seatId: by, value }];
}

export function startRevote(state: SessionState, command: Of<"OpenRevote">, by: SeatId): Decision {
  const { conversationId, criterionId } = command;
  const about = openedCriterion(state, command, by);
  if (isRefused(about)) return about;
  const last = lastRevote(about.conversation, criterionId);
  if (last?.ballot.status === "open") return reject("REVOTE_OPEN");
  return [{ type: "RevoteOpened", conversationId, criterionId, round: (last?.round ?? 0) + 1 }];
}

export function castRevote(state: SessionState, command: Of<"CastRevote">, by: SeatId): Decision {
  const { conversationId, criterionId, round, value } = command;
  const about = openedCriterion(state, command, by);
  if (isRefused(about)) return about;
  const open = openRevote(about.conversation, criterionId);
  if (!open) return reject("REVOTE_NOT_OPEN");
  if (open.round !== round) return reject("STALE_ROUND");
  const seat = knownSeat(state, by);
  if (isRefused(seat)) return seat;
  if (!mayVote(state, about.conversation, seat)) return reject("NOT_SCORING");
  return valueRefusal(state, criterionId, value) ?? [{ type: "RevoteCast", conversationId, criterionId, round, seatId: by, value }];
}

/** Revealed to everybody, or set aside and hidden for ever. */
export function endRevote(state: SessionState, command: Of<"RevealRevote" | "CancelRevote">, by: SeatId): Decision {
  const { conversationId, criterionId, round } = command;
  const about = openedCriterion(state, command, by);
  if (isRefused(about)) return about;
  const ballot = about.discussion.revotes[round - 1];
  if (!ballot) return reject("REVOTE_NOT_OPEN");
  const done = command.type === "RevealRevote" ? "revealed" : "cancelled";
  if (ballot.status === done) return [];
  if (ballot.status !== "open") return reject("REVOTE_NOT_OPEN");
  if (done === "cancelled") return [{ type: "RevoteSetAside", conversationId, criterionId, round, bySeat: by }];
  if (Object.keys(ballot.entries).length === 0) return reject("NOBODY_IN");
  return [{ type: "RevoteRevealed", conversationId, criterionId, round, bySeat: by }];
}
