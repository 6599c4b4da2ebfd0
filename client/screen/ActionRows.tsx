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
  const more = props.actions.length - props.rows;
  return (
    <ul className={styles.actions}>
      {props.actions.slice(0, props.rows).map((action) => {
        const state = props.state(action);
        return (
          <li key={action.actionId} className={styles.action} data-done={action.status === "done" || undefined}>
            <span className={styles.actionText}>{action.text}</span>
            <strong className={action.ownerName === null ? styles.apart : ""}>{action.ownerName ?? t("actions.unowned")}</strong>
            {state && <span className={state.apart ? styles.apart : styles.soft}>{state.words}</span>}
          </li>
        );
      })}
      {more > 0 && <li className={styles.soft}>{t("actions.more", { count: more })}</li>}
    </ul>
  );
}
