// One's own name and experience, corrected by oneself, guests included.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { Experience } from "../../../shared/session/shapes.ts";
import { ask } from "../../api.ts";
import { useMine, useSend } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { notify } from "../../ui/notices.ts";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./People.module.css";

const EXPERIENCES: readonly Experience[] = ["new", "settled", "long"];
const DONE = { ok: true as const };

export function OwnDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation("people");
  const mine = useMine();
  const send = useSend();
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
  const put = (change: { name: string } | { experience: Experience }) => ask<{ ok: true }>("PUT", `/team/people/${mine.personId}`, change);
  const save = async () => {
    const renamed = name.trim() !== mine.name;
    const moved = experience !== mine.experience;
    setBusy(true);
    // a name stands in the team's list; experience in the seat, and for the team's own people in the list too
    const named = renamed ? await put({ name: name.trim() }) : DONE;
    const seated = named.ok && moved ? await send({ type: "ChangeSeat", seatId: mine.seatId, experience }) : DONE;
    if (named.ok && seated.ok && moved && !mine.guest) await put({ experience });
    setBusy(false);
    if (!named.ok) return setProblem(named.message);
    if (!seated.ok) return;
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
