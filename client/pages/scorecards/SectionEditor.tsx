// One section while it is edited: its name, its criteria, a place to add another.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LIMITS } from "../../../shared/limits.ts";
import type { Scorecard, Section } from "../../../shared/scorecard/scorecard.ts";
import type { ScorecardProblem } from "../../../shared/scorecard/validate.ts";
import { newId } from "../../newId.ts";
import { Button } from "../../ui/Button.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { CriterionEditor } from "./CriterionEditor.tsx";
import { addCriterion, moveSection, removeSection, renameSection } from "./editing.ts";
import styles from "./ScorecardEditor.module.css";

export function SectionEditor(props: {
  scorecard: Scorecard;
  section: Section;
  place: number;
  problems: ScorecardProblem[];
  showErrors: boolean;
  onChange: (scorecard: Scorecard) => void;
}) {
  const { t } = useTranslation(["scorecards", "paste"]);
  const { scorecard, section, place, problems, showErrors, onChange } = props;
  const [justAdded, setJustAdded] = useState<string | null>(null);
  const criteria = scorecard.criteria.filter((criterion) => criterion.sectionId === section.sectionId);
  const nameless = showErrors && problems.some((problem) => problem.path === `sections.${place}.name`);
  return (
    <section className={styles.section} aria-label={section.name || t("section")}>
      <div className={styles.sectionHead}>
        <TextField
          className={styles.sectionName}
          label={t("sectionName")}
          labelHidden
          placeholder={t("sectionName")}
          value={section.name}
          onChange={(name) => onChange(renameSection(scorecard, section.sectionId, name))}
          maxLength={LIMITS.name}
          problem={nameless ? t("paste:problem.noSectionName") : null}
        />
        {scorecard.sections.length > 1 && (
          <>
            <Button
              variant="text"
              size="small"
              aria-label={t("moveSectionUp", { name: section.name })}
              isDisabled={place === 0}
              onPress={() => onChange(moveSection(scorecard, section.sectionId, -1))}
            >
              <Icon name="up" size={16} />
            </Button>
            <Button
              variant="text"
              size="small"
              aria-label={t("moveSectionDown", { name: section.name })}
              isDisabled={place === scorecard.sections.length - 1}
              onPress={() => onChange(moveSection(scorecard, section.sectionId, 1))}
            >
              <Icon name="down" size={16} />
            </Button>
            {criteria.length === 0 && (
              <Button
                variant="text"
                size="small"
                aria-label={t("removeSection", { name: section.name })}
                onPress={() => onChange(removeSection(scorecard, section.sectionId))}
              >
                <Icon name="trash" size={16} />
              </Button>
            )}
          </>
        )}
      </div>
      <ul className={styles.criteria}>
        {criteria.map((criterion) => {
          const row = scorecard.criteria.indexOf(criterion) + 1;
          return (
            <CriterionEditor
              key={criterion.criterionId}
              scorecard={scorecard}
              criterion={criterion}
              row={row}
              problems={problems.filter((problem) => problem.row === row)}
              showErrors={showErrors}
              startsOpen={criterion.criterionId === justAdded}
              onChange={onChange}
            />
          );
        })}
      </ul>
      <div>
        <Button
          variant="text"
          size="small"
          isDisabled={scorecard.criteria.length >= LIMITS.criteria}
          onPress={() => {
            const criterionId = newId();
            setJustAdded(criterionId);
            onChange(addCriterion(scorecard, section.sectionId, criterionId));
          }}
        >
          <Icon name="plus" size={16} />
          {t("addCriterion")}
        </Button>
      </div>
    </section>
  );
}
