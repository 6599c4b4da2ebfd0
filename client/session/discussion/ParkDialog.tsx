// Park: left open on purpose, with an owner or in plain sight without one.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSend, useSlice } from "../../stores/sessionStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Select } from "../../ui/Select.tsx";
import type { ShownCriterion } from "./useCriterion.ts";

export function ParkDialog(props: { shown: ShownCriterion; isOpen: boolean; onClose: () => void; onParked: () => void }) {
  const { shown, isOpen, onClose } = props;
  const { t } = useTranslation("discussion");
  const send = useSend();
  const seats = useSlice("roster")?.seats ?? [];
  const [owner, setOwner] = useState("");
  const { conversationId, criterionId, criterion } = shown;
  const park = async () => {
    const answer = await send({ type: "ParkCriterion", conversationId, criterionId, ownerPersonId: owner === "" ? null : owner });
    if (!answer.ok) return;
    announce(t("bar.parkedSaid", { name: criterion.name }));
    onClose();
    props.onParked();
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
