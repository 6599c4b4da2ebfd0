// Somebody who may still score late receives nothing of what a conversation's scores were, nor of anything that follows from them.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { audienceOf } from "../../../../shared/session/audience.ts";
import type { Command } from "../../../../shared/session/commands.ts";
import { levels } from "../../../../shared/scorecard/scales.ts";
import type { Value } from "../../../../shared/scorecard/scorecard.ts";
import { decide } from "../../../../shared/session/decide.ts";
import { reveal, Story } from "../given.ts";
import { ALIKE, createdSession, SCORECARD, SCORERS, sent, SCORES } from "../sessions.ts";
import { papersFor, SCREEN, seat, seenBy } from "./seen.ts";

const C1 = { conversationId: "c1" };
const EMPATHY = { ...C1, criterionId: "empathy" };
const settleEmpathy = {
  type: "SettleCriterion",
  ...EMPATHY,
  value: 4,
  how: "agreed",
  until: null,
  note: "Score 4 then",
  cause: null,
  feedback: null,
} as const;

/** Everybody but one is in; that one was marked absent, and the scores are open. */
function withLate(late: string, scores: Record<string, Record<string, Value>>): Story {
  const scored = Object.entries(scores)
    .filter(([seatId]) => seatId !== late)
    .reduce(
      (story, [seatId, values]) => story.did(seatId, { type: "SubmitReview", ...C1, sheet: sent(values, `because of ${seatId}`) }),
      new Story(createdSession()),
    )
    .did("fay", { type: "MarkAbsent", seatId: late });
  return scored.did("fay", reveal(scored));
}

const anyValue = (index: number) => fc.constantFrom<Value>(...levels(SCORECARD.criteria[index]!.scale));
const sheetArb = fc
  .tuple(...SCORECARD.criteria.map((_, index) => anyValue(index)))
  .map((values) => Object.fromEntries(values.map((value, index) => [SCORECARD.criteria[index]!.criterionId, value])));
const scoresArb = fc
  .tuple(...SCORERS.map(() => sheetArb))
  .map((sheets) => Object.fromEntries(SCORERS.map((id, index) => [id, sheets[index]!])));

const criterionId = fc.constantFrom(...SCORECARD.criteria.map((criterion) => criterion.criterionId));
const someone = fc.constantFrom("tom", "aisha", "fay");
type Act = { by: string; command: Command };
const actArb: fc.Arbitrary<Act> = fc.oneof(
  criterionId.map((id): Act => ({ by: "fay", command: { type: "OpenCriterion", ...C1, criterionId: id, readAloud: false } })),
  fc.constant<Act>({ by: "fay", command: { type: "OpenCriterion", ...EMPATHY, readAloud: true } }),
  someone.map((by): Act => ({ by, command: { type: "MarkSpoke", ...EMPATHY, seatId: by } })),
  someone.map((by): Act => ({ by, command: { type: "WriteReason", ...EMPATHY, text: `so says ${by}`, evidence: [] } })),
  someone.map((by): Act => ({ by, command: { type: "ChangeMind", ...EMPATHY, value: 2 } })),
  someone.map((by): Act => ({ by, command: { type: "CastRevote", ...EMPATHY, round: 1, value: 5 } })),
  fc.constant<Act>({ by: "fay", command: { type: "OpenRevote", ...EMPATHY } }),
  fc.constant<Act>({ by: "fay", command: { type: "RevealRevote", ...EMPATHY, round: 1 } }),
  fc.constant<Act>({ by: "fay", command: settleEmpathy }),
  fc.constant<Act>({ by: "fay", command: { type: "AcceptIdentical", ...C1 } }),
  criterionId.map((id): Act => ({ by: "fay", command: { type: "ParkCriterion", ...C1, criterionId: id, ownerPersonId: "p-tom" } })),
  someone.map((by): Act => ({ by, command: { type: "Object", ...EMPATHY, text: "No" } })),
  fc.constant<Act>({ by: "fay", command: { type: "SetRevealAside", ...C1, reason: "oops" } }),
  fc.constant<Act>({ by: "fay", command: { type: "MoveFocus", focus: { kind: "closing" } } }),
);

const bytes = (story: Story, seatId: string): string => {
  const { line: _everybodys, ...papers } = papersFor(story.state, seat(seatId)) as Record<string, unknown>;
  return JSON.stringify([seenBy(story.state, seat(seatId)), papers]);
};

/** Like `did`, but a refusal changes nothing: whether something may be opened or accepted can depend on the scores. */
const tried = (story: Story, { by, command }: Act): Story => {
  const decided = decide(story.state, command, { actor: { kind: "seat", seatId: by }, at: story.now, seed: 1 });
  return "rejected" in decided ? story : new Story([...story.events, ...decided.map((event) => ({ ...event, at: story.now }))]);
};
/** The same in both runs, at the same moments. */
const both = (a: Story, b: Story, act: Act): [Story, Story] => {
  const [nextA, nextB] = [tried(a, act), tried(b, act)];
  return [nextA, nextB].map((story) => story.and({ type: "TimerEnded" })) as [Story, Story];
};

describe.each(["nina", "lea"])("[S8] %s was not in", (late) => {
  test("whatever the others scored and said: the same bytes, until watching or handing in", () => {
    let opened = 0;
    fc.assert(
      fc.property(scoresArb, scoresArb, fc.boolean(), fc.array(actArb, { maxLength: 15 }), (scoresA, scoresB, scoring, acts) => {
        let [a, b] = [withLate(late, scoresA), withLate(late, scoresB)];
        if (scoring) [a, b] = both(a, b, { by: late, command: { type: "ChooseLate", ...C1, choice: "score" } });
        for (const act of acts) {
          [a, b] = both(a, b, act);
          // an accepted act may be refused in the other run, so the clock of later events is compared elsewhere
          expect(bytes(a, late).replaceAll(/"(at|setAside|revealedAt)":\d+/g, "")).toBe(
            bytes(b, late).replaceAll(/"(at|setAside|revealedAt)":\d+/g, ""),
          );
        }
        const watch: Act = { by: late, command: { type: "ChooseLate", ...C1, choice: "watch" } };
        const [openA, openB] = both(a, b, watch);
        const rows = (story: Story) =>
          JSON.stringify(seenBy(story.state, seat(late)).results!.c1!.rows.map(({ criterionId, values }) => [criterionId, values]));
        opened += 1;
        expect(seenBy(openA.state, seat(late)).results!.c1!.rows).toHaveLength(SCORECARD.criteria.length);
        if (rows(openA) !== rows(openB)) expect(bytes(openA, late)).not.toBe(bytes(openB, late));
      }),
      { numRuns: 30 },
    );
    expect(opened).toBe(30);
  });
});

const discussed = withLate("nina", SCORES)
  .did("fay", { type: "OpenCriterion", ...EMPATHY, readAloud: false })
  .did("fay", { ...settleEmpathy })
  .did("tom", {
    type: "MakeProposal",
    proposalId: "p1",
    ...EMPATHY,
    kind: "clarify",
    text: "Say when",
    rightExample: null,
    wrongExample: null,
  });
const openAgain = discussed.did("fay", { type: "OpenCriterion", ...EMPATHY, readAloud: false });

test("[L1] [S8] undecided: no results, discussion, closing list or proposals, and the focus names no criterion", () => {
  expect(audienceOf(openAgain.state, seat("nina"))).toEqual({ kind: "room", closedTo: ["c1"] });
  const seen = seenBy(openAgain.state, seat("nina"));
  expect(seen).toMatchObject({ results: {}, discussion: {}, closing: { notDiscussed: [], proposals: [] } });
  expect(seen.session!.focus).toEqual({ kind: "results", conversationId: "c1" });
  expect(seen.mine!.sheets.c1!.late).toBe("undecided");
  expect(seen.conversations![0]!.status).toBe("revealed");
  expect(seenBy(openAgain.state, seat("tom")).session!.focus).toMatchObject({ kind: "criterion", criterionId: "empathy" });
});

test("[S8] [S15] neither report nor list tells them", () => {
  const papers = papersFor(openAgain.state, seat("nina")) as Record<string, { conversations?: unknown[]; range?: unknown }>;
  expect(papers.report!.conversations![0]).toEqual({ conversationId: "c1", title: "Conversation c1", status: "notRevealed" });
  expect(papers.named!.conversations![0]).toEqual({ conversationId: "c1", title: "Conversation c1", status: "notRevealed" });
  expect(papers.summary!.range).toBeNull();
  expect(papers.line!.range, "what everybody may read").toBeNull();
  expect((papersFor(openAgain.state, seat("tom")) as typeof papers).summary!.range).not.toBeNull();
});

test("[L1] watching opens all of it", () => {
  const watching = openAgain.did("nina", { type: "ChooseLate", ...C1, choice: "watch" });
  const { mine: _nina, ...nina } = seenBy(watching.state, seat("nina"));
  const { mine: _tom, ...tom } = seenBy(watching.state, seat("tom"));
  expect(nina).toEqual(tom);
});

test("[L4] [T8] handed in late: sees all; shown apart, labelled, in no figure", () => {
  const before = seenBy(openAgain.state, seat("tom"));
  const done = openAgain
    .did("nina", { type: "ChooseLate", ...C1, choice: "score" })
    .did("nina", { type: "SubmitLateReview", ...C1, sheet: sent({ ...ALIKE, empathy: 1 }, "nina was late") });
  const seen = seenBy(done.state, seat("nina"));
  expect(seen.mine!.sheets.c1).toMatchObject({ late: "submitted", submitted: { empathy: { value: 1 } } });
  const { late, ...figures } = seen.results!.c1!;
  const { late: none, ...figuresBefore } = before.results!.c1!;
  expect(figures).toEqual(figuresBefore);
  expect(none).toEqual([]);
  expect(late).toMatchObject([{ seatId: "nina", values: { empathy: 1 } }]);
  expect(seen.discussion!.c1!.empathy!.late).toEqual([{ seatId: "nina", value: 1 }]);
  expect(seen.discussion!.c1!.empathy!.reasons.filter(({ kind }) => kind === "late").map(({ text }) => text)).toEqual(["nina was late"]);
});

test("[L4] a late review that is not handed in is nobody's but its author's", () => {
  const scoring = openAgain.did("nina", { type: "ChooseLate", ...C1, choice: "score" });
  const drafts = { nina: { c1: { empathy: { value: 3, reason: "late thoughts", unsure: false, evidence: [] } } } };
  for (const viewer of [...SCORERS.filter((one) => one !== "nina").map(seat), SCREEN]) {
    expect(JSON.stringify(seenBy(scoring.state, viewer, drafts))).not.toContain("late thoughts");
  }
  expect(seenBy(scoring.state, seat("nina"), drafts).mine!.sheets.c1!.draft.empathy!.value).toBe(3);
});

test("[L6] closing opens it to everybody", () => {
  const closed = openAgain.did("fay", { type: "CloseSession" });
  expect(audienceOf(closed.state, seat("nina"))).toEqual({ kind: "room", closedTo: [] });
  expect(Object.keys(seenBy(closed.state, seat("nina")).results!)).toEqual(["c1"]);
});
