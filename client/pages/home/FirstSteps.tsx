// A team without sessions: what one can do now, the first one filled.
import { useTranslation } from "react-i18next";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import styles from "./Home.module.css";
import { PracticeButton } from "./PracticeButton.tsx";
import { SampleButton } from "./SampleButton.tsx";

export function FirstSteps(props: { mayCreate: boolean; onInvite: () => void; onSample: () => Promise<void> }) {
  const { t } = useTranslation(["home", "practice"]);
  if (!props.mayCreate) return null;
  return (
    <ol className={styles.steps}>
      <li className={styles.step}>
        <div>
          <h2 className={styles.stepTitle}>{t("first.pasteTitle")}</h2>
          <p className={styles.soft}>{t("first.paste")}</p>
        </div>
        <ButtonLink href="/new" variant="filled" size="large">
          {t("create")}
        </ButtonLink>
      </li>
      <li className={styles.step}>
        <div>
          <h2 className={styles.stepTitle}>{t("first.inviteTitle")}</h2>
          <p className={styles.soft}>{t("first.invite")}</p>
        </div>
        <Button onPress={props.onInvite}>{t("invite")}</Button>
      </li>
      <li className={styles.step}>
        <div>
          <h2 className={styles.stepTitle}>{t("practice:home.title")}</h2>
          <p className={styles.soft}>{t("practice:home.lead")}</p>
        </div>
        <PracticeButton withSpeed />
      </li>
      <li className={styles.step}>
        <div>
          <h2 className={styles.stepTitle}>{t("first.sampleTitle")}</h2>
          <p className={styles.soft}>{t("first.sample")}</p>
        </div>
        <SampleButton onMade={props.onSample} />
      </li>
    </ol>
  );
}
