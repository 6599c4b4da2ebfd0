// What most people never need stands behind one quiet word. A disclosure; what is inside stays mounted, so that nothing typed is lost on closing.
import { type ReactNode, useId, useState } from "react";
import { Icon } from "./Icon.tsx";
import styles from "./More.module.css";

export function More(props: {
  label: string;
  /** one line that says what the closed part holds */
  summary?: ReactNode;
  children: ReactNode;
  defaultOpen?: boolean;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  className?: string;
}) {
  const [own, setOwn] = useState(props.defaultOpen ?? false);
  const open = props.open ?? own;
  const id = useId();
  return (
    <div className={`${styles.more} ${props.className ?? ""}`}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={id}
          onClick={() => {
            setOwn(!open);
            props.onOpenChange?.(!open);
          }}
        >
          <span className={styles.chevron} data-open={open || undefined}>
            <Icon name="right" size={14} />
          </span>
          {props.label}
        </button>
        {props.summary && <span className={styles.summary}>{props.summary}</span>}
      </div>
      <div id={id} hidden={!open} className={styles.content}>
        {props.children}
      </div>
    </div>
  );
}
