// A closed session: the report is what is left of it, and looking around.
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { formatDayTime } from "../../ui/formatDate.ts";
import styles from "./Frame.module.css";

export function Closed() {
  const { t } = useTranslation("call");
  const session = useSlice("session");
  if (!session) return null;
  return (
    <div className={styles.closed}>
      <h1 className={styles.statement}>{t("closed.title")}</h1>
      {session.closedAt && <p className={styles.soft}>{t("closed.at", { time: formatDayTime(session.closedAt, session.timeZone) })}</p>}
      <p className={styles.buttons}>
        <ButtonLink href={`/s/${session.sessionId}/report`} variant="quiet" size="large">
          {t("closed.report")}
        </ButtonLink>
        <ButtonLink href="/" variant="text" size="large">
          {t("closed.home")}
        </ButtonLink>
      </p>
    </div>
  );
}
