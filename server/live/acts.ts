// What a seat does, by socket or by HTTP: checked against its schema, decided by the session, answered in one of four ways.
import type { ZodType } from "zod";
import { type Answer, commandMessageSchema, draftMessageSchema } from "../../shared/protocol/socket.ts";
import type { Rejection } from "../../shared/session/rejection.ts";
import { isDamaged, isLater } from "../store/storeErrors.ts";
import { answerOf, later, refused } from "./answers.ts";
import { draftRefusal } from "./drafts.ts";
import type { Sameness } from "./sameness.ts";
import type { Sessions } from "./sessions.ts";

export type Acts = {
  /** What to answer before anything else is looked at, should the act say that it is not this person's; null: nothing. */
  notTheirs: (sessionId: string, personId: string | null, message: unknown) => Answer | null;
  command: (sessionId: string, seatId: string, message: unknown) => Promise<Answer>;
  draft: (sessionId: string, seatId: string, message: unknown) => Promise<Answer>;
  /** Resolves when all that is being done now has been answered. */ underWay: () => Promise<void>;
};

const silence = (): Promise<never> => new Promise(() => {});

/** The first thing wrong with a message, as a code. Names no value, only how long it was: what was sent may be a score. */
export function schemaRefusal(error: {
  issues: { code: string; path: PropertyKey[]; maximum?: unknown; origin?: unknown; keys?: string[]; input?: unknown }[];
}): Rejection {
  const issue = error.issues[0];
  const field = issue?.path.map(String).join(".") || undefined;
  const at = field ? { field } : {};
  if (issue?.code === "unrecognized_keys") {
    const unknown = [field, issue.keys?.[0]?.slice(0, 60)].filter(Boolean).join(".");
    return { code: "UNKNOWN_FIELD", params: { field: unknown }, field: unknown };
  }
  if (issue?.code === "too_big" && typeof issue.input === "string")
    return { code: "TOO_LONG", params: { count: issue.input.length, limit: Number(issue.maximum) }, ...at };
  if (issue?.code === "too_big" && issue.origin === "array") return { code: "TOO_MANY", params: { limit: Number(issue.maximum) }, ...at };
  return { code: "BAD_REQUEST", ...at };
}

export function parse<Out>(schema: ZodType<Out>, message: unknown): { data: Out } | { refusal: Rejection } {
  // The value as it was measured, so that its length can be told; it goes no further than that.
  const parsed = schema.safeParse(message, { reportInput: true });
  return parsed.success ? { data: parsed.data } : { refusal: schemaRefusal(parsed.error) };
}

export function createActs(options: {
  sessions: Sessions;
  /** forgotten for good */ isErased: (personId: string) => boolean;
  notTheirs: Sameness["notTheirs"];
  /** the seat's own view has changed, nobody else's */ ownChanged: (sessionId: string, seatId: string) => void;
  /** `act`: the command's type, "draft", or "unreadable" */ onAnswered?: (act: string, answer: Answer) => void;
  onFatal: (error: unknown) => void;
}): Acts {
  const { sessions } = options;
  const counted = (act: string, answer: Answer): Answer => {
    options.onAnswered?.(act, answer);
    return answer;
  };
  const draft: Acts["draft"] = async (sessionId, seatId, message) => {
    const parsed = parse(draftMessageSchema, message);
    if ("refusal" in parsed) return refused(parsed.refusal);
    const { conversationId, criterionId, entry } = parsed.data;
    const session = await sessions.load(sessionId);
    if (!session) return refused({ code: "NOT_FOUND" });
    const person = session.state().seats.find((seat) => seat.seatId === seatId)?.personId;
    if (person && options.isErased(person)) return refused({ code: "ERASED" });
    const refusal = draftRefusal(session.state(), seatId, conversationId, criterionId, entry);
    if (refusal) return refused(refusal);
    try {
      await session.drafts.save({ sessionId, seatId, conversationId, criterionId }, entry);
    } catch (error) {
      if (isLater(error)) {
        // What they typed on another node meanwhile was left for this save to tell.
        options.ownChanged(sessionId, seatId);
        return later("STORAGE", 3_000);
      }
      if (isDamaged(error)) return refused({ code: "LOG_DAMAGED" });
      options.onFatal(error);
      return silence();
    }
    options.ownChanged(sessionId, seatId);
    return { ok: true };
  };
  /** A refusal is kept with the command, and names are not: who has the role now is called by name only as it is said. */
  const named = (sessionId: string, { params, ...refusal }: Rejection): Rejection => {
    if (params?.facilitator === undefined) return { ...refusal, ...(params ? { params } : {}) };
    const session = sessions.peek(sessionId);
    const seat = session?.state().seats.find((one) => one.seatId === params.facilitator);
    return session && seat ? { ...refusal, params: { name: session.context.nameOf(seat.personId) } } : refusal;
  };
  const command: Acts["command"] = async (sessionId, seatId, message) => {
    const parsed = parse(commandMessageSchema, message);
    if ("refusal" in parsed) return counted("unreadable", refused(parsed.refusal));
    const { id, command: given } = parsed.data;
    const outcome = await sessions.execute(sessionId, id, { kind: "seat", seatId }, given);
    return counted(
      given.type,
      answerOf(outcome.outcome === "rejected" ? { ...outcome, rejection: named(sessionId, outcome.rejection) } : outcome),
    );
  };
  const underWay = new Set<Promise<unknown>>();
  const during = (act: Promise<Answer>): Promise<Answer> => {
    const watched: Promise<unknown> = act.catch(() => {}).finally(() => underWay.delete(watched));
    underWay.add(watched);
    return act;
  };
  return {
    notTheirs: (sessionId, personId, message) => {
      const { personId: whose = null } = (message ?? {}) as { personId?: unknown };
      const code = typeof whose === "string" ? options.notTheirs(sessionId, whose, personId) : null;
      return code === "STORAGE" ? later(code, 1_000) : code && refused({ code });
    },
    command: (sessionId, seatId, message) => during(command(sessionId, seatId, message)),
    draft: (sessionId, seatId, message) => during(draft(sessionId, seatId, message).then((answer) => counted("draft", answer))),
    underWay: async () => void (await Promise.all([...underWay])),
  };
}
