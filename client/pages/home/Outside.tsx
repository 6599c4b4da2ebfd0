// For a browser nobody knows: one sentence on what this is, and the two ways in.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { Page } from "../../ui/Page.tsx";
import { CodeForm } from "../enter/CodeForm.tsx";
import styles from "./Home.module.css";

export function Outside({ team, needsSetup }: { team: string | null; needsSetup: boolean }) {
  const { t } = useTranslation("home");
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  if (needsSetup)
    return (
      <Page title={t("outside.title")} lead={t("outside.lead")} width="narrow" outside>
        <section className={styles.way}>
          <h2 className={styles.stepTitle}>{t("outside.setupTitle")}</h2>
          <p>{t("outside.setup")}</p>
          <p className={styles.soft}>{t("outside.setupHint")}</p>
        </section>
      </Page>
    );
  return (
    <Page title={t("outside.title")} lead={t("outside.lead")} width="narrow" context={team} outside>
      <section className={styles.way}>
        <h2 className={styles.stepTitle}>{t("outside.linkTitle")}</h2>
        <p>{t("outside.link")}</p>
      </section>
      <section className={styles.way}>
        <h2 className={styles.stepTitle}>{t("outside.codeTitle")}</h2>
        <CodeForm
          busy={busy}
          problem={null}
          autoFocus={false}
          onCode={(code) => {
            setBusy(true);
            navigate(`/join#${code}`);
          }}
        />
      </section>
    </Page>
  );
}
