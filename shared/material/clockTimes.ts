// Times as transcripts write them: "0:58", "00:01:12.340", "10:02 AM". Elapsed times count from the start; times of day are turned into seconds since the first.

/** Source of one time, to be built into a longer pattern: hours optional, fraction optional, AM/PM optional. With a minus it is no time, and yet it stands where one does. */
export const TIME = String.raw`(?:(?<!\p{L})[-−])?\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?: ?[APap]\.?[Mm]\.?)?`;

export type ReadTime =
  | { kind: "elapsed"; seconds: number }
  | { kind: "clock"; seconds: number }
  /** has the look of a time and cannot be one: 25:61, -0:05 */
  | { kind: "invalid" };

/** `clock`: the place it was found in says that it is a time of day ("Name — 10:02"). */
export function readTime(written: string, clock: boolean): ReadTime {
  if (/^[-−]/u.test(written)) return { kind: "invalid" };
  const half = /([APap])\.?[Mm]\.?$/u.exec(written)?.[1]?.toLowerCase();
  const parts = written
    .replace(/ ?[APap]\.?[Mm]\.?$/u, "")
    .replace(/[.,]\d{1,3}$/u, "")
    .split(":")
    .map(Number);
  const [first = 0, second = 0, third] = parts;
  if (clock || half !== undefined) {
    if (second > 59 || (third ?? 0) > 59 || first > (half ? 12 : 23)) return { kind: "invalid" };
    const hours = half === undefined ? first : (first % 12) + (half === "p" ? 12 : 0);
    return { kind: "clock", seconds: hours * 3600 + second * 60 + (third ?? 0) };
  }
  if (third === undefined) return second > 59 ? { kind: "invalid" } : { kind: "elapsed", seconds: first * 60 + second };
  return second > 59 || third > 59 || first > 99 ? { kind: "invalid" } : { kind: "elapsed", seconds: first * 3600 + second * 60 + third };
}
