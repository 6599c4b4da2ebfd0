// How somebody comes in who does not belong to the team: by one session's six letters. With a session open, its letters are here to pass on.
import { useTranslation } from "react-i18next";
import type { SessionList } from "../../../shared/protocol/http.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { useResource } from "../useResource.ts";
import styles from "./Team.module.css";

export function Guests({ teamLink }: { teamLink: string }) {
  const { t } = useTranslation("team");
  const sessions = useResource<SessionList>("/sessions");
  const open = sessions.data?.sessions.find(({ current }) => current);
  const code = open?.invite?.code;
  const address = teamLink.replace(/\/enter#.*$/, "/join");
  return (
    <section className={styles.section} aria-labelledby="team-guests">
      <h2 id="team-guests" className={styles.title}>
        {t("guests.title")}
      </h2>
      <p className={styles.soft}>{t("guests.lead")}</p>
      {code === undefined ? (
        <p className={styles.soft}>{t("guests.noSession")}</p>
      ) : (
        <div className={styles.linkWords}>
          <p>{t("guests.letters", { session: open?.name, code, address })}</p>
          <CopyButton what={`${address}#${code}`} size="small">
            {t("guests.copy")}
          </CopyButton>
        </div>
      )}
    </section>
  );
}
