// One criterion while it is edited: a line that unfolds into its fields. Moving works by buttons, so by keyboard too.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { Criterion, ScaleKind, Scorecard } from "../../../shared/scorecard/scorecard.ts";
import type { ScorecardProblem } from "../../../shared/scorecard/validate.ts";
import { announce } from "../../ui/announce.ts";
import { Badge } from "../../ui/Badge.tsx";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { notify } from "../../ui/notices.ts";
import { Select } from "../../ui/Select.tsx";
import { Switch } from "../../ui/Switch.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { anchorLevels, changeCriterion, changeScale, moveCriterion, removeCriterion } from "./editing.ts";
import styles from "./CriterionEditor.module.css";

const SCALES: ScaleKind[] = ["binary", "3pt", "4pt", "5pt", "percent"];

export function CriterionEditor(props: {
  scorecard: Scorecard;
  criterion: Criterion;
  /** 1-based place in the scorecard */
  row: number;
  problems: ScorecardProblem[];
  showErrors: boolean;
  startsOpen: boolean;
  onChange: (scorecard: Scorecard) => void;
}) {
  const { t } = useTranslation(["scorecards", "paste", "house"]);
  const { scorecard, criterion, row, onChange } = props;
  const [open, setOpen] = useState(props.startsOpen);
  const id = criterion.criterionId;
  const name = criterion.name || t("unnamed");
  const set = (change: Partial<Criterion>) => onChange(changeCriterion(scorecard, id, change));
  const about = (field: string): string | null => {
    const found = props.problems.find(
      (problem) => problem.path.endsWith(`.${field}`) && (problem.severity === "warning" || props.showErrors),
    );
    return found ? t(`paste:problem.${found.code}`, found.params) : null;
  };
  const first = props.problems.find((problem) => problem.severity === "error" && props.showErrors) ?? props.problems[0];
  const move = (by: -1 | 1) => {
    onChange(moveCriterion(scorecard, id, by));
    announce(t("moved", { name, place: row + by }));
  };
  const remove = () => {
    const before = scorecard;
    onChange(removeCriterion(scorecard, id));
    notify({ text: t("criterion.removed", { name }), action: { label: t("criterion.undo"), onAction: () => onChange(before) } });
  };
  return (
    <li className={styles.criterion}>
      <div className={styles.line}>
        <button type="button" className={styles.toggle} aria-expanded={open} onClick={() => setOpen(!open)}>
          <span className={styles.chevron} data-open={open || undefined}>
            <Icon name="right" size={14} />
          </span>
          <span className={styles.name}>{name}</span>
          <span className={styles.facts}>
            {t(`house:scale.${criterion.scale}`)}, {t("weightShort", { weight: criterion.weight })}
          </span>
          {criterion.autoFail && <Badge tone="apart">{t("criticalBadge")}</Badge>}
        </button>
        <span className={styles.tools}>
          <Button variant="text" size="small" aria-label={t("criterion.up", { name })} isDisabled={row === 1} onPress={() => move(-1)}>
            <Icon name="up" size={16} />
          </Button>
          <Button
            variant="text"
            size="small"
            aria-label={t("criterion.down", { name })}
            isDisabled={row === scorecard.criteria.length && criterion.sectionId === scorecard.sections.at(-1)?.sectionId}
            onPress={() => move(1)}
          >
            <Icon name="down" size={16} />
          </Button>
          <Button variant="text" size="small" aria-label={t("criterion.remove", { name })} onPress={remove}>
            <Icon name="trash" size={16} />
          </Button>
        </span>
      </div>
      {!open && first && (first.severity === "warning" || props.showErrors) && (
        <p className={styles.problem}>{t(`paste:problem.${first.code}`, first.params)}</p>
      )}
      {open && (
        <div className={styles.fields}>
          <TextField
            className={styles.wide}
            label={t("criterion.name")}
            value={criterion.name}
            onChange={(value) => set({ name: value })}
            maxLength={LIMITS.name}
            problem={about("name")}
            autoFocus={props.startsOpen}
          />
          <TextField
            className={styles.wide}
            label={t("criterion.definition")}
            hint={t("criterion.definitionHint")}
            multiline
            rows={2}
            value={criterion.definition}
            onChange={(definition) => set({ definition })}
            maxLength={LIMITS.definition}
            problem={about("definition")}
          />
          <Select
            label={t("criterion.scale")}
            value={criterion.scale}
            onChange={(scale) => onChange(changeScale(scorecard, criterion, scale))}
            options={SCALES.map((scale) => ({ id: scale, label: t(`house:scale.${scale}`) }))}
          />
          <TextField
            label={t("weight")}
            type="number"
            inputMode="decimal"
            min={0}
            max={1000}
            value={String(criterion.weight)}
            onChange={(value) => {
              const weight = Number(value);
              if (Number.isFinite(weight) && weight >= 0) set({ weight });
            }}
            problem={about("weight")}
          />
          {scorecard.sections.length > 1 && (
            <Select
              label={t("criterion.section")}
              value={criterion.sectionId}
              onChange={(sectionId) => set({ sectionId })}
              options={scorecard.sections.map((section) => ({ id: section.sectionId, label: section.name || t("section") }))}
            />
          )}
          <div className={styles.switches}>
            <Switch isSelected={criterion.autoFail} onChange={(autoFail) => set({ autoFail })}>
              {t("criterion.autoFail")}
            </Switch>
            <Switch isSelected={criterion.allowNA} onChange={(allowNA) => set({ allowNA })}>
              {t("criterion.allowNA")}
            </Switch>
          </div>
          <fieldset className={styles.anchors}>
            <legend className={styles.legend}>{t("criterion.anchors")}</legend>
            {about("anchors") && <p className={styles.problem}>{about("anchors")}</p>}
            {anchorLevels(criterion.scale).map((level) => (
              <TextField
                key={level}
                className={styles.anchor}
                label={criterion.scale === "binary" ? t(level === 1 ? "criterion.yes" : "criterion.no") : t("criterion.anchor", { level })}
                value={criterion.anchors[String(level)] ?? ""}
                onChange={(words) => {
                  const { [String(level)]: _, ...others } = criterion.anchors;
                  set({ anchors: words === "" ? others : { ...criterion.anchors, [String(level)]: words } });
                }}
                multiline
                rows={1}
                maxLength={LIMITS.anchor}
                problem={about(`anchors.${level}`)}
              />
            ))}
          </fieldset>
        </div>
      )}
    </li>
  );
}
