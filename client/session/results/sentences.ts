// The results in words: the one sentence everybody reads first, and the short ones beside it. Pure.
import type { TFunction } from "i18next";
import { alignedTolerance } from "../../../shared/scorecard/scales.ts";
import type { Criterion, Value } from "../../../shared/scorecard/scorecard.ts";
import type { ConversationResults, ResultRow, Total } from "../../../shared/session/view/slices.ts";
import { formatList, formatNumber } from "../../ui/locale.ts";

type T = TFunction<"results">;

/** Numbers to twelve in words. */
export const numberWord = (t: T, value: number): string => (value >= 0 && value <= 12 ? t(`number.${value}`) : String(value));
export const capitalised = (text: string): string => text.charAt(0).toLocaleUpperCase() + text.slice(1);
export const answersOf = (row: ResultRow): number => row.values.length + row.naCount;

/** Within the scale's tolerance, nobody N/A against a score, no auto-fail split: on the agenda only because of the baseline. */
export function onlyOffBaseline(criterion: Criterion | undefined, row: ResultRow): boolean {
  if (!criterion || !row.toDiscuss || row.badge === "autoFailSplit" || (row.naCount > 0 && row.values.length > 0)) return false;
  return row.low === null || row.high === null || row.high - row.low <= alignedTolerance(criterion.scale);
}

/** ", two of them nearly": a step apart is agreement, and is not the same answer. */
export function nearlyText(t: T, count: number, of: number): string {
  if (count === 0) return "";
  return count === of ? t("headline.onlyNearly") : t("headline.someNearly", { number: numberWord(t, count) });
}

function agreement(t: T, results: ConversationResults, nearlyCount: number): string {
  const { agreeCount: count, criteriaCount } = results;
  const words = { agree: numberWord(t, count), of: numberWord(t, criteriaCount), nearly: nearlyText(t, nearlyCount, count) };
  if (criteriaCount === 1) return count === 1 ? t("headline.onlyAgrees", words) : t("headline.onlyDiffers");
  if (results.reviews === 2) {
    if (count === criteriaCount) return t("headline.twoAll", words);
    return count === 0 ? t("headline.twoNone", words) : t("headline.two", words);
  }
  if (count === criteriaCount) return t("headline.all", words);
  if (count === 0) return t("headline.none", words);
  return t("headline.some", { ...words, count, agree: capitalised(words.agree) });
}

/** The one with the largest variance, the first of equals: an auto-fail split comes first and need not be it. */
const furthest = (rows: readonly ResultRow[]): ResultRow | undefined =>
  rows.reduce<ResultRow | undefined>((most, row) => (most && (most.details.V ?? -1) >= (row.details.V ?? -1) ? most : row), undefined);

/** Nobody has to look there any more. */
const over = ({ settled, parked }: ResultRow): boolean => settled !== null || parked !== null;

/** "Six of nine criteria agree. Most apart: Empathy." Of what is settled or parked it is not said again. Where an auto-fail split goes before it, that is said: "First: Identity check, an auto-fail split." */
export function headline(t: T, results: ConversationResults, criteria: readonly Criterion[]): string {
  if (results.reviews === 0) return t("headline.noReviews");
  if (results.reviews === 1) return t("headline.oneReview");
  const incomparable = results.rows.filter((row) => !row.comparable).length;
  if (incomparable === results.rows.length) return t("headline.nothingComparable");
  const criterionOf = (id: string) => criteria.find((each) => each.criterionId === id);
  const toDiscuss = results.rows.filter((row) => row.toDiscuss);
  const off = toDiscuss.filter((row) => onlyOffBaseline(criterionOf(row.criterionId), row));
  // they agree with each other, if not with the baseline
  const agreeing = [...results.rows.filter((row) => !row.toDiscuss && row.nearly), ...off.filter(({ low, high }) => low !== high)];
  const first = agreement(t, { ...results, agreeCount: results.agreeCount + off.length }, agreeing.length);
  const apart = toDiscuss.filter((row) => !off.includes(row));
  const name = (row: ResultRow) => criterionOf(row.criterionId)?.name ?? "";
  const open = apart.filter((row) => !over(row));
  if (toDiscuss.length > 0 && toDiscuss.every(over))
    return `${first} ${t(toDiscuss.some(({ settled }) => !settled) ? "headline.overOrParked" : "headline.over")}`;
  if (open.length > 0) {
    const most = furthest(open)!;
    if (open.length < apart.length) return `${first} ${t("headline.mostApartOpen", { name: name(most) })}`;
    const begins = apart.find((row) => row.criterionId === results.mostApart) ?? apart[0]!;
    const pinned = begins !== most && begins.badge === "autoFailSplit";
    const splitFirst = pinned ? ` ${t("headline.autoFailFirst", { name: name(begins) })}` : "";
    return `${first}${splitFirst} ${t("headline.mostApart", { name: name(most) })}`;
  }
  const openOff = off.filter((row) => !over(row));
  if (openOff.length === 1) return `${first} ${t("headline.offBaselineOne", { name: name(openOff[0]!) })}`;
  if (openOff.length > 1) return `${first} ${t("headline.offBaselineMany", { number: capitalised(numberWord(t, openOff.length)) })}`;
  if (incomparable > 0)
    return `${first} ${t("headline.notComparable", { count: incomparable, number: capitalised(numberWord(t, incomparable)) })}`;
  return first;
}

/** "4 of 5 scored": somebody handed in without an answer here. N/A is an answer, a blank is none. Null where everybody answered. */
export function scoredText(t: T, row: Pick<ResultRow, "values" | "naCount" | "missingCount">): string | null {
  const { values, naCount: na, missingCount: blank } = row;
  if (blank === 0) return null;
  if (na > 0) return t("scored.withNA", { count: values.length, na, blank });
  return t("scored.some", { count: values.length, of: values.length + blank });
}

/** "scores 2 to 5", "4 yes, 2 no", "all 4". "All" only where everybody said the same. N/A stands in the badge; where answers are counted, or the badge says something else, it is said here. */
export function spreadText(t: T, criterion: Criterion, row: ResultRow): string {
  const scores = scoresText(t, criterion, row);
  const inBadge = criterion.scale !== "binary" && row.badge === "naSplit";
  if (row.naCount === 0 || row.values.length === 0 || inBadge) return scores;
  return `${scores}, ${t("spread.someNA", { count: row.naCount })}`;
}

function scoresText(t: T, criterion: Criterion, row: ResultRow): string {
  const { values } = row;
  const whole = row.missingCount === 0 && (row.naCount === 0 || values.length === 0);
  if (values.length === 0) return row.naCount > 0 ? t(whole ? "spread.allNA" : "spread.someNA", { count: row.naCount }) : t("spread.none");
  if (criterion.scale === "binary") {
    const yes = values.filter((value) => value === 1).length;
    const no = values.length - yes;
    if (no === 0) return t("spread.allYes", { count: yes });
    return yes === 0 ? t("spread.allNo", { count: no }) : t("spread.yesNo", { yes, no });
  }
  const low = Math.min(...values);
  const high = Math.max(...values);
  return low === high ? t("spread.same", { count: whole ? values.length : 1, value: low }) : t("spread.range", { low, high });
}

/** At most one. */
export function badgeText(t: T, row: ResultRow): string | null {
  if (!row.comparable) {
    const count = answersOf(row);
    return count === 0 ? t("badge.notComparable_zero") : t("badge.notComparable", { count });
  }
  switch (row.badge) {
    case null:
      return null;
    case "naSplit":
      return t("badge.naSplit", { na: row.naCount, rated: row.values.length });
    default:
      return t(`badge.${row.badge}`);
  }
}

const points = (value: number): string => String(Math.round(value));

const fromTo = (figures: readonly (number | null)[]): { low: string; high: string; count: number } | null => {
  const known = figures.filter((figure) => figure !== null);
  return known.length === 0 ? null : { low: points(Math.min(...known)), high: points(Math.max(...known)), count: known.length };
};

/** "Totals 71–88". After an auto-fail the totals that count, and those before it: 0 against 0 must not hide the other differences. */
export function totalsText(t: T, totals: readonly Total[]): string {
  const range = fromTo(totals.map(({ final }) => final));
  if (!range) return t("totals.none");
  const { low, high, count } = range;
  const words = count === 1 ? t("totals.one", { value: low }) : low === high ? t("totals.same", { value: low }) : t("totals.range", range);
  const before = totals.some(({ autoFail }) => autoFail) ? fromTo(totals.map(({ raw }) => raw)) : null;
  if (!before) return words;
  return t("calibrated.autoFail", { label: words, raw: before.low === before.high ? before.low : `${before.low}–${before.high}` });
}

/** A total is of what its reviewer answered, be it one criterion; null where every sheet is complete. */
export const blanksText = (t: T, { rows }: ConversationResults): string | null =>
  rows.some(({ missingCount }) => missingCount > 0) ? t("totals.blanks") : null;

/** "Auto-fail: 2 of 6 totals become 0 instead of 84 and 79.", or null where nobody's scores fail the conversation. */
export function autoFailText(t: T, totals: readonly Total[]): string | null {
  const failing = totals.filter(({ autoFail }) => autoFail);
  if (failing.length === 0) return null;
  const raws = failing
    .flatMap(({ raw }) => (raw === null ? [] : [raw]))
    .sort((a, b) => b - a)
    .map(points);
  const instead = raws.length > 3 ? `${raws.at(-1)}–${raws[0]}` : formatList(raws);
  return t("totals.autoFail", { count: failing.length, of: totals.length, instead });
}

/** Which criteria make totals 0 here. */
export function autoFailHere(t: T, { rows }: ConversationResults, criteria: readonly Criterion[]): string | null {
  const failed = criteria.filter(({ criterionId }) => rows.some((row) => row.criterionId === criterionId && row.failCount > 0));
  return failed.length === 0 ? null : t("totals.autoFailHere", { criteria: formatList(failed.map(({ name }) => name)) });
}

export function totalText(t: T, total: Total): string {
  if (total.final === null) return t("details.none");
  return total.autoFail && total.raw !== null
    ? t("details.totalBeforeAutoFail", { final: 0, raw: points(total.raw) })
    : points(total.final);
}

/** "4 of 9 settled": without it a running total reads like a result. */
export const settledText = (t: T, { settled, of }: ConversationResults["calibrated"]): string => t("calibrated.progress", { settled, of });

/** "Calibrated so far 81", live, with the total before auto-fail beside a 0. */
export function calibratedText(t: T, calibrated: ConversationResults["calibrated"]): string | null {
  const total = calibrated.total ?? calibrated.running;
  if (!total || total.final === null) return null;
  const label = t(calibrated.total ? "calibrated.total" : "calibrated.soFar", { value: points(total.final) });
  return total.autoFail && total.raw !== null ? t("calibrated.autoFail", { label, raw: points(total.raw) }) : label;
}

export const gapText = (t: T, gap: number): string => t("calibrated.gap", { points: formatNumber(gap, 1) });

export function stateText(t: T, row: Pick<ResultRow, "settled" | "parked">, words: (value: Value) => string): string | null {
  if (row.settled) {
    const value = words(row.settled.value);
    if (row.settled.how === "provisional") return t("state.provisional", { value });
    return row.settled.how === "withDissent" ? t("state.withDissent", { value }) : t("state.settled", { value });
  }
  return row.parked ? t("state.parked") : null;
}
