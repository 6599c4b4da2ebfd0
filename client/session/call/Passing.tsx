// What comes and goes between header and screen: a private nudge, the facilitator away, who has taken over, somebody at the door.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan, useMine, useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { onDemand, preloadWhenIdle } from "../../ui/onDemand.tsx";
import { Knocks } from "../door/Knocks.tsx";
import styles from "./Frame.module.css";

/** practice calls and the sample alone have it */
export const PracticeLine = onDemand(() => import("../practice/PracticeLine.tsx").then((module) => module.PracticeLine));

/** seldom needed; on its way from the first idle moment */
export const Handover = onDemand(() => import("./Handover.tsx").then((module) => module.Handover));

/** A reminder from the facilitator, seen by this person alone, until read or until the scores are in. */
function Nudged() {
  const { t } = useTranslation("call");
  const mine = useMine();
  const conversations = useSlice("conversations");
  const [read, setRead] = useState<number | null>(null);
  const look = useUi((ui) => ui.look);
  const session = useSlice("session");
  const left = (conversations ?? []).some((each) => {
    const sheet = mine?.sheets[each.conversationId];
    return each.status === "hidden" && sheet && (!sheet.submitted || sheet.changedSinceSubmit);
  });
  if (!mine?.nudgedAt || mine.nudgedAt === read || !left) return null;
  const dismiss = () => {
    setRead(mine.nudgedAt);
    if (session?.focus.kind !== "review") look({ kind: "review" });
  };
  return (
    <Notice
      icon="hand"
      role="status"
      action={
        <Button size="small" onPress={dismiss}>
          {t("nudge.ok")}
        </Button>
      }
    >
      {t("nudge.text")}
    </Notice>
  );
}

export function Passing() {
  const admits = useCan("AdmitKnock");
  const session = useSlice("session");
  const takeOver = useMine()?.takeOver;
  const handing = takeOver != null || session?.passed != null || session?.facilitatorAwaySince != null;
  useEffect(() => preloadWhenIdle(Handover), []);
  return (
    // stands there before what it tells: a region that comes together with its words is often not read out
    <div className={styles.passing} aria-live="polite" aria-relevant="additions">
      {(session?.practice || session?.sample) && <PracticeLine />}
      {handing && <Handover />}
      <Nudged />
      {admits && <Knocks />}
    </div>
  );
}
