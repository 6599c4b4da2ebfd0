// The open list of the keys, with the switch for those whom single keys disturb. Its code comes when it is asked for.
import type { RefObject } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { useTranslation } from "react-i18next";
import { Switch } from "../../ui/Switch.tsx";
import styles from "./Foot.module.css";
import { useKeysOn } from "./keysOn.ts";

const KEYS = ["score", "binary", "na", "percent", "move", "line", "pin", "reason", "unsure", "submit", "conversation"] as const;

export function KeysList(props: {
  triggerRef: RefObject<HTMLButtonElement | null>;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { t } = useTranslation("score");
  const { on, set } = useKeysOn();
  return (
    <Popover {...props} placement="top end" className={styles.popover}>
      <Dialog aria-label={t("keys.label")} className={styles.keys}>
        <dl className={styles.keyList}>
          {KEYS.map((name) => (
            <div key={name} className={styles.keyRow}>
              <dt>
                <kbd className={styles.key}>{t(`keys.${name}.key`)}</kbd>
              </dt>
              <dd>{t(`keys.${name}.does`)}</dd>
            </div>
          ))}
        </dl>
        <Switch isSelected={on} onChange={set}>
          {t("keys.on")}
        </Switch>
      </Dialog>
    </Popover>
  );
}
