// The one sentence, and under it the totals with what auto-fail would make of them.
import { useTranslation } from "react-i18next";
import type { Criterion } from "../../../shared/scorecard/scorecard.ts";
import type { ConversationResults } from "../../../shared/session/view/slices.ts";
import { ReadConversation } from "../discussion/ReadConversation.tsx";
import styles from "./Headline.module.css";
import { autoFailText, autoFailHere, blanksText, calibratedText, gapText, headline, settledText, totalsText } from "./sentences.ts";

export function Headline({ results, criteria }: { results: ConversationResults; criteria: readonly Criterion[] }) {
  const { t } = useTranslation("results");
  const [first, ...rest] = headline(t, results, criteria).split(/(?<=\.) /u);
  const fails = autoFailText(t, results.totals);
  const blanks = blanksText(t, results);
  const { baselineTotal, calibrated, gap } = results;
  const running = calibratedText(t, calibrated);
  return (
    <header className={styles.head}>
      <h1 className={styles.sentence}>
        <span>{first}</span> {rest.length > 0 && <span>{rest.join(" ")}</span>}
      </h1>
      <p className={styles.totals}>
        <span>{totalsText(t, results.totals)}</span>
        {blanks && <span className={styles.count}>{blanks}</span>}
        {baselineTotal?.raw != null && (
          <span>
            {baselineTotal.autoFail
              ? t("totals.baselineAutoFail", { raw: Math.round(baselineTotal.raw) })
              : t("totals.baseline", { value: Math.round(baselineTotal.raw) })}
          </span>
        )}
        <span className={styles.count}>{t("reviews", { count: results.reviews })}</span>
        {results.absentCount > 0 && <span className={styles.count}>{t("absent", { count: results.absentCount })}</span>}
        <ReadConversation conversationId={results.conversationId} />
      </p>
      {fails && (
        <p className={styles.failing}>
          <strong className={styles.fails}>{fails}</strong>{" "}
          <span className={styles.count}>
            {t("totals.autoFailMeans")} {autoFailHere(t, results, criteria)}
          </span>
        </p>
      )}
      {(calibrated.settled > 0 || calibrated.parked > 0) && (
        <p className={styles.totals}>
          {running && <strong className={calibrated.total ? styles.calibrated : ""}>{running}</strong>}
          <span className={styles.count}>{settledText(t, calibrated)}</span>
          {calibrated.parked > 0 && <span className={styles.count}>{t("calibrated.parked", { count: calibrated.parked })}</span>}
          {gap && <span>{gapText(t, gap.final)}</span>}
        </p>
      )}
    </header>
  );
}
