// What became of the criterion: its calibrated score, how it came about and what to do next time; or parked, with its owner.
import { useTranslation } from "react-i18next";
import { afterNextTime } from "../../../shared/texts/nextTime.ts";
import { valueText } from "../../plots/valueText.ts";
import { useSlice } from "../../stores/sessionStore.ts";
import { formatDueOn } from "../../ui/formatDate.ts";
import styles from "./Outcome.module.css";
import type { ShownCriterion } from "./useCriterion.ts";

export function Outcome({ shown }: { shown: ShownCriterion }) {
  const { t } = useTranslation("discussion");
  const roster = useSlice("roster");
  const settled = shown.view?.settled ?? shown.row?.settled ?? null;
  const parked = shown.view?.parked ?? shown.row?.parked ?? null;
  if (settled) {
    const value = valueText(t, shown.criterion.scale, settled.value);
    return (
      <section className={styles.outcome}>
        <p className={styles.score}>
          {t(`settled.${settled.how}`, { value, by: shown.nameOf(settled.bySeatId) ?? "" })}
          {settled.until && <span className={styles.quiet}> {t("settled.until", { date: formatDueOn(settled.until) })}</span>}
          {settled.amended > 0 && <span className={styles.quiet}> {t("settled.amended", { count: settled.amended })}</span>}
        </p>
        {settled.note && <p className={styles.note}>{t("settled.note", { text: afterNextTime(settled.note) })}</p>}
        {settled.cause && (
          <p className={styles.quiet}>
            {t("settled.cause")}: {t(`cause.${settled.cause}`)}
          </p>
        )}
        {settled.feedback && (
          <p className={styles.quiet}>
            {t("settled.feedback")}: {settled.feedback}
          </p>
        )}
      </section>
    );
  }
  if (!parked) return null;
  const owner = roster?.seats.find((seat) => seat.personId === parked.ownerPersonId)?.name;
  return (
    <section className={styles.outcome}>
      <p className={styles.parked}>
        {parked.ownerPersonId === null
          ? t("settled.parkedUnowned")
          : owner
            ? t("settled.parkedOwner", { name: owner })
            : t("settled.parked")}
      </p>
    </section>
  );
}
