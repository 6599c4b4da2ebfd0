// The width an element has now, for plots that place their dots in pixels.
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

export function useWidth<Element_ extends HTMLElement>(fallback: number): { ref: RefObject<Element_ | null>; width: number } {
  const ref = useRef<Element_ | null>(null);
  const [width, setWidth] = useState(fallback);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    // layout pixels: a scaled page (the shared screen) keeps its own measure
    if (element.clientWidth > 0) setWidth(element.clientWidth);
    if (typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver((entries) => {
      const next = Math.round(entries[0]?.contentRect.width ?? 0);
      if (next > 0) setWidth(next);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}
