// Values, totals, ranges and dates as the report prints them. Rounded here and nowhere before.
import type { Instant } from "../ids.ts";
import type { ScaleKind, Value } from "../scorecard/scorecard.ts";
import { SCALES } from "../scorecard/scales.ts";
import type { ReportCriterion, ReportRange, ReportTotal } from "../session/reportShape.ts";
import { fill, type ReportWords } from "../texts/report.ts";
import type { Cell } from "./blocks.ts";

/** One decimal, half up, with the language's decimal sign. */
export const oneDecimal = (points: number, words: Pick<ReportWords, "decimal"> = { decimal: "." }): string =>
  (Math.floor(points * 10 + 0.5 + 1e-9) / 10).toFixed(1).replace(".", words.decimal);

export function valueText(value: Value | null, scale: ScaleKind, words: ReportWords): string {
  if (value === null) return words.value.none;
  if (value === "NA") return words.value.na;
  if (scale === "binary") return value === 1 ? words.value.yes : words.value.no;
  if (scale === "percent") return fill(words.value.percent, { value });
  return fill(words.value.point, { value, high: SCALES[scale].high });
}

/** "4 of 5" to read, 4 to compute with: a spreadsheet would make a date of "4/5". Yes and No stay words. */
export const valueCell = (value: Value | null, scale: ScaleKind, words: ReportWords): Cell => ({
  text: valueText(value, scale, words),
  value: typeof value === "number" && scale !== "binary" ? value : null,
});

const short = (value: number, scale: ScaleKind, words: ReportWords): string =>
  scale === "binary" ? valueText(value, scale, words) : scale === "percent" ? fill(words.value.percent, { value }) : String(value);

export function rangeText(range: ReportRange | null, naCount: number, scale: ScaleKind, words: ReportWords): string {
  if (range === null)
    return naCount > 0 ? fill(words.plusNA, { range: words.value.none, count: naCount }).replace(/^–, /u, "") : words.value.none;
  const { low, high } = range;
  const spread =
    low === high
      ? short(low, scale, words)
      : scale === "binary"
        ? words.bothBinary
        : fill(words.range, { low: scale === "percent" ? String(low) : short(low, scale, words), high: short(high, scale, words) });
  return naCount > 0 ? fill(words.plusNA, { range: spread, count: naCount }) : spread;
}

export const criterionRange = (criterion: ReportCriterion, words: ReportWords): string =>
  rangeText(criterion.range, criterion.naCount, criterion.scale, words);

export function totalText(total: ReportTotal | null, words: ReportWords): string {
  if (total === null || total.final === null) return words.value.none;
  if (!total.autoFail) return oneDecimal(total.final, words);
  return fill(words.autoFailTotal, {
    final: oneDecimal(total.final, words).replace(/[.,]0$/u, ""),
    raw: total.raw === null ? words.value.none : oneDecimal(total.raw, words),
  });
}
export const totalCell = (total: ReportTotal | null, words: ReportWords): Cell => ({
  text: totalText(total, words),
  value: total?.final ?? null,
});

export const totalRange = (range: ReportRange | null, words: ReportWords): string =>
  range === null
    ? words.value.none
    : range.low === range.high
      ? oneDecimal(range.low, words)
      : fill(words.range, { low: oneDecimal(range.low, words), high: oneDecimal(range.high, words) });

/** In the session's own zone: everybody reads the same report. An unknown zone falls back to UTC and says so. */
export function dateText(at: Instant, timeZone: string, words: Pick<ReportWords, "locale">): string {
  const options = { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" } as const;
  try {
    return new Intl.DateTimeFormat(words.locale, { ...options, timeZone }).format(at);
  } catch {
    return new Intl.DateTimeFormat(words.locale, { ...options, timeZone: "UTC" }).format(at);
  }
}

/** "2026-11-22" as "22 November 2026"; anything else as it is. */
export function dayText(day: string, words: Pick<ReportWords, "locale">): string {
  const at = /^\d{4}-\d{2}-\d{2}$/u.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(at)) return day;
  return new Intl.DateTimeFormat(words.locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(at);
}

/** Ends with a full stop unless what was typed ends a sentence already. */
export const sentence = (words: string): string => (/[.!?…:]["'”’)]?$/u.test(words.trim()) ? words.trim() : `${words.trim()}.`);

/** How a criterion ended. "Agreed" alone would hide that somebody objected. */
export function outcomeText({ outcome, objections }: Pick<ReportCriterion, "outcome" | "objections">, words: ReportWords): string {
  if (outcome !== "agreed" || objections.length === 0) return words.outcome[outcome];
  return objections.length === 1 ? words.agreedWithObjection : fill(words.agreedWithObjections, { count: objections.length });
}
