// The silent review for somebody who does not score: nothing to do, and nothing of anybody's scores.
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";
import { awaited, numberOf } from "../call/awaited.ts";
import { Material } from "./Material.tsx";
import styles from "./ScoreSheet.module.css";

const NOBODY_PINS: never[] = [];

export function OthersScore() {
  const { t } = useTranslation("score");
  const conversations = useSlice("conversations") ?? [];
  const progress = useSlice("progress");
  const hidden = conversations.find((each) => each.status === "hidden");
  const waited = awaited({ conversations, ...(progress && { progress }) });
  // named where it is not the one beside it
  const number = waited && waited.conversationId !== hidden?.conversationId ? numberOf(conversations, waited.conversationId) : 0;
  return (
    <div className={styles.sheet} data-mode="watching">
      {hidden && (
        <Material
          conversation={hidden}
          current={null}
          pinned={NOBODY_PINS}
          onCurrent={() => undefined}
          onPin={undefined}
          onQuote={undefined}
          criterionName=""
        />
      )}
      <section className={styles.side}>
        <div className={styles.watching}>
          <p className={styles.statement}>{t("watching.title")}</p>
          <p className={styles.soft}>{t("watching.lead")}</p>
          {waited && <p>{t(number > 0 ? "watching.countOf" : "watching.count", { in: waited.in, of: waited.expected, number })}</p>}
        </div>
      </section>
    </div>
  );
}
