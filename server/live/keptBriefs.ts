// Briefs of closed sessions, kept beside their logs so that after a start nobody waits until every log was read. Each is as good as the log it was made from: one that was
// made from fewer events, or by another version of Plumb, is not used. It holds no word that can be erased (test/server/keptBriefs.test.ts).
import { isDeepStrictEqual } from "node:util";
import type { SessionEvent } from "../../shared/session/events.ts";
import { evolve } from "../../shared/session/evolve.ts";
import type { SessionState } from "../../shared/session/state.ts";
import type { EventStore } from "../store/eventStore.ts";
import { isDamaged, isLater } from "../store/storeErrors.ts";
import type { Turn } from "./ports.ts";
import { type Brief, briefOf } from "./sessionIndex.ts";

export const BRIEFS = "briefs";
/** Raised whenever the same log gives another brief; a test says when. */
export const MAKE = 1;

type Kept = { make: number; version: number; brief: Brief };

export type KeptBriefs = {
  /** By session, each with how many events it was made from. */
  all: () => Promise<Map<string, { version: number; brief: Brief }>>;
  /** Some time later and one after the other: people's own writes come first, and one that is not kept costs a look into its log after the next start. */
  keep: (brief: Brief, version: number) => void;
  /** resolves when nothing is being kept any more; what waits is left out */ settled: () => Promise<void>;
};

/** What still changes is read anew at every start anyway; samples and practice do not last. */
const isWorthIt = ({ status, sample, practice }: Brief): boolean => status === "closed" && !sample && !practice;

export function createKeptBriefs(store: EventStore, turn: Turn, onFault: (error: unknown) => void): KeptBriefs {
  const waiting = new Map<string, Kept>();
  let keeping: Promise<void> | null = null;

  const keepAll = async (): Promise<void> => {
    for (const [sessionId, kept] of waiting) {
      waiting.delete(sessionId);
      await store.put(BRIEFS, sessionId, kept);
      await turn();
    }
  };
  const begin = (): void => {
    keeping ??= turn()
      .then(keepAll)
      .catch((error: unknown) => {
        // Where nothing can be stored just now, the log is read again next time.
        waiting.clear();
        if (!isLater(error) && !isDamaged(error)) onFault(error);
      })
      .finally(() => {
        keeping = null;
        if (waiting.size > 0) begin();
      });
  };

  return {
    all: async () => {
      const rows = await store.list(BRIEFS).catch((error: unknown) => {
        if (isDamaged(error)) return [];
        throw error;
      });
      return new Map(
        rows.flatMap(({ key, value }) => {
          const { make, version, brief } = value as Kept;
          return make === MAKE ? [[key, { version, brief }] as const] : [];
        }),
      );
    },
    keep: (brief, version) => {
      if (!isWorthIt(brief)) return;
      waiting.set(brief.sessionId, { make: MAKE, version, brief });
      begin();
    },
    settled: async () => {
      waiting.clear();
      await keeping;
    },
  };
}

/** The sessions of which something else is kept than their logs say: one sentence each. */
export async function falseBriefs(store: EventStore): Promise<string[]> {
  const wrong: string[] = [];
  for (const { key, value } of await store.list(BRIEFS)) {
    const { make, version, brief } = value as Kept;
    if (make !== MAKE) continue;
    const log = await store.read(`session:${key}`, 0);
    const state = log
      .slice(0, version)
      .reduce<SessionState | null>((before, { event }) => evolve(before, event as unknown as SessionEvent), null);
    const said = state && log.length >= version ? (JSON.parse(JSON.stringify(briefOf(state))) as unknown) : null;
    if (!isDeepStrictEqual(said, brief)) wrong.push(`session:${key}: what is kept of it for later sessions is not what its log says`);
  }
  return wrong;
}
