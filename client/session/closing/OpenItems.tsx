// The closing checklist: what is not settled, parked, provisional, objected to or still hidden, each one press away from where it can be settled.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCan, useSend, useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { formatDueOn } from "../../ui/formatDate.ts";
import styles from "./Closing.module.css";
import { type Item, type LeftOpen, objectionCount } from "./leftOpen.ts";

export function OpenItems({ open, closed }: { open: LeftOpen; closed: boolean }) {
  const { t } = useTranslation("closing");
  const seats = useSlice("roster")?.seats ?? [];
  const ownerOf = (personId: string | null) => seats.find((seat) => seat.personId === personId)?.name;
  const { notSettled, parked, provisional, hidden, identical, objections } = open;
  if (notSettled.length + parked.length + provisional.length + hidden.length + objections.length + (closed ? 0 : identical.length) === 0)
    return null;
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{t("open.title")}</h2>
      <dl className={styles.open}>
        {notSettled.length > 0 && (
          <Group label={t("open.notDiscussed")}>
            {notSettled.map((item) => (
              <OpenItem key={`${item.conversationId}|${item.criterionId}`} item={item} closed={closed} />
            ))}
          </Group>
        )}
        {parked.length > 0 && (
          <Group label={t("open.parked")}>
            {parked.map((item) => {
              const name = ownerOf(item.ownerPersonId);
              return (
                <OpenItem key={`${item.conversationId}|${item.criterionId}`} item={item} closed={closed}>
                  {name ? t("open.owner", { name }) : <strong className={styles.apart}>{t("open.unowned")}</strong>}
                </OpenItem>
              );
            })}
          </Group>
        )}
        {provisional.length > 0 && (
          <Group label={t("open.provisional")}>
            {provisional.map((item) => (
              <OpenItem key={`${item.conversationId}|${item.criterionId}`} item={item} closed={closed}>
                {item.until && t("open.until", { date: formatDueOn(item.until) })}
              </OpenItem>
            ))}
          </Group>
        )}
        {objections.length > 0 && (
          <Group label={t("open.objections")}>
            {objections.map((item) => (
              <OpenItem key={`${item.conversationId}|${item.criterionId}`} item={item} closed={closed} />
            ))}
            <li className={styles.quiet}>{t("open.objected", { count: objectionCount(open) })}</li>
          </Group>
        )}
        {hidden.length > 0 && (
          <Group label={t("open.hidden")}>
            {hidden.map(({ conversationId, title }) => (
              <li key={conversationId}>{title}</li>
            ))}
            <li className={styles.quiet}>{t("open.hiddenHint")}</li>
          </Group>
        )}
        {!closed &&
          identical.map(({ conversationId, title, count }) => (
            <p key={conversationId} className={styles.quiet}>
              {t("open.identical", { count, conversation: title })}
            </p>
          ))}
      </dl>
    </section>
  );
}

function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.group}>
      <dt>{label}</dt>
      <dd>
        <ul>{children}</ul>
      </dd>
    </div>
  );
}

/** Conductors take everybody there; others look by themselves. */
function OpenItem({ item, closed, children }: { item: Item; closed: boolean; children?: ReactNode }) {
  const { t } = useTranslation("closing");
  const send = useSend();
  const { look, follow } = useUi();
  const conducts = useCan("OpenCriterion") && !closed;
  const { conversationId, criterionId } = item;
  const go = () => {
    if (!conducts) return look({ kind: "criterion", conversationId, criterionId, readAloud: false });
    follow();
    void send({ type: "OpenCriterion", conversationId, criterionId, readAloud: false });
  };
  return (
    <li className={styles.item}>
      <button type="button" className={styles.go} aria-label={t("open.goTo", { name: item.criterion })} onClick={go}>
        {item.criterion}
      </button>
      <span className={styles.quiet}>{item.conversation}</span>
      {children && <span>{children}</span>}
    </li>
  );
}
