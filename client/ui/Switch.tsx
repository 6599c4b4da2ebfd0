// On or off, at once. The words stand beside it; a hint below.
import type { ReactNode } from "react";
import { Switch as AriaSwitch, type SwitchProps } from "react-aria-components/Switch";
import styles from "./Switch.module.css";

export function Switch({
  children,
  hint,
  className,
  ...rest
}: Omit<SwitchProps, "children" | "className" | "style"> & { children: ReactNode; hint?: string; className?: string }) {
  return (
    <AriaSwitch {...rest} className={`${styles.switch} ${className ?? ""}`}>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.knob} />
      </span>
      <span className={styles.words}>
        {children}
        {hint && <span className={styles.hint}>{hint}</span>}
      </span>
    </AriaSwitch>
  );
}
