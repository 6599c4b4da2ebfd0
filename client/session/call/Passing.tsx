// What comes and goes between header and screen: a private nudge, the facilitator away, who has taken over, somebody at the door.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan, useMine, useSend, useServerNow, useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { Button } from "../../ui/Button.tsx";
import { formatTime } from "../../ui/formatDate.ts";
import { Notice } from "../../ui/Notice.tsx";
import { onDemand } from "../../ui/onDemand.tsx";
import { Knocks } from "../door/Knocks.tsx";
import { useNames } from "../people/useNames.ts";
import styles from "./Frame.module.css";

/** practice calls and the sample alone have it */
export const PracticeLine = onDemand(() => import("../practice/PracticeLine.tsx").then((module) => module.PracticeLine));
const PASSED_SHOWN_MS = 120_000;

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

function TakeOver() {
  const { t } = useTranslation("call");
  const send = useSend();
  const mine = useMine();
  const session = useSlice("session");
  const { nameOf } = useNames();
  if (!session || session.status === "closed") return null;
  if (mine?.takeOver === "mayTakeBack")
    return (
      <Notice
        icon="info"
        role="status"
        action={
          <Button size="small" onPress={() => void send({ type: "TakeBack" })}>
            {t("takeOver.back")}
          </Button>
        }
      >
        {t("takeOver.taken", { name: nameOf(session.passed?.to ?? "") })}
      </Notice>
    );
  if (session.facilitatorAwaySince === null || session.facilitatorSeatId === mine?.seatId) return null;
  const name = session.facilitatorSeatId ? nameOf(session.facilitatorSeatId) : "";
  return (
    <Notice
      icon="info"
      role="status"
      action={
        mine?.takeOver === "may" ? (
          <Button size="small" onPress={() => void send({ type: "TakeOver" })}>
            {t("takeOver.do")}
          </Button>
        ) : undefined
      }
    >
      {t(mine?.takeOver === "may" ? "takeOver.may" : "takeOver.away", {
        name,
        time: formatTime(session.facilitatorAwaySince, session.timeZone),
      })}
    </Notice>
  );
}

/** Everybody learns who conducts now; the notice leaves by itself. */
function Passed() {
  const { t } = useTranslation("call");
  const session = useSlice("session");
  const mine = useMine();
  const now = useServerNow(30_000);
  const { nameOf } = useNames();
  const [read, setRead] = useState<number | null>(null);
  const passed = session?.passed;
  useEffect(() => {
    if (!passed) setRead(null);
  }, [passed]);
  if (!passed || passed.at === read || now - passed.at > PASSED_SHOWN_MS || mine?.takeOver === "mayTakeBack") return null;
  const own = passed.to === mine?.seatId;
  return (
    <Notice
      icon="people"
      role="status"
      action={
        <Button size="small" variant="text" onPress={() => setRead(passed.at)}>
          {t("ok")}
        </Button>
      }
    >
      {t(own ? "takeOver.youConduct" : `takeOver.${passed.how}`, { name: nameOf(passed.to) })}
    </Notice>
  );
}

export function Passing() {
  const admits = useCan("AdmitKnock");
  const session = useSlice("session");
  return (
    // stands there before what it tells: a region that comes together with its words is often not read out
    <div className={styles.passing} aria-live="polite" aria-relevant="additions">
      {(session?.practice || session?.sample) && <PracticeLine />}
      <TakeOver />
      <Passed />
      <Nudged />
      {admits && <Knocks />}
    </div>
  );
}
