// The end on the wall: who does what, the notes for next time, what each conversation came to, and the calibration variance with its definition.
import { useTranslation } from "react-i18next";
import { useStore } from "zustand";
import { valueText } from "../plots/valueText.ts";
import { sessionGap } from "../session/closing/gap.ts";
import { notesWritten } from "../session/closing/notesWritten.ts";
import { calibratedText, settledText } from "../session/results/sentences.ts";
import { useSessionStore, useSlice } from "../stores/sessionStore.ts";
import { formatDueOn } from "../ui/formatDate.ts";
import { formatNumber } from "../ui/locale.ts";
import { ActionRows, More } from "./ActionRows.tsx";
import { closingLayouts } from "./closingFit.ts";
import styles from "./SharedScreen.module.css";
import { useLayoutThatFits } from "./useLayoutThatFits.ts";

/** where a name stands in a sentence that is drawn in two parts: the name may end in dots, what follows may not */
const NAME = "\u0000";

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
  const actions = (useSlice("actions")?.here ?? []).filter(({ status }) => status !== "dropped");
  // set-aside conversations are left open on purpose
  const counted = conversations.map((each) => all[each.conversationId]!).filter((each) => !each.setAside);
  const of = counted.reduce((sum, { calibrated }) => sum + calibrated.of, 0);
  const open = of - counted.reduce((sum, { calibrated }) => sum + calibrated.settled, 0);
  const gap = sessionGap(Object.values(all));
  const { ref, layout } = useLayoutThatFits(
    closingLayouts({ actions: actions.length, notes: notes.length, conversations: conversations.length }),
    JSON.stringify([closed, open, actions, notes.map(({ key, text }) => [key, text])]),
  );
  const moreConversations = conversations.length - layout.conversations;
  return (
    <div ref={ref} className={styles.block} data-low={layout.low || undefined}>
      <h1 className={styles.sentence}>{closed ? t("closing.closed") : t("closing.title")}</h1>
      {actions.length === 0 ? (
        <p className={styles.soft}>{t("closing.noActions")}</p>
      ) : (
        <div>
          <h2 className={styles.heading}>{tc("actions.title")}</h2>
          <ActionRows
            actions={actions}
            rows={layout.actions}
            state={(action) =>
              action.dueOn === null ? null : { words: t("actions.due", { date: formatDueOn(action.dueOn) }), apart: false }
            }
          />
        </div>
      )}
      {notes.length > 0 && (
        <div>
          <h2 className={styles.heading}>{tc("notes.title")}</h2>
          <ul className={styles.actions}>
            {notes.slice(0, layout.notes).map(({ key, criterion, value, text }) => {
              const [before, after] = tc("notes.for", { criterion: NAME, value: valueText(td, criterion.scale, value) }).split(NAME);
              return (
                <li key={key} className={styles.action}>
                  <span className={styles.noteFor}>
                    {before}
                    <span className={styles.cut}>{criterion.name}</span>
                    <span className={styles.whole}>{after}</span>
                  </span>
                  <span className={`${styles.actionText} ${styles.said}`}>{text}</span>
                </li>
              );
            })}
            <More count={notes.length - layout.notes} />
          </ul>
        </div>
      )}
      <ul className={styles.actions}>
        {conversations.slice(0, layout.conversations).map(({ conversationId, title }) => {
          const { calibrated } = all[conversationId]!;
          const value = calibratedText(tr, calibrated);
          return (
            <li key={conversationId} className={styles.action}>
              <span className={styles.cut}>{title}</span>
              <strong className={`${styles.figure} ${calibrated.total ? styles.action_ : styles.soft}`}>
                {value === null ? tc("totals.none") : calibrated.total ? value : `${value}, ${settledText(tr, calibrated)}`}
              </strong>
            </li>
          );
        })}
      </ul>
      <p className={styles.totals}>
        {moreConversations > 0 && <span className={styles.soft}>{t("actions.more", { count: moreConversations })}</span>}
        {open > 0 && <span>{t("closing.leftOpen", { count: open, of })}</span>}
        {gap && layout.variance && (
          <span className={styles.soft}>
            {tc("totals.gap", { points: formatNumber(gap.points, 1), target: session?.tolerancePoints })}
            {layout.hint && <>. {tc("totals.gapHint")}</>}
          </span>
        )}
      </p>
    </div>
  );
}
