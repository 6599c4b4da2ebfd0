// What is to be done after this call: by whom, until when. An action without an owner says so in plain sight.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ActionView } from "../../../shared/session/view/slices.ts";
import { useCan, useMine, useSend, useSlice } from "../../stores/sessionStore.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { formatDueOn } from "../../ui/formatDate.ts";
import { ActionForm } from "./ActionForm.tsx";
import styles from "./Closing.module.css";
import { EditAction } from "./EditAction.tsx";

export function ActionsList({ closed }: { closed: boolean }) {
  const { t } = useTranslation("closing");
  const actions = useSlice("actions");
  const mayAdd = useCan("AddAction") && !closed;
  const here = actions?.here ?? [];
  const before = (actions?.fromBefore ?? []).filter((each) => each.status === "open");
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{t("actions.title")}</h2>
      {here.length === 0 && <p className={styles.quiet}>{t(closed ? "actions.noneAfter" : "actions.none")}</p>}
      {here.length > 0 && (
        <ul>
          {here.map((action) => (
            <Action key={action.actionId} action={action} closed={closed} />
          ))}
        </ul>
      )}
      {mayAdd && <ActionForm />}
      {before.length > 0 && (
        <>
          <h3 className={styles.subtitle}>{t("actions.fromBefore")}</h3>
          <ul>
            {before.map((action) => (
              <li key={action.actionId} className={styles.action}>
                <span className={styles.actionText}>{action.text}</span>
                <span className={styles.meta}>
                  <Owner action={action} />
                  <span className={styles.quiet}>{t("actions.from", { session: action.sessionName })}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Owner({ action }: { action: ActionView }) {
  const { t } = useTranslation("closing");
  return action.ownerName === null ? <Badge tone="apart">{t("actions.unowned")}</Badge> : <strong>{action.ownerName}</strong>;
}

function Action({ action, closed }: { action: ActionView; closed: boolean }) {
  const { t } = useTranslation("closing");
  const mine = useMine();
  const send = useSend();
  const mayConfirm = useCan("ConfirmAction");
  const mayChange = useCan("ChangeAction") && !closed;
  const mayDrop = useCan("DropAction") && !closed;
  const [editing, setEditing] = useState(false);
  const own = action.ownerPersonId !== null && action.ownerPersonId === mine?.personId;
  const { actionId, text } = action;
  return (
    <li className={styles.action}>
      <span className={styles.actionText}>{text}</span>
      <span className={styles.meta}>
        <Owner action={action} />
        {action.confirmed && <span className={styles.quiet}>{t("actions.confirmed")}</span>}
        <span className={styles.quiet}>{action.dueOn ? t("actions.due", { date: formatDueOn(action.dueOn) }) : t("actions.noDue")}</span>
        {own && !action.confirmed && mayConfirm && !closed && (
          <Button
            size="small"
            aria-label={t("actions.confirmLabel", { text })}
            onPress={() => void send({ type: "ConfirmAction", actionId })}
          >
            {t("actions.confirm")}
          </Button>
        )}
        {mayChange && (
          <Button variant="text" size="small" aria-label={t("actions.editLabel", { text })} onPress={() => setEditing(true)}>
            {t("actions.edit")}
          </Button>
        )}
        {mayDrop && (
          <Button
            variant="text"
            size="small"
            aria-label={t("actions.dropLabel", { text })}
            onPress={() => void send({ type: "DropAction", actionId })}
          >
            {t("actions.drop")}
          </Button>
        )}
      </span>
      {mayChange && <EditAction key={String(editing)} action={action} isOpen={editing} onClose={() => setEditing(false)} />}
    </li>
  );
}
