// A proposal on the scorecard, born where the dispute is: clarify, redefine with a right and a wrong example, retire, add.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { ProposalKind } from "../../../shared/session/shapes.ts";
import { newId } from "../../newId.ts";
import { useSend } from "../../stores/sessionStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { OnCriterion } from "./OnCriterion.tsx";
import type { ShownCriterion } from "./useCriterion.ts";

const KINDS: ProposalKind[] = ["clarify", "redefine", "retire", "add"];

export function ProposeDialog({ shown, isOpen, onClose }: { shown: ShownCriterion; isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation("discussion");
  const send = useSend();
  const [kind, setKind] = useState<ProposalKind>("clarify");
  const [text, setText] = useState("");
  const [right, setRight] = useState("");
  const [wrong, setWrong] = useState("");
  const examples = kind === "clarify" || kind === "redefine";
  const orNull = (typed: string) => (examples && typed.trim() !== "" ? typed.trim() : null);
  const save = async () => {
    const answer = await send({
      type: "MakeProposal",
      proposalId: newId(),
      conversationId: shown.conversationId,
      criterionId: kind === "add" ? null : shown.criterionId,
      kind,
      text: text.trim(),
      rightExample: orNull(right),
      wrongExample: orNull(wrong),
    });
    if (!answer.ok) return;
    announce(t("propose.saved"));
    setText("");
    setRight("");
    setWrong("");
    onClose();
  };
  const field = kind === "retire" ? t("propose.textRetire") : kind === "add" ? t("propose.textAdd") : t("propose.text");
  return (
    <Dialog
      title={t("propose.title")}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      actions={
        <>
          <Button variant="text" onPress={onClose}>
            {t("propose.cancel")}
          </Button>
          <Button variant="filled" isDisabled={text.trim() === ""} onPress={() => void save()}>
            {t("propose.save")}
          </Button>
        </>
      }
    >
      <OnCriterion shown={shown} />
      <p>{t("propose.explain")}</p>
      <Choice
        label={t("propose.kind")}
        value={kind}
        onChange={setKind}
        options={KINDS.map((id) => ({ id, label: t(`propose.${id}`), hint: t(`propose.${id}Hint`) }))}
      />
      <TextField label={field} multiline reading value={text} onChange={setText} maxLength={LIMITS.definition} />
      {examples && (
        <>
          <TextField label={t("propose.right")} multiline rows={2} value={right} onChange={setRight} maxLength={LIMITS.definition} />
          <TextField label={t("propose.wrong")} multiline rows={2} value={wrong} onChange={setWrong} maxLength={LIMITS.definition} />
        </>
      )}
    </Dialog>
  );
}
