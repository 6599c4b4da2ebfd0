// Where every dot of a scale stands: across by its value alone, equal (or touching) answers stacked upwards, N/A in a place of its own.
import { levels, normalised } from "../../shared/scorecard/scales.ts";
import type { ScaleKind, Value } from "../../shared/scorecard/scorecard.ts";

/** strip: a row of the results; slim: the same in a narrow window. stage: the criterion in discussion. wall: a row of the shared screen. wallStage: its criterion. The low ones: the same where the room's page has no height to spare. */
export type PlotSize = "strip" | "slim" | "stage" | "wall" | "wallLow" | "wallStage" | "wallStageLow";

type Measures = {
  /** height of the stacks, pixels */ room: number;
  dot: number;
  /** a dot never gets smaller than this; after that coins overlap, or the plot grows where it may */ smallest: number;
  grows: boolean;
  /** how far a growing stack may be pressed together: initials stay readable; without it no dot covers another */ pitch?: number;
  /** ends of the axis are written beside it (strips) or every level below it (stages) */ ends: number;
  below: number;
  markRow: number;
  /** width kept for N/A, strips only */ na: number;
};
export const MEASURES: Record<PlotSize, Measures> = {
  strip: { room: 38, dot: 12, smallest: 10.5, grows: false, ends: 28, below: 10, markRow: 14, na: 76 },
  slim: { room: 32, dot: 10.5, smallest: 9.5, grows: false, ends: 24, below: 12, markRow: 13, na: 66 },
  stage: { room: 92, dot: 30, smallest: 24, grows: true, ends: 0, below: 28, markRow: 18, na: 0 },
  wall: { room: 68, dot: 22, smallest: 19, grows: false, ends: 58, below: 12, markRow: 30, na: 116 },
  wallLow: { room: 44, dot: 22, smallest: 19, grows: false, ends: 58, below: 12, markRow: 30, na: 116 },
  wallStage: { room: 104, dot: 50, smallest: 44, grows: true, ends: 0, below: 44, markRow: 30, na: 0 },
  wallStageLow: { room: 104, dot: 50, smallest: 44, grows: true, pitch: 32, ends: 0, below: 44, markRow: 30, na: 0 },
};
/** The ring around one's own badge on a stage stands outside it, and takes this much of the height on either side. */
export const RING = 4;
/** On a narrow stage (a phone beside the call) everything is a step smaller. */
const NARROW: Measures = { ...MEASURES.stage, room: 62, dot: 26, smallest: 22, below: 26 };
export const NARROW_BELOW = 520;

export const measuresOf = (size: PlotSize, width: number): Measures => (size === "stage" && width < NARROW_BELOW ? NARROW : MEASURES[size]);

/** Columns of a stage: one a level (percent: five wide), a gap and one for N/A. The anchors under it use the same columns. */
export const GAP_COLUMNS = 0.3;
export const columnsOf = (scale: ScaleKind): number => (scale === "percent" ? 5 : levels(scale).length);

export type Axis = { start: number; end: number; na: number | null };

export function axisOf(scale: ScaleKind, size: PlotSize, width: number, withNA: boolean): Axis {
  const measures = measuresOf(size, width);
  if (measures.ends > 0) {
    const naWidth = withNA ? measures.na : 0;
    const pad = measures.ends + measures.dot / 2;
    return { start: pad, end: Math.max(pad + 1, width - naWidth - pad), na: withNA ? width - naWidth * 0.62 : null };
  }
  const columns = columnsOf(scale);
  const one = width / (columns + (withNA ? GAP_COLUMNS + 1 : 0));
  return { start: one / 2, end: one * (columns - 0.5), na: withNA ? one * (columns + GAP_COLUMNS + 0.5) : null };
}

/** Across, in pixels. An N/A without a place of its own (nobody expected one) stands at the right end. */
export function placeOf(scale: ScaleKind, value: Value, axis: Axis): number {
  if (value === "NA") return axis.na ?? axis.end;
  return axis.start + normalised(scale, value) * (axis.end - axis.start);
}

export type Placed<Mark> = { mark: Mark; x: number; y: number; r: number; level: number };
export type DotLayout<Mark> = {
  dots: Placed<Mark>[];
  /** where the axis lies, from the top */ base: number;
  /** diameter every dot got */ diameter: number;
  /** more than half of a dot is covered by the next: write the count */ crowded: { x: number; y: number; count: number }[];
};

/** Lowest free level at this place: two dots of one level never touch. Equal values therefore stack; close percents climb over each other. */
function levelsFor(xs: readonly number[], diameter: number): number[] {
  const rows: number[][] = [];
  return xs.map((x) => {
    let level = rows.findIndex((row) => row.every((other) => Math.abs(other - x) >= diameter));
    if (level < 0) level = rows.push([]) - 1;
    rows[level]!.push(x);
    return level;
  });
}

/** Marks keep their order inside a stack, the first at the bottom. */
export function layoutDots<Mark extends { value: Value; own?: boolean }>(
  scale: ScaleKind,
  size: PlotSize,
  width: number,
  withNA: boolean,
  marks: readonly Mark[],
  tallest = 1,
): DotLayout<Mark> {
  const measures = measuresOf(size, width);
  const axis = axisOf(scale, size, width, withNA);
  const sorted = marks
    .map((mark, index) => ({ mark, index, x: placeOf(scale, mark.value, axis) }))
    .sort((a, b) => a.x - b.x || a.index - b.index);
  const levelOf = levelsFor(
    sorted.map(({ x }) => x),
    measures.dot,
  );
  const ownHighest = Math.max(1, ...levelOf.map((level) => level + 1));
  const highest = Math.max(tallest, ownHighest);
  const diameter = Math.min(measures.dot, Math.max(measures.smallest, measures.room / highest));
  const ring = measures.ends === 0 && marks.some(({ own }) => own) ? RING : 0;
  const forDots = measures.grows ? Math.max(measures.room, highest * (measures.pitch ?? diameter)) : measures.room;
  // of one size with the list's other plots, and no closer together than this one's own stacks need
  const step = ownHighest > 1 ? Math.min(diameter + 1, (forDots - diameter) / (ownHighest - 1)) : 0;
  const room = Math.max(forDots, diameter + (ownHighest - 1) * step + 2 * ring);
  const rings = sorted.flatMap(({ mark, x }, index) => (ring > 0 && mark.own ? [{ x, level: levelOf[index]! }] : []));
  /** one's own stands clear of what is below it, and what is above it stands clear of its ring */
  const lifted = (x: number, level: number) =>
    rings.reduce(
      (sum, own) => (Math.abs(own.x - x) >= diameter || level < own.level ? sum : sum + (level === own.level ? ring : 2 * ring)),
      0,
    );
  const base = room + 4;
  const dots = sorted.map(({ mark, x }, index) => ({
    mark,
    x,
    level: levelOf[index]!,
    y: base - 2 - diameter / 2 - levelOf[index]! * step - lifted(x, levelOf[index]!),
    r: diameter / 2,
  }));
  const crowded = step < diameter / 2 ? countsOf(dots) : [];
  return { dots, base, diameter, crowded };
}

function countsOf<Mark>(dots: readonly Placed<Mark>[]): { x: number; y: number; count: number }[] {
  const piles = new Map<number, Placed<Mark>[]>();
  for (const dot of dots) piles.set(Math.round(dot.x), [...(piles.get(Math.round(dot.x)) ?? []), dot]);
  return [...piles.values()]
    .filter((pile) => pile.length > 4)
    .map((pile) => ({ x: pile[0]!.x, y: Math.min(...pile.map(({ y }) => y)), count: pile.length }));
}
