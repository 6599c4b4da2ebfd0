// While somebody looks around: that only they see this, where the call is, and the way back. It moves nobody else.
import { useTranslation } from "react-i18next";
import { useSlice } from "../../stores/sessionStore.ts";
import { samePlace, useUi } from "../../stores/uiStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";

export function Elsewhere() {
  const { t } = useTranslation("call");
  const session = useSlice("session");
  const conversations = useSlice("conversations");
  const criteria = useSlice("scorecard")?.criteria;
  const { lookingAt, follow } = useUi();
  if (!lookingAt || session?.status !== "open") return null;
  const { focus } = session;
  // the results are looked at while the call is at them: nothing to come back from. One's own sheet is another than the one that is scored
  if (focus.kind !== "review" && samePlace(lookingAt, focus)) return null;
  const title = "conversationId" in focus ? (conversations?.find((each) => each.conversationId === focus.conversationId)?.title ?? "") : "";
  const place =
    focus.kind === "criterion"
      ? (criteria?.find((each) => each.criterionId === focus.criterionId)?.name ?? "")
      : t(`move.${focus.kind}`, { title });
  return (
    <Notice
      icon="eye"
      action={
        <Button size="small" onPress={follow}>
          {t("look.follow")}
        </Button>
      }
    >
      {t("look.elsewhere", { place })}
    </Notice>
  );
}
