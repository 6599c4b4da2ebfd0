// Silent review: the clock, and how many are in. Never who, never what.
import { useTranslation } from "react-i18next";
import { timeLeft } from "../session/call/timeLeft.ts";
import { useServerNow, useSlice } from "../stores/sessionStore.ts";
import { formatClock } from "../ui/formatDate.ts";
import { More } from "./ActionRows.tsx";
import styles from "./SharedScreen.module.css";
import { useRowsThatFit } from "./useRowsThatFit.ts";

export function ScreenReview() {
  const { t } = useTranslation("screen");
  const timer = useSlice("session")?.timer;
  const progress = useSlice("progress") ?? [];
  const conversations = useSlice("conversations") ?? [];
  const now = useServerNow(500);
  const left = timer ? timeLeft(timer, now) : 0;
  const title = (id: string) => conversations.find((each) => each.conversationId === id)?.title ?? "";
  const allIn = progress.length > 0 && progress.every((each) => each.in >= each.expected);
  const { ref, rows } = useRowsThatFit(Math.max(1, progress.length), `${progress.length} ${timer !== null} ${allIn}`);
  return (
    <div ref={ref} className={styles.review}>
      <h1 className={styles.sentence}>{allIn ? t("review.allIn") : t("review.title")}</h1>
      {timer && (
        <p className={styles.clock} role="timer">
          {left > 0 ? formatClock(left) : t("review.timeUp")}
        </p>
      )}
      <ul className={styles.progress}>
        {progress.slice(0, rows).map((each) => (
          <li key={each.conversationId}>
            <span className={styles.large}>{t("review.in", { in: each.in, of: each.expected })}</span>{" "}
            {progress.length > 1 && <span className={styles.soft}>{title(each.conversationId)}</span>}
          </li>
        ))}
        <More count={progress.length - rows} />
      </ul>
    </div>
  );
}
