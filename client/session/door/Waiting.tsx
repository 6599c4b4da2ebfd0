// At the door: whose session it is and that somebody will open. Nothing of a conversation is shown here.
import { useTranslation } from "react-i18next";
import type { WaitingSlice } from "../../../shared/session/view/slices.ts";
import { ButtonLink } from "../../ui/Button.tsx";
import { useTitle } from "../../ui/useTitle.ts";
import styles from "./Door.module.css";

export function Waiting({ waiting }: { waiting: WaitingSlice }) {
  const { t } = useTranslation(["people", "call"]);
  useTitle(t(waiting.turnedAway ? "call:expect.turnedAway.title" : "call:expect.atTheDoor.title"));
  return (
    <main id="main" tabIndex={-1} className={styles.page}>
      <div className={styles.words} role="status">
        <p className={styles.soft}>
          {waiting.team} · {waiting.sessionName}
        </p>
        <h1 className={styles.statement}>{t(waiting.turnedAway ? "waiting.turnedAway" : "waiting.title", { name: waiting.name })}</h1>
        <p className={styles.lead}>{t(waiting.turnedAway ? "waiting.turnedAwayLead" : "waiting.lead")}</p>
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
