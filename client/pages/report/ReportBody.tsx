// The report in the order of its questions: how far apart, what was settled, what comes next, what stayed open, who was there.
import { useTranslation } from "react-i18next";
import type { Report, ReportAction } from "../../../shared/session/reportShape.ts";
import { afterNextTime } from "../../../shared/texts/nextTime.ts";
import { Badge } from "../../ui/Badge.tsx";
import { formatDayTime, formatDueOn } from "../../ui/formatDate.ts";
import { ReportConversationView } from "./ReportConversationView.tsx";
import styles from "./Report.module.css";
import { points, valueWords } from "./words.ts";

export function ReportBody({ report }: { report: Report }) {
  const { t } = useTranslation("report");
  const revealed = report.conversations.flatMap((conversation) =>
    conversation.status === "revealed" || conversation.status === "setAside" ? [conversation] : [],
  );
  const counted = revealed.filter(({ status }) => status === "revealed");
  const settled = counted.reduce((sum, conversation) => sum + conversation.settled, 0);
  const of = counted.reduce((sum, conversation) => sum + conversation.criteriaCount, 0);
  // of a conversation without a calibrated total the figure knows nothing
  const gap = report.gap && {
    gap: points(report.gap.final),
    count: report.gap.conversations,
    of: report.conversations.filter(({ status }) => status !== "withdrawn").length,
  };
  const leftIn = ({ criteria }: (typeof counted)[number], sort: "parked" | "notRecorded") =>
    criteria.filter(({ outcome }) => outcome === sort).map(({ name }) => name);
  const scaleOf = (name: string) =>
    revealed.flatMap((conversation) => conversation.criteria).find((criterion) => criterion.name === name)?.scale ?? "5pt";
  const leftOpen = [
    ...report.notDiscussed.map(({ conversation, criteria }) => t("notDiscussed", { conversation, criteria: criteria.join(", ") })),
    ...counted.flatMap((conversation) =>
      (["parked", "notRecorded"] as const).flatMap((sort) => {
        const criteria = leftIn(conversation, sort);
        return criteria.length > 0 ? [t(`left.${sort}`, { conversation: conversation.title, criteria: criteria.join(", ") })] : [];
      }),
    ),
    ...(report.unrevealed.length > 0 ? [t("unrevealed", { titles: report.unrevealed.join(", ") })] : []),
    ...(report.unownedActions > 0 ? [t("unownedActions", { count: report.unownedActions })] : []),
  ];
  const { session } = report;
  const at = (instant: number) => formatDayTime(instant, session.timeZone);
  return (
    <div className={styles.body}>
      <section className={styles.headline} aria-label={t("title")}>
        {(session.sample || session.practice) && <Badge>{t("sample")}</Badge>}
        {revealed.length === 0 ? (
          <p className={styles.sentence}>{t("nothing")}</p>
        ) : (
          <>
            <p className={styles.sentence}>
              {gap ? t(gap.count < gap.of ? "headline.gapSome" : "headline.gap", gap) : t("headline.gapNone")}{" "}
              {t("headline.settled", { settled, of })}
            </p>
            {report.gap && <p className={styles.soft}>{t("gapExplained")}</p>}
          </>
        )}
      </section>
      {report.conversations.map((conversation) => (
        <ReportConversationView key={conversation.conversationId} conversation={conversation} report={report} />
      ))}
      {report.notes.length > 0 && (
        <section className={styles.section} aria-labelledby="report-notes">
          <h2 id="report-notes" className={styles.heading}>
            {t("notes")}
          </h2>
          <ul className={styles.list}>
            {report.notes.map((note) => (
              <li key={`${note.criterion} ${note.text}`} className={styles.note}>
                <span className={styles.soft}>
                  {t("noteFor", { criterion: note.criterion, value: valueWords(t, scaleOf(note.criterion), note.value) })}
                </span>
                <span className={styles.said}>{afterNextTime(note.text)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={styles.section} aria-labelledby="report-actions">
        <h2 id="report-actions" className={styles.heading}>
          {t("actions")}
        </h2>
        {report.actions.length === 0 ? <p className={styles.soft}>{t("noActions")}</p> : <Actions actions={report.actions} />}
        {report.openFromBefore.length > 0 && (
          <>
            <h3 className={styles.subheading}>{t("before")}</h3>
            <Actions actions={report.openFromBefore} />
          </>
        )}
      </section>
      {leftOpen.length > 0 && (
        <section className={styles.section} aria-labelledby="report-open">
          <h2 id="report-open" className={styles.heading}>
            {t("leftOpen")}
          </h2>
          <ul className={styles.list}>
            {leftOpen.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      )}
      {report.proposals.length > 0 && (
        <section className={styles.section} aria-labelledby="report-proposals">
          <h2 id="report-proposals" className={styles.heading}>
            {t("proposals")}
          </h2>
          <ul className={styles.list}>
            {report.proposals.map((proposal) => (
              <li key={`${proposal.kind} ${proposal.text}`} className={styles.note}>
                <span>
                  {t(`proposal.${proposal.kind}`)}
                  {proposal.criterion && ` ${proposal.criterion}`}: {proposal.text}
                </span>
                {proposal.rightExample && <span className={styles.soft}>{t("right", { text: proposal.rightExample })}</span>}
                {proposal.wrongExample && <span className={styles.soft}>{t("wrong", { text: proposal.wrongExample })}</span>}
                <span className={styles.soft}>{t("by", { name: proposal.by })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={styles.section} aria-labelledby="report-people">
        <h2 id="report-people" className={styles.heading}>
          {t("people")}
        </h2>
        <ul className={styles.people}>
          {report.people.map((person) => (
            <li key={`${person.name} ${person.role}`} className={styles.person}>
              <span>{person.name}</span>
              <span className={styles.soft}>
                {[
                  person.label ?? t(`roles.${person.role}`),
                  ...(person.site ? [person.site] : []),
                  person.scored > 0 ? t("scored", { count: person.scored }) : "",
                  person.attended ? "" : t("notThere"),
                  ...(person.scoredLate > 0 ? [t("late", { count: person.scoredLate })] : []),
                  ...(person.gaveBaseline > 0 ? [t("baselineBy")] : []),
                ]
                  .filter(Boolean)
                  .join(", ")}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {(session.passed.length > 0 || session.reopened.length > 0) && (
        <section className={styles.section} aria-labelledby="report-record">
          <h2 id="report-record" className={styles.heading}>
            {t("record")}
          </h2>
          <ul className={styles.list}>
            {session.passed.map((passed) => (
              <li key={passed.at}>{t(`passed.${passed.how}`, { from: passed.from ?? "–", to: passed.to, at: at(passed.at) })}</li>
            ))}
            {session.reopened.map((reopened) => (
              <li key={reopened.at}>{t("reopened", { at: at(reopened.at), by: reopened.by, reason: reopened.reason })}</li>
            ))}
          </ul>
        </section>
      )}
      <p className={styles.statement}>{t("neverFeeds")}</p>
      {report.seal && <p className={styles.seal}>{t("seal", { seal: report.seal })}</p>}
    </div>
  );
}

function Actions({ actions }: { actions: ReportAction[] }) {
  const { t } = useTranslation("report");
  return (
    <ul className={styles.list}>
      {actions.map((action) => (
        <li key={action.actionId} className={styles.action}>
          <span className={styles.what}>{action.text}</span>
          <span className={styles.who}>{action.owner ?? <Badge tone="apart">{t("unowned")}</Badge>}</span>
          <span className={styles.soft}>
            {[
              action.dueOn ? t("due", { date: formatDueOn(action.dueOn) }) : "",
              action.status === "open" ? "" : t(`status.${action.status}`),
            ]
              .filter(Boolean)
              .join(", ")}
          </span>
        </li>
      ))}
    </ul>
  );
}
