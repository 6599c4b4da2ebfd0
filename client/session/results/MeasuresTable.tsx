// How far apart in figures, each with its sentence. Variance and distance are never printed under each other's name.
import { useTranslation } from "react-i18next";
import type { Criterion } from "../../../shared/scorecard/scorecard.ts";
import type { ResultRow } from "../../../shared/session/view/slices.ts";
import { formatNumber } from "../../ui/locale.ts";
import styles from "./Details.module.css";

export function MeasuresTable({ rows, criterionOf }: { rows: readonly ResultRow[]; criterionOf: (id: string) => Criterion | undefined }) {
  const { t } = useTranslation("results");
  const none = t("details.none");
  const percent = (share: number | null) => (share === null ? none : t("details.percent", { value: Math.round(share * 100) }));
  const count = (value: number) => (value === 0 ? none : String(value));
  return (
    <div className={styles.section}>
      <h2>{t("details.measures")}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={styles.scroll} aria-label={t("details.measures")} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("details.criterion")}</th>
              <th scope="col">{t("details.variance")}</th>
              <th scope="col">{t("details.distance")}</th>
              <th scope="col">{t("details.same")}</th>
              <th scope="col">{t("details.impact")}</th>
              <th scope="col">{t("details.unsure")}</th>
              <th scope="col">{t("details.na")}</th>
              <th scope="col">{t("details.missing")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.criterionId}>
                <th scope="row">{criterionOf(row.criterionId)?.name}</th>
                <td>{row.details.V === null ? none : formatNumber(row.details.V, 2)}</td>
                <td>{percent(row.details.D)}</td>
                <td>{percent(row.details.sameAnswerShare)}</td>
                <td>{row.details.impact === null ? none : t("details.points", { value: formatNumber(row.details.impact, 1) })}</td>
                <td>{count(row.unsureCount)}</td>
                <td>{count(row.naCount)}</td>
                <td>{count(row.missingCount)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.caption}>
        {t("details.distanceSentence")} {t("details.varianceSentence")} {t("details.impactSentence")}
        {rows.some(({ missingCount }) => missingCount > 0) && <> {t("details.blankSentence")}</>}
      </p>
    </div>
  );
}
