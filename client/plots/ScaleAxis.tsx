// The line under the dots: a tick a level, words at its ends or below every level, and a place of its own for N/A.
import { levels } from "../../shared/scorecard/scales.ts";
import type { ScaleKind, Value } from "../../shared/scorecard/scorecard.ts";
import { type Axis, type PlotSize, placeOf } from "./dotLayout.ts";
import styles from "./DotScale.module.css";

const PERCENT_TICKS = [0, 25, 50, 75, 100];
const TEXT_BELOW: Record<PlotSize, number> = { strip: 0, slim: 0, stage: 21, wall: 0, wallLow: 0, wallStage: 34, wallStageLow: 34 };

export function ScaleAxis(props: {
  scale: ScaleKind;
  axis: Axis;
  base: number;
  size: PlotSize;
  width: number;
  words: { level: (value: number) => string; na: string };
  emphasised: readonly Value[];
  ends: { low: string; high: string } | null;
}) {
  const { scale, axis, base, size, ends } = props;
  const ticks = scale === "percent" ? PERCENT_TICKS : levels(scale);
  const below = TEXT_BELOW[size];
  const half = ends ? 10 : Math.min(60, (axis.end - axis.start) / 10 + 8);
  return (
    <g className={styles.axis}>
      <line x1={axis.start} x2={axis.end} y1={base} y2={base} />
      {ticks.map((value) => {
        const x = placeOf(scale, value, axis);
        return (
          <g key={value}>
            <line x1={x} x2={x} y1={base - 3} y2={base + 3} />
            {below > 0 && (
              <text
                x={x}
                y={base + below}
                textAnchor="middle"
                className={scale !== "percent" && props.emphasised.includes(value) ? styles.levelChosen : styles.level}
              >
                {props.words.level(value)}
              </text>
            )}
          </g>
        );
      })}
      {ends && (
        <>
          <text x={axis.start - 12} y={base} dy="0.35em" textAnchor="end" className={styles.level}>
            {ends.low}
          </text>
          <text x={axis.end + 12} y={base} dy="0.35em" textAnchor="start" className={styles.level}>
            {ends.high}
          </text>
        </>
      )}
      {axis.na !== null && (props.emphasised.includes("NA") || !ends) && (
        <g>
          <line x1={axis.na - half} x2={axis.na + half} y1={base} y2={base} className={styles.naLine} />
          <text
            x={axis.na + (ends ? half + 4 : 0)}
            y={ends ? base : base + below}
            dy={ends ? "0.35em" : 0}
            textAnchor={ends ? "start" : "middle"}
            className={props.emphasised.includes("NA") ? styles.levelChosen : styles.level}
          >
            {props.words.na}
          </text>
        </g>
      )}
    </g>
  );
}
