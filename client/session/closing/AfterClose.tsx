// What is left of a closed session: its totals, the report to open or copy, next week's session made from it, and opening it again.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Me } from "../../../shared/protocol/http.ts";
import type { SessionSlice } from "../../../shared/session/view/slices.ts";
import { useResource } from "../../pages/useResource.ts";
import { useCan } from "../../stores/sessionStore.ts";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { formatDayTime } from "../../ui/formatDate.ts";
import { ReopenDialog } from "../call/ReopenDialog.tsx";
import { ActionsList } from "./ActionsList.tsx";
import styles from "./Closing.module.css";
import { CopyReport } from "./CopyReport.tsx";
import type { LeftOpen } from "./leftOpen.ts";
import { Notes } from "./Notes.tsx";
import { OpenItems } from "./OpenItems.tsx";
import { Proposals } from "./Proposals.tsx";
import { Totals } from "./Totals.tsx";

export function AfterClose({ session, open }: { session: SessionSlice; open: LeftOpen }) {
  const { t } = useTranslation("closing");
  const mayReopen = useCan("ReopenSession");
  // whoever conducts here need not be one of those who make the team's sessions
  const me = useResource<Me>(mayReopen ? "/me" : null);
  const [reopening, setReopening] = useState(false);
  const { sessionId, closedAt } = session;
  return (
    <>
      <header className={styles.head}>
        <h1 className={styles.statement}>{t("closed.title")}</h1>
        <p className={styles.quiet}>
          {closedAt !== null && t("closed.at", { time: formatDayTime(closedAt, session.timeZone) })}{" "}
          {session.closings > 1 && t("closed.times", { count: session.closings })} {t("closed.neverFeeds")}
        </p>
        <div className={styles.buttons}>
          {mayReopen ? (
            // the conductors' bar holds the filled one
            <ButtonLink href={`/s/${sessionId}/report`}>{t("closed.report")}</ButtonLink>
          ) : (
            <ButtonLink href={`/s/${sessionId}/report`} variant="filled" size="large">
              {t("closed.report")}
            </ButtonLink>
          )}
          <CopyReport sessionId={sessionId} />
          <ButtonLink href="/" variant="text">
            {t("closed.home")}
          </ButtonLink>
        </div>
      </header>
      <Notes />
      <Totals />
      <ActionsList closed />
      <OpenItems open={open} closed />
      <Proposals />
      {mayReopen && (
        <div className={styles.buttons}>
          {me.data?.may.create && !session.practice && !session.sample && (
            <ButtonLink href={`/new?from=${encodeURIComponent(sessionId)}`}>{t("closed.nextWeek")}</ButtonLink>
          )}
          <Button variant="text" onPress={() => setReopening(true)}>
            {t("closed.reopen")}
          </Button>
          <ReopenDialog isOpen={reopening} onOpenChange={setReopening} />
        </div>
      )}
    </>
  );
}
