// What was understood of a pasted scorecard: every row with its reading, and in words what is unclear about it.
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { PastedRow, PastedScorecard } from "../../../shared/scorecard/paste.ts";
import { nameKey } from "../../../shared/scorecard/validate.ts";
import { Badge } from "../../ui/Badge.tsx";
import styles from "./PasteScorecard.module.css";

export function PastePreview({ read }: { read: PastedScorecard }) {
  const { t } = useTranslation(["scorecards", "paste", "house"]);
  const criteria = read.rows.filter((row) => row.criterion !== null);
  const sections = bySection(read.rows);
  return (
    <section className={styles.preview} aria-labelledby="paste-preview">
      <h2 id="paste-preview" className={styles.previewTitle}>
        {t("pastePage.preview")}
        {criteria.length > 0 && (
          <span className={styles.soft} role="status">
            {t("pastePage.previewCount", {
              criteria: t("criteria", { count: criteria.length }),
              sections: t("pastePage.sections", { count: sections.filter(({ rows }) => rows.some((row) => row.criterion)).length }),
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
        {sections.map(({ name, rows }) => (
          <Fragment key={nameKey(name)}>
            {rows.some((row) => row.criterion) && <li className={styles.section}>{name}</li>}
            {rows.map((row) => (
              <PreviewRow key={row.line} row={row} />
            ))}
          </Fragment>
        ))}
      </ol>
    </section>
  );
}

/** As the scorecard will hold them: a section that comes again further down is the same one, and its criteria stand together. */
function bySection(rows: readonly PastedRow[]): { name: string; rows: PastedRow[] }[] {
  const sections = new Map<string, { name: string; rows: PastedRow[] }>();
  for (const row of rows) {
    const key = nameKey(row.sectionName);
    const section = sections.get(key) ?? { name: row.sectionName, rows: [] };
    sections.set(key, section);
    section.rows.push(row);
  }
  return [...sections.values()];
}

function PreviewRow({ row }: { row: PastedRow }) {
  const { t } = useTranslation(["scorecards", "paste", "house"]);
  const criterion = row.criterion;
  return (
    <>
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
