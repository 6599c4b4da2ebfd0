// Who speaks now and who comes then, from the order everybody shares. Pure.
import type { DiscussionView } from "../../../shared/session/view/slices.ts";

export type SpeakingLine = {
  /** has the turn and is named first */ now: string | null;
  /** then: the rest of the turn, then those who wait */ after: string[];
  heard: number;
  of: number;
};

export function speakingLine(speaking: NonNullable<DiscussionView["speaking"]>): SpeakingLine {
  const inState = (state: string) => speaking.order.filter((each) => each.state === state).map(({ seatId }) => seatId);
  const [now, ...turn] = inState("turn");
  const done = inState("spoke").length + inState("passed").length;
  return {
    now: now ?? null,
    after: [...turn, ...inState("waiting")],
    heard: done,
    of: done + (now ? 1 : 0) + turn.length + inState("waiting").length,
  };
}
