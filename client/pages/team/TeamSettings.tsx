// What every new session starts with, in plain words. Each change is saved at once; a refused one goes back and says why.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Team } from "../../../shared/protocol/http.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Settings } from "../../../shared/workspace/shapes.ts";
import { ask, type Done } from "../../api.ts";
import { announce } from "../../ui/announce.ts";
import { Choice } from "../../ui/Choice.tsx";
import { notify } from "../../ui/notices.ts";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Team.module.css";

const asNumbers = (values: readonly number[], now: number): number[] => [...new Set([...values, now])].sort((a, b) => a - b);

export function TeamSettings({ team, onSaved, onReload }: { team: Team; onSaved: (team: Team) => void; onReload: () => Promise<void> }) {
  const { t } = useTranslation("team");
  const [name, setName] = useState(team.name);
  const { settings } = team;

  const save = async (change: { name?: string; settings?: Partial<Settings> }) => {
    onSaved({ ...team, name: change.name ?? team.name, settings: { ...settings, ...change.settings } });
    const answer = await ask<Done>("PUT", "/team/settings", change);
    if (answer.ok) return announce(t("saved"));
    notify({ text: answer.message, tone: "apart" });
    setName(team.name);
    await onReload();
  };
  const set = (change: Partial<Settings>) => void save({ settings: change });
  const minutes = (values: readonly number[], now: number) =>
    asNumbers(values, now).map((value) => ({ id: String(value), label: t("settings.minutes", { count: value }) }));

  return (
    <section className={styles.section} aria-labelledby="team-settings">
      <div>
        <h2 id="team-settings" className={styles.title}>
          {t("settings.title")}
        </h2>
        <p className={styles.soft}>{t("settings.lead")}</p>
      </div>
      <div className={styles.settings}>
        <TextField
          label={t("settings.teamName")}
          value={name}
          onChange={setName}
          maxLength={LIMITS.name}
          onBlur={() => {
            const wanted = name.trim();
            if (wanted === "") setName(team.name);
            else if (wanted !== team.name) void save({ name: wanted });
          }}
        />
        <div className={styles.pair}>
          <Select
            label={t("settings.length")}
            value={String(settings.lengthMinutes)}
            onChange={(value) => set({ lengthMinutes: Number(value) })}
            options={minutes([30, 45, 60, 90], settings.lengthMinutes)}
          />
          <Select
            label={t("settings.silent")}
            value={String(settings.silentReviewMinutes)}
            onChange={(value) => set({ silentReviewMinutes: Number(value) })}
            options={minutes([5, 10, 15, 20, 30], settings.silentReviewMinutes)}
          />
          <Select
            label={t("settings.tolerance")}
            hint={t("settings.toleranceHint")}
            value={String(settings.tolerancePoints)}
            onChange={(value) => set({ tolerancePoints: Number(value) })}
            options={asNumbers([3, 5, 8, 10], settings.tolerancePoints).map((value) => ({
              id: String(value),
              label: t("settings.points", { count: value }),
            }))}
          />
        </div>
        <div className={styles.pair}>
          <Choice
            label={t("settings.names")}
            value={settings.names}
            onChange={(names) => set({ names })}
            options={(["whenOpened", "atReveal", "whenSettled", "never"] as const).map((id) => ({
              id,
              label: t(`settings.namesOf.${id}`),
              ...(id === "never" ? { hint: t("settings.namesNeverHint") } : {}),
            }))}
          />
          <Choice
            label={t("settings.order")}
            value={settings.speakingOrder}
            onChange={(speakingOrder) => set({ speakingOrder })}
            options={(["newestFirst", "open"] as const).map((id) => ({ id, label: t(`settings.orderOf.${id}`) }))}
          />
        </div>
        <div className={styles.switches}>
          <Switch isSelected={settings.showProgressNames} onChange={(showProgressNames) => set({ showProgressNames })}>
            {t("settings.progress")}
          </Switch>
          <Switch isSelected={settings.maskAgentOnSharedScreen} onChange={(maskAgentOnSharedScreen) => set({ maskAgentOnSharedScreen })}>
            {t("settings.mask")}
          </Switch>
          <Switch
            isSelected={settings.alwaysAskAtDoor}
            onChange={(alwaysAskAtDoor) => set({ alwaysAskAtDoor })}
            hint={t("settings.askHint")}
          >
            {t("settings.ask")}
          </Switch>
        </div>
      </div>
    </section>
  );
}
