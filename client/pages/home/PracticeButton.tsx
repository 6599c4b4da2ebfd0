// One click to a call with simulated reviewers; how fast they are stands beside it, quietly.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { Speed } from "../../../shared/practice/job.ts";
import { ask } from "../../api.ts";
import { Button, type ButtonVariant } from "../../ui/Button.tsx";
import { notify } from "../../ui/notices.ts";
import { Select } from "../../ui/Select.tsx";
import styles from "./PracticeButton.module.css";

export function PracticeButton({ variant = "quiet", withSpeed = false }: { variant?: ButtonVariant; withSpeed?: boolean }) {
  const { t } = useTranslation("practice");
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [speed, setSpeed] = useState<Speed>("normal");
  const start = async () => {
    setBusy(true);
    const answer = await ask<{ ok: true; sessionId: string }>("POST", "/practice", { speed });
    setBusy(false);
    if (answer.ok) navigate(`/s/${answer.sessionId}`);
    else notify({ text: answer.message, tone: "apart" });
  };
  return (
    <span className={styles.practice}>
      {withSpeed && (
        <Select
          label={t("home.speed")}
          labelHidden
          className={styles.speed}
          value={speed}
          onChange={setSpeed}
          options={[
            { id: "normal", label: t("home.normal") },
            { id: "fast", label: t("home.fast") },
          ]}
        />
      )}
      <Button variant={variant} isPending={busy} onPress={() => void start()}>
        {busy ? t("home.starting") : t("home.start")}
      </Button>
    </span>
  );
}
