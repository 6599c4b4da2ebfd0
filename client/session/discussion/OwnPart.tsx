// What everybody may do on a criterion: say why in writing, change one's mind in sight of all, object. One dialog of each for both bars.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { Value } from "../../../shared/scorecard/scorecard.ts";
import { valueText } from "../../plots/valueText.ts";
import { useSend } from "../../stores/sessionStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { type Act, draftKey, useActs } from "./acts.ts";
import { AskDialog } from "./AskDialog.tsx";
import { OnCriterion } from "./OnCriterion.tsx";
import { ScaleChoice } from "./ScaleChoice.tsx";
import type { ShownCriterion } from "./useCriterion.ts";

export function OwnPartDialogs({ shown, act, onClose }: { shown: ShownCriterion; act: Act | null; onClose: () => void }) {
  const { t } = useTranslation("discussion");
  const send = useSend();
  const words = useActs((acts) => acts.words);
  const { conversationId, criterionId, view, mine } = shown;
  const place = { conversationId, criterionId };
  const close = (open: boolean) => !open && onClose();
  const turnCame =
    !view?.speaking ||
    view.speaking.everyone ||
    view.settled !== null ||
    view.speaking.order.some((each) => each.seatId === mine.seatId && each.state !== "waiting" && each.state !== "away");
  return (
    <>
      <MindDialog shown={shown} isOpen={act === "mind"} onClose={onClose} />
      <AskDialog
        title={t("objections.title")}
        about={<OnCriterion shown={shown} />}
        draft={draftKey("object", mine.seatId, place)}
        words={words}
        explain={t("objections.explain")}
        field={t("objections.field")}
        save={t("objections.save")}
        cancel={t("objections.cancel")}
        limit={LIMITS.reason}
        isOpen={act === "object"}
        onOpenChange={close}
        onSave={async (text) => {
          const answer = await send({ type: "Object", ...place, text });
          if (answer.ok) announce(t("objections.saved"));
          return answer.ok;
        }}
      />
      <AskDialog
        title={t("held.title")}
        about={<OnCriterion shown={shown} />}
        draft={draftKey("reason", mine.seatId, place)}
        words={words}
        explain={t("held.explain")}
        field={t("held.field")}
        save={t("held.save")}
        cancel={t("held.cancel")}
        limit={LIMITS.reason}
        isOpen={act === "reason"}
        onOpenChange={close}
        onSave={async (text) => {
          const answer = await send({ type: "WriteReason", ...place, text, evidence: [] });
          if (answer.ok) announce(t(turnCame ? "held.saved" : "held.savedHeld"));
          return answer.ok;
        }}
      />
    </>
  );
}

/** A stance in sight of all; the blind score stays as it is. */
function MindDialog({ shown, isOpen, onClose }: { shown: ShownCriterion; isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation("discussion");
  const send = useSend();
  const { conversationId, criterionId, criterion, view, mine, own } = shown;
  const current = view?.minds.find(({ seatId }) => seatId === mine.seatId)?.value ?? null;
  const [value, setValue] = useState<Value | null>(null);
  const chosen = value ?? current;
  /** what was picked and not said is forgotten: the next time starts from what everybody sees */
  const cancel = () => {
    setValue(null);
    onClose();
  };
  const say = async (next: Value | null) => {
    const answer = await send({ type: "ChangeMind", conversationId, criterionId, value: next });
    if (!answer.ok) return;
    setValue(null);
    onClose();
  };
  return (
    <Dialog
      title={t("minds.title")}
      isOpen={isOpen}
      onOpenChange={(open) => !open && cancel()}
      actions={
        <>
          {(current !== null || view?.named === false) && (
            <Button variant="text" onPress={() => void say(null)}>
              {t("minds.takeBack")}
            </Button>
          )}
          <Button variant="text" onPress={cancel}>
            {t("minds.cancel")}
          </Button>
          <Button variant="filled" isDisabled={chosen === null} onPress={() => void say(chosen)}>
            {t("minds.change")}
          </Button>
        </>
      }
    >
      <OnCriterion shown={shown} />
      <p>{t("minds.explain")}</p>
      {own !== null && <p>{t("minds.blind", { value: valueText(t, criterion.scale, own) })}</p>}
      <ScaleChoice criterion={criterion} label={t("minds.choose")} labelHidden value={chosen} onChange={setValue} />
    </Dialog>
  );
}
