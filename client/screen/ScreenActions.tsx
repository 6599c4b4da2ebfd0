// The actions of last time on the wall: text, owner, done or late.
import { useTranslation } from "react-i18next";
import { useServerNow, useSlice } from "../stores/sessionStore.ts";
import { formatDueOn } from "../ui/formatDate.ts";
import { ActionRows } from "./ActionRows.tsx";
import styles from "./SharedScreen.module.css";
import { useRowsThatFit } from "./useRowsThatFit.ts";

/** more a room does not read at once */
const MOST = 8;

export function ScreenActions() {
  const { t } = useTranslation("screen");
  const actions = (useSlice("actions")?.fromBefore ?? []).filter((each) => each.status !== "dropped");
  const timeZone = useSlice("session")?.timeZone;
  const now = useServerNow(60_000);
  const today = new Intl.DateTimeFormat("en-CA", timeZone ? { timeZone } : {}).format(now);
  const { ref, rows } = useRowsThatFit(Math.max(1, Math.min(MOST, actions.length)), JSON.stringify(actions));
  return (
    <div ref={ref} className={styles.block}>
      <h1 className={styles.sentence}>{actions.length === 0 ? t("actions.none") : t("actions.title", { count: actions.length })}</h1>
      <ActionRows
        actions={actions}
        rows={rows}
        state={(action) => {
          if (action.status === "done") return { words: t("actions.done"), apart: false };
          if (action.dueOn === null) return null;
          const date = formatDueOn(action.dueOn);
          return action.dueOn < today
            ? { words: t("actions.late", { date }), apart: true }
            : { words: t("actions.due", { date }), apart: false };
        }}
      />
    </div>
  );
}
