// The team by experience, for managers: the same bands as in the call.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, type Done } from "../../api.ts";
import { More } from "../../ui/More.tsx";
import { notify } from "../../ui/notices.ts";
import { onDemand } from "../../ui/onDemand.tsx";
import type { TeamMember } from "./People.tsx";
import styles from "./Team.module.css";

const ExperienceBands = onDemand(() => import("../../session/people/ExperienceBands.tsx").then((module) => module.ExperienceBands));

export function TeamBands({ members, onChanged }: { members: readonly TeamMember[]; onChanged: () => Promise<void> }) {
  const { t } = useTranslation("people");
  const [open, setOpen] = useState(false);
  const people = members.flatMap(({ personId, name, experience }) => (experience ? [{ id: personId, name, experience }] : []));
  // one person alone has nobody to stand before or after
  if (people.length < 2) return null;
  return (
    <More label={t("bands.title")} open={open} onOpenChange={setOpen}>
      {open && (
        <>
          <p className={styles.soft}>{t("bands.hint")}</p>
          <ExperienceBands
            people={people}
            onMove={async (personId, experience) => {
              const answer = await ask<Done>("PUT", `/team/people/${personId}`, { experience });
              if (!answer.ok) notify({ text: answer.message, tone: "apart" });
              await onChanged();
              return answer.ok;
            }}
          />
        </>
      )}
    </More>
  );
}
