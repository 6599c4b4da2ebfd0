// One's own name and experience, corrected by oneself, guests included.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { Experience } from "../../../shared/session/shapes.ts";
import { ask } from "../../api.ts";
import { useMine, useSend, useSlice } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { notify } from "../../ui/notices.ts";
import { TextField } from "../../ui/TextField.tsx";
import { useFirstProblem } from "../../ui/useFirstProblem.ts";
import styles from "./People.module.css";

const EXPERIENCES: readonly Experience[] = ["new", "settled", "long"];
const DONE = { ok: true as const };

export function OwnDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation("people");
  const mine = useMine();
  const session = useSlice("session");
  const send = useSend();
  const [name, setName] = useState("");
  const [experience, setExperience] = useState<Experience>("new");
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  // once for each time it opens: the call goes on meanwhile, and what is being typed stays
  const [filledFor, setFilledFor] = useState(false);
  if (filledFor !== isOpen) {
    setFilledFor(isOpen);
    setName(mine?.name ?? "");
    setExperience(mine?.experience ?? "new");
    setProblem(null);
  }
  const form = useRef<HTMLDivElement>(null);
  useFirstProblem(form, problem);
  if (!mine) return null;
  // a closed session stays as it was; the team's list is for the next one
  const seatChanges = session?.status === "open";
  // who only watches has not scored here
  const asksExperience = mine.role !== "observer" && (seatChanges || !mine.guest);
  const put = (change: { name: string } | { experience: Experience }) => ask<{ ok: true }>("PUT", `/team/people/${mine.personId}`, change);
  const save = async () => {
    const renamed = name.trim() !== mine.name;
    const moved = experience !== mine.experience;
    setBusy(true);
    setProblem(null);
    // a name stands in the team's list; experience in the seat, and for the team's own people in the list too
    const named = renamed ? await put({ name: name.trim() }) : DONE;
    const seated =
      named.ok && moved && seatChanges ? await send({ type: "ChangeSeat", seatId: mine.seatId, experience }, { quiet: true }) : DONE;
    const listed = named.ok && seated.ok && moved && !mine.guest ? await put({ experience }) : DONE;
    setBusy(false);
    if (!named.ok) return setProblem(named.message);
    const refused = seated.ok ? listed : seated;
    if (!refused.ok) return void notify({ text: refused.message, tone: "apart" });
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
      <div ref={form}>
        <TextField label={t("own.name")} value={name} onChange={setName} maxLength={LIMITS.name} problem={problem} autoComplete="name" />
      </div>
      {asksExperience && (
        <>
          <Choice
            label={t("own.experience")}
            value={experience}
            onChange={setExperience}
            options={EXPERIENCES.map((id) => ({ id, label: t(`experience.${id}Long`) }))}
          />
          <p className={styles.soft}>{t("own.experienceHint")}</p>
        </>
      )}
      <p className={styles.soft}>{t("own.role", { role: t(`role.${mine.role}`) })}</p>
    </Dialog>
  );
}
