// What each answer to the current criterion means, beside its scale: the anchors, or plain words where a scorecard has none.
import { useTranslation } from "react-i18next";
import { SCALES } from "../../../shared/scorecard/scales.ts";
import type { Criterion, Value } from "../../../shared/scorecard/scorecard.ts";
import styles from "./Scale.module.css";
import { useScoreWords } from "./useScoreWords.ts";

/** anchors of at most so many letters stand in the buttons */
const SHORT_ANCHOR = 13;

const written = ({ anchors }: Criterion): [string, string][] => Object.entries(anchors).filter(([, words]) => words !== "");

export const anchorsFit = (criterion: Criterion): boolean => {
  const known = written(criterion);
  return known.length > 0 && known.every(([, words]) => words.length <= SHORT_ANCHOR);
};

/** Whether anything stands below the scale that a phone may fold away. */
export const hasLevelWords = (criterion: Criterion): boolean =>
  !anchorsFit(criterion) && (criterion.scale !== "percent" || written(criterion).length > 0);

export function LevelWords(props: {
  criterion: Criterion;
  value: Value | null /** uncut, also on a phone */;
  whole: boolean;
  /** one line each there: a reason is being written below */ brief: boolean;
  folded: boolean;
}) {
  const { t } = useTranslation("score");
  const words = useScoreWords();
  const { criterion, value, whole, brief, folded } = props;
  const { scale } = criterion;
  if (!hasLevelWords(criterion) && !(whole && anchorsFit(criterion))) return null;
  const known: [Value, string][] = written(criterion).map(([level, meaning]) => [Number(level), meaning]);
  if (known.length === 0 && scale === "binary") known.push([0, t("meaning.no")], [1, t("meaning.yes")]);
  // in the order of the buttons: yes before no
  if (scale === "binary") known.reverse();
  if (known.length === 0)
    return (
      <p className={styles.meanings} data-folded={folded || undefined}>
        {t("meaning.ends", { low: SCALES[scale].low, high: SCALES[scale].high })}
      </p>
    );
  if (criterion.allowNA) known.push(["NA", t("meaning.na")]);
  return (
    <ul className={styles.meanings} data-whole={whole || undefined} data-brief={brief || undefined} data-folded={folded || undefined}>
      {known.map(([level, meaning]) => (
        <li key={level} data-chosen={value === level || undefined} className={styles.meaning}>
          <span className={styles.level_}>{words.short(criterion, level)}</span>
          <span className={styles.means}>{meaning}</span>
        </li>
      ))}
    </ul>
  );
}
