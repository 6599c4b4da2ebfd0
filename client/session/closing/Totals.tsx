// What each conversation came to, and how far reviewers were from it: the trade's "variance under 5", with its definition.
import { useTranslation } from "react-i18next";
import type { ConversationResults } from "../../../shared/session/view/slices.ts";
import { useSlice } from "../../stores/sessionStore.ts";
import { formatNumber } from "../../ui/locale.ts";
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

function OneTotal({ results }: { results: ConversationResults }) {
  const { t } = useTranslation("closing");
  const { calibrated, totals, setAside } = results;
  const raws = totals.flatMap(({ raw }) => (raw === null ? [] : [Math.round(raw)]));
  const low = Math.min(...raws);
  const high = Math.max(...raws);
  const { total, running } = calibrated;
  return (
    <>
      <span className={styles.totalValue}>
        {total?.raw != null
          ? total.autoFail
            ? t("totals.calibratedAutoFail", { raw: Math.round(total.raw) })
            : t("totals.calibrated", { value: Math.round(total.raw) })
          : running?.final != null
            ? t("totals.running", { value: Math.round(running.final), settled: calibrated.settled, of: calibrated.of })
            : t("totals.none")}
      </span>
      <span className={styles.quiet}>
        {setAside ? t("totals.setAside") : raws.length > 0 && t(low === high ? "totals.same" : "totals.range", { low, high })}
        {!setAside && <> · {t("totals.reviews", { count: results.reviews })}</>}
      </span>
    </>
  );
}
