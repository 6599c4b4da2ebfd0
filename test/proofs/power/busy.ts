// People who do not stop: each acts again as soon as the last act is acknowledged. What was acknowledged until now is known at any moment.
import { slice } from "../../server/harness.ts";
import { type Call, type Participant, sheetOf } from "../children/call.ts";

export type Busy = {
  /** "seat command" of every act acknowledged so far */ acknowledged: () => string[];
  /** of each draft the number it had when it was last acknowledged: "seat criterion" → number */ drafts: () => Map<string, number>;
  stop: () => void;
};

/** Fewer than a server takes from one socket in a second. */
const PAUSE_MS = 18;
const pause = () => new Promise((done) => setTimeout(done, PAUSE_MS));

export const keepBusy = (call: Call): Busy => {
  let going = true;
  let count = 0;
  const [facilitator, ...others] = call.people as [Participant, ...Participant[]];
  const criterionId = slice(facilitator, "scorecard").criteria[0]!.criterionId;
  const scoring = async (person: Participant): Promise<void> => {
    while (going) {
      count += 1;
      await person.send({ type: "SubmitReview", conversationId: "c1", sheet: sheetOf(person, `reason ${count}`, count) });
      await pause();
    }
  };
  const typing = async (person: Participant): Promise<void> => {
    while (going) {
      count += 1;
      await call.draft(person, "c2", criterionId, String(count));
    }
  };
  const moving = async (): Promise<void> => {
    for (let there = true; going; there = !there) {
      await facilitator.send({ type: "MoveFocus", focus: { kind: there ? "review" : "arrival" } });
      await pause();
    }
  };
  const loops = [moving(), ...others.flatMap((person) => [scoring(person), typing(person)])];
  for (const loop of loops) loop.catch(() => {});
  return {
    acknowledged: () => call.acts.filter(({ answer }) => answer?.ok).map(({ seatId, id }) => `${seatId} ${id}`),
    drafts: () => {
      const last = new Map<string, number>();
      for (const { seatId, criterionId: of, reason, answer } of call.drafts) if (answer?.ok) last.set(`${seatId} ${of}`, Number(reason));
      return last;
    },
    stop: () => {
      going = false;
    },
  };
};
