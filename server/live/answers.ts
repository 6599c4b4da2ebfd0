// Outcomes as the four answers people get. A refusal carries a sentence, and nothing but its sender's own and public facts.
import type { Answer } from "../../shared/protocol/socket.ts";
import type { Rejection, RejectionCode } from "../../shared/session/rejection.ts";
import { OFF_SCALE, REFUSALS, ROLE_PASSED, WENT_WRONG } from "../../shared/texts/refusals.ts";
import type { Outcome } from "./aggregate.ts";

export type Refused = Extract<Answer, { ok: false; retry: "never" }>;

export const sentence = (code: RejectionCode, params: Record<string, string | number> = {}): string =>
  filled(wordsOf(code, params), params);
const wordsOf = (code: RejectionCode, params: Record<string, string | number>): string => {
  if (code === "NOT_ALLOWED" && "name" in params) return ROLE_PASSED;
  if (code === "INTERNAL" && !("ref" in params)) return WENT_WRONG;
  return code === "SCORE_RANGE" && !("low" in params) ? OFF_SCALE : REFUSALS[code];
};
const filled = (words: string, params: Record<string, string | number>): string =>
  words.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => (name === "at" ? timeOfDay(params.at) : String(params[name] ?? "")));
/** What was refused by an earlier version, and is asked for again, does not say when. */
const timeOfDay = (at: string | number | undefined): string =>
  at === undefined ? "an earlier moment" : `${new Date(Number(at)).toISOString().slice(11, 19)} UTC`;

export const refused = ({ code, params, field }: Rejection): Refused => ({
  ok: false,
  code,
  message: sentence(code, params),
  retry: "never",
  ...(field ? { field } : {}),
  ...(params ? { params } : {}),
});

export const later = (code: "BUSY" | "STORAGE" | "TOO_FAST", afterMs: number): Answer => ({
  ok: false,
  code,
  message: sentence(code),
  retry: "later",
  afterMs,
});

export function answerOf<Event>(outcome: Outcome<Event>): Answer {
  switch (outcome.outcome) {
    case "ok":
      return { ok: true };
    case "rejected":
      return refused(outcome.rejection);
    case "later":
      return later(outcome.code, outcome.afterMs);
    default:
      return outcome satisfies never;
  }
}
