// Actions as large rows: what, who, and one word on how it stands. As many as fit; the others are counted.
import { useTranslation } from "react-i18next";
import type { ActionView } from "../../shared/session/view/slices.ts";
import styles from "./SharedScreen.module.css";

export function ActionRows(props: {
  actions: readonly ActionView[];
  rows: number;
  state: (action: ActionView) => { words: string; apart: boolean } | null;
}) {
  const { t } = useTranslation("screen");
  return (
    <ul className={styles.actions}>
      {props.actions.slice(0, props.rows).map((action) => {
        const state = props.state(action);
        return (
          <li key={action.actionId} className={styles.action} data-done={action.status === "done" || undefined}>
            <span className={styles.actionText}>{action.text}</span>
            <strong className={`${styles.owner} ${action.ownerName === null ? styles.apart : ""}`}>
              {action.ownerName ?? t("actions.unowned")}
            </strong>
            {state && <span className={`${styles.due} ${state.apart ? styles.apart : styles.soft}`}>{state.words}</span>}
          </li>
        );
      })}
      <More count={props.actions.length - props.rows} />
    </ul>
  );
}

/** The last row of a list that does not stand here whole. */
export function More({ count }: { count: number }) {
  const { t } = useTranslation("screen");
  return count > 0 ? <li className={styles.soft}>{t("actions.more", { count })}</li> : null;
}
