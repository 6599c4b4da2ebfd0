// What the last session left: hidden conversations to carry over, and the actions the call will begin with.
import { useTranslation } from "react-i18next";
import type { SessionDefaults } from "../../../shared/protocol/http.ts";
import { Badge } from "../../ui/Badge.tsx";
import { formatDueOn } from "../../ui/formatDate.ts";
import { Switch } from "../../ui/Switch.tsx";
import styles from "./Create.module.css";

export function FromLastTime(props: { defaults: SessionDefaults; carry: string[] | null; onCarry: (carry: string[]) => void }) {
  const { t } = useTranslation(["create", "house"]);
  const { leftovers, openActions } = props.defaults;
  const chosen = props.carry ?? leftovers.map((leftover) => leftover.conversationId);
  if (leftovers.length === 0 && openActions.length === 0) return null;
  return (
    <div className={styles.before}>
      {leftovers.length > 0 && (
        <section className={styles.block} aria-labelledby="carried-over">
          <h2 id="carried-over" className={styles.heading}>
            {t("carry")}
          </h2>
          <p className={styles.soft}>{t("carryHint")}</p>
          {leftovers.map((leftover) => (
            <Switch
              key={leftover.conversationId}
              isSelected={chosen.includes(leftover.conversationId)}
              onChange={(on) =>
                props.onCarry(
                  leftovers
                    .map((other) => other.conversationId)
                    .filter((id) => (id === leftover.conversationId ? on : chosen.includes(id))),
                )
              }
            >
              {leftover.title}, {t(`house:channel.${leftover.channel}`)}
            </Switch>
          ))}
        </section>
      )}
      {openActions.length > 0 && (
        <section className={styles.block} aria-labelledby="open-actions">
          <h2 id="open-actions" className={styles.heading}>
            {t("actions")}
          </h2>
          <ul className={styles.actions}>
            {openActions.map((action) => (
              <li key={action.actionId} className={styles.action}>
                <span>{action.text}</span>
                <span className={styles.soft}>
                  {action.ownerName ?? <Badge tone="apart">{t("unowned")}</Badge>}
                  {action.dueOn && `, ${formatDueOn(action.dueOn)}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
