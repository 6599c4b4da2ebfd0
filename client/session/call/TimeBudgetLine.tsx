// "3 items, 17 min left: 5:40 each": seen by conductors only, without sound and without red.
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { useServerNow, useSessionStore } from "../../stores/sessionStore.ts";
import styles from "./Header.module.css";
import { timeBudget } from "./timeBudget.ts";

export function TimeBudgetLine() {
  const { t } = useTranslation("call");
  const slices = useStore(useSessionStore().state, (state) => state.slices);
  const now = useServerNow(5_000);
  const budget = timeBudget(slices, now);
  if (!budget) return null;
  const { items, minutesLeft, each } = budget;
  const time = minutesLeft > 0 ? t("budget.left", { minutes: minutesLeft }) : t("budget.over");
  const text = each ? t("budget.each", { count: items, time, each }) : items > 0 ? t("budget.items", { count: items, time }) : time;
  return (
    <span className={styles.budget} data-figures>
      {text}
    </span>
  );
}
