// Somebody came after the reveal: watch, or score first. Nothing of the scores is on this page, nor anywhere on this device.
import { useTranslation } from "react-i18next";
import { useSend, useSlice } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { formatTime } from "../../ui/formatDate.ts";
import styles from "./LateChoice.module.css";

export default function LateChoice({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation("score");
  const send = useSend();
  const session = useSlice("session");
  const conversation = useSlice("conversations")?.find((each) => each.conversationId === conversationId);
  const time = conversation?.revealedAt ? formatTime(conversation.revealedAt, session?.timeZone) : "";
  return (
    <section className={styles.late}>
      <p className={styles.soft}>{conversation?.title}</p>
      <h1 className={styles.statement}>{t("late.title", { time })}</h1>
      <div className={styles.choices}>
        <div className={styles.choice}>
          <Button variant="filled" size="large" onPress={() => void send({ type: "ChooseLate", conversationId, choice: "watch" })}>
            {t("late.watch")}
          </Button>
          <p className={styles.soft}>{t("late.watchHint")}</p>
        </div>
        <div className={styles.choice}>
          <Button size="large" onPress={() => void send({ type: "ChooseLate", conversationId, choice: "score" })}>
            {t("late.score")}
          </Button>
          <p className={styles.soft}>{t("late.scoreHint")}</p>
        </div>
      </div>
    </section>
  );
}
