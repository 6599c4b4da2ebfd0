// Everybody's answers on the criterion's own scale: across means the value and nothing else, equal answers stand on each other.
import { useTranslation } from "react-i18next";
import { SCALES } from "../../shared/scorecard/scales.ts";
import type { Criterion, Value } from "../../shared/scorecard/scorecard.ts";
import { describePlot } from "./describePlot.ts";
import { axisOf, layoutDots, measuresOf, type PlotSize, placeOf, RING } from "./dotLayout.ts";
import styles from "./DotScale.module.css";
import { type Mark, marksBelow, type PlacedMark } from "./marksBelow.ts";
import { ScaleAxis } from "./ScaleAxis.tsx";
import { useWidth } from "./useWidth.ts";
import { initialsOf, valueText } from "./valueText.ts";

export type Dot = {
  value: Value;
  /** only where names may be shown: initials in the dot (stages), the name in the description */ name?: string | null;
  own?: boolean;
  /** has the turn now */ speaking?: boolean;
};

export type DotScaleProps = {
  criterion: Pick<Criterion, "name" | "scale" | "allowNA">;
  dots: readonly Dot[];
  size: PlotSize;
  /** whether there is a place for N/A; the rows of a list say the same, so that their scales stand under each other. By itself: as the criterion allows */
  keepNA?: boolean;
  baseline?: Value | null;
  calibrated?: Value | null;
  /** what people would say now: a stance, never a score */ minds?: readonly Dot[];
  /** the highest stack in a list of plots: its dots are then all of one size */ tallest?: number;
  /** everybody in the call: initials are the same, and nobody else's, wherever one looks */ among?: readonly string[];
  /** dots come in one after another; nothing moves where motion is not wanted */ arriving?: boolean;
};

/** Low or not, it looks the same. */
const LOOKS = {
  strip: "strip",
  slim: "slim",
  stage: "stage",
  wall: "wall",
  wallLow: "wall",
  wallStage: "wallStage",
  wallStageLow: "wallStage",
} as const satisfies Record<PlotSize, PlotSize>;

export function DotScale({
  criterion,
  dots,
  size,
  keepNA,
  baseline,
  calibrated,
  minds = [],
  tallest = 1,
  among,
  arriving = false,
}: DotScaleProps) {
  const { t } = useTranslation("discussion");
  const { ref, width } = useWidth<HTMLDivElement>(size === "strip" || size === "slim" ? 360 : 800);
  const { scale } = criterion;
  const { low, high } = SCALES[scale];
  const measures = measuresOf(size, width);
  const values = [...dots, ...minds].map(({ value }) => value);
  const withNA = (keepNA ?? criterion.allowNA) || values.includes("NA") || baseline === "NA" || calibrated === "NA";
  const axis = axisOf(scale, size, width, withNA);
  const all = [...dots.map((dot) => ({ ...dot, mind: false })), ...minds.map((dot) => ({ ...dot, mind: true }))];
  const people = among ?? all.flatMap(({ name }) => name ?? []);
  const layout = layoutDots(scale, size, width, withNA, all, tallest);
  const marks: Mark[] = [
    ...(baseline !== null && baseline !== undefined
      ? [{ kind: "baseline" as const, value: baseline, words: size === "wallLow" ? "" : t("plot.baseline") }]
      : []),
    ...(calibrated !== null && calibrated !== undefined
      ? // a row of a list says it beside the plot: there the mark needs no words and no line of its own
        [{ kind: "calibrated" as const, value: calibrated, words: measures.ends > 0 ? "" : t("plot.calibrated") }]
      : []),
  ];
  const placed = marksBelow(
    marks.map((mark) => ({ ...mark, x: placeOf(scale, mark.value, axis) })),
    width,
    size,
  );
  const rows = Math.max(0, ...placed.map(({ row }) => row + 1));
  const below = layout.base + measures.below;
  const height = below + rows * measures.markRow;
  const large = size.startsWith("wall");
  const named = dots.some(({ name }) => name);
  const own = named ? null : (dots.find((dot) => dot.own)?.value ?? null);
  return (
    <div ref={ref} className={`${styles.plot} ${styles[LOOKS[size]]}`}>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={describePlot(t, { criterion, dots, own, baseline: baseline ?? null, calibrated: calibrated ?? null, minds })}
        data-arriving={arriving || undefined}
      >
        <ScaleAxis
          scale={scale}
          axis={axis}
          base={layout.base}
          size={size}
          width={width}
          words={{ level: (value) => valueText(t, scale, value), na: t("value.na") }}
          emphasised={dots.map(({ value }) => value)}
          ends={measures.ends > 0 ? { low: valueText(t, scale, low), high: valueText(t, scale, high) } : null}
        />
        {placed.map((mark) => (
          <g key={mark.kind} className={styles[mark.kind]}>
            <path d={pointer(mark.x + beside(placed, mark), layout.base, large ? 11 : 6)} className={styles.markShape} />
            {mark.words !== "" && (
              <text x={mark.textX} y={below + (mark.row + 1) * measures.markRow - 3} textAnchor="middle" className={styles.markText}>
                {mark.words}
              </text>
            )}
          </g>
        ))}
        {layout.dots.map(({ mark, x, y, r, level }, index) => (
          <g
            // two equal answers are the same picture: their place in the row is all that tells them apart
            // biome-ignore lint/suspicious/noArrayIndexKey: dots carry no identity
            key={index}
            className={`${styles.dot} ${mark.own ? styles.own : ""} ${mark.speaking ? styles.speaking : ""} ${mark.mind ? styles.mind : ""}`}
            style={arriving ? { animationDelay: `calc(var(--curtain, 0ms) + ${Math.min(220, index * 18 + level * 12)}ms)` } : undefined}
          >
            {/* a badge with letters keeps its size: its ring stands around it */}
            {mark.own && <circle cx={x} cy={y} r={measures.ends > 0 ? r + 1.5 : r + RING - 1.5} className={styles.ring} />}
            <circle cx={x} cy={y} r={mark.own && measures.ends > 0 ? r - 1.25 : r - 0.5} className={styles.disc} />
            {mark.name && measures.ends === 0 && (
              <text
                x={x}
                y={y}
                dy="0.35em"
                textAnchor="middle"
                className={styles.initials}
                style={{ fontSize: large ? 24 : layout.diameter * 0.4 }}
              >
                {initialsOf(mark.name, people)}
              </text>
            )}
          </g>
        ))}
        {layout.crowded.map(({ x, y, count }) => (
          <text key={x} x={x + layout.diameter / 2 + 3} y={y} dy="0.35em" className={styles.count}>
            {count}
          </text>
        ))}
      </svg>
    </div>
  );
}

/** A small arrow from below, so that it hides neither a dot nor a level. */
const pointer = (x: number, base: number, size: number): string =>
  `M${x} ${base + 2}L${x + size * 0.75} ${base + 2 + size}L${x - size * 0.75} ${base + 2 + size}Z`;

/** Baseline and calibrated at one value stand beside each other. */
function beside(marks: readonly PlacedMark[], mark: PlacedMark): number {
  if (marks.filter(({ x }) => x === mark.x).length < 2) return 0;
  return mark.kind === "baseline" ? -7 : 7;
}
