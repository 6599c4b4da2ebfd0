// This week's session: what it is, what is expected of this person now, and the one button for it.
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { SessionListItem } from "../../../shared/protocol/http.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { formatDayTime, formatDaysFrom } from "../../ui/formatDate.ts";
import styles from "./Home.module.css";

/** heading, tab and line under the heading of the whole page */
export function currentTitle(
  current: SessionListItem | null,
  loaded: boolean,
  nothingYet: boolean,
  mayCreate: boolean,
  guest: boolean,
  /** a sample or a practice call is open: saying that nothing is would be wrong */ rehearsing: boolean,
  t: TFunction<"home">,
): { title: string; tab: string; lead: string | undefined } {
  if (current) return { title: current.name, tab: current.scoreNow ? t("tab.score") : current.name, lead: undefined };
  if (!loaded) return { title: t("title"), tab: t("tab.none"), lead: undefined };
  if (nothingYet && mayCreate) return { title: t("first.title"), tab: t("first.title"), lead: t("first.lead") };
  return {
    title: t(rehearsing ? "noneOwnOpen" : "noneOpen"),
    tab: t("tab.none"),
    lead: t(mayCreate ? "noneOpenLead" : guest ? "first.guest" : "first.waiting"),
  };
}

export function CurrentSession({ session, onInvite }: { session: SessionListItem; onInvite: (() => void) | null }) {
  const { t } = useTranslation("home");
  const facts = [
    `${formatDaysFrom(Date.now(), session.startsAt, session.timeZone)}, ${formatDayTime(session.startsAt, session.timeZone)}`,
    t("conversations", { count: session.conversations }),
    t("people", { count: session.people }),
    ...(session.facilitator ? [t("facilitator", { name: session.facilitator })] : []),
    session.scorecardName,
  ];
  const expected = session.scoreNow
    ? t("now.score")
    : session.revealed > 0
      ? t("now.running", { revealed: session.revealed, total: session.conversations })
      : session.seated
        ? t("now.open")
        : t("now.notSeated");
  return (
    <section className={styles.current} aria-label={session.name}>
      <p className={styles.facts}>
        {session.sample && <Badge>{t("sampleBadge")}</Badge>}
        {session.practice && <Badge>{t("practiceBadge")}</Badge>}
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      <p className={styles.expected}>{expected}</p>
      <div className={styles.act}>
        <ButtonLink href={`/s/${session.sessionId}`} variant="filled" size="large">
          {session.scoreNow ? t("scoreNow") : t("open")}
        </ButtonLink>
        {onInvite && (
          <Button size="large" onPress={onInvite}>
            {t("invite")}
          </Button>
        )}
        <ButtonLink href={`/api/sessions/${session.sessionId}/calendar.ics`} variant="text" size="large" download>
          {t("calendar")}
        </ButtonLink>
      </div>
    </section>
  );
}
