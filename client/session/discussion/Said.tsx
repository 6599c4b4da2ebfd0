// What was said beside the scores: minds changed, late scores, one's own reason that is still held, and objections.
import { useTranslation } from "react-i18next";
import { valueText } from "../../plots/valueText.ts";
import { Badge } from "../../ui/Badge.tsx";
import styles from "./Said.module.css";
import type { ShownCriterion } from "./useCriterion.ts";

export function Said({ shown }: { shown: ShownCriterion }) {
  const { view, criterion, mine, nameOf } = shown;
  const { t } = useTranslation("discussion");
  if (!view) return null;
  const words = (value: number | "NA") => valueText(t, criterion.scale, value);
  // the room's frame comes a moment before one's own: what stands among the reasons is held no longer
  const unfolded = new Set(view.reasons.map(({ text }) => text));
  const held = mine.held.filter(
    (each) => each.conversationId === shown.conversationId && each.criterionId === shown.criterionId && !unfolded.has(each.text),
  );
  return (
    <>
      {view.minds.length > 0 && (
        <ul className={styles.minds} aria-label={t("minds.label")}>
          {view.minds.map(({ seatId, value }, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: without names only the place tells them apart
              key={`${seatId}|${index}`}
            >
              {seatId === null
                ? t("minds.nowHidden", { value: words(value) })
                : t("minds.now", { name: nameOf(seatId), value: words(value) })}
            </li>
          ))}
        </ul>
      )}
      {view.late.length > 0 && (
        <p className={styles.quiet}>
          {t("late", {
            answers: view.late
              .map(({ seatId, value }) => t("lateAnswer", { name: nameOf(seatId) ?? t("reasons.somebody"), value: words(value) }))
              .join(", "),
          })}
        </p>
      )}
      {held.map(({ text }) => (
        <div key={text} className={styles.held}>
          <Badge>{t("held.label")}</Badge>
          <p className={styles.heldText}>{text}</p>
        </div>
      ))}
    </>
  );
}

/** Until the criterion is settled they stand above what they object to: they are to be heard first. */
export function Objections({ shown }: { shown: ShownCriterion }) {
  const { view, nameOf } = shown;
  const { t } = useTranslation("discussion");
  if (!view || view.objections.length === 0) return null;
  return (
    <section className={styles.objections} aria-label={t("objections.label")}>
      <h2 className={styles.title}>{t("objections.label")}</h2>
      <ul>
        {view.objections.map((objection) => (
          <li key={`${objection.at}|${objection.text}`}>
            <q className={styles.words}>{objection.text}</q>{" "}
            {objection.seatId !== null && <span className={styles.quiet}>{nameOf(objection.seatId)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
