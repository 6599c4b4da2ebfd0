// Whether single keys score: on unless this person switched them off on this device.
import { create } from "zustand";

const KEY = "plumb.keys";
const read = (): boolean => {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
};

export const useKeysOn = create<{ on: boolean; set: (on: boolean) => void }>((set) => ({
  on: read(),
  set: (on) => {
    try {
      localStorage.setItem(KEY, on ? "on" : "off");
    } catch {
      // kept for this page only
    }
    set({ on });
  },
}));
