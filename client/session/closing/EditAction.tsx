// Changes an action's words, owner or day.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { ActionView } from "../../../shared/session/view/slices.ts";
import { useSend } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useOwners } from "./useOwners.ts";

export function EditAction({ action, isOpen, onClose }: { action: ActionView; isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation("closing");
  const send = useSend();
  const owners = useOwners();
  const [text, setText] = useState(action.text);
  const [owner, setOwner] = useState(action.ownerPersonId ?? "");
  const [dueOn, setDueOn] = useState(action.dueOn ?? "");
  const known = owners.some(({ id }) => id === owner) ? owners : [...owners, { id: owner, label: action.ownerName ?? "" }];
  const save = async () => {
    const answer = await send({
      type: "ChangeAction",
      actionId: action.actionId,
      text: text.trim(),
      ownerPersonId: owner === "" ? null : owner,
      dueOn: dueOn === "" ? null : dueOn,
    });
    if (answer.ok) onClose();
  };
  return (
    <Dialog
      title={t("actions.editTitle")}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      actions={
        <>
          <Button variant="text" onPress={onClose}>
            {t("actions.cancel")}
          </Button>
          <Button variant="filled" isDisabled={text.trim() === ""} onPress={() => void save()}>
            {t("actions.save")}
          </Button>
        </>
      }
    >
      <TextField label={t("actions.text")} multiline rows={2} value={text} onChange={setText} maxLength={LIMITS.note} />
      <Select label={t("actions.owner")} value={owner} onChange={setOwner} options={known} />
      <TextField type="date" label={t("actions.dueOn")} value={dueOn} onChange={setDueOn} />
    </Dialog>
  );
}
