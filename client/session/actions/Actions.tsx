// Last session's actions: one's own on top and done with one tap, then the others by owner, late ones first.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ActionView } from "../../../shared/session/view/slices.ts";
import { ask } from "../../api.ts";
import { useCan, useMine, useServerNow, useSlice } from "../../stores/sessionStore.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { formatDueOn } from "../../ui/formatDate.ts";
import { notify } from "../../ui/notices.ts";
import { byOwner, isLate } from "./byOwner.ts";
import styles from "./Actions.module.css";
import { OwnerChoice } from "./OwnerChoice.tsx";

function Row({ action, today, mayChange }: { action: ActionView; today: string; mayChange: boolean }) {
  const { t } = useTranslation("people");
  const [busy, setBusy] = useState(false);
  const done = action.status === "done";
  const set = async (status: ActionView["status"]) => {
    setBusy(true);
    const answer = await ask<{ ok: true }>("POST", `/actions/${action.sessionId}/${action.actionId}`, { status });
    setBusy(false);
    if (!answer.ok) notify({ text: answer.message, tone: "apart" });
  };
  return (
    <li className={styles.row} data-status={action.status}>
      <span className={styles.text}>{action.text}</span>
      <span className={styles.meta}>
        {action.dueOn &&
          !done &&
          (isLate(action, today) ? (
            <Badge tone="apart">{t("actions.late", { date: formatDueOn(action.dueOn) })}</Badge>
          ) : (
            t("actions.due", { date: formatDueOn(action.dueOn) })
          ))}
        {done && t("actions.isDone")}
        {action.status === "dropped" && t("actions.isDropped")}
      </span>
      {mayChange && action.status === "open" && action.ownerPersonId === null && <OwnerChoice action={action} />}
      {mayChange && (
        <Button
          size="small"
          variant={done ? "text" : "quiet"}
          isPending={busy}
          onPress={() => void set(done ? "open" : "done")}
          aria-label={t(done ? "actions.reopenThis" : "actions.doneThis", { text: action.text })}
        >
          {t(done ? "actions.reopen" : "actions.done")}
        </Button>
      )}
    </li>
  );
}

export default function Actions() {
  const { t } = useTranslation("people");
  const actions = useSlice("actions")?.fromBefore ?? [];
  const session = useSlice("session");
  const mine = useMine();
  const conducts = useCan("MoveFocus");
  const now = useServerNow(60_000);
  const today = new Intl.DateTimeFormat("en-CA", session?.timeZone ? { timeZone: session.timeZone } : {}).format(now);
  const own = actions.filter((each) => each.ownerPersonId !== null && each.ownerPersonId === mine?.personId);
  const others = byOwner(
    actions.filter((each) => !own.includes(each)),
    today,
  );
  const open = actions.filter((each) => each.status === "open").length;
  return (
    <div className={styles.actions}>
      <h1 className={styles.statement}>{actions.length === 0 ? t("actions.none") : t("actions.title", { count: open })}</h1>
      {own.length > 0 && (
        <section aria-label={t("actions.own")}>
          <h2 className={styles.owner}>{t("actions.own")}</h2>
          <ul>
            {own.map((each) => (
              <Row key={each.actionId} action={each} today={today} mayChange />
            ))}
          </ul>
        </section>
      )}
      {others.map((group) => (
        <section key={group.ownerPersonId ?? "nobody"} aria-label={group.ownerName ?? t("actions.unowned")}>
          <h2 className={styles.owner}>{group.ownerName ?? t("actions.unowned")}</h2>
          <ul>
            {group.actions.map((each) => (
              <Row key={each.actionId} action={each} today={today} mayChange={conducts} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
