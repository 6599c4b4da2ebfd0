// Criteria × people, as far as names may be shown. Nobody is ranked: columns stand in order of joining.
import { useTranslation } from "react-i18next";
import { failsOn } from "../../../shared/scorecard/totals.ts";
import { valueText } from "../../plots/valueText.ts";
import { useNames } from "../people/useNames.ts";
import styles from "./Details.module.css";
import { totalText } from "./sentences.ts";
import type { ShownResults } from "./useResults.ts";

export function PeopleTable({ shown }: { shown: ShownResults }) {
  const { results, scorecard, session } = shown;
  const { t } = useTranslation("results");
  const { t: td } = useTranslation("discussion");
  const { nameOf } = useNames();
  const none = t("details.none");
  const { table } = results;
  const { names } = session.options;
  const later = names === "never" ? t("details.namesNever") : t(`details.namesLater.${names}`);
  if (!table || table.length === 0)
    return (
      <div className={styles.section}>
        <h2>{t("details.people")}</h2>
        <p className={styles.caption}>{later}</p>
      </div>
    );
  const shownCriteria = results.rows
    .map((row) => scorecard.criteria.find((each) => each.criterionId === row.criterionId))
    .filter((criterion) => criterion !== undefined)
    .filter((criterion) => table.some((column) => column.values[criterion.criterionId] !== undefined));
  const totals = table.some((column) => column.total.final !== null);
  const baselineOf = new Map(results.rows.map((row) => [row.criterionId, row.baseline]));
  const baseline = results.rows.some((row) => row.baseline !== null);
  return (
    <div className={styles.section}>
      <h2>{t("details.people")}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section className={styles.scroll} aria-label={t("details.people")} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("details.criterion")}</th>
              {table.map((column) => (
                <th key={column.seatId} scope="col">
                  {nameOf(column.seatId)}
                </th>
              ))}
              {baseline && <th scope="col">{t("details.baseline")}</th>}
            </tr>
          </thead>
          <tbody>
            {shownCriteria.map((criterion) => {
              const words = (value: number | "NA" | null | undefined) =>
                value === undefined || value === null ? none : valueText(td, criterion.scale, value);
              return (
                <tr key={criterion.criterionId}>
                  <th scope="row">{criterion.name}</th>
                  {table.map((column) => {
                    const value = column.values[criterion.criterionId];
                    return (
                      <td key={column.seatId} className={failsOn(criterion, value) ? styles.apart : ""}>
                        {words(value)}
                      </td>
                    );
                  })}
                  {baseline && <td>{words(baselineOf.get(criterion.criterionId))}</td>}
                </tr>
              );
            })}
            {totals && (
              <tr>
                <th scope="row">{t("details.total")}</th>
                {table.map((column) => (
                  <td key={column.seatId}>{totalText(t, column.total)}</td>
                ))}
                {baseline && <td>{results.baselineTotal ? totalText(t, results.baselineTotal) : none}</td>}
              </tr>
            )}
          </tbody>
        </table>
      </section>
      {shownCriteria.length < results.rows.length && <p className={styles.caption}>{later}</p>}
    </div>
  );
}
