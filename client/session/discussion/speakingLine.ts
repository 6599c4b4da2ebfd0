// Who speaks now and who comes then, from the order everybody shares. A band starts together: all of it stand in front, nobody before the others. Pure.
import type { DiscussionView } from "../../../shared/session/view/slices.ts";

export type SpeakingLine = {
  /** have the turn, in any order among themselves */ now: string[];
  /** nobody of the order has been heard yet: these start */ first: boolean;
  /** those who wait, as they come */ after: string[];
  spoke: string[];
  passed: string[];
};

export function speakingLine(speaking: NonNullable<DiscussionView["speaking"]>): SpeakingLine {
  const inState = (state: string) => speaking.order.filter((each) => each.state === state).map(({ seatId }) => seatId);
  const spoke = inState("spoke");
  const passed = inState("passed");
  return { now: inState("turn"), first: spoke.length + passed.length === 0, after: inState("waiting"), spoke, passed };
}
