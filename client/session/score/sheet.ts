// A score sheet on this side: what is blank, where to go next, what is sent. Pure.
import type { Criterion, Value } from "../../../shared/scorecard/scorecard.ts";
import { isOnScale, SCALES } from "../../../shared/scorecard/scales.ts";
import type { SentSheet } from "../../../shared/session/commands.ts";
import type { DraftEntry } from "../../../shared/session/shapes.ts";
import type { Overlays } from "../../stores/draftStore.ts";

export type Entries = Record<string, DraftEntry>;

export const EMPTY: DraftEntry = { value: null, reason: "", unsure: false, evidence: [] };

export const isEmpty = (entry: DraftEntry): boolean =>
  entry.value === null && entry.reason.trim() === "" && !entry.unsure && entry.evidence.length === 0;

/** What the person sees: the server's drafts with this browser's newer answers over them. */
export function entriesOf(draft: Entries, overlay: Overlays[string] | undefined): Entries {
  const entries = { ...draft };
  for (const [criterionId, { entry }] of Object.entries(overlay ?? {})) {
    if (entry) entries[criterionId] = entry;
    else delete entries[criterionId];
  }
  return entries;
}

export const scoreOf = (entries: Entries, criterionId: string): Value | null => entries[criterionId]?.value ?? null;

export const scoredCount = (criteria: Criterion[], entries: Entries): number =>
  criteria.filter((each) => scoreOf(entries, each.criterionId) !== null).length;

/** The next criterion without a score after this one, wrapping round once; this one again when nothing is left. */
export function nextBlank(criteria: Criterion[], entries: Entries, from: string): string {
  const start = criteria.findIndex((each) => each.criterionId === from);
  for (let step = 1; step <= criteria.length; step += 1) {
    const candidate = criteria[(start + step) % criteria.length];
    if (candidate && candidate.criterionId !== from && scoreOf(entries, candidate.criterionId) === null) return candidate.criterionId;
  }
  return from;
}

export function stepFrom(criteria: Criterion[], from: string, by: 1 | -1): string {
  const index = criteria.findIndex((each) => each.criterionId === from);
  return criteria[Math.min(criteria.length - 1, Math.max(0, index + by))]?.criterionId ?? from;
}

/** Blanks are left out: the server counts them as missing for those criteria alone. */
export function toSent(criteria: Criterion[], entries: Entries): SentSheet {
  const sheet: SentSheet = {};
  for (const { criterionId } of criteria) {
    const entry = entries[criterionId];
    if (entry && entry.value !== null) sheet[criterionId] = { ...entry, value: entry.value, reason: entry.reason.trim() };
  }
  return sheet;
}

export const allows = (criterion: Criterion, value: Value): boolean =>
  value === "NA" ? criterion.allowNA : isOnScale(criterion.scale, value);

/** Asked for gently: a score below the top without a reason. N/A deserves one too. */
export const asksForReason = (criterion: Criterion, entry: DraftEntry): boolean =>
  entry.value !== null && entry.reason.trim() === "" && (entry.value === "NA" || entry.value < SCALES[criterion.scale].high);

const MOMENT = /^(\d{1,3}):?([0-5]\d)(?::([0-5]\d))?$/;
/** "1:26", "126" or "0:01:26" as the protocol wants it; null: not a moment. */
export function momentOf(typed: string): string | null {
  const match = MOMENT.exec(typed.trim());
  if (!match) return null;
  const [, first, second, third] = match;
  return third === undefined ? `${Number(first)}:${second}` : `${Number(first)}:${second}:${third}`;
}

/** 86 → "1:26", 3 700 → "1:01:40" */
export function momentAt(seconds: number): string {
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${rest}`;
}
