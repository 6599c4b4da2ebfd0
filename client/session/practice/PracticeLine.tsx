// A quiet line in a practice call or a sample session: the others are simulated. Whoever conducts makes them faster, sends them away, or calls them in.
import { Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Speed } from "../../../shared/practice/job.ts";
import type { PracticeState } from "../../../shared/protocol/http.ts";
import type { SessionSlice } from "../../../shared/session/view/slices.ts";
import { ask, type Done } from "../../api.ts";
import { useResource } from "../../pages/useResource.ts";
import { useMine, useSlice } from "../../stores/sessionStore.ts";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { notify } from "../../ui/notices.ts";
import styles from "./PracticeLine.module.css";

/** What comes after the rehearsal is one press away as soon as the first scores are open. */
function OwnSession({ session }: { session: SessionSlice }) {
  const { t } = useTranslation("practice");
  const revealed = Object.keys(useSlice("results") ?? {}).length > 0;
  return session.practice && (revealed || session.status === "closed") ? (
    <ButtonLink href="/new" variant="text" size="small">
      {t("line.own")}
    </ButtonLink>
  ) : null;
}

/** Guests who are here beside this person; when their number changes, simulated people may have come or gone. */
const useOthersHere = (): number => {
  const roster = useSlice("roster");
  const mine = useMine();
  return (roster?.seats ?? []).filter(({ seatId, present }) => present && seatId !== mine?.seatId).length;
};

function Conducting({ session }: { session: SessionSlice }) {
  const { t } = useTranslation("practice");
  const address = `/practice/${session.sessionId}`;
  const { data, reload, set } = useResource<PracticeState>(address);
  const others = useOthersHere();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (others >= 0) void reload();
  }, [others, reload]);

  const act = async (asking: Promise<{ ok: true } | { ok: false; message: string }>, then: Speed | null): Promise<void> => {
    setBusy(true);
    const answer = await asking;
    setBusy(false);
    if (answer.ok) set({ ok: true, speed: then });
    else notify({ text: answer.message, tone: "apart" });
  };
  if (!data) return session.practice ? <span>{t("line.simulated")}</span> : null;
  const { speed } = data;
  if (speed === null) {
    if (session.sample && others > 0) return null;
    const call = () => ask<Done>("POST", "/practice", { speed: "normal", fillSessionId: session.sessionId });
    return (
      <>
        <span>{t(session.practice ? "line.left" : "line.empty")}</span>
        <Button variant="text" size="small" isPending={busy} onPress={() => void act(call(), "normal")}>
          {t(session.practice ? "line.again" : "line.fill")}
        </Button>
        <OwnSession session={session} />
      </>
    );
  }
  const other: Speed = speed === "normal" ? "fast" : "normal";
  return (
    <>
      <span>{t(session.practice ? "line.simulated" : "line.sample")}</span>
      <span className={styles.acts}>
        <Button variant="text" size="small" isPending={busy} onPress={() => void act(ask<Done>("PUT", address, { speed: other }), other)}>
          {t(other === "fast" ? "line.faster" : "line.slower")}
        </Button>
        <Button variant="text" size="small" isPending={busy} onPress={() => void act(ask<Done>("DELETE", address), null)}>
          {t("line.end")}
        </Button>
        <OwnSession session={session} />
      </span>
    </>
  );
}

function Line({ session, conducts }: { session: SessionSlice; conducts: boolean }) {
  const { t } = useTranslation("practice");
  if (session.status === "closed")
    return (
      <>
        <span>{t("line.closed")}</span>
        {conducts && <OwnSession session={session} />}
      </>
    );
  return conducts ? <Conducting session={session} /> : <span>{t("line.shared")}</span>;
}

export function PracticeLine() {
  const session = useSlice("session");
  const mine = useMine();
  if (!session || !mine || !(session.practice || session.sample)) return null;
  const conducts = mine.role === "facilitator" || mine.role === "lead";
  if (session.sample && (!conducts || session.status === "closed")) return null;
  return (
    <Suspense fallback={null}>
      <div className={styles.line}>
        <Line session={session} conducts={conducts} />
      </div>
    </Suspense>
  );
}
