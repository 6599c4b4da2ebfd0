// Dots on a scale: across is the value and nothing else; equal answers stand on each other.
import { expect, test } from "vitest";
import { axisOf, layoutDots, type PlotSize, placeOf, RING } from "../../../client/plots/dotLayout.ts";
import { marksBelow } from "../../../client/plots/marksBelow.ts";
import type { Value } from "../../../shared/scorecard/scorecard.ts";

const marks = (...values: Value[]) => values.map((value) => ({ value }));
const SIZES: PlotSize[] = ["strip", "slim", "stage", "wall", "wallLow", "wallStage", "wallStageLow"];

test.each(SIZES)("equal answers stack upwards at one place (%s)", (size) => {
  const { dots } = layoutDots("5pt", size, 800, false, marks(3, 3, 3));
  expect(new Set(dots.map(({ x }) => x)).size).toBe(1);
  const heights = dots.map(({ y }) => y);
  expect(heights).toEqual([...heights].sort((a, b) => b - a));
  expect(new Set(heights).size).toBe(3);
});

test("the same value stands at the same place whoever else answered", () => {
  const alone = layoutDots("5pt", "strip", 640, true, marks(4)).dots[0];
  const crowd = layoutDots("5pt", "strip", 640, true, marks(1, 2, 4, 4, 5, "NA")).dots.filter(({ mark }) => mark.value === 4);
  expect(crowd.map(({ x }) => x)).toEqual([alone?.x, alone?.x]);
});

test("steps of the scale are equally far apart, lowest at the left", () => {
  const axis = axisOf("5pt", "stage", 1000, false);
  const places = [1, 2, 3, 4, 5].map((value) => placeOf("5pt", value, axis));
  const steps = places.slice(1).map((place, index) => place - places[index]!);
  for (const step of steps) expect(step).toBeCloseTo(steps[0]!);
  expect(places[0]).toBe(axis.start);
  expect(places[4]).toBe(axis.end);
});

test.each(SIZES)("N/A has a place of its own at the right, off the scale (%s)", (size) => {
  const axis = axisOf("3pt", size, 800, true);
  expect(axis.na).toBeGreaterThan(axis.end + 20);
  expect(placeOf("3pt", "NA", axis)).toBe(axis.na);
});

test.each<PlotSize>(["strip", "slim", "wall", "wallLow"])(
  "on one width a list's scales are of one length; the words at their ends, N/A and its word keep apart (%s)",
  (size) => {
    const letter = size.startsWith("wall") ? 14 : 7;
    for (const scale of ["binary", "3pt", "4pt", "5pt", "percent"] as const)
      expect(axisOf(scale, size, 420, true)).toEqual(axisOf("5pt", size, 420, true));
    const { start, end, na } = axisOf("percent", size, 420, true);
    // "100" ends before the dashes of N/A begin, and the word N/A after them stays inside
    expect(end + 12 + 3 * letter).toBeLessThan(na! - 10);
    expect(na! + 14 + 3 * letter).toBeLessThanOrEqual(420 + 3);
    expect(start - 12 - 2 * letter).toBeGreaterThanOrEqual(0);
  },
);

test("percent is continuous: near values climb over each other instead of moving aside", () => {
  const { dots } = layoutDots("percent", "strip", 640, false, marks(80, 81, 82, 20));
  const axis = axisOf("percent", "strip", 640, false);
  for (const dot of dots) expect(dot.x).toBe(placeOf("percent", dot.mark.value, axis));
  const near = dots.filter(({ mark }) => mark.value !== 20);
  expect(new Set(near.map(({ level }) => level)).size).toBe(3);
  expect(dots.find(({ mark }) => mark.value === 20)?.level).toBe(0);
});

test("a row keeps its height for twenty equal answers and says how many there are", () => {
  const many = layoutDots("binary", "strip", 640, false, marks(...Array.from({ length: 20 }, () => 1)));
  expect(Math.min(...many.dots.map(({ y, r }) => y - r))).toBeGreaterThanOrEqual(0);
  expect(many.crowded).toEqual([expect.objectContaining({ count: 20 })]);
});

test("in discussion the scale grows rather than hide initials", () => {
  const few = layoutDots("binary", "stage", 800, false, marks(1, 1));
  const many = layoutDots("binary", "stage", 800, false, marks(...Array.from({ length: 9 }, () => 1)));
  expect(many.base).toBeGreaterThan(few.base);
  expect(many.crowded).toEqual([]);
});

test("on the wall badges of one score stand clear of each other, and are pressed together only where the page has no height", () => {
  for (const count of [2, 3, 5, 8]) {
    const values = marks(...Array.from({ length: count }, () => 4));
    const apart = (size: PlotSize) => {
      const { dots, diameter } = layoutDots("5pt", size, 1152, false, values);
      return (dots[0]!.y - dots[1]!.y) / diameter;
    };
    expect(apart("wallStage"), String(count)).toBeGreaterThanOrEqual(1);
    if (count > 2) expect(apart("wallStageLow"), String(count)).toBeLessThan(1);
  }
});

test("eight equal answers stand inside a low row of the wall", () => {
  const { dots, base, crowded } = layoutDots("5pt", "wallLow", 500, false, marks(...Array.from({ length: 8 }, () => 4)));
  expect(base).toBeLessThan(layoutDots("5pt", "wall", 500, false, marks(4)).base);
  expect(Math.min(...dots.map(({ y, r }) => y - r))).toBeGreaterThanOrEqual(0);
  expect(crowded).toEqual([expect.objectContaining({ count: 8 })]);
});

test("in a list with one high stack the dots of another row are of its size, and two of one score still stand clear of each other", () => {
  for (const size of ["strip", "wall", "wallLow"] as const) {
    const high = layoutDots("5pt", size, 500, false, marks(4, 4, 4, 4, 4, 4, 4), 7);
    const pair = layoutDots("5pt", size, 500, false, marks(1, 1), 7);
    expect(pair.diameter).toBe(high.diameter);
    expect(pair.dots[0]!.y - pair.dots[1]!.y).toBeGreaterThanOrEqual(pair.diameter);
  }
});

test.each([0, 1, 2])("the ring around one's own badge touches neither its neighbours nor the line below (own is number %i)", (own) => {
  const three = [4, 4, 4].map((value, index) => ({ value, own: index === own }));
  const { dots, base } = layoutDots("5pt", "stage", 400, false, three);
  const edge = (index: number) => dots[index]!.r + (index === own ? RING - 1 : 0);
  expect(dots[0]!.y + edge(0)).toBeLessThan(base);
  for (const index of [0, 1]) expect(dots[index]!.y - dots[index + 1]!.y).toBeGreaterThanOrEqual(edge(index) + edge(index + 1));
  expect(dots[2]!.y - edge(2)).toBeGreaterThanOrEqual(0);
});

test("two labels that would touch stand on two rows; labels stay inside the plot", () => {
  const [baseline, calibrated] = marksBelow(
    [
      { kind: "baseline", value: 5, words: "Baseline", x: 398 },
      { kind: "calibrated", value: 5, words: "Calibrated", x: 398 },
    ],
    400,
    "strip",
  );
  expect(baseline?.row).toBe(0);
  expect(calibrated?.row).toBe(1);
  expect(calibrated?.textX).toBeLessThan(398);
});
