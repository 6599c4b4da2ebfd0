// "Last time: …": what earlier sessions agreed about this criterion, beside it when it is scored again.
import { useTranslation } from "react-i18next";
import type { Criterion } from "../../../shared/scorecard/scorecard.ts";
import { useSlice } from "../../stores/sessionStore.ts";
import styles from "./CriterionPanel.module.css";

const SHOWN = 2;

export function ScoringNotes({ criterion }: { criterion: Criterion }) {
  const { t } = useTranslation("score");
  const notes = (useSlice("notes") ?? []).filter((each) => each.criterionId === criterion.criterionId);
  if (notes.length === 0) return null;
  const latest = [...notes].sort((a, b) => b.at - a.at).slice(0, SHOWN);
  return (
    <ul className={styles.notes} aria-label={t("notes.label")}>
      {latest.map((note) => (
        <li key={`${note.at} ${note.text}`} className={styles.note}>
          <span className={styles.noteText}>{t("notes.lastTime", { text: note.text })}</span>
          <span className={styles.soft}>
            {note.sessionName}
            {!note.current && ` · ${t("notes.earlierWording")}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
