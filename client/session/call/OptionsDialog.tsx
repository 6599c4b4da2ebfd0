// The session's options, for those who conduct it. Each change goes out at once; what the team has fixed is not here.
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { Of } from "../../../shared/session/commands.ts";
import { useSend, useServerNow, useSlice } from "../../stores/sessionStore.ts";
import { Choice } from "../../ui/Choice.tsx";
import { Button } from "../../ui/Button.tsx";
import { Dialog } from "../../ui/Dialog.tsx";
import { formatDayTime } from "../../ui/formatDate.ts";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./Dialogs.module.css";

const HOUR = 3_600_000;
const LENGTHS = ["30", "45", "60", "90"] as const;

export function OptionsDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation("call");
  const send = useSend();
  const session = useSlice("session");
  const now = useServerNow(60_000);
  const [name, setName] = useState("");
  useEffect(() => {
    if (isOpen && session) setName(session.name);
  }, [isOpen, session]);
  if (!session) return null;
  const { options } = session;
  const change = (part: Partial<Of<"ChangeSession">["options"]>) => void send({ type: "ChangeSession", change: {}, options: part });
  const basics = (part: Of<"ChangeSession">["change"]) => void send({ type: "ChangeSession", change: part, options: {} });
  const length = String(session.lengthMinutes);
  const lengths = [...new Set([...LENGTHS, length])].sort((a, b) => Number(a) - Number(b));
  const rename = () => {
    if (name.trim() !== "" && name.trim() !== session.name) basics({ name: name.trim() });
  };
  return (
    <Dialog title={t("options.title")} isOpen={isOpen} onOpenChange={onOpenChange}>
      <TextField label={t("options.name")} value={name} onChange={setName} onBlur={rename} maxLength={LIMITS.title} />
      <Select
        label={t("options.length")}
        value={length}
        onChange={(minutes) => basics({ lengthMinutes: Number(minutes) })}
        options={lengths.map((minutes) => ({ id: minutes, label: t("options.minutes", { count: Number(minutes) }) }))}
      />
      <div className={styles.row}>
        <span className={styles.who}>
          {t("options.due")}
          <span className={styles.soft}>{session.dueAt ? formatDayTime(session.dueAt, session.timeZone) : t("options.noDue")}</span>
        </span>
        {session.dueAt !== null && (
          <Button size="small" onPress={() => basics({ dueAt: Math.max(session.dueAt ?? 0, now) + 24 * HOUR })}>
            {t("options.dueLater")}
          </Button>
        )}
        <Button
          size="small"
          variant={session.dueAt ? "text" : "quiet"}
          onPress={() => basics({ dueAt: session.dueAt ? null : session.startsAt > now ? session.startsAt : now + 24 * HOUR })}
        >
          {t(session.dueAt ? "options.dueNone" : "options.dueSet")}
        </Button>
      </div>
      {options.names === "never" ? (
        <p className={styles.soft}>{t("options.neverNames")}</p>
      ) : (
        <Choice
          label={t("options.names")}
          value={options.names}
          onChange={(names) => change({ names })}
          options={(["whenOpened", "atReveal", "whenSettled"] as const).map((id) => ({ id, label: t(`options.names_${id}`) }))}
        />
      )}
      <Choice
        label={t("options.speaking")}
        value={options.speakingOrder}
        onChange={(speakingOrder) => change({ speakingOrder })}
        options={(["newestFirst", "open"] as const).map((id) => ({ id, label: t(`options.speaking_${id}`) }))}
      />
      <Switch isSelected={options.facilitatorSpeaksLast} onChange={(facilitatorSpeaksLast) => change({ facilitatorSpeaksLast })}>
        {t("options.speaksLast")}
      </Switch>
      <Switch isSelected={options.facilitatorScores} onChange={(facilitatorScores) => change({ facilitatorScores })}>
        {t("options.facilitatorScores")}
      </Switch>
      <Switch isSelected={options.showProgressNames} onChange={(showProgressNames) => change({ showProgressNames })}>
        {t("options.progressNames")}
      </Switch>
      <Switch isSelected={options.maskAgentOnSharedScreen} onChange={(maskAgentOnSharedScreen) => change({ maskAgentOnSharedScreen })}>
        {t("options.maskAgent")}
      </Switch>
    </Dialog>
  );
}
