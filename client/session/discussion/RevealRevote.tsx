// For conductors: reveal the re-vote, and asked once more while votes are missing; or cancel it.
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useCan, useSend } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { openAct } from "./acts.ts";
import { OnCriterion } from "./OnCriterion.tsx";
import styles from "./Revote.module.css";
import type { ShownCriterion } from "./useCriterion.ts";

export function RevealRevote({ shown }: { shown: ShownCriterion }) {
  const { t } = useTranslation("discussion");
  const { conversationId, criterionId, live, view } = shown;
  const send = useSend();
  const conducts = useCan("RevealRevote") && live;
  const round = view?.revotes.at(-1);
  if (!conducts || round?.status !== "open") return null;
  const place = { conversationId, criterionId, round: round.round };
  const missing = Math.max(0, round.of - round.in);
  const reveal = () => void send({ type: "RevealRevote", ...place });
  return (
    <div className={styles.acts}>
      <Button
        variant={round.in > 0 && missing === 0 ? "filled" : "quiet"}
        onPress={() => (missing > 0 ? openAct("revealRevote", shown) : reveal())}
        isDisabled={round.in === 0}
      >
        {missing > 0 && round.in > 0 ? t("revote.revealWithout", { count: missing }) : t("revote.reveal")}
      </Button>
      <Button variant="text" onPress={() => void send({ type: "CancelRevote", ...place })}>
        {t("revote.cancel")}
      </Button>
    </div>
  );
}

/** Apart from its button, which stands in another place in a narrow window. Gone with the vote it asks about. */
export function RevealRevoteDialog({ shown, isOpen, onClose }: { shown: ShownCriterion; isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation("discussion");
  const { conversationId, criterionId, view } = shown;
  const send = useSend();
  const last = view?.revotes.at(-1);
  const round = last?.status === "open" ? last : null;
  const over = isOpen && round === null;
  useEffect(() => {
    if (over) onClose();
  }, [over, onClose]);
  if (!round) return null;
  const missing = Math.max(0, round.of - round.in);
  return (
    <Dialog
      // the last vote may come in while it asks: then there is nothing to ask
      title={missing > 0 ? t("revote.missing", { count: missing }) : t("revote.voted", { in: round.in, of: round.of })}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      actions={
        <>
          <Button variant="text" onPress={onClose}>
            {t("revote.wait")}
          </Button>
          <Button
            variant="filled"
            onPress={() => {
              onClose();
              void send({ type: "RevealRevote", conversationId, criterionId, round: round.round });
            }}
          >
            {missing > 0 ? t("revote.revealNow") : t("revote.reveal")}
          </Button>
        </>
      }
    >
      <OnCriterion shown={shown} />
      {missing > 0 && <p>{t("revote.missingExplain")}</p>}
    </Dialog>
  );
}
