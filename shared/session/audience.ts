// Who gets the same bytes. Everybody in one audience may see exactly the same of every shared slice.
import type { ConversationId, KnockId, SeatId } from "../ids.ts";
import { isClosedTo } from "./late.ts";
import type { SessionState } from "./state.ts";

export type Viewer = { kind: "seat"; seatId: SeatId } | { kind: "screen" } | { kind: "door"; knockId: KnockId };

/** `closedTo`: revealed conversations this person has not yet chosen to watch (scoring late), sorted. */
export type Audience =
  | { kind: "conductor" | "room"; closedTo: ConversationId[] }
  | { kind: "screen" }
  /** removed, or unknown: gets nothing */
  | { kind: "nobody" };

/** Computed anew at each flush, never joined: a role, a removal or a choice to watch takes effect with the next frame. */
export function audienceOf(state: SessionState, viewer: Viewer): Audience {
  if (viewer.kind === "screen") return { kind: "screen" };
  if (viewer.kind === "door") return { kind: "nobody" };
  const seat = state.seats.find(({ seatId }) => seatId === viewer.seatId);
  if (!seat || seat.removed) return { kind: "nobody" };
  const closedTo = state.conversations
    .filter((conversation) => isClosedTo(state, conversation, seat.seatId))
    .map(({ conversationId }) => conversationId)
    .sort();
  return { kind: seat.role === "facilitator" || seat.role === "lead" ? "conductor" : "room", closedTo };
}

/** Equal keys, equal bytes: one encoding for all of them. */
export const audienceKey = (audience: Audience): string =>
  audience.kind === "conductor" || audience.kind === "room" ? [audience.kind, ...audience.closedTo].join(" ") : audience.kind;

/** May this audience receive anything that comes from this conversation's revealed scores? (Whether it is revealed is asked elsewhere.) */
export function mayReceive(audience: Audience, conversationId: ConversationId): boolean {
  if (audience.kind === "nobody") return false;
  return audience.kind === "screen" || !audience.closedTo.includes(conversationId);
}
