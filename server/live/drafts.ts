// Everybody's unfinished scores of one session: in the store before they are acknowledged, in memory for the views of their authors. Nobody else is ever handed one.
import { valueRefusal } from "../../shared/session/decide/ground.ts";
import { conversationOf, criterionOf, heldSeat } from "../../shared/session/find.ts";
import { lateStandingOf } from "../../shared/session/late.ts";
import type { Rejection } from "../../shared/session/rejection.ts";
import type { DraftEntry } from "../../shared/session/shapes.ts";
import type { SessionState } from "../../shared/session/state.ts";
import type { DraftKey, EventStore } from "../store/eventStore.ts";
import { isLater } from "../store/storeErrors.ts";
import type { Clock } from "./ports.ts";

export type SeatDrafts = Record<string, Record<string, DraftEntry>>;
export type Drafts = {
  /** conversation → criterion → entry */ of: (seatId: string) => SeatDrafts;
  /** Durable when it resolves. */ save: (key: DraftKey, entry: DraftEntry | null) => Promise<void>;
  /** Read again: another node may have taken some. Answers whose have changed, without those who are saving here: their own save tells. */
  refresh: () => Promise<string[]>;
};

export type DraftGround = {
  after: Clock["after"];
  /** what this seat has was not what was held here */ changed: (seatId: string) => void;
  onFault: (error: unknown) => void;
};

const NOTHING: SeatDrafts = {};
const ASK_AGAIN_MS = 1_000;
const isSame = (one: DraftKey, other: DraftKey): boolean =>
  one.seatId === other.seatId && one.conversationId === other.conversationId && one.criterionId === other.criterionId;

export async function loadDrafts(store: EventStore, sessionId: string, ground: DraftGround): Promise<Drafts> {
  const bySeat = new Map<string, SeatDrafts>();
  const remember = (key: DraftKey, entry: DraftEntry | null): void => {
    const { [key.criterionId]: _old, ...others } = bySeat.get(key.seatId)?.[key.conversationId] ?? {};
    const conversation = entry ? { ...others, [key.criterionId]: entry } : others;
    bySeat.set(key.seatId, { ...bySeat.get(key.seatId), [key.conversationId]: conversation });
  };
  let saves = 0;
  let reads = 0;
  /** How often each seat's were saved: what others type while it is made sure of one is no reason to ask again, or in a busy call it would never end. */
  const saved = new Map<string, number>();
  /** How many of a seat's are on their way into the store: told of a moment earlier, somebody would feel that another person typed just then. */
  const saving = new Map<string, number>();
  const asRead = (): Map<string, string> => new Map([...bySeat].map(([seatId, drafts]) => [seatId, JSON.stringify(drafts)]));
  const refresh = async (): Promise<string[]> => {
    const savesThen = saves;
    const read = await store.drafts(sessionId);
    // What was saved here meanwhile is newer than what was read.
    if (saves !== savesThen) return refresh();
    reads += 1;
    const before = asRead();
    bySeat.clear();
    for (const { key, entry } of read) remember(key, entry as DraftEntry);
    const now = asRead();
    return [...new Set([...before.keys(), ...now.keys()])].filter(
      (seatId) => !saving.get(seatId) && before.get(seatId) !== now.get(seatId),
    );
  };
  /** Whether a save whose answer came late was before or after what another node took of the same person, only the store can say. The save does not wait for it, or they would feel that somebody typed just then. */
  const makeSure = (key: DraftKey): void => {
    const [readsThen, savedThen] = [reads, saved.get(key.seatId)];
    store.drafts(sessionId).then(
      (read) => {
        // Whatever was read since began after that answer too, and is at least as new.
        if (reads !== readsThen) return;
        if (saved.get(key.seatId) !== savedThen) return makeSure(key);
        const stored = (read.find((one) => isSame(one.key, key))?.entry ?? null) as DraftEntry | null;
        const held = bySeat.get(key.seatId)?.[key.conversationId]?.[key.criterionId] ?? null;
        if (JSON.stringify(stored) === JSON.stringify(held)) return;
        remember(key, stored);
        ground.changed(key.seatId);
      },
      (error: unknown) => {
        if (isLater(error)) ground.after(ASK_AGAIN_MS, () => makeSure(key));
        else ground.onFault(error);
      },
    );
  };
  await refresh();
  return {
    refresh,
    of: (seatId) => bySeat.get(seatId) ?? NOTHING,
    save: async (key, entry) => {
      saving.set(key.seatId, (saving.get(key.seatId) ?? 0) + 1);
      const readsThen = reads;
      try {
        await store.saveDraft(key, entry);
      } finally {
        saving.set(key.seatId, saving.get(key.seatId)! - 1);
      }
      saves += 1;
      saved.set(key.seatId, (saved.get(key.seatId) ?? 0) + 1);
      remember(key, entry);
      if (reads !== readsThen) makeSure(key);
    },
  };
}

/** Why a draft cannot be taken now; null: it can. Depends on the author's own place and public facts only. */
export function draftRefusal(
  state: SessionState,
  seatId: string,
  conversationId: string,
  criterionId: string,
  entry: DraftEntry | null,
): Rejection | null {
  const seat = heldSeat(state, seatId);
  if (!seat) return { code: "REMOVED" };
  if (state.closed) return { code: "SESSION_CLOSED" };
  if (!seat.scores) return { code: "NOT_SCORING" };
  const conversation = conversationOf(state, conversationId);
  if (!conversation) return { code: "CONVERSATION_UNKNOWN" };
  if (conversation.withdrawn) return { code: "WITHDRAWN" };
  if (!criterionOf(state, criterionId)) return { code: "CRITERION_UNKNOWN" };
  if (conversation.reveal && lateStandingOf(state, conversation, seatId) !== "scoring") {
    const own = conversation.blind.entries[seatId]?.[criterionId]?.value;
    return {
      code: "ROUND_REVEALED",
      params: { at: conversation.reveal.at, ...(own === undefined ? {} : { value: own }) },
    };
  }
  return entry && entry.value !== null ? (valueRefusal(state, criterionId, entry.value)?.rejected ?? null) : null;
}
