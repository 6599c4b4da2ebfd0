// For conductors: reveal the re-vote, and asked once more while votes are missing; or cancel it.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan, useSend } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import styles from "./Revote.module.css";
import type { ShownCriterion } from "./useCriterion.ts";

export function RevealRevote({ shown }: { shown: ShownCriterion }) {
  const { t } = useTranslation("discussion");
  const { conversationId, criterionId, live, view } = shown;
  const send = useSend();
  const conducts = useCan("RevealRevote") && live;
  const [asking, setAsking] = useState(false);
  const round = view?.revotes.at(-1);
  if (!conducts || round?.status !== "open") return null;
  const place = { conversationId, criterionId, round: round.round };
  const missing = Math.max(0, round.of - round.in);
  const reveal = () => void send({ type: "RevealRevote", ...place });
  return (
    <div className={styles.acts}>
      <Button
        variant={round.in > 0 && missing === 0 ? "filled" : "quiet"}
        onPress={() => (missing > 0 ? setAsking(true) : reveal())}
        isDisabled={round.in === 0}
      >
        {missing > 0 && round.in > 0 ? t("revote.revealWithout", { count: missing }) : t("revote.reveal")}
      </Button>
      <Button variant="text" onPress={() => void send({ type: "CancelRevote", ...place })}>
        {t("revote.cancel")}
      </Button>
      <Dialog
        // the last vote may come in while it asks: then there is nothing to ask
        title={missing > 0 ? t("revote.missing", { count: missing }) : t("revote.voted", { in: round.in, of: round.of })}
        isOpen={asking}
        onOpenChange={setAsking}
        actions={
          <>
            <Button variant="text" onPress={() => setAsking(false)}>
              {t("revote.wait")}
            </Button>
            <Button
              variant="filled"
              onPress={() => {
                setAsking(false);
                reveal();
              }}
            >
              {missing > 0 ? t("revote.revealNow") : t("revote.reveal")}
            </Button>
          </>
        }
      >
        {missing > 0 && <p>{t("revote.missingExplain")}</p>}
      </Dialog>
    </div>
  );
}
