// Behind More: how it was settled, why people differed, feedback; and the other acts of whoever conducts.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { Cause } from "../../../shared/session/shapes.ts";
import { useCan, useSend } from "../../stores/sessionStore.ts";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { Select } from "../../ui/Select.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { openAct } from "./acts.ts";
import styles from "./SettleBar.module.css";
import type { Settling } from "./settlement.ts";
import type { ShownCriterion } from "./useCriterion.ts";

const CAUSES: Cause[] = ["evidenceMissed", "wordingUnclear", "policyUnknown", "applicability", "leniency", "dataError", "agentTraining"];
const HOWS = ["agreed", "withDissent", "provisional"] as const;

export function SettleMore(props: {
  shown: ShownCriterion;
  settling: Settling;
  onChange: (part: Partial<Settling>) => void;
  /** null: there is something to save */ onLeave: (() => void) | null;
  onClose: () => void;
}) {
  const { shown, settling, onChange } = props;
  const { conversationId, criterionId, view, mine } = shown;
  const { t } = useTranslation("discussion");
  const send = useSend();
  const mayRevote = useCan("OpenRevote");
  const voteOpen = view?.revotes.at(-1)?.status === "open";
  const place = { conversationId, criterionId };
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => group.current?.focus({ preventScroll: true }), []);
  return (
    // it unfolds above its button: whoever opens it by key is in it at once, and Escape leads back
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a layout of its own
    <div
      ref={group}
      role="group"
      aria-label={t("bar.more")}
      tabIndex={-1}
      className={styles.more}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) props.onClose();
      }}
    >
      <div className={styles.moreFields}>
        <Choice
          label={t("how.label")}
          value={settling.how}
          onChange={(how) => onChange({ how })}
          options={HOWS.map((id) => ({ id, label: t(`how.${id}`) }))}
        />
        {settling.how === "provisional" && (
          <TextField
            type="date"
            label={t("how.until")}
            hint={t("how.untilHint")}
            value={settling.until}
            onChange={(until) => onChange({ until })}
          />
        )}
        <Select
          label={t("cause.label")}
          value={settling.cause ?? "none"}
          onChange={(cause) => onChange({ cause: cause === "none" ? null : cause })}
          options={[{ id: "none" as const, label: t("cause.none") }, ...CAUSES.map((id) => ({ id, label: t(`cause.${id}`) }))]}
        />
        <TextField
          label={t("feedback.label")}
          hint={t("feedback.hint")}
          multiline
          rows={2}
          value={settling.feedback}
          onChange={(feedback) => onChange({ feedback })}
          maxLength={LIMITS.reason}
        />
      </div>
      <div className={styles.moreActs}>
        {mayRevote && !voteOpen && view && (
          <Button
            size="small"
            onPress={() => {
              props.onClose();
              void send({ type: "OpenRevote", ...place });
            }}
          >
            {t("revote.start")}
          </Button>
        )}
        <Button size="small" onPress={() => openAct("park", place)}>
          {t("park.act")}
        </Button>
        <Button size="small" onPress={() => openAct("propose", place)}>
          {t("propose.act")}
        </Button>
        <Button size="small" onPress={() => void send({ type: "OpenCriterion", ...place, readAloud: true })}>
          {t("bar.readAloud")}
        </Button>
        {props.onLeave && (
          <Button size="small" variant="text" onPress={props.onLeave}>
            {t("bar.leave")}
          </Button>
        )}
        <Button size="small" variant="text" onPress={() => void send({ type: "MoveFocus", focus: { kind: "results", conversationId } })}>
          {t("place.results")}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a layout of its own */}
      <div className={styles.moreActs} role="group" aria-label={t("bar.reviewerLabel")}>
        {mine.scores && !voteOpen && (
          <Button size="small" onPress={() => openAct("mind", place)}>
            {t("minds.change")}
          </Button>
        )}
        {mine.scores && (
          <Button size="small" onPress={() => openAct("reason", place)}>
            {t("held.write")}
          </Button>
        )}
        <Button size="small" onPress={() => openAct("object", place)}>
          {t("objections.act")}
        </Button>
      </div>
    </div>
  );
}
