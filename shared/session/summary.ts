// One line of the session list: what is revealed and what is open. Nothing of a hidden conversation, nothing of one somebody may still score late.
import type { Instant, SessionId } from "../ids.ts";
import { audienceOf, type Audience, mayReceive } from "./audience.ts";
import { countedTotals } from "./calibrated.ts";
import { facilitatorOf } from "./find.ts";
import type { SessionState } from "./state.ts";
import { visibleConversations } from "./view/visible.ts";
import type { ViewContext } from "./viewContext.ts";

export type Summary = {
  sessionId: SessionId;
  name: string;
  status: "open" | "closed";
  startsAt: Instant;
  timeZone: string;
  sample: boolean;
  practice: boolean;
  scorecardName: string;
  facilitator: string | null;
  people: number;
  /** not withdrawn */ conversations: number;
  revealed: number;
  /** lowest and highest blind total over revealed conversations that are not set aside, in points */ range: {
    low: number;
    high: number;
  } | null;
  openActionsHere: number;
  closedAt: Instant | null;
};

/** `audience`: for whom; left out: what everybody may read, so nothing that is still closed to anybody of the session. */
export function summaryOf(state: SessionState, context: ViewContext, audience?: Audience): Summary {
  const seats = state.seats.filter(({ removed }) => !removed);
  const readers = audience ? [audience] : seats.map(({ seatId }) => audienceOf(state, { kind: "seat", seatId }));
  const conversations = state.conversations.filter(({ withdrawn }) => !withdrawn);
  const totals = visibleConversations(state, { kind: "screen" })
    .filter(({ conversationId, setAside }) => setAside === null && readers.every((reader) => mayReceive(reader, conversationId)))
    .flatMap((conversation) => countedTotals(state, conversation).flatMap(({ final }) => final ?? []));
  const facilitator = facilitatorOf(state);
  return {
    sessionId: state.sessionId,
    name: state.name,
    status: state.closed ? "closed" : "open",
    startsAt: state.startsAt,
    timeZone: state.timeZone,
    sample: state.sample,
    practice: state.practice,
    scorecardName: state.scorecard.name,
    facilitator: facilitator && context.nameOf(facilitator.personId),
    people: seats.length,
    conversations: conversations.length,
    revealed: conversations.filter(({ reveal }) => reveal !== null).length,
    range: totals.length > 0 ? { low: Math.min(...totals), high: Math.max(...totals) } : null,
    openActionsHere: state.actions.filter(({ dropped, actionId }) => !dropped && context.actionStatus(actionId) === "open").length,
    closedAt: state.closed?.at ?? null,
  };
}
