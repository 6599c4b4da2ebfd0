// Who leads the call: the facilitator away, who may take over, who has taken over. Seldom needed, so it comes when it is.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMine, useSend, useServerNow, useSlice } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { formatTime } from "../../ui/formatDate.ts";
import { Notice } from "../../ui/Notice.tsx";
import { useNames } from "../people/useNames.ts";

const PASSED_SHOWN_MS = 120_000;

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

export function Handover() {
  return (
    <>
      <TakeOver />
      <Passed />
    </>
  );
}
