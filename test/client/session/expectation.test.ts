// What is expected of whom, in the header and in the tab's title, for every moment of the call.
import { describe, expect, test } from "vitest";
import { awaited } from "../../../client/session/call/awaited.ts";
import { expectation } from "../../../client/session/call/expectation.ts";
import { nextStep } from "../../../client/session/call/nextStep.ts";
import { timeBudget } from "../../../client/session/call/timeBudget.ts";
import type { MineSlice, Slices } from "../../../shared/session/view/slices.ts";
import call from "../../../client/texts/en/call.json" with { type: "json" };
import {
  arrival,
  discussion,
  empathyDiscussion,
  entry,
  fullDraft,
  mine,
  NOW,
  progress,
  results,
  revealed,
  review,
  session,
  sheet,
} from "./fixtures.ts";

const expected = (slices: Partial<Slices>, typed = {}) => expectation(slices, slices.session?.focus ?? { kind: "arrival" }, typed);
const withMine = (slices: Partial<Slices>, part: Partial<MineSlice>, who: "reviewer" | "facilitator" = "reviewer") => ({
  ...slices,
  mine: mine(who, part),
});
const place = { conversationId: "c1", criterionId: "empathy", readAloud: false };
const submitted = (part = {}) => sheet({ draft: fullDraft(), submitted: fullDraft(), submittedAt: NOW, ...part });

describe("scoring", () => {
  test("says how many scores are left, over all hidden conversations", () => {
    const sheets = { c1: sheet({ draft: { greeting: entry(1), empathy: entry(null, { reason: "hm" }) } }), c2: submitted() };
    expect(expected(withMine(review(), { sheets }))).toEqual({ key: "score", params: { count: 8 }, urgent: true });
  });
  test("counts what was typed here and is still on its way", () => {
    const sheets = { c1: sheet({ draft: { greeting: entry(1) } }), c2: submitted() };
    expect(expected(withMine(review(), { sheets }), { c1: { identity: { value: 1 } } }).params).toEqual({ count: 7 });
  });
  test("a complete but unsubmitted sheet is called out", () => {
    expect(expected(withMine(review(), { sheets: { c1: sheet({ draft: fullDraft() }), c2: submitted() } })).key).toBe("submit");
  });
  test("so is a sheet changed since it was submitted", () => {
    expect(expected(withMine(review(), { sheets: { c1: submitted({ changedSinceSubmit: true }), c2: submitted() } })).key).toBe(
      "submitAgain",
    );
  });
  test("half a sheet that was submitted is not asked for again", () => {
    const half = sheet({ draft: { greeting: entry(1) }, submitted: { greeting: entry(1) }, submittedAt: NOW });
    expect(expected(withMine(review(), { sheets: { c1: half, c2: submitted() } })).key).toBe("youAreInOne");
  });
  test("whoever is in learns how many are", () => {
    const own = withMine(review(), { sheets: { c1: submitted(), c2: submitted() } });
    expect(expected(own)).toEqual({ key: "youAreInOne", params: { in: 5, expected: 6, number: 1 }, urgent: false });
    const [only] = own.conversations!;
    expect(expected({ ...own, conversations: [only!] })).toEqual({ key: "youAreIn", params: { in: 5, expected: 6 }, urgent: false });
  });
  test("the facilitator learns how many are missing, then that all are in", () => {
    const own = withMine(review("facilitator"), { sheets: { c1: submitted(), c2: submitted() } }, "facilitator");
    expect(expected(own)).toMatchObject({ key: "waitingForOne", params: { count: 1, number: 1 } });
    expect(expected({ ...own, conversations: own.conversations!.slice(0, 1) })).toMatchObject({ key: "waitingFor", params: { count: 1 } });
    expect(expected({ ...own, progress: progress(6, true) })).toMatchObject({ key: "allIn", urgent: true });
    const secondStillScored = [...progress(6, true).slice(0, 1), ...progress(5, true).slice(1)];
    expect(expected({ ...own, progress: secondStillScored })).toMatchObject({ key: "waitingForOne", params: { count: 1, number: 2 } });
  });
  test("header and bar wait for the same conversation, whoever is missing in which", () => {
    const own = withMine(review("facilitator"), { sheets: { c1: submitted(), c2: submitted() } }, "facilitator");
    for (const first of [0, 3, 5, 6])
      for (const second of [0, 3, 5, 6]) {
        const both = [...progress(first, true).slice(0, 1), ...progress(second, true).slice(1)];
        for (const conversations of [own.conversations!, [...own.conversations!].reverse()]) {
          const slices = { ...own, conversations, progress: both };
          const step = nextStep(slices);
          expect(step).toMatchObject({ conversationId: awaited(slices)?.conversationId });
          const missing = step?.kind === "waitFor" ? step.missing.length : 0;
          expect(expected(slices).params?.["count"] ?? 0, `${first} and ${second} in`).toBe(missing);
        }
      }
  });
  test("once another is open, the line names the one that could be next", () => {
    const third = { ...revealed().conversations![1]!, conversationId: "c3" };
    const slices: Partial<Slices> = {
      ...revealed("facilitator"),
      session: { ...session, focus: { kind: "review" } },
      conversations: [...revealed().conversations!, third],
      progress: [progress(6, true)[1]!, { ...progress(4, true)[1]!, conversationId: "c3" }],
      mine: mine("facilitator", { sheets: { c1: submitted(), c2: submitted(), c3: submitted() } }),
    };
    expect(expected(slices)).toEqual({ key: "allInOne", params: { number: 2 }, urgent: true });
  });
  test("on one's own frozen sheet the line speaks of that conversation, not of what is still scored", () => {
    const looking = { ...revealed("facilitator"), session: { ...session, focus: { kind: "criterion", ...place } as const } };
    const line = (slices: Partial<Slices>, sheetOf: string) => expectation(slices, { kind: "review" }, {}, sheetOf).key;
    expect(line(looking, "c1")).toBe("revealed");
    expect(line(looking, "c2")).toBe("score");
    expect(line(withMine(looking, { sheets: { c1: sheet({ late: "scoring" }), c2: submitted() } }), "c1")).toBe("scoreLate");
  });
  test("an observer waits with nothing to do", () => {
    expect(expected(withMine(review(), { scores: false, role: "observer", sheets: {} })).key).toBe("othersScore");
  });
});

/** Empathy while people vote again. */
const revote = (votes: number): Partial<Slices> => ({
  ...discussion(),
  discussion: { c1: { empathy: { ...empathyDiscussion, revotes: [{ round: 1, status: "open", in: votes, of: 6 }] } } },
});

describe("after the reveal", () => {
  test("the tab says Revealed", () => {
    expect(expected(revealed()).key).toBe("revealed");
    expect(call.expect.revealed.title).toBe("Revealed");
  });
  test("late comers are asked whether to watch or to score", () => {
    expect(expected(withMine(revealed(), { sheets: { c1: sheet({ late: "undecided" }) } })).key).toBe("late");
    expect(expected(withMine(revealed(), { sheets: { c1: sheet({ late: "scoring" }) } })).key).toBe("scoreLate");
  });
  test("whose turn it is reads Your turn · Empathy", () => {
    expect(expected(discussion())).toEqual({ key: "yourTurn", params: { criterion: "Empathy" }, urgent: true });
    expect(call.expect.yourTurn.title).toBe("Your turn · {{criterion}}");
  });
  test("an open re-vote asks everybody who scores and has not voted", () => {
    expect(expected(revote(1))).toMatchObject({ key: "voteAgain", params: { in: 1, of: 6 }, urgent: true, detail: true });
    expect(call.expect.voteAgain.title).toBe("Vote again · {{criterion}}");
  });
  test("[V2] with one's own vote cast the line still names the re-vote, never a turn, until it is revealed", () => {
    // Tom has the turn all the while
    const turn = { conversationId: "c1", criterionId: "empathy" };
    const voted = { revotes: [{ ...turn, round: 1, value: 3 }], turn };
    expect(expected(withMine(revote(3), voted))).toEqual({
      key: "voteOpen",
      params: { criterion: "Empathy", in: 3, of: 6 },
      urgent: false,
      detail: true,
    });
    expect(`${call.expect.voteOpen.line} · ${call.expect.voteOpen.detail}`).toBe("Re-vote open · {{in}} of {{of}} votes in");
    // whoever does not vote is told the same
    expect(expected(withMine(revote(3), { scores: false, turn: null })).key).toBe("voteOpen");
    const baseline = { sheets: { c1: submitted({ isBaseline: true }) }, turn: null };
    expect(expected(withMine(revote(3), baseline)).key).toBe("voteOpen");
    const revealed = { ...empathyDiscussion, revotes: [{ round: 1, status: "cancelled" as const }] };
    expect(expected(withMine({ ...discussion(), discussion: { c1: { empathy: revealed } } }, { turn })).key).toBe("yourTurn");
  });
  test("all votes in: whoever conducts is told to reveal them, the others that the re-vote is open", () => {
    const cast = { revotes: [{ conversationId: "c1", criterionId: "empathy", round: 1, value: 3 }] };
    expect(expected(withMine(revote(6), cast, "facilitator"))).toMatchObject({ key: "votesIn", urgent: true });
    expect(expected(withMine(revote(5), cast, "facilitator")).key).toBe("voteOpen");
    expect(expected(withMine(revote(6), cast)).key).toBe("voteOpen");
  });
  test("a criterion that is settled or parked is no longer discussed: its value is said", () => {
    const settled = {
      value: 4,
      how: "agreed" as const,
      until: null,
      note: null,
      cause: null,
      feedback: null,
      bySeatId: "s1",
      at: NOW,
      amended: 0,
    };
    const with_ = (part: Partial<typeof empathyDiscussion>) =>
      expected({ ...discussion(), discussion: { c1: { empathy: { ...empathyDiscussion, ...part } } } });
    expect(with_({ settled })).toEqual({
      key: "settled",
      params: { criterion: "Empathy" },
      urgent: false,
      value: { scale: "5pt", value: 4 },
    });
    expect(with_({ settled: { ...settled, how: "provisional" } }).key).toBe("provisional");
    expect(with_({ parked: { ownerPersonId: null } })).toMatchObject({ key: "parked", urgent: false });
    // looked at without ever having been opened: the results know
    const rows = results.rows.map((row) => (row.criterionId === "greeting" ? { ...row, settled: { ...settled, value: 1 } } : row));
    const greeting = { kind: "criterion", conversationId: "c1", criterionId: "greeting", readAloud: false } as const;
    expect(expectation({ ...discussion(), results: { c1: { ...results, rows } } }, greeting)).toMatchObject({
      key: "settled",
      value: { scale: "binary", value: 1 },
    });
  });
});

test("take-over, door, close and arrival each have their own words", () => {
  expect(expected(withMine(review(), { takeOver: "may" })).key).toBe("takeOver");
  expect(expected({ waiting: { team: "Support", sessionName: "Weekly", name: "Ana", turnedAway: false } }).key).toBe("atTheDoor");
  expect(expected({ ...arrival(), session: { ...session, status: "closed" } }).key).toBe("closed");
  expect(call.expect).toHaveProperty("closed.line");
  expect(call.expect).toHaveProperty("closed.title");
  expect(expected(withMine(arrival(), { sheets: { c1: submitted(), c2: submitted() } })).key).toBe("arrival");
});

describe("the conductor's time budget", () => {
  const at = (minutesGone: number) => timeBudget(revealed("facilitator"), session.startsAt + minutesGone * 60_000);
  test("divides what is left over what is to discuss", () => {
    expect(at(43)).toEqual({ items: 3, minutesLeft: 17, each: "5:40" });
  });
  test("over time divides nothing", () => {
    expect(at(70)).toMatchObject({ minutesLeft: -10, each: null });
  });
  test("there is none before the first reveal", () => {
    expect(timeBudget(review("facilitator"), NOW)).toBeNull();
  });
});
