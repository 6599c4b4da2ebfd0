// One's own answers on their way to the server: shown at once, kept on the device until acknowledged, and honest about which of them are saved.
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Answer } from "../../shared/protocol/socket.ts";
import type { DraftEntry } from "../../shared/session/shapes.ts";
import type { MineSlice } from "../../shared/session/view/slices.ts";
import type { Connection } from "../connection/connection.ts";
import type { KeptStorage } from "./sessionStore.ts";

export type Overlay = { entry: DraftEntry | null; state: "saving" | "saved" | "refused"; message: string | null; turn: number };
/** conversation → criterion → what was typed here last */
export type Overlays = Record<string, Record<string, Overlay>>;
export type DraftState = { overlays: Overlays; savedAt: number | null };
export type DraftStore = {
  state: StoreApi<DraftState>;
  save: (conversationId: string, criterionId: string, entry: DraftEntry | null) => Promise<Answer>;
  mineArrived: (mine: MineSlice | null) => void;
};

type Kept = { seatId: string; drafts: { conversationId: string; criterionId: string; entry: DraftEntry | null }[] };

export function createDraftStore(connection: Connection, kept: KeptStorage | null): DraftStore {
  const state = createStore<DraftState>(() => ({ overlays: {}, savedAt: null }));
  let turns = 0;
  let seatId: string | null = null;
  let before: MineSlice["sheets"] | null = null;

  const put = (conversationId: string, criterionId: string, overlay: Overlay | null): void => {
    const overlays = { ...state.getState().overlays };
    const ofConversation = { ...overlays[conversationId] };
    if (overlay) ofConversation[criterionId] = overlay;
    else delete ofConversation[criterionId];
    overlays[conversationId] = ofConversation;
    state.setState({ overlays });
  };

  const keep = (): void => {
    if (!kept || !seatId) return;
    const drafts: Kept["drafts"] = [];
    for (const [conversationId, criteria] of Object.entries(state.getState().overlays))
      for (const [criterionId, overlay] of Object.entries(criteria))
        if (overlay.state === "saving") drafts.push({ conversationId, criterionId, entry: overlay.entry });
    try {
      kept.save(drafts.length > 0 ? JSON.stringify({ seatId, drafts } satisfies Kept) : null);
    } catch {
      // nothing to keep them in: they still go to the server
    }
  };

  const save: DraftStore["save"] = async (conversationId, criterionId, entry) => {
    turns += 1;
    const turn = turns;
    put(conversationId, criterionId, { entry, state: "saving", message: null, turn });
    keep();
    const answer = await connection.saveDraft(conversationId, criterionId, entry);
    const current = state.getState().overlays[conversationId]?.[criterionId];
    if (current?.turn === turn) {
      put(
        conversationId,
        criterionId,
        answer.ok ? { ...current, state: "saved" } : { ...current, state: "refused", message: answer.message },
      );
      if (answer.ok) state.setState({ savedAt: connection.serverNow() });
      keep();
    }
    return answer;
  };

  /** What a closed tab could not deliver comes back and is sent again, for the same seat only. */
  const restore = (mine: MineSlice): void => {
    try {
      const before = JSON.parse(kept?.load() ?? "null") as Kept | null;
      if (before?.seatId !== mine.seatId) return;
      for (const draft of before.drafts) void save(draft.conversationId, draft.criterionId, draft.entry);
    } catch {
      // unreadable counts as nothing
      keep();
    }
  };

  const mineArrived: DraftStore["mineArrived"] = (mine) => {
    if (!mine || mine.sheets === before) return;
    if (seatId !== mine.seatId) {
      const first = seatId === null;
      seatId = mine.seatId;
      if (first) restore(mine);
      else state.setState({ overlays: {}, savedAt: null });
    }
    // another tab of the same seat has written: its answer replaces what stands here, unless ours is still on its way
    for (const [conversationId, criteria] of Object.entries(state.getState().overlays))
      for (const [criterionId, overlay] of Object.entries(criteria)) {
        if (overlay.state === "saving") continue;
        const now = JSON.stringify(mine.sheets[conversationId]?.draft[criterionId] ?? null);
        const then = JSON.stringify(before?.[conversationId]?.draft[criterionId] ?? null);
        if (now !== then || now === JSON.stringify(overlay.entry)) put(conversationId, criterionId, null);
      }
    before = mine.sheets;
  };

  return { state, save, mineArrived };
}
