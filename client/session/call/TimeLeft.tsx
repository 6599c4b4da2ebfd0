// The shared timer of the silent review, by the server's clock: "9:40 left". No sound and no red.
import { useTranslation } from "react-i18next";
import { useServerNow, useSlice } from "../../stores/sessionStore.ts";
import { formatClock } from "../../ui/formatDate.ts";
import { timeLeft } from "./timeLeft.ts";
import styles from "./Header.module.css";

export function TimeLeft() {
  const { t } = useTranslation("call");
  const session = useSlice("session");
  const now = useServerNow(1_000);
  if (!session?.timer || session.status === "closed") return null;
  const left = timeLeft(session.timer, now);
  return (
    <span className={styles.time} role="timer" aria-label={t("time.label")}>
      {left > 0 ? t("time.left", { clock: formatClock(left) }) : t("time.up")}
    </span>
  );
}
