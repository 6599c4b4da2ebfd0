// One line a person; managers change, link and remove them from a menu beside the name.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Team } from "../../../shared/protocol/http.ts";
import { ask, type Done } from "../../api.ts";
import { Button } from "../../ui/Button.tsx";
import { copyToClipboard } from "../../ui/copy.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { Menu } from "../../ui/Menu.tsx";
import { notify } from "../../ui/notices.ts";
import { ErasePersonDialog } from "./ErasePersonDialog.tsx";
import { FormerPeople } from "./FormerPeople.tsx";
import { PersonDialog } from "./PersonDialog.tsx";
import { TeamBands } from "./TeamBands.tsx";
import styles from "./Team.module.css";

export type TeamMember = Team["members"][number];

export function People({ team, ownId, onChanged }: { team: Team; ownId: string | null; onChanged: () => Promise<void> }) {
  const { t } = useTranslation(["team", "house"]);
  const [editing, setEditing] = useState<TeamMember | "new" | null>(null);
  const [removing, setRemoving] = useState<TeamMember | null>(null);
  const [erasing, setErasing] = useState<{ personId: string; name: string } | null>(null);
  const members = team.members.filter((member) => !member.removed);
  const manage = team.may.manage;

  const copyPersonalLink = async (member: TeamMember) => {
    const answer = await ask<{ ok: true; url: string }>("POST", "/links", { kind: "personal", personId: member.personId });
    if (!answer.ok) return notify({ text: answer.message, tone: "apart" });
    const copied = await copyToClipboard({ text: answer.url });
    notify(copied ? { text: t("linkCopied", { name: member.name }) } : { text: answer.url, tone: "apart" });
  };
  const remove = async (member: TeamMember) => {
    setRemoving(null);
    const answer = await ask<Done>("DELETE", `/team/people/${member.personId}`);
    notify(answer.ok ? { text: t("removed", { name: member.name }) } : { text: answer.message, tone: "apart" });
    await onChanged();
  };

  return (
    <section className={styles.section} aria-labelledby="team-people">
      <div className={styles.head}>
        <h2 id="team-people" className={styles.title}>
          {t("people")}
        </h2>
        {manage && (
          <Button size="small" onPress={() => setEditing("new")}>
            {t("add")}
          </Button>
        )}
      </div>
      {members.length < 2 && <p className={styles.soft}>{t("alone")}</p>}
      <ul className={styles.people}>
        {members.map((member) => (
          <li key={member.personId} className={styles.person}>
            <span className={styles.name}>
              {member.name}
              {member.personId === ownId && <span className={styles.soft}> ({t("you")})</span>}
            </span>
            <span className={styles.fact}>{t(`house:role.${member.role}`)}</span>
            <span className={styles.fact}>{manage && member.experience ? t(`house:experience.${member.experience}`) : ""}</span>
            <span className={styles.fact}>{member.site ?? ""}</span>
            <span className={styles.menu}>
              {(manage || member.personId === ownId) && (
                <Menu
                  label={t("moreFor", { name: member.name })}
                  icon="more"
                  size="small"
                  items={[
                    ...(manage || member.personId === ownId
                      ? [{ id: "change", label: t("change"), onAction: () => setEditing(member) }]
                      : []),
                    { id: "link", label: t("copyLink"), onAction: () => void copyPersonalLink(member) },
                    ...(manage ? [{ id: "remove", label: t("remove"), tone: "apart" as const, onAction: () => setRemoving(member) }] : []),
                    ...(manage && member.personId !== ownId
                      ? [{ id: "erase", label: t("erase.menu"), onAction: () => setErasing(member) }]
                      : []),
                  ]}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
      {manage && <TeamBands members={members} onChanged={onChanged} />}
      <FormerPeople people={team.former} onErase={setErasing} />
      {editing && (
        <PersonDialog
          key={editing === "new" ? "new" : editing.personId}
          member={editing === "new" ? null : editing}
          manage={manage}
          onClose={() => setEditing(null)}
          onSaved={onChanged}
        />
      )}
      {erasing && <ErasePersonDialog key={erasing.personId} person={erasing} onClose={() => setErasing(null)} onErased={onChanged} />}
      <Dialog
        title={t("removeTitle", { name: removing?.name ?? "" })}
        role="alertdialog"
        isOpen={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        actions={
          <>
            <Button onPress={() => setRemoving(null)}>{t("keep")}</Button>
            <Button variant="filled" onPress={() => removing && void remove(removing)}>
              {t("removeGo")}
            </Button>
          </>
        }
      >
        <p>{t("removeLead", { name: removing?.name ?? "" })}</p>
      </Dialog>
    </section>
  );
}
