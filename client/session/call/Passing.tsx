// What comes and goes between header and screen: a private nudge, the way back from looking around, the facilitator away, who has taken over, somebody at the door.
import { useEffect } from "react";
import { useCan, useMine, useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { onDemand, preloadWhenIdle } from "../../ui/onDemand.tsx";
import { Knocks } from "../door/Knocks.tsx";
import styles from "./Frame.module.css";

/** practice calls and the sample alone have it */
export const PracticeLine = onDemand(() => import("../practice/PracticeLine.tsx").then((module) => module.PracticeLine));

/** seldom needed; on its way from the first idle moment */
export const Handover = onDemand(() => import("./Handover.tsx").then((module) => module.Handover));

export const Nudged = onDemand(() => import("./Nudged.tsx").then((module) => module.Nudged));
export const Elsewhere = onDemand(() => import("./Elsewhere.tsx").then((module) => module.Elsewhere));

export function Passing() {
  const admits = useCan("AdmitKnock");
  const session = useSlice("session");
  const looking = useUi((ui) => ui.lookingAt !== null);
  const mine = useMine();
  const takeOver = mine?.takeOver;
  const nudged = mine?.nudgedAt != null;
  const handing = takeOver != null || session?.passed != null || session?.facilitatorAwaySince != null;
  useEffect(() => preloadWhenIdle(Handover, Nudged, Elsewhere), []);
  return (
    // stands there before what it tells: a region that comes together with its words is often not read out
    <div className={styles.passing} aria-live="polite" aria-relevant="additions">
      {(session?.practice || session?.sample) && <PracticeLine />}
      {looking && <Elsewhere />}
      {handing && <Handover />}
      {nudged && <Nudged />}
      {admits && <Knocks />}
    </div>
  );
}
