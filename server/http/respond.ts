// How HTTP says no: one closed envelope for every refusal, whatever went wrong, and never a stack.
import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import type { ZodType } from "zod";
import type { Rejection, RejectionCode } from "../../shared/session/rejection.ts";
import type { Outcome } from "../live/aggregate.ts";
import { parse } from "../live/acts.ts";
import { refused, sentence } from "../live/answers.ts";
import { isDamaged, isLater } from "../store/storeErrors.ts";

export class HttpRefusal extends Error {
  readonly rejection: Rejection;
  readonly status: number;
  constructor(rejection: Rejection, status = statusOf(rejection.code)) {
    super(rejection.code);
    this.rejection = rejection;
    this.status = status;
  }
}

const STATUS: Partial<Record<RejectionCode, number>> = {
  SIGN_IN: 401,
  NOT_ALLOWED: 403,
  NOT_SEATED: 403,
  OTHER_PERSON: 403,
  REMOVED: 403,
  NOT_FOUND: 404,
  LINK_INVALID: 404,
  SCORECARD_UNKNOWN: 404,
  PERSON_UNKNOWN: 404,
  ACTION_UNKNOWN: 404,
  SEAT_UNKNOWN: 404,
  UNKNOWN_SUBJECT: 404,
  VERSION_CONFLICT: 409,
  TOO_LARGE: 413,
  TOO_FAST: 429,
  INTERNAL: 500,
  BUSY: 503,
  STORAGE: 503,
  LOG_DAMAGED: 500,
  NOT_ALL_ERASED: 500,
};
export const statusOf = (code: RejectionCode): number => STATUS[code] ?? 400;

const LATER: ReadonlySet<RejectionCode> = new Set<RejectionCode>(["BUSY", "STORAGE", "TOO_FAST"]);

export function sendRefusal(response: Response, rejection: Rejection, status = statusOf(rejection.code)): void {
  response.locals.refusal = rejection.code;
  if (LATER.has(rejection.code)) {
    response.status(status).json({ ok: false, code: rejection.code, message: sentence(rejection.code, rejection.params), retry: "later" });
    return;
  }
  response.status(status).json(refused(rejection));
}

/** The body, or a refusal that names the field and never the value. */
export function bodyOf<Out>(schema: ZodType<Out>, body: unknown): Out {
  const parsed = parse(schema, body);
  if ("refusal" in parsed) throw new HttpRefusal(parsed.refusal);
  return parsed.data;
}

/** Goes on only if the command was accepted. */
export function accepted<Event>(outcome: Outcome<Event>): Event[] {
  if (outcome.outcome === "ok") return outcome.events;
  throw new HttpRefusal(outcome.outcome === "rejected" ? outcome.rejection : { code: outcome.code });
}

export const unknownRoute: RequestHandler = () => {
  throw new HttpRefusal({ code: "NOT_FOUND" });
};

export const errorHandler =
  (failed: (error: unknown) => Rejection): ErrorRequestHandler =>
  (error: unknown, _request, response, _next) => {
    // The answer is on its way already: all that is left is to break it off, so that nobody takes half of it for the whole.
    if (response.headersSent) return void response.destroy();
    if (error instanceof HttpRefusal) return sendRefusal(response, error.rejection, error.status);
    if (isLater(error)) return sendRefusal(response, { code: "STORAGE" });
    if (isDamaged(error)) return sendRefusal(response, { code: "LOG_DAMAGED" });
    const status = typeof error === "object" && error !== null && "status" in error ? Number(error.status) : 500;
    if (status === 413) return sendRefusal(response, { code: "TOO_LARGE" });
    if (status >= 400 && status < 500) return sendRefusal(response, { code: "BAD_REQUEST" }, status);
    sendRefusal(response, failed(error));
  };
