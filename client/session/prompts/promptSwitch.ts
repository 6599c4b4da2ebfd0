// Whether prompts are shown on this browser: by default in the first two sessions somebody conducts, afterwards only where they were switched on.
import { create } from "zustand";

export type Kept = {
  /** as switched by hand; null: by default */ choice: boolean | null /** sessions conducted here, oldest first */;
  sessions: string[];
};

const KEY = "plumb.prompts";
const FIRST = 2;
const NOTHING: Kept = { choice: null, sessions: [] };

export function isShown({ choice, sessions }: Kept, sessionId: string): boolean {
  if (choice !== null) return choice;
  const place = sessions.indexOf(sessionId);
  return place === -1 ? sessions.length < FIRST : place < FIRST;
}

/** Only so many are remembered as it takes to know that it is not one of the first. */
export const conducted = (kept: Kept, sessionId: string): Kept =>
  kept.sessions.includes(sessionId) || kept.sessions.length > FIRST ? kept : { ...kept, sessions: [...kept.sessions, sessionId] };

function load(): Kept {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "null") as Partial<Kept> | null;
    const { choice, sessions } = kept ?? {};
    return {
      choice: typeof choice === "boolean" ? choice : null,
      sessions: Array.isArray(sessions) ? sessions.filter((one) => typeof one === "string") : [],
    };
  } catch {
    return NOTHING;
  }
}

function save(kept: Kept): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // no room or not allowed: it holds for this page
  }
}

type PromptSwitch = { kept: Kept; note: (sessionId: string) => void; set: (shown: boolean) => void };

export const usePromptSwitch = create<PromptSwitch>((change, get) => {
  const keep = (kept: Kept): void => {
    if (kept === get().kept) return;
    save(kept);
    change({ kept });
  };
  return {
    kept: load(),
    note: (sessionId) => keep(conducted(get().kept, sessionId)),
    set: (choice) => keep({ ...get().kept, choice }),
  };
});
