// Every way a command can be refused. The list is closed: a code is a promise to the people who read the sentence beside it.

export const REJECTION_CODES = [
  // who you are and what there is
  "NOT_ALLOWED",
  "NOT_SEATED",
  "SEAT_UNKNOWN",
  "KNOCK_UNKNOWN",
  "CONVERSATION_UNKNOWN",
  "CRITERION_UNKNOWN",
  "ACTION_UNKNOWN",
  "PERSON_UNKNOWN",
  // the session's moment
  "SESSION_EXISTS",
  "SESSION_CLOSED",
  "SESSION_NOT_CLOSED",
  "ALREADY_REVEALED",
  "NOT_REVEALED",
  "SET_ASIDE",
  "WITHDRAWN",
  "NOT_OPENED",
  "MATERIAL_IN_USE",
  // the reveal
  "ROLL_CHANGED",
  "SOMEBODY_MISSING",
  "NOBODY_IN",
  // scores
  "SCORE_RANGE",
  "NA_NOT_ALLOWED",
  "EMPTY_SHEET",
  "NOT_SCORING",
  "ROUND_REVEALED",
  "LATE_NOT_OFFERED",
  /** revealed, and this person has not chosen to watch nor handed in late */
  "CHOOSE_FIRST",
  "BASELINE_NOT_ALLOWED",
  // discussion
  "NO_SPEAKING_ORDER",
  "REVOTE_NOT_OPEN",
  "REVOTE_OPEN",
  "STALE_ROUND",
  "NOTHING_IDENTICAL",
  "ORDER_MISMATCH",
  // people
  "TAKE_OVER_TOO_EARLY",
  "NOTHING_TO_TAKE_BACK",
  "LAST_FACILITATOR",
  "ALREADY_SEATED",
  "NAME_TAKEN",
  // words and sizes
  "BAD_REQUEST",
  "UNKNOWN_FIELD",
  "TOO_LONG",
  "TOO_MANY",
  "TOO_LARGE",
  "DUE_IN_PAST",
  "TIMER_NOT_RUNNING",
  "DATE_INVALID",
  // the wire
  "UNKNOWN_EVENT",
  "ID_REUSED",
  "BUSY",
  "STORAGE",
  /** part of this log is gone from the store: it is only read until somebody has looked at it */
  "LOG_DAMAGED",
  "INTERNAL",
  "SIGN_IN",
  /** whoever did this, or used this page, is not who this browser belongs to now */
  "OTHER_PERSON",
  "REMOVED",
  "WRONG_ADDRESS",
  "UPGRADE_REQUIRED",
  "SERVER_OLDER",
  "TOO_MANY_CONNECTIONS",
  /** said by the browser itself: long polling, and every request reaches another server */
  "SCATTERED",
  /** did not read what it was sent; comes back by itself */
  "SLOW",
  /** said to everybody as the server ends in good order; they come back by themselves */
  "RESTARTING",
  "TOO_FAST",
  "NOT_FOUND",
  "LINK_INVALID",
  // workspace and scorecards
  "SCORECARD_UNKNOWN",
  "SCORECARD_INVALID",
  "VERSION_CONFLICT",
  "LAST_ADMIN",
  // forgetting somebody
  "UNKNOWN_SUBJECT",
  "NAME_DIFFERS",
  "NOT_ONESELF",
  /** done, but for what a damaged log may still hold */
  "NOT_ALL_ERASED",
  /** to the person themselves: they were forgotten */
  "ERASED",
] as const;

export type RejectionCode = (typeof REJECTION_CODES)[number];

/** Refused: no effect, ever. `params` fill the sentence of the catalogue (`refusals.CODE`) and hold nothing of anybody else's hidden data. */
export type Rejection = { code: RejectionCode; field?: string; params?: Record<string, string | number> };

export const reject = (code: RejectionCode, params?: Record<string, string | number>, field?: string): { rejected: Rejection } => ({
  rejected: { code, ...(params ? { params } : {}), ...(field ? { field } : {}) },
});
