// The order of discussion from statistics.md once more, in exact fractions of big whole numbers: what the agenda must be, whatever floating point thinks.

type Fraction = { top: bigint; bottom: bigint };
const less = (a: Fraction, b: Fraction): number => {
  const [left, right] = [a.top * b.bottom, b.top * a.bottom];
  return left < right ? -1 : left > right ? 1 : 0;
};

export type Rated = {
  criterion: string;
  scale: string;
  weight: number;
  critical: boolean;
  position: number;
  values: (number | "NA")[];
  baseline: number | "NA" | null;
};

const SPAN: Record<string, [low: number, high: number, aligned: number]> = {
  binary: [0, 1, 0],
  "3pt": [1, 3, 0],
  "4pt": [1, 4, 1],
  "5pt": [1, 5, 1],
  percent: [0, 100, 5],
};

/** V = half the mean of squared distances over all pairs, a pair with exactly one N/A counting one half; null below two answers. */
const varianceOf = ({ scale, values }: Rated): Fraction | null => {
  const [low, high] = SPAN[scale]!;
  const span = BigInt(high - low);
  let sum: Fraction = { top: 0n, bottom: 1n };
  let pairs = 0n;
  for (let first = 0; first < values.length; first += 1)
    for (let second = first + 1; second < values.length; second += 1) {
      const [a, b] = [values[first]!, values[second]!];
      pairs += 1n;
      const one =
        a === "NA" || b === "NA"
          ? a === b
            ? { top: 0n, bottom: 1n }
            : { top: 1n, bottom: 2n }
          : { top: BigInt((a - b) ** 2), bottom: span * span };
      sum = { top: sum.top * one.bottom + one.top * sum.bottom, bottom: sum.bottom * one.bottom };
    }
  return pairs === 0n ? null : { top: sum.top, bottom: 2n * pairs * sum.bottom };
};

const numbers = ({ values }: Rated): number[] => values.filter((value) => value !== "NA");
const fails = ({ critical, scale }: Rated, value: number | "NA"): boolean => {
  const [low, high] = SPAN[scale]!;
  return critical && value !== "NA" && 2 * (value - low) < high - low;
};
const isSplit = (rated: Rated): boolean => {
  const failing = rated.values.filter((value) => fails(rated, value)).length;
  return failing > 0 && failing < rated.values.length;
};
const isAligned = (rated: Rated): boolean => {
  const given = numbers(rated);
  if (isSplit(rated) || (given.length > 0 && given.length < rated.values.length)) return false;
  return given.length === 0 || Math.max(...given) - Math.min(...given) <= SPAN[rated.scale]![2];
};
const isOff = (rated: Rated): boolean => {
  const { baseline, scale } = rated;
  if (baseline === null) return false;
  const given = numbers(rated);
  if (baseline === "NA" || given.length === 0) return (baseline === "NA") !== (given.length === 0);
  return given.some((value) => Math.abs(value - baseline) > SPAN[scale]![2] || fails(rated, value) !== fails(rated, baseline));
};
const rangeOf = (rated: Rated): Fraction => {
  const given = numbers(rated);
  const [low, high] = SPAN[rated.scale]!;
  return given.length === 0
    ? { top: 0n, bottom: 1n }
    : { top: BigInt(Math.max(...given) - Math.min(...given)), bottom: BigInt(high - low) };
};

/** All criteria as the agenda lists them, and how many of them are to discuss. */
export const exactOrder = (all: Rated[]): { order: string[]; toDiscuss: number } => {
  const rated = all.map((one) => ({ ...one, V: varianceOf(one) })).sort((a, b) => a.position - b.position);
  const comparable = rated.filter((one) => one.V !== null);
  const apartFirst = (a: (typeof rated)[number], b: (typeof rated)[number]): number =>
    less(b.V!, a.V!) ||
    Number(isSplit(b)) - Number(isSplit(a)) ||
    b.weight - a.weight ||
    less(rangeOf(b), rangeOf(a)) ||
    a.position - b.position;
  const split = comparable.filter(isSplit).sort(apartFirst);
  const aligned = comparable.filter(isAligned);
  const apart = comparable.filter((one) => !isSplit(one) && !isAligned(one)).sort(apartFirst);
  const off = aligned.filter(isOff);
  const order = [...split, ...apart, ...off, ...aligned.filter((one) => !isOff(one)), ...rated.filter((one) => one.V === null)];
  return { order: order.map(({ criterion }) => criterion), toDiscuss: split.length + apart.length + off.length };
};
