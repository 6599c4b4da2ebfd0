// One conversation in the report: its totals in a line, then every criterion with what was scored and how it ended.
import { useTranslation } from "react-i18next";
import type { Report, ReportConversation, ReportCriterion } from "../../../shared/session/reportShape.ts";
import { afterNextTime } from "../../../shared/texts/nextTime.ts";
import { Badge } from "../../ui/Badge.tsx";
import styles from "./Report.module.css";
import { answerWords, blindTotalsWords, outcomeWords, totalWords, valueWords, whole } from "./words.ts";

type Revealed = Extract<ReportConversation, { status: "revealed" | "setAside" }>;

export function ReportConversationView({ conversation, report }: { conversation: ReportConversation; report: Report }) {
  const { t } = useTranslation("report");
  const id = `report-${conversation.conversationId}`;
  if (conversation.status === "revealed" || conversation.status === "setAside")
    return <RevealedConversation conversation={conversation} report={report} id={id} />;
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>
        {conversation.title}
      </h2>
      <p className={styles.soft}>{t(conversation.status === "withdrawn" ? "withdrawn" : "notRevealed")}</p>
    </section>
  );
}

function RevealedConversation({ conversation, report, id }: { conversation: Revealed; report: Report; id: string }) {
  const { t } = useTranslation(["report", "house"]);
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div>
        <h2 id={id} className={styles.heading}>
          {conversation.title}
        </h2>
        <p className={styles.soft}>
          {[
            t(`house:channel.${conversation.channel}`),
            ...(conversation.agent ? [conversation.agent] : []),
            t("reviews", { count: conversation.reviews }),
            ...(conversation.absent > 0 ? [t("absent", { count: conversation.absent })] : []),
            ...(conversation.late > 0 ? [t("late", { count: conversation.late })] : []),
            t("agree", { agreed: conversation.agreed, comparable: conversation.comparable }),
          ].join(" · ")}
        </p>
        {conversation.why && <p className={styles.soft}>{t("why", { why: conversation.why })}</p>}
        {conversation.setAside && <p className={styles.apart}>{t("setAside", { reason: conversation.setAside.reason })}</p>}
      </div>
      <TotalsLine conversation={conversation} />
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("columns.criterion")}</th>
              <th scope="col">{t("columns.scores")}</th>
              <th scope="col">{t("columns.calibrated")}</th>
              <th scope="col">{t("columns.outcome")}</th>
            </tr>
          </thead>
          <tbody>
            {conversation.criteria.map((criterion) => (
              <CriterionRow key={criterion.criterionId} criterion={criterion} />
            ))}
          </tbody>
        </table>
      </div>
      {conversation.orderedByHand && <p className={styles.soft}>{t("orderedByHand")}</p>}
      {report.named && <NamedScores conversation={conversation} />}
    </section>
  );
}

function TotalsLine({ conversation }: { conversation: Revealed }) {
  const { t } = useTranslation("report");
  const { totals, calibrated, running, baselineTotal } = conversation;
  const parts = [
    ...(totals.final ? [blindTotalsWords(t, totals.final, totals.autoFails > 0 ? totals.raw : null, conversation.reviews)] : []),
    ...(totals.autoFails > 0 ? [t("autoFails", { count: totals.autoFails })] : []),
    ...(baselineTotal ? [totalWords(t, "baselineTotal", baselineTotal)] : []),
    ...(calibrated
      ? [totalWords(t, "calibratedTotal", calibrated)]
      : running
        ? [totalWords(t, "runningTotal", running), t("settled", { settled: conversation.settled, of: conversation.criteriaCount })]
        : []),
  ];
  return parts.length > 0 ? <p className={styles.totals}>{parts.join(" · ")}</p> : null;
}

function CriterionRow({ criterion }: { criterion: ReportCriterion }) {
  const { t } = useTranslation("report");
  const differs = criterion.rank !== null;
  return (
    <tr data-differs={differs || undefined}>
      <th scope="row">
        <span className={styles.criterion}>{criterion.name}</span>
        {criterion.badge && <Badge tone="apart">{t(`badge.${criterion.badge}`)}</Badge>}
      </th>
      <td data-label={t("columns.scores")}>{answerWords(t, criterion)}</td>
      <td data-label={t("columns.calibrated")} className={styles.calibrated}>
        {criterion.calibrated === null ? "–" : valueWords(t, criterion.scale, criterion.calibrated)}
      </td>
      <td>
        <span className={criterion.outcome === "notDiscussed" || criterion.outcome === "parked" ? styles.apart : undefined}>
          {outcomeWords(t, criterion)}
        </span>
        {criterion.note && <span className={styles.said}>{t("note", { text: afterNextTime(criterion.note) })}</span>}
        {criterion.cause && <span className={styles.soft}>{t(`cause.${criterion.cause}`)}</span>}
        {criterion.feedback && <span className={styles.soft}>{t("feedback", { text: criterion.feedback })}</span>}
        {criterion.revotes.map((revote) => (
          <span key={revote.round} className={styles.soft}>
            {t("revote", { round: revote.round, moved: revote.moved, voters: revote.voters })}
          </span>
        ))}
        {criterion.objections.map((objection, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: without names two may say the same, and their order never changes
          <span key={`${at} ${objection.text}`} className={styles.soft}>
            {objection.name
              ? t("objection", { name: objection.name, text: objection.text })
              : t("objectionUnnamed", { text: objection.text })}
          </span>
        ))}
        {criterion.amended > 0 && <span className={styles.soft}>{t("amended", { count: criterion.amended })}</span>}
      </td>
    </tr>
  );
}

function NamedScores({ conversation }: { conversation: Revealed }) {
  const { t } = useTranslation("report");
  return (
    <div className={styles.named}>
      <h3 className={styles.subheading}>{t("blind")}</h3>
      {conversation.criteria
        .filter((criterion) => (criterion.blind?.length ?? 0) > 0)
        .map((criterion) => (
          <dl key={criterion.criterionId} className={styles.blind}>
            <dt>{criterion.name}</dt>
            {criterion.blind?.map((entry) => (
              <dd key={entry.name}>
                <strong>{entry.name}</strong> {valueWords(t, criterion.scale, entry.value)}
                {entry.unsure && `, ${t("unsure")}`}
                {entry.revoted !== null && `, ${t("revoted", { value: valueWords(t, criterion.scale, entry.revoted) })}`}
                {entry.reason && <span className={styles.said}>{entry.reason}</span>}
              </dd>
            ))}
          </dl>
        ))}
      {(conversation.lateReviews?.length ?? 0) > 0 && (
        <p className={styles.soft}>
          {t("lateReviews")}: {conversation.lateReviews?.map((late) => `${late.name} ${whole(late.total.final)}`).join(", ")}
        </p>
      )}
    </div>
  );
}
