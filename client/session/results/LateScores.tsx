// Scores given after the reveal: apart from everything, and labelled.
import { useTranslation } from "react-i18next";
import type { Scorecard } from "../../../shared/scorecard/scorecard.ts";
import type { ConversationResults } from "../../../shared/session/view/slices.ts";
import { valueText } from "../../plots/valueText.ts";
import { useNames } from "../people/useNames.ts";
import styles from "./Results.module.css";
import { totalText } from "./sentences.ts";

export function LateScores({ results, scorecard }: { results: ConversationResults; scorecard: Scorecard }) {
  const { t } = useTranslation("results");
  const { t: td } = useTranslation("discussion");
  const { nameOf } = useNames();
  return (
    <section className={styles.late}>
      <h2>{t("late.title")}</h2>
      <p>{t("late.explain")}</p>
      <ul className={styles.lateList}>
        {results.late.map((late, index) => (
          <li
            // without names two late sheets are told apart by nothing but their place
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
          >
            {late.seatId ? nameOf(late.seatId) : t("late.somebody")}
            {late.total.final !== null && <>, {t("late.total", { value: totalText(t, late.total) })}</>}
            <span className={styles.lateAnswers}>
              {scorecard.criteria
                .flatMap((criterion) => {
                  const value = late.values[criterion.criterionId];
                  return value === undefined
                    ? []
                    : [t("late.answer", { criterion: criterion.name, value: valueText(td, criterion.scale, value) })];
                })
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
