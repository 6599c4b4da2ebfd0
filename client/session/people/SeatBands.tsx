// The people of the session by experience, for those who conduct: who explains first is a matter of dragging somebody to where they belong.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSend, useSlice } from "../../stores/sessionStore.ts";
import { More } from "../../ui/More.tsx";
import { onDemand } from "../../ui/onDemand.tsx";
import styles from "./People.module.css";

const ExperienceBands = onDemand(() => import("./ExperienceBands.tsx").then((module) => module.ExperienceBands));

export function SeatBands() {
  const { t } = useTranslation("people");
  const send = useSend();
  const [open, setOpen] = useState(false);
  const people = (useSlice("roster")?.seats ?? []).flatMap(({ seatId, name, role, experience }) =>
    // who only watches was not asked, and explains nothing
    experience === null || role === "observer" ? [] : [{ id: seatId, name, experience }],
  );
  if (people.length === 0) return null;
  return (
    <More label={t("bands.title")} open={open} onOpenChange={setOpen}>
      {open && (
        <>
          <p className={styles.soft}>{t("bands.hint")}</p>
          <ExperienceBands
            people={people}
            onMove={async (seatId, experience) => (await send({ type: "ChangeSeat", seatId, experience })).ok}
          />
        </>
      )}
    </More>
  );
}
