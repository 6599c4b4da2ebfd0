// One click to a session one can look around in.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { ask } from "../../api.ts";
import { Button, type ButtonVariant } from "../../ui/Button.tsx";
import { notify } from "../../ui/notices.ts";

export function SampleButton({ variant = "quiet", onMade }: { variant?: ButtonVariant; onMade?: () => Promise<void> }) {
  const { t } = useTranslation("home");
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    const answer = await ask<{ ok: true; sessionId: string }>("POST", "/sessions/sample");
    setBusy(false);
    if (!answer.ok) {
      notify({ text: answer.message, tone: "apart" });
      await onMade?.();
      return;
    }
    navigate(`/s/${answer.sessionId}`);
  };
  return (
    <Button variant={variant} isPending={busy} onPress={() => void make()}>
      {busy ? t("sampleMaking") : t("sample")}
    </Button>
  );
}
