// Adds a person or changes one: name, role, experience, site.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import { ask, type Done, type Refusal } from "../../api.ts";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { notify } from "../../ui/notices.ts";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useFirstProblem } from "../../ui/useFirstProblem.ts";
import type { TeamMember } from "./People.tsx";

const ROLES = ["reviewer", "lead", "manager", "admin"] as const;

export function PersonDialog(props: {
  member: TeamMember | null /** false: one corrects oneself, and only name and experience */;
  manage: boolean;
  onClose: () => void;
  onSaved: () => Promise<void>;
}) {
  const { t } = useTranslation(["team", "house"]);
  const { member } = props;
  const [name, setName] = useState(member?.name ?? "");
  const [role, setRole] = useState(member?.role ?? "reviewer");
  const [experience, setExperience] = useState(member?.experience ?? "settled");
  const [site, setSite] = useState(member?.site ?? "");
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [tries, setTries] = useState(0);
  const tried = tries > 0;
  const form = useRef<HTMLDivElement>(null);
  useFirstProblem(form, tries);
  useFirstProblem(form, refusal);
  const [busy, setBusy] = useState(false);

  const save = async () => {
    setTries(tries + 1);
    if (name.trim() === "" || busy) return;
    setBusy(true);
    const own = { name: name.trim(), experience };
    const body = props.manage ? { ...own, role, site: site.trim() === "" ? null : site.trim() } : own;
    const answer = member ? await ask<Done>("PUT", `/team/people/${member.personId}`, body) : await ask<Done>("POST", "/team/people", body);
    setBusy(false);
    if (!answer.ok) return setRefusal(answer);
    notify({ text: member ? t("saved") : t("added", { name: body.name }) });
    await props.onSaved();
    props.onClose();
  };

  return (
    <Dialog
      title={member ? t("changeTitle", { name: member.name }) : t("addTitle")}
      isOpen
      onOpenChange={(open) => !open && props.onClose()}
      actions={
        <>
          <Button onPress={props.onClose}>{t("house:cancel")}</Button>
          <Button variant="filled" isPending={busy} onPress={() => void save()}>
            {member ? t("house:save") : t("add")}
          </Button>
        </>
      }
    >
      {!member && <p>{t("addLead")}</p>}
      {refusal && refusal.field !== "name" && (
        <Notice tone="apart" role="alert">
          {refusal.message}
        </Notice>
      )}
      <div ref={form}>
        <TextField
          label={t("name")}
          value={name}
          onChange={setName}
          maxLength={LIMITS.name}
          autoFocus
          problem={tried && name.trim() === "" ? t("nameMissing") : refusal?.field === "name" ? refusal.message : null}
        />
      </div>
      {props.manage && (
        <Select
          label={t("role")}
          value={role}
          onChange={setRole}
          options={ROLES.map((id) => ({ id, label: t(`house:role.${id}`) }))}
          hint={t(`roleHint.${role}`)}
        />
      )}
      <Choice
        label={t("experience")}
        value={experience}
        onChange={setExperience}
        options={(["new", "settled", "long"] as const).map((id) => ({ id, label: t(`house:experience.${id}`) }))}
      />
      {props.manage && <TextField label={t("site")} hint={t("siteHint")} value={site} onChange={setSite} maxLength={LIMITS.name} />}
    </Dialog>
  );
}
