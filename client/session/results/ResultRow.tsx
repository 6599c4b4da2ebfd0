// One criterion of the results: name, dots, "scores 2 to 5", at most one badge, what became of it. The whole row opens it.
import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { Criterion, Value } from "../../../shared/scorecard/scorecard.ts";
import type { ResultRow as Row } from "../../../shared/session/view/slices.ts";
import { DotScale } from "../../plots/DotScale.tsx";
import { useNarrowWindow } from "../../plots/useNarrowWindow.ts";
import { valueText } from "../../plots/valueText.ts";
import { Badge } from "../../ui/Badge.tsx";
import styles from "./ResultRow.module.css";
import { rowDots } from "./rowDots.ts";
import { badgeText, scoredText, spreadText, stateText } from "./sentences.ts";

export function ResultRow(props: {
  row: Row;
  criterion: Criterion;
  own: Value | null;
  /** at the reveal: from so many rows below (or above) the place it stands at now */ arrivesFrom: number | null;
  keepNA: boolean;
  tallest: number;
  conducts: boolean;
  onOpen: () => void;
  quiet?: boolean;
}) {
  const { row, criterion, own, onOpen, arrivesFrom } = props;
  const { t } = useTranslation("results");
  const { t: td } = useTranslation("discussion");
  const narrow = useNarrowWindow();
  const badge = badgeText(t, row);
  const scored = scoredText(t, row);
  const state = stateText(t, row, (value) => valueText(td, criterion.scale, value));
  return (
    <li
      className={styles.row}
      data-quiet={props.quiet || undefined}
      data-arriving={arrivesFrom !== null || undefined}
      style={arrivesFrom === null ? undefined : ({ "--from": arrivesFrom } as CSSProperties)}
    >
      <button
        type="button"
        className={styles.name}
        onClick={onOpen}
        aria-label={t(props.conducts ? "rowAction.open" : "rowAction.look", { name: criterion.name })}
      >
        {criterion.name}
      </button>
      <div className={styles.dots}>
        <DotScale
          criterion={criterion}
          dots={rowDots(row, own)}
          size={narrow ? "slim" : "strip"}
          keepNA={props.keepNA}
          baseline={row.baseline}
          calibrated={row.settled?.value ?? null}
          tallest={props.tallest}
          arriving={arrivesFrom !== null}
        />
      </div>
      <div className={styles.words} data-says-more={(state ?? badge) !== null || undefined}>
        <span className={styles.spread}>{spreadText(t, criterion, row)}</span>
        {scored && <span className={styles.scored}>{scored}</span>}
        {state ? (
          <span className={styles.state} data-kind={row.settled ? "settled" : "parked"}>
            {state}
          </span>
        ) : (
          badge && <Badge tone="apart">{badge}</Badge>
        )}
      </div>
    </li>
  );
}
