// The wall is drawn for 1280 × 720 and scaled as a whole to whatever it is shown on, so that it reads from five metres everywhere.
// Where it stands upright (a phone, a narrow window) it is drawn in one column, 600 wide.
import { type CSSProperties, useLayoutEffect, useState } from "react";

export const WALL = { width: 1280, height: 720 } as const;
export const UPRIGHT = { width: 600, height: 900 } as const;

/** How much larger than drawn, and the size in drawn pixels that then fills the window. */
export function fitOf(width: number, height: number): { scale: number; width: number; height: number } {
  const drawn = width < height ? UPRIGHT : WALL;
  const scale = Math.max(0.3, Math.min(width / drawn.width, height / drawn.height));
  return { scale, width: Math.round(width / scale), height: Math.round(height / scale) };
}

export function useFit(): CSSProperties {
  const [fit, setFit] = useState(() => fitOf(WALL.width, WALL.height));
  useLayoutEffect(() => {
    const measure = () => {
      const { clientWidth, clientHeight } = document.documentElement;
      if (clientWidth > 0 && clientHeight > 0) setFit(fitOf(clientWidth, clientHeight));
    };
    measure();
    window.addEventListener("resize", measure);
    return () => window.removeEventListener("resize", measure);
  }, []);
  return { inlineSize: fit.width, blockSize: fit.height, transform: `scale(${fit.scale})` };
}
