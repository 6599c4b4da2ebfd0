// Park: left open on purpose, with an owner or in plain sight without one.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSend, useSlice } from "../../stores/sessionStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Select } from "../../ui/Select.tsx";
import { OnCriterion } from "./OnCriterion.tsx";
import { goOnCommand } from "./settlement.ts";
import type { ShownCriterion } from "./useCriterion.ts";

export function ParkDialog(props: { shown: ShownCriterion; isOpen: boolean; onClose: () => void }) {
  const { shown, isOpen, onClose } = props;
  const { t } = useTranslation("discussion");
  const send = useSend();
  const seats = useSlice("roster")?.seats ?? [];
  const results = useSlice("results")?.[shown.conversationId];
  const [owner, setOwner] = useState("");
  const { conversationId, criterionId, criterion } = shown;
  const park = async () => {
    const answer = await send({ type: "ParkCriterion", conversationId, criterionId, ownerPersonId: owner === "" ? null : owner });
    if (!answer.ok) return;
    announce(t("bar.parkedSaid", { name: criterion.name }));
    onClose();
    // the call goes on from where it is: if it has left this criterion already, parking it moves nobody
    if (shown.live) await send(goOnCommand(results, { conversationId, criterionId }));
  };
  return (
    <Dialog
      title={t("park.title")}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      actions={
        <>
          <Button variant="text" onPress={onClose}>
            {t("park.cancel")}
          </Button>
          <Button variant="filled" autoFocus onPress={() => void park()}>
            {t("park.confirm")}
          </Button>
        </>
      }
    >
      <OnCriterion shown={shown} />
      <p>{t("park.explain")}</p>
      <Select
        label={t("park.owner")}
        value={owner}
        onChange={setOwner}
        options={[{ id: "", label: t("park.nobody") }, ...seats.map((seat) => ({ id: seat.personId, label: seat.name }))]}
      />
    </Dialog>
  );
}
