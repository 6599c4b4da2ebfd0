// The report of a session: to read, to print, to copy into a document, a spreadsheet or a chat.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ReportAnswer } from "../../../shared/protocol/http.ts";
import type { Report as ReportData } from "../../../shared/session/reportShape.ts";
import { ask } from "../../api.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { formatDate, formatTime } from "../../ui/formatDate.ts";
import { Notice } from "../../ui/Notice.tsx";
import { Page } from "../../ui/Page.tsx";
import { Loaded } from "../Loaded.tsx";
import { useMe } from "../useMe.ts";
import { useResource } from "../useResource.ts";
import { ReportBody } from "./ReportBody.tsx";
import { ReportTools } from "./ReportTools.tsx";
import styles from "./Report.module.css";

export default function Report({ sessionId }: { sessionId: string }) {
  const { t } = useTranslation("report");
  const path = `/sessions/${sessionId}/report?format=json`;
  const answer = useResource<ReportAnswer>(path);
  const { guest } = useMe();
  const [withNames, setWithNames] = useState<ReportData | null>(null);
  /** What came in the way, or null. The report that is on the page stays until the other is here. */
  const showNamed = async (named: boolean): Promise<string | null> => {
    const asked = named ? await ask<ReportAnswer>("GET", `${path}&named=1`) : null;
    if (asked && !asked.ok) return asked.message;
    setWithNames(asked?.report ?? null);
    return null;
  };
  const session = answer.data?.report.session;
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
      outside={guest}
    >
      <Loaded resource={answer}>
        {(data) => {
          const report = withNames ?? data.report;
          return (
            <>
              {report.session.status === "open" && (
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
              {report.named && (
                <Notice tone="apart" role="status">
                  {t("named.shown")}
                </Notice>
              )}
              <ReportTools sessionId={sessionId} report={report} onNamed={data.may.named ? showNamed : null} />
              <ReportBody report={report} />
              {data.may.create && !report.session.sample && !report.session.practice && (
                <div className={styles.next}>
                  <ButtonLink href={`/new?from=${sessionId}`}>{t("nextWeek")}</ButtonLink>
                </div>
              )}
            </>
          );
        }}
      </Loaded>
    </Page>
  );
}
