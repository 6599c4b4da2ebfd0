// How the report says values, ranges, totals and outcomes.
import type { TFunction } from "i18next";
import type { ScaleKind, Value } from "../../../shared/scorecard/scorecard.ts";
import type { ReportCriterion, ReportRange, ReportTotal } from "../../../shared/session/reportShape.ts";
import { formatDueOn } from "../../ui/formatDate.ts";
import { formatNumber } from "../../ui/locale.ts";

export type Words = TFunction<"report">;

export function valueWords(t: Words, scale: ScaleKind, value: Value): string {
  if (value === "NA") return t("value.na");
  if (scale === "binary") return t(value === 1 ? "value.yes" : "value.no");
  return scale === "percent" ? t("value.percent", { value }) : String(value);
}

/** "2 to 5", "all Yes", "2 to 3, 4 N/A" */
export function answerWords(t: Words, criterion: ReportCriterion): string {
  const { range, scale, naCount, yesCount } = criterion;
  const rated = criterion.answers - naCount;
  const na = naCount > 0 ? [t("answers.na", { count: naCount })] : [];
  if (criterion.answers === 0) return t("answers.none");
  if (criterion.answers === 1) return t("answers.one");
  if (!range) return na.join(", ");
  const low = valueWords(t, scale, range.low);
  const high = valueWords(t, scale, range.high);
  const spread = (): string => {
    if (range.low === range.high) return rated > 1 ? t("answers.same", { low }) : low;
    if (scale !== "binary") return t("answers.range", { low, high });
    return t("answers.yesNo", { yes: yesCount ?? 0, no: rated - (yesCount ?? 0) });
  };
  return [spread(), ...na].join(", ");
}

export function outcomeWords(t: Words, criterion: ReportCriterion): string {
  switch (criterion.outcome) {
    case "provisional":
      return criterion.until ? t("outcome.provisional", { until: formatDueOn(criterion.until) }) : t("outcome.provisionalOpen");
    case "parked":
      return criterion.parkedOwner ? t("outcome.parked", { owner: criterion.parkedOwner }) : t("outcome.parkedUnowned");
    case "agreed":
      return criterion.objections.length > 0 ? t("outcome.agreedObjected", { count: criterion.objections.length }) : t("outcome.agreed");
    default:
      return t(`outcome.${criterion.outcome}`);
  }
}

/** one decimal where it says something */
export function points(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return formatNumber(rounded, Number.isInteger(rounded) ? 0 : 1);
}
export const whole = (value: number | null): string => (value === null ? "–" : String(Math.round(value)));

/** The totals that count, those before auto-fail beside them: the words of the results. */
export function blindTotalsWords(t: Words, final: ReportRange, beforeAutoFail: ReportRange | null, reviews: number): string {
  const spread = ({ low, high }: ReportRange) => ({ low: whole(low), high: whole(high) });
  const { low, high } = spread(final);
  const label = low !== high ? t("totals", { low, high }) : reviews === 1 ? t("total", { low }) : t("totalsSame", { low });
  if (!beforeAutoFail) return label;
  const raw = spread(beforeAutoFail);
  return t("beforeAutoFail", { label, before: raw.low === raw.high ? raw.low : `${raw.low}–${raw.high}` });
}

export function totalWords(t: Words, key: "baselineTotal" | "calibratedTotal" | "runningTotal", total: ReportTotal): string {
  const label = t(key, { total: whole(total.final) });
  return total.autoFail && total.raw !== null ? t("beforeAutoFail", { label, before: whole(total.raw) }) : label;
}
