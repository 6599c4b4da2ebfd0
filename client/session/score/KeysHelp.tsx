// The way to the keys, shown quietly in the foot of the sheet.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { onDemand } from "../../ui/onDemand.tsx";
import styles from "./Foot.module.css";

const KeysList = onDemand(() => import("./KeysList.tsx").then((module) => module.KeysList));

export function KeysHelp() {
  const { t } = useTranslation("score");
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button
        ref={button}
        variant="text"
        size="small"
        className={styles.keysButton}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPress={() => setOpen(true)}
        onHoverStart={() => void KeysList.preload()}
      >
        {t("keys.label")}
      </Button>
      {open && <KeysList triggerRef={button} isOpen onOpenChange={setOpen} />}
    </>
  );
}
