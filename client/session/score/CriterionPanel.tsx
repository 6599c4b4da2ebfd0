// The current criterion: name, definition always in sight, the scale, and — collapsed — reason, unsure and evidence.
import { type Ref, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Criterion, Value } from "../../../shared/scorecard/scorecard.ts";
import type { DraftEntry, Line } from "../../../shared/session/shapes.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { TextField } from "../../ui/TextField.tsx";
import styles from "./CriterionPanel.module.css";
import { EvidenceRow } from "./EvidenceRow.tsx";
import { hasLevelWords, LevelWords } from "./LevelWords.tsx";
import { useLevelWordsOn } from "./levelWordsOn.ts";
import { ScoringNotes } from "./ScoringNotes.tsx";
import { Scale } from "./Scale.tsx";
import { asksForReason, EMPTY } from "./sheet.ts";
import { useScoreWords } from "./useScoreWords.ts";

export type CriterionPanelProps = {
  ref?: Ref<HTMLElement>;
  criterion: Criterion;
  entry: DraftEntry | undefined;
  position: number;
  of: number;
  typed: string;
  onTyped: (text: string) => void;
  onCommit: (text: string) => void;
  onScore: (value: Value) => void;
  onChange: (part: Partial<DraftEntry>) => void;
  reasonOpen: boolean;
  onReason: (open: boolean) => void;
  line: number | null;
  onPinLine: () => void;
  transcript: Line[];
  conversationId: string;
  listOpen: boolean;
  onList: () => void;
};

export function CriterionPanel(props: CriterionPanelProps) {
  const { t } = useTranslation("score");
  const { criterion, onChange, reasonOpen, onReason } = props;
  const entry = props.entry ?? EMPTY;
  const words = useScoreWords();
  const reason = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [whole, setWhole] = useState(false);
  const levelWords = useLevelWordsOn();
  const showsReason = reasonOpen || entry.reason !== "";
  useEffect(() => {
    if (reasonOpen) reason.current?.focus();
  }, [reasonOpen]);
  const asks = asksForReason(criterion, entry);
  return (
    <section ref={props.ref} tabIndex={-1} className={styles.panel} aria-labelledby={`criterion-${criterion.criterionId}`}>
      <div className={styles.head}>
        <h2 id={`criterion-${criterion.criterionId}`} className={styles.name}>
          {criterion.name}
        </h2>
        <button
          type="button"
          className={styles.count}
          onClick={props.onList}
          aria-expanded={props.listOpen}
          aria-label={t("list.toggle", { number: props.position, of: props.of })}
        >
          {t("position", { number: props.position, of: props.of })}
        </button>
        {hasLevelWords(criterion) && (
          <button
            type="button"
            className={styles.fold}
            aria-expanded={levelWords.on}
            aria-label={t("meaning.show")}
            onClick={() => levelWords.set(!levelWords.on)}
          >
            <Icon name={levelWords.on ? "down" : "up"} size={16} />
          </button>
        )}
      </div>
      {criterion.autoFail && (
        <p className={styles.critical}>
          <Badge tone="apart">{t("critical")}</Badge> {t("criticalMeans")}
        </p>
      )}
      <button
        type="button"
        className={styles.definition}
        data-whole={whole || undefined}
        onClick={() => setWhole(!whole)}
        aria-expanded={whole}
      >
        {criterion.definition || t("noDefinition")}
      </button>
      <ScoringNotes criterion={criterion} />
      <Scale
        criterion={criterion}
        value={entry.value}
        typed={props.typed}
        onTyped={props.onTyped}
        onCommit={props.onCommit}
        onScore={props.onScore}
      />
      <LevelWords criterion={criterion} value={entry.value} whole={whole} brief={showsReason} folded={!levelWords.on} />
      <div className={styles.extras}>
        {/* stays where it is while the field is open: what stands beside it must not come under the finger */}
        <Button
          variant="text"
          size="small"
          aria-expanded={showsReason}
          onPress={() => (showsReason ? reason.current?.focus() : onReason(true))}
        >
          {asks
            ? t("reason.ask", { score: words.short(criterion, entry.value ?? 0) })
            : t(entry.reason === "" ? "reason.add" : "reason.label")}
        </Button>
        <Button
          variant="text"
          size="small"
          aria-pressed={entry.unsure}
          className={entry.unsure ? styles.on : ""}
          onPress={() => onChange({ unsure: !entry.unsure })}
        >
          {entry.unsure && <Icon name="check" size={14} />}
          {t("unsure")}
        </Button>
        <EvidenceRow
          evidence={entry.evidence}
          line={props.line}
          transcript={props.transcript}
          onPinLine={props.onPinLine}
          onChange={(evidence) => onChange({ evidence })}
        />
      </div>
      {showsReason && (
        <TextField
          key={`${props.conversationId} ${criterion.criterionId}`}
          inputRef={reason}
          label={t("reason.label")}
          hint={t("reason.hint")}
          value={entry.reason}
          onChange={(text) => onChange({ reason: text })}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            // the keys score again; whoever goes on by Tab goes on from here
            reason.current?.closest("section")?.focus({ preventScroll: true });
            if (entry.reason.trim() === "") onReason(false);
          }}
          onBlur={() => {
            if (entry.reason.trim() === "") onReason(false);
          }}
          maxLength={LIMITS.reason}
          multiline
          rows={2}
          reading
          className={styles.reason}
        />
      )}
    </section>
  );
}
