// The report of a session: to read, to print, to copy into a document, a spreadsheet or a chat.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Report as ReportData } from "../../../shared/session/reportShape.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { formatDate, formatTime } from "../../ui/formatDate.ts";
import { Notice } from "../../ui/Notice.tsx";
import { Page } from "../../ui/Page.tsx";
import { Loaded } from "../Loaded.tsx";
import { useResource } from "../useResource.ts";
import { ReportBody } from "./ReportBody.tsx";
import { ReportTools } from "./ReportTools.tsx";
import styles from "./Report.module.css";

export type ReportAnswer = { ok: true; report: ReportData };

export default function Report({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation("report");
  const [named, setNamed] = useState(false);
  const answer = useResource<ReportAnswer>(`/sessions/${sessionId}/report?format=json${named ? "&named=1" : ""}`);
  const report = answer.data?.report ?? null;
  const session = report?.session;
  return (
    <Page
      title={session?.name ?? t("title")}
      tabTitle={session ? t("tab", { name: session.name }) : t("title")}
      overline={t("overline")}
      lead={
        session &&
        [
          `${formatDate(session.startsAt, session.timeZone)}, ${formatTime(session.startsAt, session.timeZone)}`,
          session.team,
          ...(session.facilitator ? [t("facts.facilitator", { name: session.facilitator })] : []),
          t("facts.scorecard", { name: session.scorecard.name, version: session.scorecard.version }),
        ].join(" · ")
      }
    >
      <Loaded resource={answer}>
        {(data) => (
          <>
            {data.report.session.status === "open" && (
              <Notice
                action={
                  <ButtonLink href={`/s/${sessionId}`} size="small">
                    {t("back")}
                  </ButtonLink>
                }
              >
                {t("open")}
              </Notice>
            )}
            {data.report.named && (
              <Notice tone="apart" role="status">
                {t("named.shown")}
              </Notice>
            )}
            <ReportTools sessionId={sessionId} report={data.report} onNamed={setNamed} />
            <ReportBody report={data.report} />
            {!data.report.session.sample && !data.report.session.practice && (
              <div className={styles.next}>
                <ButtonLink href={`/new?from=${sessionId}`}>{t("nextWeek")}</ButtonLink>
              </div>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
