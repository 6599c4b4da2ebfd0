// A name and how long one has scored here; for the very first person the team's name too.
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { Experience } from "../../../shared/session/shapes.ts";
import type { Refusal } from "../../api.ts";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { useFirstProblem } from "../../ui/useFirstProblem.ts";
import styles from "./Enter.module.css";

export type Answers = { name: string; experience?: Experience; watches?: true; teamName?: string };

/** `setUp`: by the terminal's one-time link, to make the team or to become an admin of it. */
export function NameForm(props: {
  setUp: "setup" | "admin" | null;
  busy: boolean;
  refusal: Refusal | null;
  /** `practise`: straight on to a practice call */ onDone: (answers: Answers, practise: boolean) => void;
}) {
  const { t } = useTranslation(["enter", "house"]);
  const makesTeam = props.setUp === "setup";
  const [name, setName] = useState("");
  const [team, setTeam] = useState("");
  const [experience, setExperience] = useState<Experience | "watches" | null>(props.setUp ? "long" : null);
  const [tries, setTries] = useState(0);
  const tried = tries > 0;
  const form = useRef<HTMLFormElement>(null);
  useFirstProblem(form, tries);
  useFirstProblem(form, props.refusal);
  const at = props.refusal?.field;
  const submit = (practise: boolean) => {
    setTries(tries + 1);
    if (props.busy || name.trim() === "" || experience === null || (makesTeam && team.trim() === "")) return;
    const part = experience === "watches" ? { watches: true as const } : { experience };
    props.onDone({ name: name.trim(), ...part, ...(makesTeam ? { teamName: team.trim() } : {}) }, practise);
  };
  return (
    <form
      ref={form}
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit(false);
      }}
    >
      {makesTeam && <p className={styles.hint}>{t("setup.first")}</p>}
      {props.refusal && at !== "name" && at !== "teamName" && (
        <Notice tone="apart" role="alert">
          {props.refusal.message}
        </Notice>
      )}
      <TextField
        label={t("name.label")}
        hint={props.setUp ? undefined : t("name.hint")}
        value={name}
        onChange={setName}
        autoFocus
        autoComplete="name"
        maxLength={LIMITS.name}
        problem={
          tried && name.trim() === ""
            ? t(makesTeam ? "setup.nameMissing" : "name.missing")
            : at === "name"
              ? (props.refusal?.message ?? null)
              : null
        }
      />
      {makesTeam && (
        <TextField
          label={t("setup.team")}
          hint={t("setup.teamHint")}
          value={team}
          onChange={setTeam}
          autoComplete="organization"
          maxLength={LIMITS.name}
          problem={tried && team.trim() === "" ? t("setup.teamMissing") : at === "teamName" ? (props.refusal?.message ?? null) : null}
        />
      )}
      <div className={styles.question}>
        <Choice
          label={t("house:experience.label")}
          value={experience}
          onChange={setExperience}
          options={[
            ...(["new", "settled", "long"] as const).map((id) => ({ id, label: t(`house:experience.${id}`) })),
            ...(props.setUp ? [] : [{ id: "watches" as const, label: t("name.watches") }]),
          ]}
        />
        <p
          className={tried && experience === null ? styles.problem : styles.hint}
          role={tried && experience === null ? "alert" : undefined}
        >
          {tried && experience === null ? t("name.experienceMissing") : t("name.experienceHint")}
        </p>
      </div>
      <Button type="submit" variant="filled" size="large" isPending={props.busy}>
        {t(props.busy ? (makesTeam ? "setup.goes" : "name.goes") : `${props.setUp ?? "name"}.go`)}
      </Button>
      {makesTeam && (
        <Button size="large" isPending={props.busy} onPress={() => submit(true)}>
          {t("setup.practise")}
        </Button>
      )}
      <p className={styles.purpose}>{t("purpose")}</p>
    </form>
  );
}
