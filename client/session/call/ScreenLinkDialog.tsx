// The link of the shared screen: a page that is safe to share, with nothing hidden in it and nothing to press.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "../../api.ts";
import { useSlice } from "../../stores/sessionStore.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import styles from "./Dialogs.module.css";

export function ScreenLinkDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation("call");
  const sessionId = useSlice("session")?.sessionId;
  const [found, setFound] = useState<{ url: string } | { problem: string } | null>(null);
  useEffect(() => {
    if (!isOpen || !sessionId) return;
    let wanted = true;
    void ask<{ ok: true; url: string }>("POST", "/links", { kind: "screen", sessionId }).then((answer) => {
      if (wanted) setFound(answer.ok ? { url: answer.url } : { problem: answer.message });
    });
    return () => {
      wanted = false;
    };
  }, [isOpen, sessionId]);
  return (
    <Dialog title={t("screen.title")} isOpen={isOpen} onOpenChange={onOpenChange}>
      <p className={styles.lead}>{t("screen.lead")}</p>
      {found && "problem" in found && <p role="alert">{found.problem}</p>}
      {found && "url" in found && (
        <>
          <p className={styles.link}>{found.url}</p>
          <div className={styles.buttons}>
            <CopyButton what={found.url}>{t("screen.copy")}</CopyButton>
            <ButtonLink href={found.url} external variant="filled">
              {t("screen.open")}
            </ButtonLink>
          </div>
        </>
      )}
    </Dialog>
  );
}
