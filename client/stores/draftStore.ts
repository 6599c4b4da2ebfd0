// One's own answers on their way to the server: shown at once, kept on the device until acknowledged, and honest about which of them are saved.
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Answer } from "../../shared/protocol/socket.ts";
import type { DraftEntry } from "../../shared/session/shapes.ts";
import type { MineSlice } from "../../shared/session/view/slices.ts";
import type { Connection } from "../connection/connection.ts";
import type { KeptStorage } from "./sessionStore.ts";

export type Overlay = { entry: DraftEntry | null; state: "saving" | "saved" | "refused"; message: string | null };
/** conversation → criterion → what was typed here last */
export type Overlays = Record<string, Record<string, Overlay>>;
export type DraftState = { overlays: Overlays; savedAt: number | null };
export type DraftStore = {
  state: StoreApi<DraftState>;
  save: (conversationId: string, criterionId: string, entry: DraftEntry | null) => Promise<Answer>;
  mineArrived: (mine: MineSlice | null) => void;
};

/** `tab`: whose they are, so that no tab empties what another has not delivered. */
type KeptDraft = { conversationId: string; criterionId: string; entry: DraftEntry | null; tab: number };
type Kept = { seatId: string; drafts: KeptDraft[] };

export function createDraftStore(connection: Connection, kept: KeptStorage | null): DraftStore {
  const state = createStore<DraftState>(() => ({ overlays: {}, savedAt: null }));
  const tab = Math.random();
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

  /** Of this seat, by whichever tab; unreadable counts as nothing. */
  const read = (): KeptDraft[] => {
    try {
      const before = JSON.parse(String(kept?.load())) as Kept;
      return before.seatId === seatId ? [...before.drafts] : [];
    } catch {
      return [];
    }
  };
  const keep = (): void => {
    if (!kept || !seatId) return;
    const { overlays } = state.getState();
    // another tab's stay, but for what is typed anew here
    const drafts = read().filter((one) => one.tab !== tab && overlays[one.conversationId]?.[one.criterionId]?.state !== "saving");
    for (const [conversationId, criteria] of Object.entries(overlays))
      for (const [criterionId, overlay] of Object.entries(criteria))
        if (overlay.state === "saving") drafts.push({ conversationId, criterionId, entry: overlay.entry, tab });
    try {
      kept.save(drafts[0] ? JSON.stringify({ seatId, drafts } satisfies Kept) : null);
    } catch {
      // nothing to keep them in: they still go to the server
    }
  };

  const save: DraftStore["save"] = async (conversationId, criterionId, entry) => {
    const typed: Overlay = { entry, state: "saving", message: null };
    put(conversationId, criterionId, typed);
    keep();
    const answer = await connection.saveDraft(conversationId, criterionId, entry);
    if (state.getState().overlays[conversationId]?.[criterionId] === typed) {
      put(conversationId, criterionId, answer.ok ? { ...typed, state: "saved" } : { ...typed, state: "refused", message: answer.message });
      if (answer.ok) state.setState({ savedAt: connection.serverNow() });
      keep();
    }
    return answer;
  };

  /** What a closed tab could not deliver comes back and is sent again, for the same seat only. */
  const restore = (): void => {
    for (const { conversationId, criterionId, entry } of read()) void save(conversationId, criterionId, entry);
  };

  const mineArrived: DraftStore["mineArrived"] = (mine) => {
    if (!mine || mine.sheets === before) return;
    if (seatId !== mine.seatId) {
      const first = seatId === null;
      seatId = mine.seatId;
      if (first) restore();
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
