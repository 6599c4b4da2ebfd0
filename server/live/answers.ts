// Outcomes as the four answers people get. A refusal carries a sentence, and nothing but its sender's own and public facts.
import type { Answer } from "../../shared/protocol/socket.ts";
import type { Rejection, RejectionCode } from "../../shared/session/rejection.ts";
import { REFUSALS } from "../../shared/texts/refusals.ts";
import type { Outcome } from "./aggregate.ts";

export type Refused = Extract<Answer, { ok: false; retry: "never" }>;

export const sentence = (code: RejectionCode, params: Record<string, string | number> = {}): string =>
  REFUSALS[code].replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(params[name] ?? ""));

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
