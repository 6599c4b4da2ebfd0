// A reveal that went wrong: kept, marked, out of the figures. Nobody pretends it was not seen.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import { useCan, useSend } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/TextField.tsx";

export function SetAside({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation("results");
  const send = useSend();
  const may = useCan("SetRevealAside");
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  if (!may) return null;
  const confirm = async () => {
    const answer = await send({ type: "SetRevealAside", conversationId, reason: reason.trim() });
    if (answer.ok) setOpen(false);
  };
  return (
    <>
      <Button variant="text" size="small" onPress={() => setOpen(true)}>
        {t("setAside.open")}
      </Button>
      <Dialog
        title={t("setAside.title")}
        isOpen={open}
        onOpenChange={setOpen}
        actions={
          <>
            <Button variant="text" onPress={() => setOpen(false)}>
              {t("setAside.cancel")}
            </Button>
            <Button variant="filled" onPress={() => void confirm()}>
              {t("setAside.confirm")}
            </Button>
          </>
        }
      >
        <p>{t("setAside.explain")}</p>
        <TextField label={t("setAside.reasonLabel")} value={reason} onChange={setReason} maxLength={LIMITS.note} autoFocus />
      </Dialog>
    </>
  );
}
