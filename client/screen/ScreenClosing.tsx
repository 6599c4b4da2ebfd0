// The end on the wall: what each conversation came to, the notes for next time, the calibration variance with its definition, and who does what.
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { valueText } from "../plots/valueText.ts";
import { sessionGap } from "../session/closing/gap.ts";
import { notesWritten } from "../session/closing/notesWritten.ts";
import { calibratedText, settledText } from "../session/results/sentences.ts";
import { useSessionStore, useSlice } from "../stores/sessionStore.ts";
import { formatDueOn } from "../ui/formatDate.ts";
import { formatNumber } from "../ui/locale.ts";
import { ActionRows } from "./ActionRows.tsx";
import styles from "./SharedScreen.module.css";
import { useRowsThatFit } from "./useRowsThatFit.ts";

/** at most: the actions have a place too */
const NOTES = 4;

export function ScreenClosing() {
  const { t } = useTranslation("screen");
  const { t: tc } = useTranslation("closing");
  const { t: tr } = useTranslation("results");
  const { t: td } = useTranslation("discussion");
  const notes = notesWritten(useStore(useSessionStore().state, (state) => state.slices));
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
  const most = { notes: Math.min(NOTES, notes.length), actions: Math.min(Math.max(2, 5 - conversations.length), actions.length) };
  const { ref, rows } = useRowsThatFit(Math.max(1, most.notes + most.actions), `${notes.length} ${actions.length}`);
  // notes give way first; one of each stays
  const tooMany = Math.max(1, most.notes + most.actions) - rows;
  const noteRows = Math.max(1, most.notes - tooMany);
  const actionRows = Math.max(1, most.actions - Math.max(0, tooMany - (most.notes - Math.min(most.notes, noteRows))));
  return (
    <div ref={ref} className={styles.block}>
      <h1 className={styles.sentence}>{closed ? t("closing.closed") : t("closing.title")}</h1>
      <ul className={styles.actions}>
        {conversations.map(({ conversationId, title }) => {
          const { calibrated } = all[conversationId]!;
          const value = calibratedText(tr, calibrated);
          return (
            <li key={conversationId} className={styles.action}>
              <span className={styles.actionText}>{title}</span>
              <strong className={calibrated.total ? styles.action_ : styles.soft}>
                {value === null ? tc("totals.none") : calibrated.total ? value : `${value}, ${settledText(tr, calibrated)}`}
              </strong>
            </li>
          );
        })}
      </ul>
      {notes.length > 0 && (
        <div>
          <h2 className={styles.heading}>{tc("notes.title")}</h2>
          <ul className={styles.actions}>
            {notes.slice(0, noteRows).map(({ key, criterion, value, text }) => (
              <li key={key} className={styles.action}>
                <span className={styles.noteFor}>
                  {tc("notes.for", { criterion: criterion.name, value: valueText(td, criterion.scale, value) })}
                </span>
                <span className={`${styles.actionText} ${styles.said}`}>{text}</span>
              </li>
            ))}
            {notes.length > noteRows && <li className={styles.soft}>{t("actions.more", { count: notes.length - noteRows })}</li>}
          </ul>
        </div>
      )}
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
          rows={actionRows}
          state={(action) =>
            action.dueOn === null ? null : { words: t("actions.due", { date: formatDueOn(action.dueOn) }), apart: false }
          }
        />
      )}
    </div>
  );
}
