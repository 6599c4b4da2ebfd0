// The silent review for somebody who does not score: nothing to do, and nothing of anybody's scores.
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";
import { Material } from "./Material.tsx";
import styles from "./ScoreSheet.module.css";

const NOBODY_PINS: never[] = [];

export function OthersScore() {
  const { t } = useTranslation("score");
  const conversations = useSlice("conversations") ?? [];
  const progress = useSlice("progress");
  const hidden = conversations.find((each) => each.status === "hidden");
  const own = progress?.find((each) => each.conversationId === hidden?.conversationId);
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
          {own && <p>{t("watching.count", { in: own.in, of: own.expected })}</p>}
        </div>
      </section>
    </div>
  );
}
