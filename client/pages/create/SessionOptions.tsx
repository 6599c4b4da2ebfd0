// Name, date, people and options of a new session: all have defaults, so all of it stays closed until somebody wants it.
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { SessionDefaults } from "../../../shared/protocol/http.ts";
import type { Options } from "../../../shared/session/shapes.ts";
import { Choice } from "../../ui/Choice.tsx";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Create.module.css";
import type { Draft, DueChoice, When } from "./draft.ts";
import { timeZones } from "./zonedTime.ts";

const DUE: DueChoice[] = ["none", "start", "dayBefore", "custom"];

export function SessionOptions(props: {
  draft: Draft;
  defaults: SessionDefaults;
  when: When;
  change: (edit: (draft: Draft) => Partial<Draft>) => void;
}) {
  const { t } = useTranslation("create");
  const { draft, defaults, when, change } = props;
  const zones = useMemo(() => [...new Set([when.timeZone, ...timeZones()])], [when.timeZone]);
  const options: Options = { ...defaults.options, ...draft.options };
  const set = (edit: Partial<Options>) => change((before) => ({ options: { ...before.options, ...edit } }));
  const people = draft.people ?? defaults.people.filter((person) => person.chosen).map((person) => person.personId);
  const late = when.dueAt !== null && when.dueAt < Date.now();
  return (
    <div className={styles.options}>
      <TextField
        className={styles.wide}
        label={t("name")}
        value={draft.name ?? defaults.name}
        onChange={(name) => change(() => ({ name }))}
        maxLength={LIMITS.title}
      />
      <TextField label={t("date")} type="date" value={when.date} onChange={(date) => change(() => ({ date: date || null }))} />
      <TextField label={t("time")} type="time" value={when.time} onChange={(time) => change(() => ({ time: time || null }))} />
      <Select
        label={t("zone")}
        value={when.timeZone}
        onChange={(timeZone) => change(() => ({ timeZone }))}
        options={zones.map((zone) => ({ id: zone, label: zone.replaceAll("_", " ") }))}
      />
      <Select
        label={t("length")}
        value={String(when.lengthMinutes)}
        onChange={(value) => change(() => ({ lengthMinutes: Number(value) }))}
        options={[...new Set([30, 45, 60, 90, when.lengthMinutes])]
          .sort((a, b) => a - b)
          .map((count) => ({ id: String(count), label: t("minutes", { count }) }))}
      />
      <Select
        label={t("due")}
        value={draft.due}
        onChange={(due) => change(() => ({ due }))}
        options={DUE.map((id) => ({ id, label: t(`dueOf.${id}`) }))}
        hint={late ? t("dueWrong") : undefined}
      />
      {draft.due === "custom" && (
        <TextField
          label={t("dueAt")}
          type="datetime-local"
          value={draft.dueCustom}
          onChange={(dueCustom) => change(() => ({ dueCustom }))}
        />
      )}
      {defaults.people.length > 1 && (
        <fieldset className={styles.people}>
          <legend className={styles.legend}>{t("people")}</legend>
          <p className={styles.soft}>{t("peopleHint")}</p>
          {defaults.people.map((person) => (
            <Switch
              key={person.personId}
              isSelected={people.includes(person.personId)}
              onChange={(on) =>
                change(() => ({
                  people: defaults.people
                    .map((other) => other.personId)
                    .filter((id) => (id === person.personId ? on : people.includes(id))),
                }))
              }
            >
              {person.name}
            </Switch>
          ))}
        </fieldset>
      )}
      <Choice
        className={styles.wide}
        label={t("names")}
        value={options.names}
        onChange={(names) => set({ names })}
        options={(defaults.options.names === "never" ? (["never"] as const) : (["whenOpened", "atReveal", "whenSettled"] as const)).map(
          (id) => ({ id, label: t(`namesOf.${id}`) }),
        )}
      />
      <Choice
        className={styles.wide}
        label={t("order")}
        value={options.speakingOrder}
        onChange={(speakingOrder) => set({ speakingOrder })}
        options={(["newestFirst", "open"] as const).map((id) => ({ id, label: t(`orderOf.${id}`) }))}
      />
      <div className={styles.switches}>
        <Switch isSelected={options.facilitatorScores} onChange={(facilitatorScores) => set({ facilitatorScores })}>
          {t("facilitatorScores")}
        </Switch>
        <Switch isSelected={options.facilitatorSpeaksLast} onChange={(facilitatorSpeaksLast) => set({ facilitatorSpeaksLast })}>
          {t("facilitatorSpeaksLast")}
        </Switch>
        <Switch isSelected={options.showProgressNames} onChange={(showProgressNames) => set({ showProgressNames })}>
          {t("progress")}
        </Switch>
        <Switch isSelected={options.maskAgentOnSharedScreen} onChange={(maskAgentOnSharedScreen) => set({ maskAgentOnSharedScreen })}>
          {t("mask")}
        </Switch>
      </div>
    </div>
  );
}
