// One's own sheet after the reveal: frozen, readable, never scoring time again.
import { useTranslation } from "react-i18next";
import { useMine, useSlice } from "../../stores/sessionStore.ts";
import styles from "./FrozenSheet.module.css";
import { useScoreWords } from "./useScoreWords.ts";

export default function FrozenSheet({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation("score");
  const words = useScoreWords();
  const scorecard = useSlice("scorecard");
  const conversation = useSlice("conversations")?.find((each) => each.conversationId === conversationId);
  const mine = useMine();
  const sheet = mine?.sheets[conversationId];
  const entries = sheet?.submitted ?? null;
  return (
    <article className={styles.frozen}>
      <p className={styles.soft}>{conversation?.title}</p>
      <h1 className={styles.statement}>{t(entries ? "frozen.title" : "frozen.none")}</h1>
      <p className={styles.soft}>{t(sheet?.late === "submitted" ? "frozen.late" : entries ? "frozen.lead" : "frozen.noneLead")}</p>
      {entries && (
        <ul className={styles.rows}>
          {(scorecard?.criteria ?? []).map((criterion) => {
            const entry = entries[criterion.criterionId];
            return (
              <li key={criterion.criterionId} className={styles.row}>
                <span className={styles.name}>
                  {criterion.name}
                  {entry?.unsure && <span className={styles.soft}> · {t("unsureMark")}</span>}
                </span>
                <span className={styles.score}>
                  {entry && entry.value !== null ? words.short(criterion, entry.value) : t("list.blank")}
                </span>
                {entry?.reason && <p className={styles.reason}>{entry.reason}</p>}
              </li>
            );
          })}
        </ul>
      )}
    </article>
  );
}
