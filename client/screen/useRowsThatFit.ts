// How many rows of a list stand on the wall without the last being cut: drawn with all of them, then with fewer until the page holds them.
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

export function useRowsThatFit(most: number, of: string): { ref: RefObject<HTMLDivElement | null>; rows: number } {
  const ref = useRef<HTMLDivElement>(null);
  const [tried, setTried] = useState({ most, of, rows: most });
  const current = tried.most === most && tried.of === of ? tried.rows : most;

  useLayoutEffect(() => {
    const place = ref.current?.parentElement;
    if (place && current > 1 && place.scrollHeight > place.clientHeight + 1) setTried({ most, of, rows: current - 1 });
  });

  // another window, or the fonts have come: all of them once more
  useLayoutEffect(() => {
    const again = () => setTried({ most, of, rows: most });
    const place = ref.current?.parentElement;
    if (!place || typeof ResizeObserver === "undefined") return;
    let first = true;
    const observer = new ResizeObserver(() => {
      if (!first) again();
      first = false;
    });
    observer.observe(place);
    let here = true;
    void document.fonts?.ready.then(() => here && again());
    return () => {
      here = false;
      observer.disconnect();
    };
  }, [most, of]);

  return { ref, rows: current };
}
