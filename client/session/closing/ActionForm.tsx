// One line for a new action: what, who, until when. The owner may be left open; that is shown, not hidden.
import { type SubmitEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import { newId } from "../../newId.ts";
import { useSend } from "../../stores/sessionStore.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/Button.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Closing.module.css";
import { useOwners } from "./useOwners.ts";

export function ActionForm() {
  const { t } = useTranslation("closing");
  const send = useSend();
  const owners = useOwners();
  const [text, setText] = useState("");
  const [owner, setOwner] = useState("");
  const [dueOn, setDueOn] = useState("");
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    if (text.trim() === "" || busy) return;
    setBusy(true);
    const answer = await send({
      type: "AddAction",
      actionId: newId(),
      text: text.trim(),
      ownerPersonId: owner === "" ? null : owner,
      dueOn: dueOn === "" ? null : dueOn,
      criterionId: null,
      conversationId: null,
    });
    setBusy(false);
    if (!answer.ok) return;
    announce(t("actions.added"));
    // the row may be seen before the answer has come: what was typed since then stays
    setText((now) => (now === text ? "" : now));
    setOwner((now) => (now === owner ? "" : now));
    // the next one, if there is one
    field.current?.focus();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void add(event)}>
      <TextField
        className={styles.formText!}
        label={t("actions.new")}
        inputRef={field}
        placeholder={t("actions.newPlaceholder")}
        value={text}
        onChange={setText}
        maxLength={LIMITS.note}
      />
      <Select label={t("actions.owner")} value={owner} onChange={setOwner} options={owners} />
      <TextField type="date" label={t("actions.dueOn")} value={dueOn} onChange={setDueOn} />
      <Button type="submit" isDisabled={text.trim() === ""} isPending={busy}>
        {t("actions.add")}
      </Button>
    </form>
  );
}
