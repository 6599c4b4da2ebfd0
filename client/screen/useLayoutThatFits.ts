// The fullest of several layouts that the wall's page holds without being cut.
import type { RefObject } from "react";
import { useRowsThatFit } from "./useRowsThatFit.ts";

/** `layouts` from the fullest to the scantest; `of` is what they are drawn from: when it changes all are tried again. */
export function useLayoutThatFits<Layout>(
  layouts: readonly Layout[],
  of: string,
): { ref: RefObject<HTMLDivElement | null>; layout: Layout } {
  const { ref, rows } = useRowsThatFit(layouts.length, of);
  return { ref, layout: layouts[layouts.length - rows] ?? layouts.at(-1)! };
}
