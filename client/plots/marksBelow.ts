// Labels under a scale (baseline, calibrated): under their value, inside the plot, on a second row where they would touch.
import type { Value } from "../../shared/scorecard/scorecard.ts";
import type { PlotSize } from "./dotLayout.ts";

/** without words: an arrow only, where what it means is said beside the plot */
export type Mark = { kind: "baseline" | "calibrated"; value: Value; words: string };
export type PlacedMark = Mark & { x: number; textX: number; row: number };

/** rough width of a label: enough to keep two apart */
const LETTER: Record<PlotSize, number> = { strip: 6.2, slim: 6.2, stage: 7.4, wall: 13, wallLow: 13, wallStage: 14, wallStageLow: 14 };

export function marksBelow(marks: readonly (Mark & { x: number })[], width: number, size: PlotSize): PlacedMark[] {
  const taken: { row: number; from: number; to: number }[] = [];
  return marks.map((mark) => {
    if (mark.words === "") return { ...mark, textX: mark.x, row: -1 };
    const half = (mark.words.length * LETTER[size]) / 2 + 4;
    const textX = Math.min(Math.max(mark.x, half), Math.max(half, width - half));
    const touches = (row: number) => taken.some((other) => other.row === row && textX - half < other.to && textX + half > other.from);
    let row = 0;
    while (touches(row)) row += 1;
    taken.push({ row, from: textX - half, to: textX + half });
    return { ...mark, textX, row };
  });
}
