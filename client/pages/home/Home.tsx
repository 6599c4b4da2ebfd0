// The sessions: this week's one large, the others below; for people nobody knows, how to get in.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionList, SessionListItem, Team } from "../../../shared/protocol/http.ts";
import { ButtonLink, Button } from "../../ui/Button.tsx";
import { Hint } from "../../hints/Hint.tsx";
import { Page } from "../../ui/Page.tsx";
import { Loaded } from "../Loaded.tsx";
import { useMe } from "../useMe.ts";
import { useResource } from "../useResource.ts";
import { DeviceDialog } from "./DeviceDialog.tsx";
import { FirstSteps } from "./FirstSteps.tsx";
import { InviteDialog } from "./InviteDialog.tsx";
import { Outside } from "./Outside.tsx";
import { PracticeButton } from "./PracticeButton.tsx";
import { SampleButton } from "./SampleButton.tsx";
import { SessionRows } from "./SessionRows.tsx";
import { CurrentSession, currentTitle } from "./CurrentSession.tsx";
import styles from "./Home.module.css";

export default function Home() {
  const { me } = useMe();
  const { t } = useTranslation("home");
  if (me.data && !me.data.person) return <Outside team={me.data.team} needsSetup={me.data.needsSetup} />;
  if (me.data?.person) return <Inside guest={me.data.person.role === "guest"} />;
  return (
    <Page title={t("title")} outside>
      <Loaded resource={me}>{() => null}</Loaded>
    </Page>
  );
}

/** the session that matters now: the one the team link opens, else the next open one */
const currentOf = (sessions: SessionListItem[]): SessionListItem | null =>
  sessions.find((session) => session.current) ??
  [...sessions]
    .filter((session) => session.status === "open" && !session.sample && !session.practice)
    .sort((a, b) => a.startsAt - b.startsAt)[0] ??
  null;

/** `guest`: of single sessions; the team's pages are not theirs. */
function Inside({ guest }: { guest: boolean }) {
  const { t } = useTranslation(["home", "practice"]);
  const sessions = useResource<SessionList>("/sessions", { fresh: true });
  const team = useResource<Team>("/team");
  const [inviting, setInviting] = useState<SessionListItem | null | false>(false);
  const [onDevice, setOnDevice] = useState(false);
  const list = sessions.data?.sessions ?? [];
  const current = currentOf(list);
  const others = [...list].filter((session) => session !== current).sort((a, b) => b.startsAt - a.startsAt);
  const last = others.find((session) => !session.sample && !session.practice) ?? null;
  const mayCreate = sessions.data?.may.create ?? false;
  const nothingYet = sessions.data !== null && list.every((session) => session.sample || session.practice);
  const rehearsing = list.some((session) => session.status === "open" && (session.sample || session.practice));
  const head = currentTitle(current, sessions.data !== null, nothingYet, mayCreate, guest, rehearsing, t);
  return (
    <Page
      title={head.title}
      tabTitle={head.tab}
      overline={current ? t(current.current ? "thisWeek" : "next") : undefined}
      lead={head.lead}
      outside={guest}
    >
      <Loaded resource={sessions}>
        {(data) => (
          <>
            {current && <CurrentSession session={current} onInvite={team.data ? () => setInviting(current) : null} />}
            {current && mayCreate && team.data && <Hint id="invite" learnt={inviting !== false} />}
            {!current && nothingYet && <FirstSteps mayCreate={mayCreate} onInvite={() => setInviting(null)} onSample={sessions.reload} />}
            {!current && !nothingYet && mayCreate && (
              <div className={styles.act}>
                {last ? (
                  <>
                    <ButtonLink href={`/new?from=${last.sessionId}`} variant="filled" size="large">
                      {t("nextFromLast")}
                    </ButtonLink>
                    <ButtonLink href="/new" size="large">
                      {t("create")}
                    </ButtonLink>
                  </>
                ) : (
                  <ButtonLink href="/new" variant="filled" size="large">
                    {t("create")}
                  </ButtonLink>
                )}
              </div>
            )}
            {others.length > 0 && (
              <section className={styles.list} aria-labelledby="all-sessions">
                <div className={styles.listHead}>
                  <h2 id="all-sessions" className={styles.listTitle}>
                    {t(current ? "earlier" : "list")}
                  </h2>
                </div>
                <SessionRows sessions={others} mayCreate={data.may.create} onChanged={sessions.reload} />
              </section>
            )}
            <div className={styles.foot}>
              {current && mayCreate && <ButtonLink href="/new">{t("create")}</ButtonLink>}
              {team.data && !nothingYet && !current && <Button onPress={() => setInviting(null)}>{t("invite")}</Button>}
              {mayCreate && !nothingYet && <PracticeButton variant="text" />}
              {mayCreate && !nothingYet && !list.some((session) => session.sample) && <SampleButton variant="text" />}
              <Button variant="text" onPress={() => setOnDevice(true)}>
                {t("device")}
              </Button>
            </div>
          </>
        )}
      </Loaded>
      {team.data && (
        <InviteDialog
          teamLink={team.data.teamLink}
          session={inviting === false ? null : inviting}
          isOpen={inviting !== false}
          onOpenChange={(open) => setInviting(open ? null : false)}
        />
      )}
      <DeviceDialog isOpen={onDevice} onOpenChange={setOnDevice} />
    </Page>
  );
}
