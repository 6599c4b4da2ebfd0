// What only this browser knows: where its person looks while the call is elsewhere, and which sheet of theirs is open.
import { create } from "zustand";
import type { Focus } from "../../shared/session/shapes.ts";

export type UiState = {
  /** looking around; null: following the call */ lookingAt: Focus | null;
  /** the conversation whose score sheet is open */ scoringId: string | null;
  /** own scores are covered once they are submitted: somebody may share this screen */ ownScoresShown: boolean;
  peopleOpen: boolean;
  /** conversations whose last unsettled criteria this conductor leaves open */ leftOpen: readonly string[];
  look: (at: Focus) => void;
  follow: () => void;
  openSheet: (conversationId: string) => void;
  showOwnScores: (shown: boolean) => void;
  openPeople: (open: boolean) => void;
  leaveOpen: (conversationId: string) => void;
  reset: () => void;
};

const START = { lookingAt: null, scoringId: null, ownScoresShown: false, peopleOpen: false, leftOpen: [] } as const;

export const useUi = create<UiState>((set) => ({
  ...START,
  look: (at) => set({ lookingAt: at }),
  follow: () => set({ lookingAt: null }),
  openSheet: (conversationId) => set({ scoringId: conversationId, ownScoresShown: false }),
  showOwnScores: (shown) => set({ ownScoresShown: shown }),
  openPeople: (open) => set({ peopleOpen: open }),
  leaveOpen: (conversationId) => set(({ leftOpen }) => ({ leftOpen: [...leftOpen, conversationId] })),
  reset: () => set(START),
}));

export const samePlace = (a: Focus, b: Focus): boolean =>
  a.kind === b.kind &&
  ("conversationId" in a ? a.conversationId : null) === ("conversationId" in b ? b.conversationId : null) &&
  ("criterionId" in a ? a.criterionId : null) === ("criterionId" in b ? b.criterionId : null);

/** Where somebody looks after the call has moved: still there, or back with the others. A reveal brings everybody back, and so does arriving where they already are. */
export function lookingAfter(lookingAt: Focus | null, before: Focus, now: Focus, revealedJustNow: boolean): Focus | null {
  if (!lookingAt) return null;
  if (samePlace(lookingAt, now)) return null;
  if (revealedJustNow && !samePlace(before, now)) return null;
  return lookingAt;
}
