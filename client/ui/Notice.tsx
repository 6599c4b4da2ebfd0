// A banner in the page: what happened or what one should know, and at most one thing to do about it.
import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon.tsx";
import styles from "./Notice.module.css";

export function Notice(props: {
  tone?: "calm" | "apart";
  icon?: IconName;
  children: ReactNode;
  action?: ReactNode;
  /** "status" or "alert" when it appears by itself; left out for what was there from the start */
  role?: "status" | "alert";
}) {
  return (
    <div className={`${styles.notice} ${styles[props.tone ?? "calm"]}`} role={props.role}>
      {props.icon && (
        <span className={styles.icon}>
          <Icon name={props.icon} />
        </span>
      )}
      <div className={styles.words}>{props.children}</div>
      {props.action && <div className={styles.action}>{props.action}</div>}
    </div>
  );
}
