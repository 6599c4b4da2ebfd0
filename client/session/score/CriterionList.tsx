// The other criteria, one line each with one's own score. Never anybody else's progress.
import { useTranslation } from "react-i18next";
import type { Criterion } from "../../../shared/scorecard/scorecard.ts";
import { Icon } from "../../ui/Icon.tsx";
import styles from "./CriterionList.module.css";
import { type Entries, scoreOf } from "./sheet.ts";
import { useScoreWords } from "./useScoreWords.ts";

/** A sign for the eye, words for the ear. */
const Sign = ({ sign, words }: { sign: string; words: string }) => (
  <>
    <span aria-hidden="true">{sign}</span>
    <span className="onlyForScreenReaders">{words}</span>
  </>
);

export function CriterionList(props: {
  criteria: Criterion[];
  entries: Entries;
  /** the one in the panel above, left out here */ current: string | null;
  masked: boolean;
  open: boolean;
  onChoose: (criterionId: string) => void;
}) {
  const { t } = useTranslation("score");
  const words = useScoreWords();
  return (
    <ul className={styles.list} aria-label={t("list.label")} data-open={props.open || undefined}>
      {props.criteria.map((criterion) => {
        if (criterion.criterionId === props.current && !props.open) return null;
        const value = scoreOf(props.entries, criterion.criterionId);
        const entry = props.entries[criterion.criterionId];
        return (
          <li key={criterion.criterionId}>
            <button
              type="button"
              className={styles.row}
              disabled={props.masked}
              data-blank={value === null || undefined}
              onClick={() => props.onChoose(criterion.criterionId)}
            >
              <span className={styles.name}>{criterion.name}</span>
              {!props.masked && entry?.unsure && <span className={styles.mark}>{t("unsureMark")}</span>}
              {!props.masked && (entry?.evidence.length ?? 0) > 0 && (
                <span className={styles.mark}>
                  <Icon name="pin" size={14} />
                </span>
              )}
              <span className="onlyForScreenReaders">: </span>
              <span className={styles.score}>
                {value === null ? (
                  <Sign sign="–" words={t("list.blank")} />
                ) : props.masked ? (
                  <Sign sign="•" words={t("list.covered")} />
                ) : (
                  words.short(criterion, value)
                )}
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
