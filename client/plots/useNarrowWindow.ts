// Whether the window is narrow: a phone, or half a screen beside the call.
import { useSyncExternalStore } from "react";

const QUERY = "(max-width: 44rem)";
const subscribe = (changed: () => void): (() => void) => {
  const media = window.matchMedia(QUERY);
  media.addEventListener("change", changed);
  return () => media.removeEventListener("change", changed);
};

export const useNarrowWindow = (): boolean => useSyncExternalStore(subscribe, () => window.matchMedia(QUERY).matches);
