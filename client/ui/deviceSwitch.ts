// A switch that this device remembers: on until somebody switches it off here.
import { create } from "zustand";

export const deviceSwitch = (key: string) => {
  const read = (): boolean => {
    try {
      return localStorage.getItem(key) !== "off";
    } catch {
      return true;
    }
  };
  return create<{ on: boolean; set: (on: boolean) => void }>((change) => ({
    on: read(),
    set: (on) => {
      try {
        localStorage.setItem(key, on ? "on" : "off");
      } catch {
        // kept for this page only
      }
      change({ on });
    },
  }));
};
