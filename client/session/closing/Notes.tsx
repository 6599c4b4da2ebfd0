// What the hour leaves for the next one: each note, with the criterion and the calibrated score it was written for.
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { valueText } from "../../plots/valueText.ts";
import { useSessionStore } from "../../stores/sessionStore.ts";
import styles from "./Closing.module.css";
import { notesWritten } from "./notesWritten.ts";

export function Notes() {
  const { t } = useTranslation("closing");
  const { t: td } = useTranslation("discussion");
  const slices = useStore(useSessionStore().state, (state) => state.slices);
  const notes = notesWritten(slices);
  if (notes.length === 0) return null;
  const several = new Set(notes.map(({ conversation }) => conversation)).size > 1;
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{t("notes.title")}</h2>
      <ul>
        {notes.map(({ key, criterion, value, text, conversation }) => (
          <li key={key} className={styles.note}>
            <span>
              <span className={styles.noteFor}>
                {t("notes.for", { criterion: criterion.name, value: valueText(td, criterion.scale, value) })}
              </span>
              {several && <span className={`${styles.quiet} ${styles.noteOf}`}>{conversation}</span>}
            </span>
            <span className={styles.words}>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
