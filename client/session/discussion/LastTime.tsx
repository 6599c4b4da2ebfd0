// "Last time: …" beside the criterion: what was agreed when this was disputed before.
import { useTranslation } from "react-i18next";
import { afterNextTime } from "../../../shared/texts/nextTime.ts";
import { valueText } from "../../plots/valueText.ts";
import { useSlice } from "../../stores/sessionStore.ts";
import { More } from "../../ui/More.tsx";
import styles from "./LastTime.module.css";
import type { ShownCriterion } from "./useCriterion.ts";

export function LastTime({ shown }: { shown: ShownCriterion }) {
  const { t } = useTranslation("discussion");
  const notes = (useSlice("notes") ?? []).filter((note) => note.criterionId === shown.criterionId).sort((a, b) => b.at - a.at);
  const [latest, ...older] = notes;
  if (!latest) return null;
  const line = (note: typeof latest) => (
    <p key={`${note.at}|${note.text}`} className={styles.note}>
      <span className={styles.label}>{t("notes.lastTime")}</span> <q className={styles.text}>{afterNextTime(note.text)}</q>{" "}
      <span className={styles.from}>
        {t("notes.settledAt", { value: valueText(t, shown.criterion.scale, note.value), session: note.sessionName })}
        {!note.current && <>, {t("notes.older")}</>}
      </span>
    </p>
  );
  return (
    <aside className={styles.notes} aria-label={t("notes.label")}>
      {line(latest)}
      {older.length > 0 && <More label={t("notes.more", { count: older.length })}>{older.map(line)}</More>}
    </aside>
  );
}
