// What each level looks like, under its place on the scale; the levels people chose stand out, because they are what is argued about.
import { useTranslation } from "react-i18next";
import { levels } from "../../../shared/scorecard/scales.ts";
import type { Criterion } from "../../../shared/scorecard/scorecard.ts";
import { columnsOf, GAP_COLUMNS } from "../../plots/dotLayout.ts";
import { valueText } from "../../plots/valueText.ts";
import styles from "./Anchors.module.css";

export function Anchors({ criterion, contested, withNA }: { criterion: Criterion; contested: readonly number[]; withNA: boolean }) {
  const { t } = useTranslation("discussion");
  const { scale, anchors } = criterion;
  const percent = scale === "percent";
  const shown = percent
    ? Object.keys(anchors)
        .map(Number)
        .sort((a, b) => a - b)
    : levels(scale);
  if (!shown.some((level) => anchors[String(level)])) return null;
  const apart = new Set(contested.length > 1 ? contested : []);
  const columns = columnsOf(scale);
  return (
    <ul
      className={styles.anchors}
      data-aligned={!percent || undefined}
      aria-label={t("place.anchors")}
      style={percent ? undefined : { gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))${withNA ? ` ${GAP_COLUMNS}fr 1fr` : ""}` }}
    >
      {shown.map((level) => {
        const words = anchors[String(level)];
        return (
          <li key={level} className={styles.anchor} data-apart={apart.has(level) || undefined} data-empty={!words || undefined}>
            <span className={styles.level}>
              {valueText(t, scale, level)}
              {apart.has(level) && <span className="onlyForScreenReaders"> ({t("place.chosen")})</span>}
            </span>
            {words}
          </li>
        );
      })}
    </ul>
  );
}
