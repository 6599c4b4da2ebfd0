// Where passing messages appear: bottom left, above dialogs, in a live region. They wait while one points at them or has focus inside.
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button.tsx";
import { Icon } from "./Icon.tsx";
import styles from "./Notices.module.css";
import { dismissNotice, noticesStore, type PassingNotice } from "./notices.ts";

const STAYS_MS = 6_000;

function OneNotice({ notice, waits }: { notice: PassingNotice; waits: boolean }) {
  const { t } = useTranslation("house");
  useEffect(() => {
    // what offers something to do waits for those who need longer to get there
    if (waits || notice.tone === "apart" || notice.action) return;
    const timer = setTimeout(() => dismissNotice(notice.id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [notice, waits]);
  return (
    <li className={`${styles.notice} ${styles[notice.tone]}`}>
      <span className={styles.words}>{notice.text}</span>
      {notice.action && (
        <Button
          variant="text"
          size="small"
          onPress={() => {
            notice.action?.onAction();
            dismissNotice(notice.id);
          }}
        >
          {notice.action.label}
        </Button>
      )}
      <Button variant="text" size="small" aria-label={t("dismiss")} onPress={() => dismissNotice(notice.id)}>
        <Icon name="close" size={14} />
      </Button>
    </li>
  );
}

export function Notices() {
  const notices = useSyncExternalStore(noticesStore.subscribe, noticesStore.get);
  const [waits, setWaits] = useState(false);
  const { t } = useTranslation("house");
  return (
    // react-aria hides everything beside an open dialog; the attribute keeps messages readable above it
    <section
      className={styles.region}
      aria-label={t("messages")}
      data-react-aria-top-layer="true"
      data-messages=""
      onMouseEnter={() => setWaits(true)}
      onMouseLeave={() => setWaits(false)}
      onFocus={() => setWaits(true)}
      onBlur={() => setWaits(false)}
    >
      <ul aria-live="polite" aria-relevant="additions" className={styles.list}>
        {notices.map((notice) => (
          <OneNotice key={notice.id} notice={notice} waits={waits} />
        ))}
      </ul>
    </section>
  );
}
