// What a tap on the calibrated score sends, and where the call goes next. Pure.
import type { CriterionId } from "../../../shared/ids.ts";
import type { Value } from "../../../shared/scorecard/scorecard.ts";
import type { SessionCommand } from "../../../shared/session/commands.ts";
import type { Cause } from "../../../shared/session/shapes.ts";
import type { ConversationResults, SettledView } from "../../../shared/session/view/slices.ts";
import { afterNextTime } from "../../../shared/texts/nextTime.ts";

export type Settling = {
  value: Value | null;
  note: string;
  how: "agreed" | "withDissent" | "provisional";
  until: string;
  cause: Cause | null;
  feedback: string;
};

/** Empty, or what was recorded before: an amendment starts from its own record, never from anybody's scores. */
export const settlingFrom = (settled: SettledView | null, noteStart: string): Settling => ({
  value: settled?.value ?? null,
  note: settled?.note ? noteStart + afterNextTime(settled.note) : "",
  how: !settled || settled.how === "acceptedIdentical" ? "agreed" : settled.how,
  until: settled?.until ?? "",
  cause: settled?.cause ?? null,
  feedback: settled?.feedback ?? "",
});

/** What was chosen and typed and is not saved yet, and the record it started from. */
export type KeptSettling = { settling: Settling; record: string };

export const isKeptSettling = (value: unknown): value is KeptSettling => {
  const { settling, record } = (value ?? {}) as Partial<KeptSettling>;
  if (typeof record !== "string" || typeof settling !== "object" || settling === null) return false;
  const { value: score, note, until, feedback } = settling;
  const scored = score === null || score === "NA" || typeof score === "number";
  return scored && [note, until, feedback, settling.how].every((each) => typeof each === "string");
};

export const recordOf = (settled: SettledView | null): string => (settled ? `${settled.at}|${settled.amended}` : "");

/** Not what was typed before somebody settled it. */
export const restored = (kept: KeptSettling | null, settled: SettledView | null): Settling | null =>
  kept?.record === recordOf(settled) ? kept.settling : null;

/** Whether nothing was changed. */
export const sameSettling = (one: Settling, other: Settling): boolean =>
  (Object.keys(one) as (keyof Settling)[]).every((key) => one[key] === other[key]);

/** What follows the starter words, which every place that shows a note says itself; those words alone are no note. */
export function noteOf(typed: string, noteStart: string): string | null {
  const start = noteStart.trim();
  const note = typed.trim();
  const begins = start !== "" && note.toLocaleLowerCase().startsWith(start.toLocaleLowerCase());
  return afterNextTime(begins ? note.slice(start.length) : note) || null;
}

export function settleCommand(
  place: { conversationId: string; criterionId: string },
  settling: Settling,
  noteStart: string,
): Extract<SessionCommand, { type: "SettleCriterion" }> | null {
  if (settling.value === null) return null;
  return {
    type: "SettleCriterion",
    ...place,
    value: settling.value,
    how: settling.how,
    until: settling.how === "provisional" && settling.until !== "" ? settling.until : null,
    note: noteOf(settling.note, noteStart),
    cause: settling.cause,
    feedback: settling.feedback.trim() === "" ? null : settling.feedback.trim(),
  };
}

/** The next one on the agenda that is neither settled nor parked: first those after this one, then any before it. */
export function nextCriterion(results: ConversationResults | undefined, criterionId: CriterionId): CriterionId | null {
  const rows = (results?.rows ?? []).filter((row) => row.toDiscuss);
  const at = rows.findIndex((row) => row.criterionId === criterionId);
  const inTurn = [...rows.slice(at + 1), ...rows.slice(0, Math.max(at, 0))];
  return inTurn.find((row) => !row.settled && !row.parked)?.criterionId ?? null;
}

/** What opens it, or leads back to the results when nothing is left. */
export function goOnCommand(
  results: ConversationResults | undefined,
  place: { conversationId: string; criterionId: string },
): SessionCommand {
  const { conversationId } = place;
  const next = nextCriterion(results, place.criterionId);
  return next
    ? { type: "OpenCriterion", conversationId, criterionId: next, readAloud: false }
    : { type: "MoveFocus", focus: { kind: "results", conversationId } };
}
