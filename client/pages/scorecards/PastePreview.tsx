// What was understood of a pasted scorecard: every row with its reading, and in words what is unclear about it.
import { useTranslation } from "react-i18next";
import type { PastedRow, PastedScorecard } from "../../../shared/scorecard/paste.ts";
import { Badge } from "../../ui/Badge.tsx";
import styles from "./PasteScorecard.module.css";

export function PastePreview({ read }: { read: PastedScorecard }) {
  const { t } = useTranslation(["scorecards", "paste", "house"]);
  const criteria = read.rows.filter((row) => row.criterion !== null);
  const sections = new Set(criteria.map((row) => row.sectionName));
  return (
    <section className={styles.preview} aria-labelledby="paste-preview">
      <h2 id="paste-preview" className={styles.previewTitle}>
        {t("pastePage.preview")}
        {criteria.length > 0 && (
          <span className={styles.soft} role="status">
            {t("pastePage.previewCount", {
              criteria: t("criteria", { count: criteria.length }),
              sections: t("pastePage.sections", { count: sections.size }),
            })}
          </span>
        )}
      </h2>
      {read.problems.map((problem) => (
        <p
          key={`${problem.code} ${JSON.stringify(problem.params)}`}
          className={problem.severity === "error" ? styles.error : styles.warning}
        >
          {t(`paste:problem.${problem.code}`, problem.params)}
        </p>
      ))}
      <ol className={styles.rows}>
        {read.rows.map((row, index) => (
          <PreviewRow key={row.line} row={row} before={read.rows[index - 1] ?? null} />
        ))}
      </ol>
    </section>
  );
}

function PreviewRow({ row, before }: { row: PastedRow; before: PastedRow | null }) {
  const { t } = useTranslation(["scorecards", "paste", "house"]);
  const criterion = row.criterion;
  return (
    <>
      {criterion && row.sectionName !== before?.sectionName && <li className={styles.section}>{row.sectionName}</li>}
      {(criterion || row.problems.length > 0) && (
        <li className={styles.row}>
          <span className={styles.line}>{t("paste:row", { line: row.line })}</span>
          <div className={styles.read}>
            {criterion && (
              <p className={styles.what}>
                <span className={styles.criterion}>{criterion.name || "?"}</span>
                <span className={styles.soft}>
                  {t(`house:scale.${criterion.scale}`)}, {t("weightShort", { weight: criterion.weight })}
                </span>
                {criterion.autoFail && <Badge tone="apart">{t("criticalBadge")}</Badge>}
                {criterion.allowNA && <Badge>{t("naBadge")}</Badge>}
              </p>
            )}
            {criterion?.definition && <p className={styles.definition}>{criterion.definition}</p>}
            {row.problems.map((problem) => (
              <p
                key={`${problem.code} ${JSON.stringify(problem.params)}`}
                className={problem.severity === "error" ? styles.error : styles.warning}
              >
                {problem.severity === "error" ? `${t("paste:severity.error")}: ` : ""}
                {t(`paste:problem.${problem.code}`, problem.params)}
              </p>
            ))}
          </div>
        </li>
      )}
    </>
  );
}
