// Forgets a person for good: what goes and what stays in plain words, and their name typed to say that it is meant.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EraseAnswer } from "../../../shared/protocol/http.ts";
import { ask, type Refusal } from "../../api.ts";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { notify } from "../../ui/notices.ts";
import { TextField } from "../../ui/TextField.tsx";
import { useFirstProblem } from "../../ui/useFirstProblem.ts";
import styles from "./Team.module.css";

export function ErasePersonDialog(props: {
  person: { personId: string; name: string };
  onClose: () => void;
  onErased: () => Promise<void>;
}) {
  const { t } = useTranslation(["team", "house"]);
  const { personId, name } = props.person;
  const [typed, setTyped] = useState("");
  const [tries, setTries] = useState(0);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  useFirstProblem(form, tries);
  useFirstProblem(form, refusal);

  const erase = async () => {
    setTries(tries + 1);
    if (typed.trim() === "" || busy) return;
    setBusy(true);
    const answer = await ask<EraseAnswer>("POST", `/team/people/${personId}/erase`, { name: typed });
    setBusy(false);
    if (answer.ok) notify({ text: t("erase.done") });
    // As far as the page can see it is done.
    else if (answer.code === "NOT_ALL_ERASED") notify({ text: answer.message, tone: "apart" });
    else return setRefusal(answer);
    props.onClose();
    await props.onErased();
  };

  const missing = tries > 0 && typed.trim() === "" ? t("erase.missing") : null;
  return (
    <Dialog
      title={t("erase.title", { name })}
      role="alertdialog"
      isOpen
      dismissable={!busy}
      onOpenChange={(open) => !open && props.onClose()}
      actions={
        <>
          <Button isDisabled={busy} onPress={props.onClose}>
            {t("keep")}
          </Button>
          <Button variant="filled" isPending={busy} onPress={() => void erase()}>
            {t("erase.go")}
          </Button>
        </>
      }
    >
      <div>
        <h3 className={styles.name}>{t("erase.goes.title")}</h3>
        <ul className={styles.points}>
          {(["name", "words", "devices"] as const).map((what) => (
            <li key={what}>{t(`erase.goes.${what}`)}</li>
          ))}
        </ul>
      </div>
      <div>
        <h3 className={styles.name}>{t("erase.stays.title")}</h3>
        <ul className={styles.points}>
          {(["scores", "team"] as const).map((what) => (
            <li key={what}>{t(`erase.stays.${what}`)}</li>
          ))}
        </ul>
      </div>
      <p>{t("erase.final")}</p>
      {refusal && refusal.field !== "name" && (
        <Notice tone="apart" role="alert">
          {refusal.message}
        </Notice>
      )}
      <div ref={form}>
        <TextField
          label={t("erase.confirm", { name })}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            setRefusal(null);
          }}
          autoComplete="off"
          spellCheck={false}
          problem={missing ?? (refusal?.field === "name" ? refusal.message : null)}
        />
      </div>
    </Dialog>
  );
}
