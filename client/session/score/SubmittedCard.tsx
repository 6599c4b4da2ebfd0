// After submitting: said plainly, own scores covered (somebody may share this screen), and the way back to them.
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { formatTime } from "../../ui/formatDate.ts";
import styles from "./CriterionPanel.module.css";
import type { OwnSheet } from "./useSheet.ts";

export function SubmittedCard({ own, onShow }: { own: OwnSheet; onShow: () => void }) {
  const { t } = useTranslation("score");
  const session = useSlice("session");
  const time = own.submittedAt === null ? "" : formatTime(own.submittedAt, session?.timeZone);
  return (
    <section className={styles.submitted}>
      <h2 className={styles.statement}>{t("submitted.title")}</h2>
      <p className={styles.soft}>{t("submitted.lead", { time })}</p>
      <p>
        <Button size="small" onPress={onShow}>
          {t("submitted.show")}
        </Button>
      </p>
    </section>
  );
}
