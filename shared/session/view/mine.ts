// One person's own: their sheets, what of theirs is still held, what they may do now. Nothing of anybody else's.
import type { ConversationId, CriterionId, SeatId } from "../../ids.ts";
import { seatOf } from "../find.ts";
import { lateStandingOf } from "../late.ts";
import { permissionsOf } from "../permissions.ts";
import type { DraftEntry, Sheet } from "../shapes.ts";
import { seatsWithTurn } from "../speakingOrder.ts";
import type { ConversationState, Seat, SessionState } from "../state.ts";
import { mayTakeBack, mayTakeOver } from "../takeOver.ts";
import type { ViewContext } from "../viewContext.ts";
import { audienceOf } from "../audience.ts";
import { namesShownOn } from "./names.ts";
import { evidenceView, heldReasons } from "./reasons.ts";
import { isGuest } from "./roster.ts";
import type { MineSlice } from "./slices.ts";
import { visibleConversations } from "./visible.ts";

/** The drafts of one seat: conversation → criterion → entry. */
export type Drafts = Readonly<Record<ConversationId, Readonly<Record<CriterionId, DraftEntry>>>>;

const draftView = (entry: DraftEntry): DraftEntry => ({
  value: entry.value,
  reason: entry.reason,
  unsure: entry.unsure,
  evidence: entry.evidence.map(({ line, at, quote }) => ({ line, at, quote })),
});

const asDrafts = (sheet: Sheet): Record<CriterionId, DraftEntry> =>
  Object.fromEntries(
    Object.entries(sheet).map(([criterionId, { value, reason, unsure, evidence }]) => [
      criterionId,
      { value, reason: reason?.text ?? "", unsure, evidence: evidence.map(evidenceView) },
    ]),
  );

/** What pressing Submit would hand in, in one comparable string: entries without a score stay behind. */
const asSubmitted = (drafts: Record<CriterionId, DraftEntry>): string =>
  JSON.stringify(
    Object.entries(drafts)
      .filter(([, { value }]) => value !== null)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([criterionId, { value, reason, unsure, evidence }]) => [
        criterionId,
        value,
        reason.trim(),
        unsure,
        evidence.map(({ line, at, quote }) => [line, at, quote]),
      ]),
  );

function sheetView(state: SessionState, conversation: ConversationState, seatId: SeatId, drafts: Drafts): MineSlice["sheets"][string] {
  const own = drafts[conversation.conversationId] ?? {};
  const draft = Object.fromEntries(Object.entries(own).map(([criterionId, entry]) => [criterionId, draftView(entry)]));
  const late = conversation.late[seatId];
  const blind = conversation.blind.entries[seatId];
  const sheet = blind ?? (late?.choice === "submitted" ? late.sheet : null);
  const submitted = sheet ? asDrafts(sheet) : null;
  const mayChange = conversation.reveal === null && submitted !== null && Object.keys(draft).length > 0;
  return {
    draft,
    submitted,
    submittedAt: sheet ? (blind ? (conversation.submittedAt[seatId] ?? null) : (late?.at ?? null)) : null,
    changedSinceSubmit: mayChange && asSubmitted(draft) !== asSubmitted(submitted),
    isBaseline: conversation.baselineSeatId === seatId,
    late: lateStandingOf(state, conversation, seatId),
  };
}

/** Mine now, on the criterion that is on everybody's screen. */
function turnOf(state: SessionState, seatId: SeatId): MineSlice["turn"] {
  const { focus } = state;
  if (focus.kind !== "criterion") return null;
  const { conversationId, criterionId } = focus;
  const conversation = state.conversations.find((one) => one.conversationId === conversationId);
  const discussion = conversation?.discussions[criterionId];
  if (!conversation || !discussion || discussion.turn.everyone || !namesShownOn(state, conversation, criterionId)) return null;
  return seatsWithTurn(state, conversation, criterionId).includes(seatId) ? { conversationId, criterionId } : null;
}

const takeOverOf = (state: SessionState, seatId: SeatId): MineSlice["takeOver"] =>
  mayTakeBack(state, seatId) ? "mayTakeBack" : mayTakeOver(state, seatId) ? "may" : null;

/** The last value this seat cast in each round that was not set aside. */
const ownRevotes = (state: SessionState, seatId: SeatId): MineSlice["revotes"] =>
  state.conversations.flatMap(({ conversationId, discussions }) =>
    Object.entries(discussions).flatMap(([criterionId, { revotes }]) =>
      revotes.flatMap((ballot, index) => {
        const value = ballot.entries[seatId];
        return value === undefined || ballot.status === "cancelled" ? [] : [{ conversationId, criterionId, round: index + 1, value }];
      }),
    ),
  );

/** Null for a removed or unknown seat. */
export function mineSlice(state: SessionState, seatId: SeatId, drafts: Drafts, context: ViewContext): MineSlice | null {
  const seat: Seat | null = seatOf(state, seatId);
  if (!seat || seat.removed) return null;
  const conversations = state.conversations.filter(({ withdrawn }) => !withdrawn);
  const visible = visibleConversations(state, audienceOf(state, { kind: "seat", seatId }));
  return {
    seatId: seat.seatId,
    personId: seat.personId,
    name: context.nameOf(seat.personId),
    role: seat.role,
    scores: seat.scores,
    experience: seat.experience,
    firstTime: seat.firstTime,
    guest: isGuest(seat, context),
    can: permissionsOf(state, seatId),
    sheets: Object.fromEntries(
      conversations.map((conversation) => [conversation.conversationId, sheetView(state, conversation, seatId, drafts)]),
    ),
    held: visible.flatMap((conversation) => heldReasons(state, conversation, seatId)),
    revotes: ownRevotes(state, seatId),
    nudgedAt: seat.nudgedAt,
    turn: turnOf(state, seatId),
    takeOver: takeOverOf(state, seatId),
  };
}
