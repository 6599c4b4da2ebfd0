// All other sessions, one line each: when, what, state, how far apart, what is still open, and the rest in a menu.
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import type { SessionListItem } from "../../../shared/protocol/http.ts";
import { ask, type Done } from "../../api.ts";
import { BASE_PATH } from "../../basePath.ts";
import { Badge } from "../../ui/Badge.tsx";
import { formatDay, formatTime } from "../../ui/formatDate.ts";
import { Menu, type MenuEntry } from "../../ui/Menu.tsx";
import { notify } from "../../ui/notices.ts";
import styles from "./SessionRows.module.css";

export function SessionRows(props: { sessions: SessionListItem[]; mayCreate: boolean; onChanged: () => Promise<void> }) {
  return (
    <ul className={styles.rows}>
      {props.sessions.map((session) => (
        <SessionRow key={session.sessionId} session={session} mayCreate={props.mayCreate} onChanged={props.onChanged} />
      ))}
    </ul>
  );
}

function SessionRow({ session, mayCreate, onChanged }: { session: SessionListItem; mayCreate: boolean; onChanged: () => Promise<void> }) {
  const { t } = useTranslation("home");
  const [, navigate] = useLocation();
  const address = session.status === "closed" ? `/s/${session.sessionId}/report` : `/s/${session.sessionId}`;
  const state =
    session.status === "closed"
      ? t("state.closed")
      : session.revealed > 0
        ? t("state.revealed", { revealed: session.revealed, total: session.conversations })
        : t("state.scoring");
  const removeSample = async () => {
    const answer = await ask<Done>("DELETE", `/sessions/${session.sessionId}`);
    notify(answer.ok ? { text: t(session.practice ? "deletedPractice" : "deleted") } : { text: answer.message, tone: "apart" });
    await onChanged();
  };
  const entries: MenuEntry[] = [
    { id: "open", label: t("open"), onAction: () => navigate(`/s/${session.sessionId}`) },
    { id: "report", label: t("report"), onAction: () => navigate(`/s/${session.sessionId}/report`) },
    ...(mayCreate && !session.sample && !session.practice
      ? [{ id: "next", label: t("nextWeek"), onAction: () => navigate(`/new?from=${session.sessionId}`) }]
      : []),
    {
      id: "calendar",
      label: t("calendar"),
      onAction: () => window.location.assign(`${BASE_PATH}/api/sessions/${session.sessionId}/calendar.ics`),
    },
    ...((mayCreate || session.seated) && (session.sample || session.practice)
      ? [
          {
            id: "delete",
            label: t(session.practice ? "deletePractice" : "delete"),
            tone: "apart" as const,
            onAction: () => void removeSample(),
          },
        ]
      : []),
  ];
  return (
    <li className={styles.row}>
      <span className={styles.when}>
        {formatDay(session.startsAt, session.timeZone)}
        <span className={styles.time}>{formatTime(session.startsAt, session.timeZone)}</span>
      </span>
      <span className={styles.what}>
        <Link href={address} className={styles.name}>
          {session.name}
        </Link>
        {session.sample && <Badge>{t("sampleBadge")}</Badge>}
        {session.practice && <Badge>{t("practiceBadge")}</Badge>}
        {session.scoreNow && <Badge tone="action">{t("scoreNow")}</Badge>}
      </span>
      <span className={styles.state}>{state}</span>
      <span className={styles.range}>
        {session.range &&
          (session.range.low === session.range.high
            ? t("rangeOne", { low: Math.round(session.range.low) })
            : t("range", { low: Math.round(session.range.low), high: Math.round(session.range.high) }))}
      </span>
      <span className={styles.actions}>{session.openActions > 0 && t("openActions", { count: session.openActions })}</span>
      <span className={styles.menu}>
        <Menu label={t("moreFor", { name: session.name })} icon="more" size="small" items={entries} />
      </span>
    </li>
  );
}
