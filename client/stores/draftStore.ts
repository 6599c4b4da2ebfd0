// One's own answers on their way to the server: shown at once, kept on the device until acknowledged, and honest about which of them are saved.
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Answer } from "../../shared/protocol/socket.ts";
import type { DraftEntry } from "../../shared/session/shapes.ts";
import type { MineSlice } from "../../shared/session/view/slices.ts";
import type { Connection } from "../connection/connection.ts";

export type Overlay = { entry: DraftEntry | null; state: "saving" | "saved" | "refused"; message: string | null };
/** conversation → criterion → what was typed here last */
export type Overlays = Record<string, Record<string, Overlay>>;
export type DraftState = { overlays: Overlays; savedAt: number | null };
export type DraftStore = {
  state: StoreApi<DraftState>;
  save: (conversationId: string, criterionId: string, entry: DraftEntry | null) => Promise<Answer>;
  mineArrived: (mine: MineSlice | null) => void;
};

/** What this device keeps of unsaved answers, each under a name of its own: tabs write side by side, and none empties what another has not delivered. All of them throw where nothing can be kept. */
export type KeptDrafts = {
  all: () => string[];
  keep: (name: string, text: string) => void;
  /** only if it is still this */ drop: (name: string, text: string) => void;
};
/** Where nothing can be kept, what was typed still goes to the server. */
const quietly = (work: () => void): void => {
  try {
    work();
  } catch {}
};
type Kept = { seatId: string | null; conversationId: string; criterionId: string; entry: DraftEntry | null };

export function createDraftStore(connection: Connection, kept: KeptDrafts | null): DraftStore {
  const state = createStore<DraftState>(() => ({ overlays: {}, savedAt: null }));
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

  const save: DraftStore["save"] = async (conversationId, criterionId, entry) => {
    const typed: Overlay = { entry, state: "saving", message: null };
    put(conversationId, criterionId, typed);
    const name = `${conversationId} ${criterionId}`;
    const text = JSON.stringify({ seatId, conversationId, criterionId, entry } satisfies Kept);
    quietly(() => kept?.keep(name, text));
    const answer = await connection.saveDraft(conversationId, criterionId, entry);
    if (state.getState().overlays[conversationId]?.[criterionId] === typed) {
      put(conversationId, criterionId, answer.ok ? { ...typed, state: "saved" } : { ...typed, state: "refused", message: answer.message });
      if (answer.ok) state.setState({ savedAt: connection.serverNow() });
      quietly(() => kept?.drop(name, text));
    }
    return answer;
  };

  /** What a closed tab could not deliver comes back and is sent again, for the same seat only. */
  const restore = (): void => {
    quietly(() =>
      kept?.all().forEach((text) => {
        // unreadable counts as nothing
        quietly(() => {
          const { seatId: whose, conversationId, criterionId, entry } = JSON.parse(text) as Kept;
          if (whose === seatId) void save(conversationId, criterionId, entry);
        });
      }),
    );
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
