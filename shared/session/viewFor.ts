// The only way out: every byte about a session that a person, the shared screen or somebody at the door receives is made here.
import type { KnockId, SeatId } from "../ids.ts";
import type { Audience } from "./audience.ts";
import type { SessionState } from "./state.ts";
import { actionsSlice, closingSlice, notesSlice } from "./view/actions.ts";
import { conversationsSlice } from "./view/conversations.ts";
import { discussionSlice } from "./view/discussion.ts";
import { type Drafts, mineSlice } from "./view/mine.ts";
import { progressSlice } from "./view/progress.ts";
import { resultsSlice } from "./view/results.ts";
import { doorSlice, rosterSlice, waitingSlice } from "./view/roster.ts";
import { scorecardSlice } from "./view/scorecard.ts";
import { sessionSlice } from "./view/session.ts";
import type { MineSlice, SliceName, Slices, WaitingSlice } from "./view/slices.ts";
import type { ViewContext } from "./viewContext.ts";

export type SharedSliceName = Exclude<SliceName, "mine" | "waiting">;

const SEATED: SharedSliceName[] = [
  "session",
  "scorecard",
  "roster",
  "door",
  "progress",
  "conversations",
  "results",
  "discussion",
  "notes",
  "actions",
  "closing",
];
const ON_SCREEN: SharedSliceName[] = SEATED.filter((slice) => slice !== "door");

/** Which slices a kind of audience receives at all. */
export function sharedSlices(kind: Audience["kind"]): SharedSliceName[] {
  switch (kind) {
    case "conductor":
    case "room":
      return SEATED;
    case "screen":
      return ON_SCREEN;
    case "nobody":
      return [];
    default:
      return kind satisfies never;
  }
}

type Makers = { [Name in SharedSliceName]: (state: SessionState, audience: Audience, context: ViewContext) => Slices[Name] };

const MAKERS: Makers = {
  session: sessionSlice,
  scorecard: scorecardSlice,
  roster: rosterSlice,
  door: doorSlice,
  progress: progressSlice,
  conversations: conversationsSlice,
  results: resultsSlice,
  discussion: discussionSlice,
  notes: notesSlice,
  actions: (state, _audience, context) => actionsSlice(state, context),
  closing: closingSlice,
};

/** The same for everybody of the audience. Null: not for this audience. */
export function sliceFor<Name extends SharedSliceName>(
  state: SessionState,
  audience: Audience,
  slice: Name,
  context: ViewContext,
): Slices[Name] | null {
  return sharedSlices(audience.kind).includes(slice) ? MAKERS[slice](state, audience, context) : null;
}

/** For that person's sockets alone. Only here is a draft ever handed out. */
export const mineFor = (state: SessionState, seatId: SeatId, drafts: Drafts, context: ViewContext): MineSlice | null =>
  mineSlice(state, seatId, drafts, context);

/** For somebody at the door; null: no such knock (any more). */
export const waitingFor = (state: SessionState, knockId: KnockId, context: ViewContext): WaitingSlice | null =>
  waitingSlice(state, knockId, context);
