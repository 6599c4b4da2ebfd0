// Held reasons as a property: until their turn comes, what later bands typed (or did not) changes no byte that anybody else receives.
import fc from "fast-check";
import { expect, test } from "vitest";
import { reveal, SERVER, Story } from "../given.ts";
import { createdSession, SCORERS, sent, SCORES } from "../sessions.ts";
import { allBytes, seat, seenBy } from "./seen.ts";

/** Everybody outside the newest band, whose turn never comes as long as nina, who is new, has not spoken. */
const HELD = ["aisha", "lena", "lea", "fay"];
const C1 = { conversationId: "c1" };
const EMPATHY = { ...C1, criterionId: "empathy" };

type Secrets = { typed: Record<string, string>; written: Record<string, string | null> };
const secretsArb: fc.Arbitrary<Secrets> = fc.record({
  typed: fc.tuple(...HELD.map(() => fc.string({ maxLength: 10 }))).map(bySeat),
  /** null: writes nothing */ written: fc
    .tuple(
      ...HELD.map(() =>
        fc.option(
          fc.string({ minLength: 1, maxLength: 10 }).map((words) => `x${words}`),
          { nil: null },
        ),
      ),
    )
    .map(bySeat),
});
function bySeat<Item>(items: Item[]): Record<string, Item> {
  return Object.fromEntries(HELD.map((seatId, index) => [seatId, items[index]!]));
}

type Step = { kind: "write"; by: string } | { kind: "spoke"; seatId: string } | { kind: "away" | "back"; seatId: string };
const stepArb: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("write" as const), by: fc.constantFrom(...HELD) }),
  fc.record({ kind: fc.constant("spoke" as const), seatId: fc.constant("tom") }),
  fc.record({ kind: fc.constantFrom("away" as const, "back" as const), seatId: fc.constantFrom("tom", ...HELD) }),
);

function begin(secrets: Secrets): Story {
  const story = SCORERS.reduce(
    (before, seatId) =>
      before.did(seatId, { type: "SubmitReview", ...C1, sheet: sent(SCORES[seatId], secrets.typed[seatId] ?? "new here") }),
    new Story(createdSession()),
  );
  return story.did("fay", reveal(story)).did("fay", { type: "OpenCriterion", ...EMPATHY, readAloud: false });
}

function take(story: Story, secrets: Secrets, step: Step): Story {
  switch (step.kind) {
    case "write": {
      const words = secrets.written[step.by] ?? null;
      // who writes nothing lets the same time pass
      return words === null
        ? story.and({ type: "TimerEnded" })
        : story.did(step.by, { type: "WriteReason", ...EMPATHY, text: words, evidence: [] });
    }
    case "spoke":
      return story.and({ type: "Spoke", ...EMPATHY, seatId: step.seatId, bySeat: step.seatId });
    case "away":
      return story.did(SERVER, { type: "MarkAway", seatId: step.seatId });
    case "back":
      return story.did(SERVER, { type: "MarkBack", seatId: step.seatId });
    default:
      return step satisfies never;
  }
}

test("[S7] [O6] [O10] typed with the score, written early or not at all: nobody else can tell before the turn", () => {
  let opened = 0;
  fc.assert(
    fc.property(secretsArb, secretsArb, fc.array(stepArb, { maxLength: 12 }), (secretsA, secretsB, steps) => {
      let [a, b] = [begin(secretsA), begin(secretsB)];
      for (const step of steps) {
        [a, b] = [take(a, secretsA, step), take(b, secretsB, step)];
        expect(allBytes(a.state, {}, HELD)).toEqual(allBytes(b.state, {}, HELD));
      }
      const [openA, openB] = [a, b].map((story) => story.did("fay", { type: "OpenToEveryone", ...EMPATHY }));
      if (JSON.stringify(secretsA.typed) === JSON.stringify(secretsB.typed)) return;
      opened += 1;
      expect(allBytes(openA!.state, {}, HELD).tom).not.toBe(allBytes(openB!.state, {}, HELD).tom);
    }),
    { numRuns: 60 },
  );
  expect(opened).toBeGreaterThan(30);
});

const reasonsOf = (story: Story, viewer = "tom") =>
  seenBy(story.state, seat(viewer)).discussion!.c1!.empathy!.reasons.map(({ seatId, text, kind }) => [seatId, text, kind]);
const typed = { aisha: "aisha typed", lena: "lena typed", lea: "lea typed", fay: "fay typed" };
const none: Secrets = { typed, written: {} };

test("[O1] [O3] [O6] reasons unfold band by band, in speaking order", () => {
  const start = begin(none);
  expect(reasonsOf(start).map(([, text]) => text)).toEqual(["new here", "new here"]);
  expect(reasonsOf(start.and({ type: "Spoke", ...EMPATHY, seatId: "tom", bySeat: "tom" }))).toHaveLength(2);
  const settledBand = start
    .did("tom", { type: "MarkSpoke", ...EMPATHY, seatId: "tom" })
    .did("nina", { type: "Pass", ...EMPATHY, seatId: "nina" });
  expect(reasonsOf(settledBand).slice(2)).toEqual([["aisha", "aisha typed", "blind"]]);
  const longBand = settledBand.did("fay", { type: "NextTurn", ...EMPATHY });
  expect(reasonsOf(longBand).slice(3)).toEqual([["lena", "lena typed", "blind"]]);
  expect(reasonsOf(longBand.did("fay", { type: "OpenToEveryone", ...EMPATHY }))).toHaveLength(6);
});

test("[O6] [S7] a reason written early is durable, seen by its author only, and shown in the moment the turn comes", () => {
  const written = begin(none).did("aisha", { type: "WriteReason", ...EMPATHY, text: "And then she sighed", evidence: [] });
  expect(seenBy(written.state, seat("aisha")).mine!.held.map(({ text }) => text)).toEqual(["aisha typed", "And then she sighed"]);
  for (const viewer of ["tom", "fay", "lena"]) expect(JSON.stringify(seenBy(written.state, seat(viewer)))).not.toContain("sighed");
  const later = written.did("fay", { type: "NextTurn", ...EMPATHY });
  expect(reasonsOf(later).slice(2)).toEqual([
    ["aisha", "aisha typed", "blind"],
    ["aisha", "And then she sighed", "written"],
  ]);
  expect(seenBy(later.state, seat("aisha")).mine!.held).toEqual([]);
});

test("[O11] once the criterion is parked everything of it unfolds", () => {
  expect(reasonsOf(begin(none).did("fay", { type: "ParkCriterion", ...EMPATHY, ownerPersonId: null }))).toHaveLength(6);
});
