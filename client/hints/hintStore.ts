// Which hints this device has done with: dismissed, or learnt by doing. Once and for all.
import { create } from "zustand";

export type HintId =
  | "firstTime"
  | "invite"
  | "paste"
  | "arrive"
  | "bar"
  | "score"
  | "resultsLead"
  | "results"
  | "resultsNamed"
  | "discussLead"
  | "discuss";

const KEY = "plumb.hints";

function load(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

type Hints = { done: readonly string[]; finish: (id: HintId) => void };

export const useHints = create<Hints>((change, get) => ({
  done: load(),
  finish: (id) => {
    if (get().done.includes(id)) return;
    // another tab may have finished others meanwhile
    const done = [...new Set([...load(), ...get().done, id])];
    change({ done });
    try {
      localStorage.setItem(KEY, JSON.stringify(done));
    } catch {
      // no room or not allowed: it holds for this page
    }
  },
}));
