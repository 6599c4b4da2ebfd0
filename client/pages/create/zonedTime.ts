// Wall-clock time in a named zone to an instant and back: "2026-11-26", "14:00", "Europe/Madrid".
const partsIn = (timeZone: string) =>
  new Intl.DateTimeFormat("en-CA", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });

/** what the clock on the wall shows, read as if it were UTC */
function wallClock(at: number, timeZone: string): number {
  const read = Object.fromEntries(
    partsIn(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  return Date.UTC(read.year ?? 1970, (read.month ?? 1) - 1, read.day ?? 1, read.hour ?? 0, read.minute ?? 0, read.second ?? 0);
}

export function zonedParts(at: number, timeZone: string): { date: string; time: string } {
  const wall = new Date(wallClock(at, timeZone)).toISOString();
  return { date: wall.slice(0, 10), time: wall.slice(11, 16) };
}

/** null where date or time is not one. An hour that a clock change skips becomes the one after it. */
export function instantOf(date: string, time: string, timeZone: string): number | null {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(wanted)) return null;
  try {
    const guess = wanted - (wallClock(wanted, timeZone) - wanted);
    return guess - (wallClock(guess, timeZone) - wanted);
  } catch {
    return null;
  }
}

export function timeZones(): string[] {
  try {
    return Intl.supportedValuesOf("timeZone");
  } catch {
    return [Intl.DateTimeFormat().resolvedOptions().timeZone];
  }
}
