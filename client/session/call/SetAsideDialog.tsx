// A reveal that went wrong: kept and marked, out of the figures. Nobody pretends it was not seen.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { ConversationSlice } from "../../../shared/session/view/slices.ts";
import { useSend } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Dialogs.module.css";

export function SetAsideDialog(props: { conversation: ConversationSlice; isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation("call");
  const send = useSend();
  const [reason, setReason] = useState("");
  const setAside = async () => {
    const answer = await send({ type: "SetRevealAside", conversationId: props.conversation.conversationId, reason: reason.trim() });
    if (answer.ok) props.onOpenChange(false);
  };
  return (
    <Dialog
      title={t("aside.title", { title: props.conversation.title })}
      isOpen={props.isOpen}
      onOpenChange={props.onOpenChange}
      actions={
        <>
          <Button onPress={() => props.onOpenChange(false)}>{t("cancel")}</Button>
          <Button variant="filled" onPress={() => void setAside()}>
            {t("aside.do")}
          </Button>
        </>
      }
    >
      <p className={styles.lead}>{t("aside.lead")}</p>
      <TextField label={t("aside.reason")} value={reason} onChange={setReason} maxLength={LIMITS.note} multiline rows={2} />
    </Dialog>
  );
}
