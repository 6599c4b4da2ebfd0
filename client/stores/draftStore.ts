// One's own answers on their way to the server: shown at once, kept on the device until acknowledged, and honest about which of them are saved.
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Answer } from "../../shared/protocol/socket.ts";
import type { DraftEntry } from "../../shared/session/shapes.ts";
import type { MineSlice } from "../../shared/session/view/slices.ts";
import type { Connection } from "../connection/connection.ts";
import { newId } from "../newId.ts";

export type Overlay = { entry: DraftEntry | null; state: "saving" | "saved" | "refused"; message: string | null };
/** conversation → criterion → what was typed here last */
export type Overlays = Record<string, Record<string, Overlay>>;
export type DraftState = { overlays: Overlays; savedAt: number | null };
export type DraftStore = {
  state: StoreApi<DraftState>;
  save: (conversationId: string, criterionId: string, entry: DraftEntry | null) => Promise<Answer>;
  mineArrived: (mine: MineSlice | null) => void;
};

/**
 * What this device keeps of unsaved answers, each under a name that never comes to mean another: tabs write side by side and see each other's writes a little
 * late; and when each place was last typed in. All of them throw where nothing can be kept.
 */
export type KeptDrafts = {
  names: () => string[];
  get: (name: string) => string | null;
  keep: (name: string, text: string) => void;
  drop: (name: string) => void;
};
/** Where nothing can be kept, what was typed still goes to the server. */
const quietly = (work: () => void): void => {
  try {
    work();
  } catch {}
};
type Kept = { seatId: string | null; conversationId: string; criterionId: string; entry: DraftEntry | null; at?: number };

export function createDraftStore(connection: Connection, kept: KeptDrafts | null): DraftStore {
  const state = createStore<DraftState>(() => ({ overlays: {}, savedAt: null }));
  const tab = newId();
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

  const look = (name: string): string | null => {
    let text: string | null = null;
    quietly(() => (text = kept!.get(name)));
    return text;
  };
  /** When it was last typed in, in whichever tab here; 0: nobody knows. */
  const lastAt = (place: string): number => Number(look(place)) || 0;
  // whoever closed the page before an answer finds it again
  const drop = (name: string): void => {
    if (connection.status().state !== "closed") quietly(() => kept!.drop(name));
  };
  /** by place: the name of what this tab keeps of it */
  const keptHere = new Map<string, string>();

  /** `at`: when it was typed, if not now */
  const save = async (conversationId: string, criterionId: string, entry: DraftEntry | null, at = 0): Promise<Answer> => {
    const typed: Overlay = { entry, state: "saving", message: null };
    put(conversationId, criterionId, typed);
    const place = `${seatId} ${conversationId} ${criterionId}`;
    at ||= Math.max(Date.now(), lastAt(place) + 1);
    const name = `${place} ${tab} ${at}`;
    const older = keptHere.get(place);
    let isLatest: (() => boolean) | undefined;
    quietly(() => {
      kept!.keep(name, JSON.stringify({ seatId, conversationId, criterionId, entry, at } satisfies Kept));
      kept!.keep(place, `${at}`);
      keptHere.set(place, name);
      // what is gone from here while its place is known has been delivered by another tab
      isLatest = () => !lastAt(place) || (lastAt(place) <= at && look(name) !== null);
    });
    // also where there was no room for the newer one
    if (older && older !== name) drop(older);
    const answer = await connection.saveDraft(conversationId, criterionId, entry, isLatest);
    if (state.getState().overlays[conversationId]?.[criterionId] !== typed) return answer;
    const isOvertaken = isLatest?.() === false;
    drop(name);
    if (isOvertaken) {
      put(conversationId, criterionId, null);
      restore(place);
      return answer;
    }
    put(conversationId, criterionId, answer.ok ? { ...typed, state: "saved" } : { ...typed, state: "refused", message: answer.message });
    if (answer.ok) state.setState({ savedAt: connection.serverNow() });
    return answer;
  };

  /** What another tab has not delivered, or could not before it was closed, is sent from here: for the same seat only, and unless something was typed there since. */
  const restore = (place = ""): void =>
    quietly(() => {
      if (connection.status().state === "closed") return;
      // unreadable counts as nothing
      for (const name of kept!.names())
        quietly(() => {
          const { seatId: whose, conversationId, criterionId, entry, at = 0 } = JSON.parse(kept!.get(name)!) as Kept;
          const there = `${whose} ${conversationId} ${criterionId}`;
          if (whose !== seatId || name.startsWith(`${there} ${tab}`) || (place && place !== there)) return;
          if (at >= lastAt(there)) void save(conversationId, criterionId, entry, at).then(() => drop(name));
          else drop(name);
        });
    });

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
