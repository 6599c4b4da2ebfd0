// What each conversation came to, and how far reviewers were from it: the trade's "variance under 5", with its definition.
import { useTranslation } from "react-i18next";
import type { ConversationResults } from "../../../shared/session/view/slices.ts";
import { useSlice } from "../../stores/sessionStore.ts";
import { formatNumber } from "../../ui/locale.ts";
import { calibratedText, settledText, totalsText } from "../results/sentences.ts";
import styles from "./Closing.module.css";
import { sessionGap } from "./gap.ts";

export function Totals() {
  const { t } = useTranslation("closing");
  const target = useSlice("session")?.tolerancePoints;
  const all = useSlice("results") ?? {};
  const conversations = (useSlice("conversations") ?? []).filter((each) => all[each.conversationId]);
  const gap = sessionGap(Object.values(all));
  if (conversations.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{t("totals.title")}</h2>
      <ul>
        {conversations.map(({ conversationId, title }) => (
          <li key={conversationId} className={styles.total}>
            <span className={styles.totalName}>{title}</span>
            <OneTotal results={all[conversationId]!} />
          </li>
        ))}
      </ul>
      {gap && (
        <p>
          <strong>{t("totals.gap", { points: formatNumber(gap.points, 1), target })}</strong>{" "}
          <span className={styles.quiet}>
            {t("totals.gapHint")} {t("totals.gapCalls", { count: gap.conversations })}{" "}
            {gap.autoFailMismatches > 0 && t("totals.mismatch", { count: gap.autoFailMismatches })}
          </span>
        </p>
      )}
    </section>
  );
}

/** In the words of the results, so that the two never seem to differ. */
function OneTotal({ results }: { results: ConversationResults }) {
  const { t } = useTranslation("closing");
  const { t: tr } = useTranslation("results");
  const { calibrated, totals, setAside } = results;
  const value = calibratedText(tr, calibrated);
  return (
    <>
      <span className={styles.totalValue}>
        {value === null ? t("totals.none") : calibrated.total ? value : `${value}, ${settledText(tr, calibrated)}`}
      </span>
      <span className={styles.quiet}>
        {setAside ? t("totals.setAside") : `${totalsText(tr, totals)} · ${t("totals.reviews", { count: results.reviews })}`}
      </span>
    </>
  );
}
