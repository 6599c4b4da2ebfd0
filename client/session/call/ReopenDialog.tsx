// Opens a closed session again. It is on the record, with its reason.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import { useSend } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Dialogs.module.css";

export function ReopenDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation("call");
  const send = useSend();
  const [reason, setReason] = useState("");
  const reopen = async () => {
    if ((await send({ type: "ReopenSession", reason: reason.trim() })).ok) onOpenChange(false);
  };
  return (
    <Dialog
      title={t("reopen.title")}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      actions={
        <>
          <Button onPress={() => onOpenChange(false)}>{t("cancel")}</Button>
          <Button variant="filled" onPress={() => void reopen()}>
            {t("reopen.do")}
          </Button>
        </>
      }
    >
      <p className={styles.lead}>{t("reopen.lead")}</p>
      <TextField label={t("reopen.reason")} value={reason} onChange={setReason} maxLength={LIMITS.note} />
    </Dialog>
  );
}
