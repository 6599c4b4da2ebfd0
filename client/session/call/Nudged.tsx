// A reminder from the facilitator, seen by this person alone.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMine, useSlice } from "../../stores/sessionStore.ts";
import { useUi } from "../../stores/uiStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";

/** Until read or until the scores are in. */
export function Nudged() {
  const { t } = useTranslation("call");
  const mine = useMine();
  const conversations = useSlice("conversations");
  const [read, setRead] = useState<number | null>(null);
  const look = useUi((ui) => ui.look);
  const session = useSlice("session");
  const left = (conversations ?? []).some((each) => {
    const sheet = mine?.sheets[each.conversationId];
    return each.status === "hidden" && sheet && (!sheet.submitted || sheet.changedSinceSubmit);
  });
  if (!mine?.nudgedAt || mine.nudgedAt === read || !left) return null;
  const dismiss = () => {
    setRead(mine.nudgedAt);
    if (session?.focus.kind !== "review") look({ kind: "review" });
  };
  return (
    <Notice
      icon="hand"
      role="status"
      action={
        <Button size="small" onPress={dismiss}>
          {t("nudge.ok")}
        </Button>
      }
    >
      {t("nudge.text")}
    </Notice>
  );
}
