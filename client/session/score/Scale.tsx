// The scale as 44-px buttons with their anchors, N/A last; percent as a number with steps.
import { useTranslation } from "react-i18next";
import { asked } from "../../../shared/scorecard/scales.ts";
import type { Criterion, Value } from "../../../shared/scorecard/scorecard.ts";
import { anchorsFit } from "./LevelWords.tsx";
import { PercentField } from "./PercentField.tsx";
import styles from "./Scale.module.css";
import { useScoreWords } from "./useScoreWords.ts";

function ScaleButton(props: {
  criterion: Criterion;
  value: Value;
  chosen: boolean;
  anchor: string | null;
  onScore: (value: Value) => void;
}) {
  const words = useScoreWords();
  const { criterion, value, anchor } = props;
  const full = value === "NA" ? words.short(criterion, value) : words.full(criterion, value);
  return (
    <button
      type="button"
      className={styles.level}
      data-value={value}
      aria-pressed={props.chosen}
      aria-label={anchor === null ? full : undefined}
      title={anchor === null && full !== words.short(criterion, value) ? full : undefined}
      onClick={() => props.onScore(value)}
    >
      <span className={styles.value}>{words.short(criterion, value)}</span>
      {anchor && (
        <>
          {" "}
          <span className={styles.anchor}>{anchor}</span>
        </>
      )}
    </button>
  );
}

export function Scale(props: {
  criterion: Criterion;
  value: Value | null;
  typed: string;
  onTyped: (text: string) => void;
  onCommit: (text: string) => void;
  onScore: (value: Value) => void;
}) {
  const { t } = useTranslation("score");
  const { criterion, value, onScore } = props;
  const fits = anchorsFit(criterion);
  const steps = criterion.scale === "percent" ? [] : asked(criterion.scale);
  const na = criterion.allowNA && <ScaleButton criterion={criterion} value="NA" chosen={value === "NA"} anchor={null} onScore={onScore} />;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one row of equal buttons everywhere
    <div role="group" aria-label={t("scaleOf", { criterion: criterion.name })} className={styles.scale} data-scale={criterion.scale}>
      {criterion.scale === "percent" && (
        <PercentField value={value} typed={props.typed} onTyped={props.onTyped} onCommit={props.onCommit} onScore={onScore} />
      )}
      {steps.map((level) => (
        <ScaleButton
          key={level}
          criterion={criterion}
          value={level}
          chosen={value === level}
          anchor={fits ? (criterion.anchors[String(level)] ?? null) : null}
          onScore={onScore}
        />
      ))}
      {na}
    </div>
  );
}
