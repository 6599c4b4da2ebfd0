// The keys, shown quietly, with a switch for those whom single keys disturb.
import { DialogTrigger, Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { Switch } from "../../ui/Switch.tsx";
import styles from "./Foot.module.css";
import { useKeysOn } from "./keysOn.ts";

const KEYS = ["score", "binary", "na", "percent", "move", "line", "pin", "reason", "unsure", "submit", "conversation"] as const;

export function KeysHelp() {
  const { t } = useTranslation("score");
  const { on, set } = useKeysOn();
  return (
    <DialogTrigger>
      <Button variant="text" size="small" className={styles.keysButton}>
        {t("keys.label")}
      </Button>
      <Popover placement="top end" className={styles.popover}>
        <AriaDialog aria-label={t("keys.label")} className={styles.keys}>
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
        </AriaDialog>
      </Popover>
    </DialogTrigger>
  );
}
