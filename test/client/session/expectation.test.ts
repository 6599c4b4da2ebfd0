// What is expected of whom, in the header and in the tab's title, for every moment of the call.
import { describe, expect, test } from "vitest";
import { expectation } from "../../../client/session/call/expectation.ts";
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
    expect(expected(withMine(review(), { sheets: { c1: half, c2: submitted() } })).key).toBe("youAreIn");
  });
  test("whoever is in learns how many are", () => {
    expect(expected(withMine(review(), { sheets: { c1: submitted(), c2: submitted() } }))).toEqual({
      key: "youAreIn",
      params: { in: 5, expected: 6 },
      urgent: false,
    });
  });
  test("the facilitator learns how many are missing, then that all are in", () => {
    const own = withMine(review("facilitator"), { sheets: { c1: submitted(), c2: submitted() } }, "facilitator");
    expect(expected(own)).toMatchObject({ key: "waitingFor", params: { count: 1 } });
    expect(expected({ ...own, progress: progress(6, true) })).toMatchObject({ key: "allIn", urgent: true });
    const secondStillScored = [...progress(6, true).slice(0, 1), ...progress(5, true).slice(1)];
    expect(expected({ ...own, progress: secondStillScored })).toMatchObject({ key: "waitingFor", params: { count: 1 } });
  });
  test("an observer waits with nothing to do", () => {
    expect(expected(withMine(review(), { scores: false, role: "observer", sheets: {} })).key).toBe("othersScore");
  });
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
    const vote = { ...empathyDiscussion, revotes: [{ round: 1, status: "open" as const, in: 1, of: 6 }] };
    const open = { ...discussion(), discussion: { c1: { empathy: vote } } };
    expect(expected(open).key).toBe("voteAgain");
    const voted = { revotes: [{ conversationId: "c1", criterionId: "empathy", round: 1, value: 3 }], turn: null };
    expect(expected(withMine(open, voted)).key).toBe("discussed");
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
