// Secrecy as a property: two runs of one call that differ only in what others keep hidden give every viewer the same bytes, until it opens.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Command, SentSheet } from "../../../../shared/session/commands.ts";
import { decide } from "../../../../shared/session/decide.ts";
import { evolve } from "../../../../shared/session/evolve.ts";
import { conversationOf } from "../../../../shared/session/find.ts";
import { rollOf } from "../../../../shared/session/roll.ts";
import type { DraftEntry, NamesShown } from "../../../../shared/session/shapes.ts";
import type { SessionState } from "../../../../shared/session/state.ts";
import type { Drafts } from "../../../../shared/session/view/mine.ts";
import { SERVER } from "../given.ts";
import { createdSession, fold, SCORECARD, SCORERS, sent, SCORES, SEATS, T0 } from "../sessions.ts";
import { levels } from "../../../../shared/scorecard/scales.ts";
import type { Value } from "../../../../shared/scorecard/scorecard.ts";
import { allBytes } from "./seen.ts";

const CRITERIA = SCORECARD.criteria;
/** Whose hidden things differ between the two runs; nina, the observer, the screen and the door only look on. */
const SECRETIVE = ["fay", "lea", "tom", "aisha", "lena"];
const PEOPLE = [...SCORERS, "oda"] as const;

/** One run: its state, everybody's drafts, and the hidden things of this run. */
type World = { state: SessionState; drafts: Record<string, Drafts>; secrets: Secrets };
type Secrets = {
  sheets: Record<string, SentSheet[]>;
  drafts: Record<string, Record<string, DraftEntry>>;
  votes: Record<string, Value>;
};

const valueArb = (index: number) => {
  const criterion = CRITERIA[index]!;
  const numbers: Value[] = levels(criterion.scale);
  return fc.constantFrom<Value>(...(criterion.allowNA ? [...numbers, "NA" as const] : numbers));
};
const quoteArb = fc.option(fc.string({ maxLength: 8 }), { nil: null });
const entryArb = (index: number) =>
  fc.record({
    value: valueArb(index),
    reason: fc.string({ maxLength: 12 }),
    unsure: fc.boolean(),
    evidence: fc.array(fc.record({ line: fc.constant(null), at: fc.constant("1:05"), quote: quoteArb }), { maxLength: 1 }),
  });
const sheetArb: fc.Arbitrary<SentSheet> = fc
  .tuple(...CRITERIA.map((_, index) => fc.option(entryArb(index), { nil: null })))
  .filter((entries) => entries.some((entry) => entry !== null))
  .map((entries) => Object.fromEntries(entries.flatMap((entry, index) => (entry ? [[CRITERIA[index]!.criterionId, entry]] : []))));
const secretsArb: fc.Arbitrary<Secrets> = fc.record({
  sheets: fc.tuple(...SECRETIVE.map(() => fc.array(sheetArb, { minLength: 1, maxLength: 3 }))).map(bySeat),
  drafts: fc.tuple(...SECRETIVE.map(() => sheetArb)).map(bySeat),
  votes: fc.tuple(...SECRETIVE.map(() => valueArb(1))).map(bySeat),
});
function bySeat<Item>(items: Item[]): Record<string, Item> {
  return Object.fromEntries(SECRETIVE.map((seatId, index) => [seatId, items[index]!]));
}

/** What is done in both runs. Only SubmitHidden, Draft and VoteHidden take something from the run's secrets. */
type Step =
  | { kind: "command"; by: string; command: Command }
  | { kind: "submitHidden"; by: string }
  | { kind: "draft"; by: string; conversationId: string }
  | { kind: "reveal"; by: string }
  | { kind: "voteHidden"; by: string; criterionId: string };

const someone = fc.constantFrom<string>(...PEOPLE);
const secretive = fc.constantFrom<string>(...SECRETIVE);
const criterionId = fc.constantFrom(...CRITERIA.map((criterion) => criterion.criterionId));
const act = (by: fc.Arbitrary<string>, command: fc.Arbitrary<Command>): fc.Arbitrary<Step> =>
  fc.record({ kind: fc.constant("command" as const), by, command });
const c1 = { conversationId: "c1" };
const leading = fc.constantFrom("fay", "lea");
const server = fc.constant(SERVER);

const stepArb: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("submitHidden" as const), by: secretive }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("draft" as const), by: secretive, conversationId: fc.constantFrom("c1", "c2") }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("reveal" as const), by: leading }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("voteHidden" as const), by: secretive, criterionId: fc.constant("empathy") }) },
  act(
    leading,
    someone.map((seatId) => ({ type: "MarkAbsent", seatId })),
  ),
  act(
    leading,
    fc.option(fc.constantFrom("lea", "fay"), { nil: null }).map((seatId) => ({ type: "MarkBaseline", conversationId: "c2", seatId })),
  ),
  act(
    server,
    someone.map((seatId) => ({ type: "MarkAway", seatId })),
  ),
  act(
    server,
    someone.map((seatId) => ({ type: "MarkBack", seatId })),
  ),
  act(
    leading,
    criterionId.map((id) => ({ type: "OpenCriterion", ...c1, criterionId: id, readAloud: false })),
  ),
  act(leading, fc.constant({ type: "OpenCriterion", ...c1, criterionId: "empathy", readAloud: false })),
  act(
    leading,
    fc.tuple(criterionId, someone).map(([id, seatId]) => ({ type: "MarkSpoke", ...c1, criterionId: id, seatId })),
  ),
  act(
    leading,
    criterionId.map((id) => ({ type: "NextTurn", ...c1, criterionId: id })),
  ),
  act(leading, fc.constant({ type: "OpenRevote", ...c1, criterionId: "empathy" })),
  act(leading, fc.constant({ type: "CancelRevote", ...c1, criterionId: "empathy", round: 1 })),
  act(leading, fc.constant({ type: "AcceptIdentical", ...c1 })),
  act(
    leading,
    fc.constantFrom(1, 3, 5).map(
      (value): Command => ({
        type: "SettleCriterion",
        ...c1,
        criterionId: "empathy",
        value,
        how: "agreed",
        until: null,
        note: "So.",
        cause: null,
        feedback: null,
      }),
    ),
  ),
  act(leading, fc.constant({ type: "WithdrawConversation", conversationId: "c2" })),
  act(
    leading,
    fc
      .constantFrom({ kind: "review" as const }, { kind: "closing" as const }, { kind: "arrival" as const })
      .map((focus) => ({ type: "MoveFocus", focus })),
  ),
  act(leading, fc.constant({ type: "CloseSession" })),
  act(leading, fc.constant({ type: "ReopenSession", reason: "" })),
  act(
    fc.constant("nina"),
    fc.constantFrom("watch" as const, "score" as const).map((choice) => ({ type: "ChooseLate", ...c1, choice })),
  ),
  act(someone, fc.constant({ type: "TakeOver" })),
  act(someone, fc.constant({ type: "TakeBack" })),
  act(leading, fc.constant({ type: "StartTimer", minutes: 5 })),
);

/** Both runs go on by the same clock; a refusal changes nothing, and must be the same refusal. */
function did(world: World, by: string, command: Command, at: number): { world: World; answer: string } {
  const actor = by === SERVER ? ({ kind: "server" } as const) : ({ kind: "seat", seatId: by } as const);
  const decided = decide(world.state, command, { actor, at, seed: 7 });
  if ("rejected" in decided) return { world, answer: JSON.stringify(decided.rejected) };
  return { world: { ...world, state: decided.reduce((state, event) => evolve(state, { ...event, at }), world.state) }, answer: "ok" };
}

function take(world: World, step: Step, at: number): { world: World; answer: string } {
  switch (step.kind) {
    case "command":
      return did(world, step.by, step.command, at);
    case "reveal": {
      const roll = rollOf(world.state, conversationOf(world.state, "c1")!);
      return did(world, step.by, { type: "RevealScores", ...c1, roll }, at);
    }
    case "submitHidden": {
      // how often somebody hands in again is hidden too: one run does it once, the other up to three times
      const sheets = world.secrets.sheets[step.by]!;
      return sheets.reduce<{ world: World; answer: string }>(
        (result, sheet) => did(result.world, step.by, { type: "SubmitReview", conversationId: "c2", sheet }, at),
        { world, answer: "" },
      );
    }
    case "draft": {
      const own = { ...world.drafts[step.by], [step.conversationId]: world.secrets.drafts[step.by]! };
      return { world: { ...world, drafts: { ...world.drafts, [step.by]: own } }, answer: "ok" };
    }
    case "voteHidden":
      return did(
        world,
        step.by,
        { type: "CastRevote", ...c1, criterionId: step.criterionId, round: 1, value: world.secrets.votes[step.by]! },
        at,
      );
    default:
      return step satisfies never;
  }
}

/** Scores of c1 are the same in both runs, and nobody gave a typed reason for them. */
function begin(names: NamesShown, secrets: Secrets, late: string | null, stage: Stage): World {
  const session = createdSession({ options: { names }, people: [...PEOPLE] });
  let world: World = { state: fold(session), drafts: {}, secrets };
  for (const seatId of SCORERS.filter((one) => one !== late)) {
    world = did(world, seatId, { type: "SubmitReview", ...c1, sheet: sent(SCORES[seatId]) }, T0 + 100_000).world;
  }
  if (late) world = did(world, "fay", { type: "MarkAbsent", seatId: late }, T0 + 100_001).world;
  const knock: Command = { type: "Knock", knockId: "k1", personId: "p-zoe", seatId: "zoe", experience: "new", firstTime: true };
  world = did(world, "fay", { type: "SetDoor", open: false }, T0 + 100_002).world;
  world = did(world, SERVER, knock, T0 + 100_003).world;
  if (stage === "scoring") return world;
  world = take(world, { kind: "reveal", by: "fay" }, T0 + 100_004).world;
  for (const command of [
    { type: "OpenCriterion", ...c1, criterionId: "empathy", readAloud: false },
    { type: "OpenRevote", ...c1, criterionId: "empathy" },
  ] as const)
    world = did(world, "fay", command, T0 + 100_005).world;
  expect(conversationOf(world.state, "c1")!.discussions.empathy!.revotes).toHaveLength(1);
  return world;
}
type Stage = "scoring" | "revoting";

const namesArb = fc.constantFrom<NamesShown>("atReveal", "whenOpened", "whenSettled", "never");

describe("[S1] [S2] [S3] [S9] [S12] [S14] [S15] [D6] before it is revealed", () => {
  test("what others score, draft, vote and hand in again changes no byte that anybody else receives", () => {
    expect(SEATS.oda.type).toBe("SeatTaken");
    let revealedRuns = 0;
    let differing = 0;
    fc.assert(
      fc.property(
        namesArb,
        secretsArb,
        secretsArb,
        fc.array(stepArb, { minLength: 5, maxLength: 40 }),
        fc.constantFrom(null, "nina", "aisha"),
        fc.constantFrom<Stage>("scoring", "revoting"),
        (names, secretsA, secretsB, steps, late, stage) => {
          let a = begin(names, secretsA, late, stage);
          let b = begin(names, secretsB, late, stage);
          steps.forEach((step, index) => {
            const at = T0 + 200_000 + index * 1000;
            const [nextA, nextB] = [take(a, step, at), take(b, step, at)];
            [a, b] = [nextA.world, nextB.world];
            expect(nextA.answer, `answer to ${JSON.stringify(step)}`).toBe(nextB.answer);
            expect(allBytes(a.state, a.drafts, SECRETIVE)).toEqual(allBytes(b.state, b.drafts, SECRETIVE));
          });

          // and then it is not vacuous: revealing opens what was different
          const before = conversationOf(a.state, "c2")!;
          if (before.withdrawn || a.state.closed || Object.keys(before.blind.entries).length === 0) return;
          const openA = revealSecond(a);
          if (conversationOf(openA.state, "c2")!.reveal === null) return;
          const openB = revealSecond(b);
          const scoresA = JSON.stringify(valuesIn(openA.state));
          const scoresB = JSON.stringify(valuesIn(openB.state));
          revealedRuns += 1;
          if (scoresA === scoresB) return;
          differing += 1;
          expect(allBytes(openA.state).screen).not.toBe(allBytes(openB.state).screen);
        },
      ),
      { numRuns: 120 },
    );
    expect(revealedRuns).toBeGreaterThan(20);
    expect(differing).toBeGreaterThan(revealedRuns / 2);
  });
});

/** criterion → sorted answers of those in the roll */
function valuesIn(state: SessionState): Record<string, string[]> {
  const { blind, reveal } = conversationOf(state, "c2")!;
  return Object.fromEntries(
    CRITERIA.map((criterion) => [
      criterion.criterionId,
      reveal!.roll.in
        .flatMap((seatId) => String(blind.entries[seatId]?.[criterion.criterionId]?.value ?? []))
        .filter(Boolean)
        .sort(),
    ]),
  );
}

function revealSecond(world: World): World {
  const facilitator = world.state.seats.find(({ role }) => role === "facilitator")!.seatId;
  const at = T0 + 900_000;
  let next = world;
  for (const seatId of rollOf(world.state, conversationOf(world.state, "c2")!).missing) {
    next = did(next, facilitator, { type: "MarkAbsent", seatId }, at).world;
  }
  const roll = rollOf(next.state, conversationOf(next.state, "c2")!);
  if (roll.in.length === 0) return next;
  const revealed = did(next, facilitator, { type: "RevealScores", conversationId: "c2", roll }, at);
  expect(revealed.answer).toBe("ok");
  return revealed.world;
}
