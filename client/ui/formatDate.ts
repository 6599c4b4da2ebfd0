// Dates, times and spans in words, in the reader's language. Zones are named where a session fixes one.
import { locale } from "./locale.ts";

const zone = (timeZone?: string) => (timeZone ? { timeZone } : {});

/** "Thu 26 Nov" */
export const formatDay = (at: number, timeZone?: string): string =>
  new Intl.DateTimeFormat(locale(), { weekday: "short", day: "numeric", month: "short", ...zone(timeZone) }).format(at);
/** "14:00" */
export const formatTime = (at: number, timeZone?: string): string =>
  new Intl.DateTimeFormat(locale(), { hour: "2-digit", minute: "2-digit", ...zone(timeZone) }).format(at);
/** "Thu 26 Nov, 14:00" */
export const formatDayTime = (at: number, timeZone?: string): string => `${formatDay(at, timeZone)}, ${formatTime(at, timeZone)}`;
/** "26 November 2026" */
export const formatDate = (at: number, timeZone?: string): string =>
  new Intl.DateTimeFormat(locale(), { day: "numeric", month: "long", year: "numeric", ...zone(timeZone) }).format(at);
/** a date without a time, yyyy-mm-dd: "Thu 26 Nov" */
export const formatDueOn = (date: string): string =>
  new Intl.DateTimeFormat(locale(), { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }).format(
    Date.parse(`${date}T00:00:00Z`),
  );
/** "today", "tomorrow", "in 3 days", "2 days ago", by calendar days in the zone */
export function formatDaysFrom(now: number, at: number, timeZone?: string): string {
  const days = Math.round((midnight(at, timeZone) - midnight(now, timeZone)) / 86_400_000);
  return new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }).format(days, "day");
}
function midnight(at: number, timeZone?: string): number {
  const parts = new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", ...zone(timeZone) }).format(at);
  return Date.parse(`${parts}T00:00:00Z`);
}
/** minutes and seconds left or gone: 580000 → "9:40", 3725000 → "1:02:05" */
export function formatClock(ms: number): string {
  const total = Math.max(0, Math.ceil(ms / 1000));
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const seconds = String(total % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${seconds}` : `${minutes}:${seconds}`;
}
/** a place in a recording, in seconds: 86 → "1:26" */
export const formatMoment = (seconds: number): string => formatClock(seconds * 1000);
