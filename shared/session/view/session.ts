// The session itself, as everybody in it and the shared screen see it.
import { type Audience, mayReceive } from "../audience.ts";
import { doorOpen } from "../door.ts";
import type { Focus, Options } from "../shapes.ts";
import type { SessionState } from "../state.ts";
import type { ViewContext } from "../viewContext.ts";
import { DEFAULT_SETTINGS } from "../../workspace/shapes.ts";
import type { SessionSlice } from "./slices.ts";

const optionsView = (options: Options): Options => ({
  names: options.names,
  speakingOrder: options.speakingOrder,
  facilitatorScores: options.facilitatorScores,
  facilitatorSpeaksLast: options.facilitatorSpeaksLast,
  showProgressNames: options.showProgressNames,
  maskAgentOnSharedScreen: options.maskAgentOnSharedScreen,
  silentReviewMinutes: options.silentReviewMinutes,
});

/** Which criterion is on everybody's screen is part of the discussion: to whom that is closed, the focus is the conversation's results. */
function focusView(focus: Focus, audience: Audience): Focus {
  switch (focus.kind) {
    case "results":
      return { kind: "results", conversationId: focus.conversationId };
    case "criterion":
      return mayReceive(audience, focus.conversationId)
        ? { kind: "criterion", conversationId: focus.conversationId, criterionId: focus.criterionId, readAloud: focus.readAloud }
        : { kind: "results", conversationId: focus.conversationId };
    default:
      return { kind: focus.kind };
  }
}

export function sessionSlice(state: SessionState, audience: Audience, context: ViewContext): SessionSlice {
  const seats = state.seats.filter(({ removed }) => !removed);
  const facilitator = seats.find(({ role }) => role === "facilitator");
  const { passed, timer } = state;
  return {
    sessionId: state.sessionId,
    team: context.team,
    name: state.name,
    status: state.closed ? "closed" : "open",
    sample: state.sample,
    practice: state.practice,
    startsAt: state.startsAt,
    timeZone: state.timeZone,
    lengthMinutes: state.lengthMinutes,
    dueAt: state.dueAt,
    options: optionsView(state.options),
    tolerancePoints: context.tolerancePoints ?? DEFAULT_SETTINGS.tolerancePoints,
    focus: focusView(state.focus, audience),
    timer: timer && { startedAt: timer.startedAt, endsAt: timer.endsAt },
    code: state.code,
    joinUrl: context.joinUrl,
    doorOpen: doorOpen(state),
    facilitatorSeatId: facilitator?.seatId ?? null,
    leadSeatIds: seats.filter(({ role }) => role === "lead").map(({ seatId }) => seatId),
    passed: passed && { from: passed.from, to: passed.to, at: passed.at, how: passed.how },
    facilitatorAwaySince: facilitator && !facilitator.present ? facilitator.awaySince : null,
    previousSessionId: state.previousSessionId,
    closedAt: state.closed?.at ?? null,
    closings: state.closings,
    reopenedAt: state.reopened.at(-1)?.at ?? null,
  };
}
