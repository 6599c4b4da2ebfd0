// Who gets the same bytes. Everybody in one audience may see exactly the same of every shared slice.
import type { ConversationId, KnockId, SeatId } from "../ids.ts";

export type Viewer = { kind: "seat"; seatId: SeatId } | { kind: "screen" } | { kind: "door"; knockId: KnockId };

/** `closedTo`: revealed conversations this person has not yet chosen to watch (scoring late), sorted. */
export type Audience =
  | { kind: "conductor" | "room"; closedTo: ConversationId[] }
  | { kind: "screen" }
  /** removed, or unknown: gets nothing */
  | { kind: "nobody" };
