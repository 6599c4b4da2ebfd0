// The end on the wall: what each conversation came to, the calibration variance with its definition, and who does what.
import { useTranslation } from "react-i18next";
import { sessionGap } from "../session/closing/gap.ts";
import { useSlice } from "../stores/sessionStore.ts";
import { formatDueOn } from "../ui/formatDate.ts";
import { formatNumber } from "../ui/locale.ts";
import { ActionRows } from "./ActionRows.tsx";
import styles from "./SharedScreen.module.css";

export function ScreenClosing() {
  const { t } = useTranslation("screen");
  const { t: tc } = useTranslation("closing");
  const session = useSlice("session");
  const closed = session?.status === "closed";
  const all = useSlice("results") ?? {};
  const conversations = (useSlice("conversations") ?? []).filter((each) => all[each.conversationId]);
  const actions = useSlice("actions")?.here ?? [];
  // set-aside conversations are left open on purpose
  const counted = conversations.map((each) => all[each.conversationId]!).filter((each) => !each.setAside);
  const of = counted.reduce((sum, { calibrated }) => sum + calibrated.of, 0);
  const open = of - counted.reduce((sum, { calibrated }) => sum + calibrated.settled, 0);
  const gap = sessionGap(Object.values(all));
  return (
    <div className={styles.block}>
      <h1 className={styles.sentence}>{closed ? t("closing.closed") : t("closing.title")}</h1>
      <ul className={styles.actions}>
        {conversations.map(({ conversationId, title }) => {
          const { calibrated } = all[conversationId]!;
          const total = calibrated.total ?? calibrated.running;
          return (
            <li key={conversationId} className={styles.action}>
              <span className={styles.actionText}>{title}</span>
              <strong className={calibrated.total ? styles.action_ : styles.soft}>
                {total?.final == null
                  ? tc("totals.none")
                  : total.autoFail && total.raw !== null
                    ? tc("totals.calibratedAutoFail", { raw: Math.round(total.raw) })
                    : calibrated.total
                      ? tc("totals.calibrated", { value: Math.round(total.final) })
                      : tc("totals.running", { value: Math.round(total.final), settled: calibrated.settled, of: calibrated.of })}
              </strong>
            </li>
          );
        })}
      </ul>
      {open > 0 && <p>{t("closing.leftOpen", { count: open, of })}</p>}
      {gap && (
        <p className={styles.soft}>
          {tc("totals.gap", { points: formatNumber(gap.points, 1), target: session?.tolerancePoints })}. {tc("totals.gapHint")}
        </p>
      )}
      {actions.length === 0 ? (
        <p className={styles.soft}>{t("closing.noActions")}</p>
      ) : (
        <ActionRows
          actions={actions}
          rows={Math.max(2, 5 - conversations.length)}
          state={(action) =>
            action.dueOn === null ? null : { words: t("actions.due", { date: formatDueOn(action.dueOn) }), apart: false }
          }
        />
      )}
    </div>
  );
}
