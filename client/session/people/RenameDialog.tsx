// Corrects how somebody is called, by those who may: a typing mistake at the door should not stay for the hour.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { SeatView } from "../../../shared/session/view/slices.ts";
import { ask } from "../../api.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/TextField.tsx";

export function RenameDialog({ seat, isOpen, onOpenChange }: { seat: SeatView; isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation("people");
  const [name, setName] = useState(seat.name);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    setName(seat.name);
    setProblem(null);
  }, [isOpen, seat.name]);
  const save = async () => {
    setBusy(true);
    const answer = await ask<{ ok: true }>("PUT", `/team/people/${seat.personId}`, { name: name.trim() });
    setBusy(false);
    if (answer.ok) onOpenChange(false);
    else setProblem(answer.message);
  };
  return (
    <Dialog
      title={t("seat.rename")}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      actions={
        <>
          <Button onPress={() => onOpenChange(false)}>{t("own.cancel")}</Button>
          <Button
            variant="filled"
            isPending={busy}
            isDisabled={name.trim() === "" || name.trim() === seat.name}
            onPress={() => void save()}
          >
            {t("own.save")}
          </Button>
        </>
      }
    >
      <TextField
        label={t("seat.renameOf", { name: seat.name })}
        value={name}
        onChange={setName}
        maxLength={LIMITS.name}
        problem={problem}
        autoFocus
      />
    </Dialog>
  );
}
