// Hidden names: who gave which scores must not be readable from anything, and what is shown appears exactly as the option says.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SentSheet } from "../../../../shared/session/commands.ts";
import type { NamesShown } from "../../../../shared/session/shapes.ts";
import { levels } from "../../../../shared/scorecard/scales.ts";
import type { Value } from "../../../../shared/scorecard/scorecard.ts";
import { reveal, Story } from "../given.ts";
import { allSubmitted, createdSession, SCORECARD, SCORERS, sent, SCORES } from "../sessions.ts";
import { papersFor, SCREEN, seat, seenBy } from "./seen.ts";

const C1 = { conversationId: "c1" };
const on = (criterionId: string) => ({ ...C1, criterionId });
const open = (criterionId: string) => ({ type: "OpenCriterion", ...on(criterionId), readAloud: false }) as const;
const settle = (criterionId: string, value: Value) =>
  ({ type: "SettleCriterion", ...on(criterionId), value, how: "agreed", until: null, note: null, cause: null, feedback: null }) as const;

const revealed = (names: NamesShown): Story => {
  const story = new Story(createdSession({ options: { names } })).and(...allSubmitted());
  return story.did("fay", reveal(story));
};
const results = (story: Story, viewer = "tom") => seenBy(story.state, seat(viewer)).results!.c1!;
const discussion = (story: Story, viewer = "tom") => seenBy(story.state, seat(viewer)).discussion!.c1!;

const valueArb = (index: number) => {
  const criterion = SCORECARD.criteria[index]!;
  const values: Value[] = levels(criterion.scale);
  return fc.constantFrom<Value>(...(criterion.allowNA ? [...values, "NA" as const] : values));
};
const sheetArb: fc.Arbitrary<SentSheet> = fc
  .tuple(
    ...SCORECARD.criteria.map((_, index) =>
      fc.record({
        value: valueArb(index),
        reason: fc.string({ maxLength: 6 }),
        unsure: fc.boolean(),
        evidence: fc.constant<SentSheet[string]["evidence"]>([]),
      }),
    ),
  )
  .map((entries) => Object.fromEntries(entries.map((entry, index) => [SCORECARD.criteria[index]!.criterionId, entry])));
const givenArb = fc.tuple(...SCORERS.map(() => fc.record({ sheet: sheetArb, vote: valueArb(1) })));
const shuffledArb = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6, maxLength: 6 });

/** The same six sheets and votes, given by other people. */
function call(names: NamesShown, given: { sheet: SentSheet; vote: Value }[], by: number[]): Story[] {
  const of = (index: number) => given[by[index]!]!;
  const scored = SCORERS.reduce(
    (story, seatId, index) => story.did(seatId, { type: "SubmitReview", ...C1, sheet: of(index).sheet }),
    new Story(createdSession({ options: { names } })),
  );
  const shown = scored.did("fay", reveal(scored));
  const opened = shown.did("fay", open("empathy"));
  const revoting = SCORERS.reduce(
    (story, seatId, index) => story.did(seatId, { type: "CastRevote", ...on("empathy"), round: 1, value: of(index).vote }),
    opened.did("fay", { type: "OpenRevote", ...on("empathy") }),
  );
  const revoted = revoting.did("fay", { type: "RevealRevote", ...on("empathy"), round: 1 });
  return [shown, opened, revoting, revoted, revoted.did("fay", settle("empathy", 4)).did("fay", { type: "CloseSession" })];
}

const openTo = ["fay", "tom"].map(seat).concat(SCREEN);
const shared = (story: Story): string =>
  JSON.stringify(
    openTo.map((viewer) => {
      const { mine: _own, ...slices } = seenBy(story.state, viewer);
      const { report, summary } = papersFor(story.state, viewer) as Record<string, unknown>;
      return [slices, report, summary];
    }),
  );

test("[S5] [S6] names never: the same scores given by other people are the same bytes, from the reveal to the report", () => {
  fc.assert(
    fc.property(givenArb, shuffledArb, (given, by) => {
      const stages = call("never", given, [0, 1, 2, 3, 4, 5]);
      const others = call("never", given, by);
      stages.forEach((story, index) => {
        expect(shared(others[index]!), `stage ${index}`).toBe(shared(story));
      });
    }),
    { numRuns: 25 },
  );
});

test("[S5] [S6] names until settled: the same until the criterion is settled", () => {
  fc.assert(
    fc.property(givenArb, shuffledArb, (given, by) => {
      const stages = call("whenSettled", given, [0, 1, 2, 3, 4, 5]);
      const others = call("whenSettled", given, by);
      stages.slice(0, -1).forEach((story, index) => {
        expect(shared(others[index]!), `stage ${index}`).toBe(shared(story));
      });
    }),
    { numRuns: 15 },
  );
});

test("[S5] [S6] names when opened: on the results, nothing tells who gave what", () => {
  fc.assert(
    fc.property(givenArb, shuffledArb, (given, by) => {
      expect(shared(call("whenOpened", given, by)[0]!)).toBe(shared(call("whenOpened", given, [0, 1, 2, 3, 4, 5])[0]!));
    }),
    { numRuns: 15 },
  );
});

test("[S6] no row can be linked to the next: shuffling each criterion by itself changes nothing but totals", () => {
  fc.assert(
    fc.property(givenArb, fc.array(shuffledArb, { minLength: 6, maxLength: 6 }), (given, orders) => {
      const mixed = given.map(({ vote }, index) => ({
        vote,
        sheet: Object.fromEntries(
          SCORECARD.criteria.map(({ criterionId }, column) => [criterionId, given[orders[column]![index]!]!.sheet[criterionId]!]),
        ),
      }));
      const rowsOf = (story: Story) =>
        results(story).rows.map(({ details, ...row }) => ({ ...row, details: { ...details, impact: null } }));
      const same = [0, 1, 2, 3, 4, 5];
      const [plain, other] = [call("never", given, same), call("never", mixed, same)];
      expect(JSON.stringify(rowsOf(other[1]!))).toBe(JSON.stringify(rowsOf(plain[1]!)));
      expect(JSON.stringify(discussion(other[1]!))).toBe(JSON.stringify(discussion(plain[1]!)));
    }),
    { numRuns: 20 },
  );
});

describe("[S5] what each option shows", () => {
  test("at the reveal: the whole table, totals with it", () => {
    const { table } = results(revealed("atReveal"));
    expect(table!.map(({ seatId }) => seatId)).toEqual([...SCORERS]);
    expect(table!.find(({ seatId }) => seatId === "tom")).toMatchObject({ values: SCORES.tom, total: { autoFail: false } });
    expect(table!.every(({ total }) => total.final !== null)).toBe(true);
  });

  test("when opened: no table before, then the opened criteria alone and no totals", () => {
    const story = revealed("whenOpened");
    expect(results(story).table).toBeNull();
    const opened = story.did("fay", open("empathy"));
    const tom = results(opened).table!.find(({ seatId }) => seatId === "tom")!;
    expect(tom).toEqual({ seatId: "tom", values: { empathy: 2 }, total: { raw: null, final: null, autoFail: false } });
    expect(discussion(opened).empathy).toMatchObject({ named: true });
    expect(discussion(opened).empathy!.entries.map(({ seatId, value }) => [seatId, value])).toEqual(
      SCORERS.map((seatId) => [seatId, SCORES[seatId].empathy]),
    );
    const all = SCORECARD.criteria.reduce((before, { criterionId }) => before.did("fay", open(criterionId)), opened);
    expect(results(all).table!.find(({ seatId }) => seatId === "tom")).toMatchObject({ values: SCORES.tom });
    expect(results(all).table!.every(({ total }) => total.final !== null)).toBe(true);
  });

  test("[O9] until settled: no names and no speaking order before; then names", () => {
    const opened = revealed("whenSettled").did("fay", open("empathy"));
    expect(discussion(opened).empathy).toMatchObject({ named: false, speaking: null, notHeard: [] });
    expect(discussion(opened).empathy!.entries.map(({ seatId, value }) => [seatId, value])).toEqual(
      [1, 2, 3, 4, 4, 5].map((value) => [null, value]),
    );
    const settled = opened.did("fay", settle("empathy", 4));
    expect(discussion(settled).empathy!.entries[2]).toMatchObject({ seatId: "tom", value: 2 });
  });

  test("[O9] never: no seat stands beside a score, a reason, a stance, a vote or an objection, even when settled", () => {
    const story = revealed("never")
      .did("fay", open("empathy"))
      .did("tom", { type: "ChangeMind", ...on("empathy"), value: 3 })
      .did("nina", { type: "WriteReason", ...on("empathy"), text: "It was late", evidence: [] })
      .did("fay", { type: "OpenRevote", ...on("empathy") })
      .did("tom", { type: "CastRevote", ...on("empathy"), round: 1, value: 4 })
      .did("fay", { type: "RevealRevote", ...on("empathy"), round: 1 })
      .did("lea", settle("empathy", 4))
      .did("lena", { type: "Object", ...on("empathy"), text: "Too kind" });
    const { settled, ...view } = discussion(story).empathy!;
    expect(settled?.bySeatId).toBe("lea");
    expect(view.minds).toEqual([{ seatId: null, value: 3 }]);
    expect(view.objections).toMatchObject([{ seatId: null, text: "Too kind" }]);
    for (const person of SCORERS) expect(JSON.stringify(view).replaceAll(`${person}'s reason`, "")).not.toContain(person);
    const { rows, ...rest } = results(story);
    const unsettled = rows.map(({ settled: _recorded, ...row }) => row);
    for (const person of SCORERS) expect(JSON.stringify([unsettled, rest])).not.toContain(`"${person}"`);
  });

  test("[S6] [S12] the baseline and late sheets follow the names too", () => {
    const story = new Story(createdSession())
      .did("lea", { type: "MarkBaseline", ...C1, seatId: "lea" })
      .and(...allSubmitted("c1", { lea: SCORES.lea, tom: SCORES.tom, nina: SCORES.nina, aisha: SCORES.aisha, fay: SCORES.fay }))
      .did("fay", { type: "MarkAbsent", seatId: "lena" });
    const late = story
      .did("fay", reveal(story))
      .did("lena", { type: "ChooseLate", ...C1, choice: "score" })
      .did("lena", { type: "SubmitLateReview", ...C1, sheet: sent(SCORES.lena) });
    expect(results(late)).toMatchObject({ baselineSeatId: null, late: [{ seatId: null, values: {}, total: { final: null } }] });
    const opened = late.did("fay", open("empathy"));
    expect(results(opened)).toMatchObject({
      baselineSeatId: null,
      late: [{ seatId: "lena", values: { empathy: 1 }, total: { final: null } }],
    });
    expect(discussion(opened).empathy).toMatchObject({ baseline: { seatId: null, value: 5 }, late: [{ seatId: "lena", value: 1 }] });
    const all = SCORECARD.criteria.reduce((before, { criterionId }) => before.did("fay", open(criterionId)), opened);
    expect(results(all).baselineSeatId).toBe("lea");
    expect(results(all).late[0]!.values).toEqual(SCORES.lena);
    expect(results(all).table!.map(({ seatId }) => seatId)).toEqual(["fay", "tom", "nina", "aisha"]);
  });

  test("the named report: none where names are never shown; what is not opened only after the close", () => {
    const named = (story: Story) => (papersFor(story.state, seat("fay")) as { named: { named: boolean; conversations: unknown[] } }).named;
    expect(JSON.stringify(named(revealed("never").did("fay", { type: "CloseSession" })).conversations[0])).not.toMatch(/"name":"Tom"/);
    const opened = revealed("whenOpened").did("fay", open("empathy"));
    const conversation = named(opened).conversations[0] as { criteria: { criterionId: string; blind: unknown }[]; people: unknown };
    expect(conversation.people).toBeNull();
    expect(conversation.criteria.filter(({ blind }) => blind !== null).map(({ criterionId }) => criterionId)).toEqual(["empathy"]);
    const closed = named(opened.did("fay", { type: "CloseSession" })).conversations[0] as { people: { name: string }[] };
    expect(closed.people.map(({ name }) => name)).toContain("Tom");
  });
});
