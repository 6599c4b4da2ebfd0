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

/** `to` null: did not vote, and stays at the blind score. `initials` only where names are open. */
export type Move = { from: Value | null; to: Value | null; name?: string | null; initials?: string | null };
export type Way = { from: Value | null; to: Value | null; count: number; names: string[] };

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

/** "Tom from 2 to 3. Two stayed at 3. One voted 4 for the first time. Ana did not vote: blind score 2." */
export function movementText(t: TFunction<"discussion">, criterion: Pick<Criterion, "scale">, moves: readonly Move[]): string {
  const text = (value: Value) => valueText(t, criterion.scale, value);
  const ways = waysOf(moves);
  return [...ways.filter(({ to }) => to !== null), ...ways.filter(({ to }) => to === null)]
    .map(({ from, to, count, names }) => {
      const who = names.length === count ? formatList(names) : t("movement.people", { count });
      if (to === null) return from === null ? "" : t("movement.silent", { count, who, from: text(from) });
      if (from === null) return t("movement.new", { who, to: text(to) });
      return from === to ? t("movement.stayed", { who, to: text(to) }) : t("movement.moved", { who, from: text(from), to: text(to) });
    })
    .join(" ");
}

/** more people at one place are counted */
const SPELT = 4;

type Size = Extract<PlotSize, "stage" | "wallStage">;
type Marks = {
  gap: number;
  r: number;
  /** who stands there, above the first row and below the second */ who: number;
  /** below the axis, for the words of the levels */ text: number;
  /** thinnest line; each further person makes it thicker, to a limit */ line: number;
  most: number;
  /** place for the names of the two rows beside them, from a width where the scale keeps enough; on a page they stand above, so that the scale is as long as that of the blind scores below */ beside: number;
  from: number;
};
const MARKS: Record<Size, Marks> = {
  stage: { gap: 50, r: 9, who: 18, text: 34, line: 1.5, most: 5.5, beside: 0, from: Number.POSITIVE_INFINITY },
  wallStage: { gap: 90, r: 23, who: 40, text: 52, line: 4, most: 14, beside: 176, from: 900 },
};

export function MovementScale(props: { criterion: Pick<Criterion, "name" | "scale" | "allowNA">; moves: readonly Move[]; size: Size }) {
  const { criterion, moves, size } = props;
  const { t } = useTranslation("discussion");
  const { ref, width } = useWidth<HTMLDivElement>(800);
  const withNA = criterion.allowNA || moves.some(({ from, to }) => from === "NA" || to === "NA");
  const { gap, r, who, text, line, most, beside, from } = MARKS[size];
  const silent = moves.some(({ from, to }) => from !== null && to === null);
  // those who did not vote are marked above, where no line passes
  const top = who * (silent ? 2 : 1) + 4;
  const labels = width >= from ? beside : 0;
  const axis = axisOf(criterion.scale, size, width - labels, withNA);
  const ways = waysOf(moves);
  const x = (value: Value) => placeOf(criterion.scale, value, axis);
  const places = (pick: (move: Move) => Value | null) => {
    const by = new Map<Value, Move[]>();
    for (const move of moves) {
      const value = pick(move);
      if (value !== null) by.set(value, [...(by.get(value) ?? []), move]);
    }
    // a bare number here would read as a score
    return [...by.entries()].map(([value, there]) => {
      const known = there.flatMap(({ initials }) => initials ?? []);
      return {
        value,
        words:
          known.length === there.length && known.length <= SPELT ? known.sort().join(" ") : t("movement.people", { count: there.length }),
      };
    });
  };
  const rows = [
    { y: top + r, beyond: -r - who / 4 - 1, by: places((move) => move.from), blind: true, words: t("movement.blindRow") },
    { y: top + r + gap, beyond: r + who - 4, by: places((move) => move.to), blind: false, words: t("movement.revoteRow") },
  ];
  return (
    <figure className={styles.figure} data-size={size}>
      {labels === 0 && (
        <figcaption className={styles.caption}>
          <span>{t("movement.blindRow")}</span>
          <span>{t("movement.revoteRow")}</span>
        </figcaption>
      )}
      <div ref={ref} className={`${styles.plot} ${scaleStyles[size]}`}>
        <svg width={width} height={top + r * 2 + gap + who + text} role="img" aria-label={movementText(t, criterion, moves)}>
          {labels > 0 &&
            rows.map((row) => (
              <text key={row.y} x={0} y={row.y} dy="0.35em" className={styles.row}>
                {row.words}
              </text>
            ))}
          <g transform={`translate(${labels} 0)`}>
            {ways.map((way) =>
              way.from === null || way.to === null ? null : (
                <line
                  key={`${way.from}-${way.to}`}
                  x1={x(way.from)}
                  y1={rows[0]!.y}
                  x2={x(way.to)}
                  y2={rows[1]!.y - r}
                  strokeWidth={Math.min(most, line + (way.count - 1) * (line / 1.5))}
                  className={way.from === way.to ? styles.stayed : styles.moved}
                />
              ),
            )}
            <ScaleAxis
              scale={criterion.scale}
              axis={axis}
              base={top + r * 2 + gap + who + 6}
              size={size}
              width={width - labels}
              words={{ level: (value) => valueText(t, criterion.scale, value), na: t("value.na") }}
              emphasised={moves.flatMap(({ to }) => to ?? [])}
              ends={null}
            />
            {rows.map((row) =>
              row.by.map(({ value, words }) => (
                <g key={`${row.y}-${value}`} className={row.blind ? styles.blind : styles.revote}>
                  <circle cx={x(value)} cy={row.y} r={r} />
                  <text x={x(value)} y={row.y + row.beyond} textAnchor="middle">
                    {words}
                  </text>
                </g>
              )),
            )}
            {ways.map(({ from: stays, to }) =>
              stays === null || to !== null ? null : (
                <text key={`${stays}`} x={x(stays)} y={rows[0]!.y + rows[0]!.beyond - who} textAnchor="middle" className={styles.silent}>
                  {t("movement.silentMark")}
                </text>
              ),
            )}
          </g>
        </svg>
      </div>
    </figure>
  );
}
