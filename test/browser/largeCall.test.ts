// A large call, whole: a facilitator who does not score, a lead who gives the Baseline, five reviewers (one on a phone), an observer and the shared screen, and what each of them sees at each step.
import { describe } from "vitest";
import { largeCall } from "./largeCall/cast.ts";
import { stepsOfDiscussion } from "./largeCall/discussion.ts";
import { stepsToTheEnd } from "./largeCall/outcome.ts";
import { stepsUntilReveal } from "./largeCall/untilReveal.ts";

describe("a large call", () => {
  const call = largeCall();
  stepsUntilReveal(call);
  stepsOfDiscussion(call);
  stepsToTheEnd(call);
});
