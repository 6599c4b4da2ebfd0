// At the door: whose session it is and that somebody will open. Nothing of a conversation is shown here.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { WaitingSlice } from "../../../shared/session/view/slices.ts";
import { announce } from "../../ui/announce.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import styles from "./Door.module.css";

export function Waiting({ waiting }: { waiting: WaitingSlice }) {
  const { t } = useTranslation(["people", "call"]);
  useTitle(t(waiting.turnedAway ? "call:expect.turnedAway.title" : "call:expect.atTheDoor.title"));
  const title = t(waiting.turnedAway ? "waiting.turnedAway" : "waiting.title", { name: waiting.name });
  const lead = t(waiting.turnedAway ? "waiting.turnedAwayLead" : "waiting.lead");
  useEffect(() => announce(`${title} ${lead}`), [title, lead]);
  return (
    <main id="main" tabIndex={-1} className={styles.page}>
      <div className={styles.words}>
        <p className={styles.soft}>
          {/* most sessions bear the team's name */}
          {waiting.sessionName.includes(waiting.team) ? waiting.sessionName : `${waiting.team} · ${waiting.sessionName}`}
        </p>
        <h1 className={styles.statement}>{title}</h1>
        <p className={styles.lead}>{lead}</p>
        {waiting.turnedAway ? (
          <p>
            <ButtonLink href="/">{t("waiting.home")}</ButtonLink>
          </p>
        ) : (
          <span className={styles.breath} aria-hidden="true" />
        )}
      </div>
    </main>
  );
}
