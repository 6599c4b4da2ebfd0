// When the next session is, and what it is called. Wall-clock time in the session's own zone: ten o'clock stays ten o'clock over a change of the clocks.
const DAY_MS = 24 * 60 * 60_000;
const QUARTER_MS = 15 * 60_000;

type Wall = { year: number; month: number; day: number; hour: number; minute: number; second: number };

function wallTime(at: number, timeZone: string): Wall {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  return { year: part("year"), month: part("month"), day: part("day"), hour: part("hour"), minute: part("minute"), second: part("second") };
}

const asUtc = ({ year, month, day, hour, minute, second }: Wall): number => Date.UTC(year, month - 1, day, hour, minute, second);

/** How far the zone's clocks are ahead of UTC at that moment. */
const offsetAt = (at: number, timeZone: string): number => asUtc(wallTime(at, timeZone)) - Math.floor(at / 1000) * 1000;

/** The same weekday and time by the clocks there, the first that is still to come. */
export function sameTimeNextWeek(startsAt: number, timeZone: string, now: number): number {
  for (let weeks = 1; ; weeks++) {
    const naive = startsAt + weeks * 7 * DAY_MS;
    const at = naive + offsetAt(startsAt, timeZone) - offsetAt(naive, timeZone);
    if (at > now) return at;
  }
}

export const nextQuarter = (now: number): number => Math.ceil(now / QUARTER_MS) * QUARTER_MS;

/** Week number by ISO 8601: the week that holds the year's first Thursday is week 1. */
export function isoWeek(at: number, timeZone: string): number {
  const { year, month, day } = wallTime(at, timeZone);
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  return Math.ceil(((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS + 1) / 7);
}

export const sessionName = (team: string, at: number, timeZone: string): string => `${team}, week ${isoWeek(at, timeZone)}`;
