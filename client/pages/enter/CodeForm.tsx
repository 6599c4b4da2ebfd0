// Six letters, however they are typed: with spaces, dashes or in lower case.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../ui/Button.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useFirstProblem } from "../../ui/useFirstProblem.ts";
import styles from "./Enter.module.css";

export const tidyCode = (typed: string): string => typed.toUpperCase().replace(/[^A-Z0-9]/g, "");

export function CodeForm(props: {
  busy: boolean;
  start?: string;
  problem: string | null;
  onCode: (code: string) => void;
  autoFocus?: boolean;
}) {
  const { t } = useTranslation("enter");
  const [typed, setTyped] = useState(props.start ?? "");
  const [empties, setEmpties] = useState(0);
  const empty = empties > 0;
  const form = useRef<HTMLFormElement>(null);
  useFirstProblem(form, empties);
  useFirstProblem(form, props.problem);
  return (
    <form
      ref={form}
      className={styles.code}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const code = tidyCode(typed);
        setEmpties(code === "" ? empties + 1 : 0);
        if (code !== "" && !props.busy) props.onCode(code);
      }}
    >
      <TextField
        className={styles.letters}
        label={t("join.label")}
        value={typed}
        onChange={setTyped}
        autoFocus={props.autoFocus ?? true}
        autoComplete="off"
        spellCheck="false"
        maxLength={12}
        problem={empty ? t("join.missing") : props.problem}
      />
      <Button type="submit" variant="filled" size="large" isPending={props.busy}>
        {props.busy ? t("join.goes") : t("join.go")}
      </Button>
    </form>
  );
}
