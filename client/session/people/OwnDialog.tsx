// One's own name and experience, corrected by oneself where the team allows it.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { Experience } from "../../../shared/session/shapes.ts";
import { ask } from "../../api.ts";
import { useCan, useMine, useSend } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { notify } from "../../ui/notices.ts";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./People.module.css";

const EXPERIENCES: readonly Experience[] = ["new", "settled", "long"];

export function OwnDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation("people");
  const mine = useMine();
  const send = useSend();
  const mayChange = useCan("ChangeSeat");
  const [name, setName] = useState("");
  const [experience, setExperience] = useState<Experience>("new");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!isOpen || !mine) return;
    setName(mine.name);
    setExperience(mine.experience);
    setProblem(null);
  }, [isOpen, mine]);
  if (!mine) return null;
  const save = async () => {
    const renamed = name.trim() !== mine.name;
    const moved = experience !== mine.experience;
    setBusy(true);
    const answer =
      renamed || moved
        ? await ask<{ ok: true }>("PUT", `/team/people/${mine.personId}`, {
            ...(renamed ? { name: name.trim() } : {}),
            ...(moved ? { experience } : {}),
          })
        : { ok: true as const };
    if (answer.ok && moved && mayChange) await send({ type: "ChangeSeat", seatId: mine.seatId, experience });
    setBusy(false);
    if (!answer.ok) return setProblem(answer.message);
    notify({ text: t("own.saved") });
    onOpenChange(false);
  };
  return (
    <Dialog
      title={t("own.title")}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      actions={
        <>
          <Button onPress={() => onOpenChange(false)}>{t("own.cancel")}</Button>
          <Button variant="filled" isPending={busy} isDisabled={name.trim() === ""} onPress={() => void save()}>
            {t("own.save")}
          </Button>
        </>
      }
    >
      <TextField label={t("own.name")} value={name} onChange={setName} maxLength={LIMITS.name} problem={problem} autoComplete="name" />
      <Choice
        label={t("own.experience")}
        value={experience}
        onChange={setExperience}
        options={EXPERIENCES.map((id) => ({ id, label: t(`experience.${id}Long`) }))}
      />
      <p className={styles.soft}>{t("own.experienceHint")}</p>
      <p className={styles.soft}>{t("own.role", { role: t(`role.${mine.role}`) })}</p>
    </Dialog>
  );
}
