// Why people scored as they did, as far as their turn has come. What is held stays with its author.
import type { CriterionId, SeatId } from "../../ids.ts";
import type { Value } from "../../scorecard/scorecard.ts";
import { countedSeats } from "../roll.ts";
import type { Entry, Evidence } from "../shapes.ts";
import { turnCame } from "../speakingOrder.ts";
import type { SessionState } from "../state.ts";
import { byValue } from "./names.ts";
import type { EvidenceView, ReasonView } from "./slices.ts";
import type { RevealedConversation } from "./visible.ts";

export type TypedReason = {
  seatId: SeatId;
  kind: ReasonView["kind"];
  text: string;
  evidence: Evidence[];
  value: Value | null;
};

export const evidenceView = ({ line, at, quote }: Evidence): EvidenceView => ({ line, at, quote: quote?.text ?? null });

const withScore = (seatId: SeatId, kind: ReasonView["kind"], entry: Entry | undefined): TypedReason[] =>
  entry && (entry.reason?.text || entry.evidence.length > 0)
    ? [{ seatId, kind, text: entry.reason?.text ?? "", evidence: entry.evidence, value: entry.value }]
    : [];

/** Everything typed on a criterion, held or not: in speaking order, then the baseline, then late; a person's own in order of writing. */
export function typedReasons(state: SessionState, conversation: RevealedConversation, criterionId: CriterionId): TypedReason[] {
  const written = conversation.discussions[criterionId]?.reasons ?? [];
  const blindOf = (seatId: SeatId) => conversation.blind.entries[seatId]?.[criterionId];
  const lateOf = (seatId: SeatId) =>
    conversation.late[seatId]?.choice === "submitted" ? conversation.late[seatId].sheet?.[criterionId] : undefined;
  const counted = new Set(countedSeats(state, conversation));
  const bySpeaking = conversation.reveal.speakingOrder.flatMap(({ seats }) => seats);
  const inOrder = [...bySpeaking, ...state.seats.map(({ seatId }) => seatId).filter((seatId) => !bySpeaking.includes(seatId))];
  return inOrder.flatMap((seatId): TypedReason[] => [
    ...(counted.has(seatId) ? withScore(seatId, "blind", blindOf(seatId)) : []),
    ...(seatId === conversation.baselineSeatId ? withScore(seatId, "baseline", blindOf(seatId)) : []),
    ...withScore(seatId, "late", lateOf(seatId)),
    ...written
      .filter((reason) => reason.seatId === seatId)
      .map((reason): TypedReason => {
        const value = counted.has(seatId) ? (blindOf(seatId)?.value ?? null) : null;
        return { seatId, kind: "written", text: reason.text.text, evidence: reason.evidence, value };
      }),
  ]);
}

/** What others may read now. Without names in an order that names nobody: by value, then by the words. */
export function reasonViews(
  state: SessionState,
  conversation: RevealedConversation,
  criterionId: CriterionId,
  seatShown: (reason: TypedReason) => SeatId | null,
  named: boolean,
): ReasonView[] {
  const open = typedReasons(state, conversation, criterionId).filter(({ seatId }) => turnCame(state, conversation, criterionId, seatId));
  const views = open.map((reason) => ({
    seatId: seatShown(reason),
    text: reason.text,
    evidence: reason.evidence.map(evidenceView),
    value: reason.value,
    kind: reason.kind,
  }));
  if (named) return views;
  const words = (view: ReasonView) => JSON.stringify([view.text, view.kind, view.evidence]);
  return views.sort((a, b) => byValue(a.value ?? "NA", b.value ?? "NA") || compareWords(words(a), words(b)));
}

const compareWords = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** One's own reasons on opened criteria that nobody else sees yet. */
export const heldReasons = (state: SessionState, conversation: RevealedConversation, seatId: SeatId) =>
  Object.keys(conversation.discussions)
    .filter((criterionId) => !turnCame(state, conversation, criterionId, seatId))
    .flatMap((criterionId) =>
      typedReasons(state, conversation, criterionId)
        .filter((reason) => reason.seatId === seatId && reason.text !== "")
        .map(({ text }) => ({ conversationId: conversation.conversationId, criterionId, text })),
    );
