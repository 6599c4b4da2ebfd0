// A link made on demand that opens Plumb as the same person on another device, with its QR code.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, type Refusal } from "../../api.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { QrCode } from "../../ui/QrCode.tsx";
import styles from "./Home.module.css";

export function DeviceDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation(["home", "house"]);
  const [url, setUrl] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  useEffect(() => {
    if (!isOpen) return;
    let wanted = true;
    setUrl(null);
    setRefusal(null);
    void ask<{ ok: true; url: string }>("POST", "/links", { kind: "device" }).then((answer) => {
      if (!wanted) return;
      if (answer.ok) setUrl(answer.url);
      else setRefusal(answer);
    });
    return () => {
      wanted = false;
    };
  }, [isOpen]);
  return (
    <Dialog title={t("deviceDialog.title")} isOpen={isOpen} onOpenChange={onOpenChange}>
      <p>{t("deviceDialog.lead")}</p>
      {refusal && (
        <Notice tone="apart" role="alert">
          {refusal.message}
        </Notice>
      )}
      {!url && !refusal && <p role="status">{t("house:loading")}</p>}
      {url && (
        <div className={styles.share}>
          <QrCode value={url} size={168} label={t("deviceDialog.qr")} />
          <div className={styles.shareWords}>
            <CopyButton what={url}>{t("deviceDialog.copy")}</CopyButton>
            <p className={styles.soft}>{t("deviceDialog.private")}</p>
          </div>
        </div>
      )}
    </Dialog>
  );
}
