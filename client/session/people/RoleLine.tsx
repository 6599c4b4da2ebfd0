// "You are here as Tom, reviewer, new": one's own name, role and experience, and the way to correct them.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMine } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { dialogOnDemand } from "../../ui/onDemand.tsx";
import styles from "./People.module.css";

const OwnDialog = dialogOnDemand(() => import("./OwnDialog.tsx").then((module) => module.OwnDialog));

export function RoleLine() {
  const { t } = useTranslation("people");
  const mine = useMine();
  const [open, setOpen] = useState(false);
  if (!mine) return null;
  return (
    <p className={styles.roleLine}>
      {t(mine.scores ? "own.line" : "own.watching", {
        name: mine.name,
        role: t(`role.${mine.role}`),
        experience: t(`experience.${mine.experience}`),
      })}
      <Button variant="text" size="small" onPress={() => setOpen(true)}>
        {t("own.correct")}
      </Button>
      <OwnDialog isOpen={open} onOpenChange={setOpen} />
    </p>
  );
}
