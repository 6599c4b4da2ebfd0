// A scorecard to read: sections, criteria, definitions, and what each level looks like.
import { useTranslation } from "react-i18next";
import type { Criterion, Scorecard } from "../../../shared/scorecard/scorecard.ts";
import { Badge } from "../../ui/Badge.tsx";
import { anchorLevels } from "./editing.ts";
import styles from "./ScorecardView.module.css";

export function ScorecardView({ scorecard }: { scorecard: Scorecard }) {
  return (
    <div className={styles.scorecard}>
      {scorecard.sections.map((section) => (
        <section key={section.sectionId} className={styles.section} aria-label={section.name}>
          <h2 className={styles.sectionName}>{section.name}</h2>
          {scorecard.criteria
            .filter((criterion) => criterion.sectionId === section.sectionId)
            .map((criterion) => (
              <CriterionView key={criterion.criterionId} criterion={criterion} />
            ))}
        </section>
      ))}
    </div>
  );
}

function CriterionView({ criterion }: { criterion: Criterion }) {
  const { t } = useTranslation(["scorecards", "house"]);
  const anchors = anchorLevels(criterion.scale).filter((level) => criterion.anchors[String(level)]);
  return (
    <article className={styles.criterion}>
      <header className={styles.head}>
        <h3 className={styles.name}>{criterion.name}</h3>
        <span className={styles.facts}>
          {t(`house:scale.${criterion.scale}`)}, {t("weightShort", { weight: criterion.weight })}
        </span>
        {criterion.autoFail && <Badge tone="apart">{t("criticalBadge")}</Badge>}
        {criterion.allowNA && <Badge>{t("naBadge")}</Badge>}
      </header>
      <p className={styles.definition}>{criterion.definition}</p>
      {anchors.length > 0 && (
        <dl className={styles.anchors}>
          {anchors.map((level) => (
            <div key={level} className={styles.anchor}>
              <dt>{criterion.scale === "binary" ? t(level === 1 ? "criterion.yes" : "criterion.no") : level}</dt>
              <dd>{criterion.anchors[String(level)]}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}
