// The team: its people, the link that lets them in, and what new sessions start with.
import { useTranslation } from "react-i18next";
import type { Team as TeamAnswer } from "../../../shared/protocol/http.ts";
import { CopyButton } from "../../ui/CopyButton.tsx";
import { Page } from "../../ui/Page.tsx";
import { QrCode } from "../../ui/QrCode.tsx";
import { Loaded } from "../Loaded.tsx";
import { useMe } from "../useMe.ts";
import { useResource } from "../useResource.ts";
import { Guests } from "./Guests.tsx";
import { People } from "./People.tsx";
import { TeamSettings } from "./TeamSettings.tsx";
import styles from "./Team.module.css";

export default function Team() {
  const { t } = useTranslation("team");
  const team = useResource<TeamAnswer>("/team", { fresh: true });
  const { me, guest } = useMe();
  return (
    <Page title={team.data?.name ?? t("title")} tabTitle={t("title")} lead={t("lead")} outside={guest}>
      <Loaded resource={team}>
        {(data) => (
          <>
            <People team={data} ownId={me.data?.person?.personId ?? null} onChanged={team.reload} />
            <section className={styles.section} aria-labelledby="team-link">
              <h2 id="team-link" className={styles.title}>
                {t("link.title")}
              </h2>
              <div className={styles.link}>
                <QrCode value={data.teamLink} size={120} label={t("link.qr")} />
                <div className={styles.linkWords}>
                  <p className={styles.soft}>{t("link.lead")}</p>
                  <p className={styles.address}>{data.teamLink}</p>
                  <CopyButton what={data.teamLink}>{t("link.copy")}</CopyButton>
                </div>
              </div>
            </section>
            <Guests teamLink={data.teamLink} />
            {data.may.manage && <TeamSettings team={data} onSaved={team.set} onReload={team.reload} />}
          </>
        )}
      </Loaded>
    </Page>
  );
}
