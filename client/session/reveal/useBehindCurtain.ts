// What arrives at the reveal waits until the curtain of this screen opens, however late its code came: sets --curtain on the list.
import { type RefObject, useLayoutEffect } from "react";
import { curtainLeft, isRevealMoment } from "./moment.ts";

/** `of`: what has arrived, null where nothing does. */
export function useBehindCurtain(list: RefObject<HTMLElement | null>, of: string | null): void {
  useLayoutEffect(() => {
    if (of !== null && isRevealMoment()) list.current?.style.setProperty("--curtain", `${Math.round(curtainLeft())}ms`);
  }, [list, of]);
}
