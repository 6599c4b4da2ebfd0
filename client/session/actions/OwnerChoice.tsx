// Who takes an action that nobody has: somebody of the team who sits in this session.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ActionView } from "../../../shared/session/view/slices.ts";
import { ask } from "../../api.ts";
import { useSlice } from "../../stores/sessionStore.ts";
import { notify } from "../../ui/notices.ts";
import { Select } from "../../ui/Select.tsx";
import styles from "./Actions.module.css";

export function OwnerChoice({ action }: { action: ActionView }) {
  const { t } = useTranslation("people");
  const [busy, setBusy] = useState(false);
  // a guest is gone with the session
  const seats = (useSlice("roster")?.seats ?? []).filter(({ guest }) => !guest);
  const give = async (ownerPersonId: string) => {
    if (ownerPersonId === "") return;
    setBusy(true);
    const answer = await ask<{ ok: true }>("POST", `/actions/${action.sessionId}/${action.actionId}`, { ownerPersonId });
    setBusy(false);
    if (!answer.ok) notify({ text: answer.message, tone: "apart" });
  };
  return (
    <Select
      label={t("actions.ownerOf", { text: action.text })}
      labelHidden
      className={styles.choice!}
      value=""
      onChange={(personId) => void give(personId)}
      options={[{ id: "", label: t("actions.unowned") }, ...seats.map(({ personId, name }) => ({ id: personId, label: name }))]}
      isDisabled={busy}
    />
  );
}
