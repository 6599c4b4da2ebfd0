// From the blind scores to the re-vote: two rows of the same scale and a line for each way somebody went. Neutral: nobody moved "wrongly".
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Criterion, Value } from "../../shared/scorecard/scorecard.ts";
import { axisOf, type PlotSize, placeOf } from "./dotLayout.ts";
import scaleStyles from "./DotScale.module.css";
import styles from "./MovementScale.module.css";
import { ScaleAxis } from "./ScaleAxis.tsx";
import { useWidth } from "./useWidth.ts";
import { formatList } from "../ui/locale.ts";
import { valueText } from "./valueText.ts";

export type Move = { from: Value | null; to: Value; name?: string | null };
export type Way = { from: Value | null; to: Value; count: number; names: string[] };

const rank = (value: Value | null): number => (value === null ? -1 : value === "NA" ? Number.POSITIVE_INFINITY : value);

/** One entry for each pair of from and to, by value: nothing of an order that could tell who it was. */
export function waysOf(moves: readonly Move[]): Way[] {
  const ways = new Map<string, Way>();
  for (const { from, to, name } of moves) {
    const key = `${from}>${to}`;
    const way = ways.get(key) ?? { from, to, count: 0, names: [] };
    ways.set(key, { ...way, count: way.count + 1, names: name ? [...way.names, name].sort() : way.names });
  }
  return [...ways.values()].sort((a, b) => rank(a.from) - rank(b.from) || rank(a.to) - rank(b.to));
}

/** "Tom from 2 to 3. Two stayed at 3. One voted 4 for the first time." */
export function movementText(t: TFunction<"discussion">, criterion: Pick<Criterion, "scale">, moves: readonly Move[]): string {
  const text = (value: Value) => valueText(t, criterion.scale, value);
  return waysOf(moves)
    .map(({ from, to, count, names }) => {
      const who = names.length === count ? formatList(names) : t("movement.people", { count });
      if (from === null) return t("movement.new", { who, to: text(to) });
      return from === to ? t("movement.stayed", { who, to: text(to) }) : t("movement.moved", { who, from: text(from), to: text(to) });
    })
    .join(" ");
}

const HEIGHTS: Record<"stage" | "wallStage", { top: number; gap: number; r: number; text: number }> = {
  stage: { top: 16, gap: 56, r: 11, text: 34 },
  wallStage: { top: 26, gap: 96, r: 20, text: 52 },
};

export function MovementScale(props: {
  criterion: Pick<Criterion, "name" | "scale" | "allowNA">;
  moves: readonly Move[];
  size: Extract<PlotSize, "stage" | "wallStage">;
}) {
  const { criterion, moves, size } = props;
  const { t } = useTranslation("discussion");
  const { ref, width } = useWidth<HTMLDivElement>(800);
  const withNA = criterion.allowNA || moves.some(({ from, to }) => from === "NA" || to === "NA");
  const axis = axisOf(criterion.scale, size, width, withNA);
  const { top, gap, r, text } = HEIGHTS[size];
  const ways = waysOf(moves);
  const x = (value: Value) => placeOf(criterion.scale, value, axis);
  const counts = (pick: (way: Way) => Value | null) => {
    const by = new Map<Value, number>();
    for (const way of ways) {
      const value = pick(way);
      if (value !== null) by.set(value, (by.get(value) ?? 0) + way.count);
    }
    return [...by.entries()];
  };
  const rows = [
    { y: top + r, by: counts((way) => way.from), blind: true },
    { y: top + r + gap, by: counts((way) => way.to), blind: false },
  ];
  return (
    <figure className={styles.figure} data-size={size}>
      <figcaption className={styles.caption}>
        <span>{t("movement.blindRow")}</span>
        <span>{t("movement.revoteRow")}</span>
      </figcaption>
      <div ref={ref} className={`${styles.plot} ${scaleStyles[size]}`}>
        <svg width={width} height={top + r * 2 + gap + text} role="img" aria-label={movementText(t, criterion, moves)}>
          {ways.map((way) =>
            way.from === null ? null : (
              <line
                key={`${way.from}-${way.to}`}
                x1={x(way.from)}
                y1={rows[0]!.y}
                x2={x(way.to)}
                y2={rows[1]!.y - r}
                strokeWidth={1.5 + Math.min(4, way.count - 1)}
                className={way.from === way.to ? styles.stayed : styles.moved}
              />
            ),
          )}
          <ScaleAxis
            scale={criterion.scale}
            axis={axis}
            base={top + r * 2 + gap + 6}
            size={size}
            width={width}
            words={{ level: (value) => valueText(t, criterion.scale, value), na: t("value.na") }}
            emphasised={moves.map(({ to }) => to)}
            ends={null}
          />
          {rows.map((row) =>
            row.by.map(([value, count]) => (
              <g key={`${row.y}-${value}`} className={row.blind ? styles.blind : styles.revote}>
                <circle cx={x(value)} cy={row.y} r={r} />
                <text x={x(value)} y={row.y} dy="0.35em" textAnchor="middle">
                  {count}
                </text>
              </g>
            )),
          )}
        </svg>
      </div>
    </figure>
  );
}
