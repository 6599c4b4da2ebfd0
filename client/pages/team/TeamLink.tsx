// The link that lets the team in: to copy, to photograph, and for managers to replace once it has come into the wrong hands.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api.ts";
import { Button } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { notify } from "../../ui/notices.ts";
import { QrCode } from "../../ui/QrCode.tsx";
import styles from "./Team.module.css";

export function TeamLink({ teamLink, manage, onReplaced }: { teamLink: string; manage: boolean; onReplaced: () => Promise<void> }) {
  const { t } = useTranslation("team");
  const [asking, setAsking] = useState(false);
  const replace = async () => {
    setAsking(false);
    const answer = await ask<{ ok: true; teamLink: string }>("POST", "/team/link");
    notify(answer.ok ? { text: t("link.replaced") } : { text: answer.message, tone: "apart" });
    await onReplaced();
  };
  return (
    <section className={styles.section} aria-labelledby="team-link">
      <h2 id="team-link" className={styles.title}>
        {t("link.title")}
      </h2>
      <div className={styles.link}>
        <QrCode value={teamLink} size={120} label={t("link.qr")} />
        <div className={styles.linkWords}>
          <p className={styles.soft}>{t("link.lead")}</p>
          <p className={styles.address}>{teamLink}</p>
          <div className={styles.linkActs}>
            <CopyButton what={teamLink}>{t("link.copy")}</CopyButton>
            {manage && (
              <Button variant="quiet" onPress={() => setAsking(true)}>
                {t("link.replace")}
              </Button>
            )}
          </div>
        </div>
      </div>
      <Dialog
        title={t("link.replaceTitle")}
        role="alertdialog"
        isOpen={asking}
        onOpenChange={setAsking}
        actions={
          <>
            <Button onPress={() => setAsking(false)}>{t("keep")}</Button>
            <Button variant="filled" onPress={() => void replace()}>
              {t("link.replaceGo")}
            </Button>
          </>
        }
      >
        <p>{t("link.replaceLead")}</p>
      </Dialog>
    </section>
  );
}
