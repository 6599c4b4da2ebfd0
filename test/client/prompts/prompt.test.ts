// The facilitator's prompts, stage by stage: what the line says, and that it says nothing where there is nothing to say.
import { describe, expect, test } from "vitest";
import { conducted, isShown } from "../../../client/session/prompts/promptSwitch.ts";
import { type Prompt, promptOf } from "../../../client/session/prompts/prompt.ts";
import texts from "../../../client/texts/en/prompts.json" with { type: "json" };
import type { ActionView, DiscussionView, ResultRow, RevoteView, Slices } from "../../../shared/session/view/slices.ts";
import { arrival, discussion, fullDraft, mine, NOW, progress, review, revealed, seats, session, sheet } from "../session/fixtures.ts";

const says = (slices: Partial<Slices>, now = NOW): Prompt | null => promptOf(slices, now);
const key = (slices: Partial<Slices>, now = NOW): string | null => says(slices, now)?.key ?? null;
const roster = (change: (seat: ReturnType<typeof seats>[number]) => Partial<ReturnType<typeof seats>[number]>): Slices["roster"] => ({
  seats: seats(true).map((seat) => ({ ...seat, ...change(seat) })),
});
const everybody = { present: true, firstTime: false };
const me = "s1";

describe("arrival", () => {
  const at = (slices: Partial<Slices>, now = session.startsAt): Prompt | null => says({ ...arrival("facilitator"), ...slices }, now);
  test.each<[string, Partial<Slices>, number, Prompt]>([
    ["nobody else is here", { roster: roster(({ seatId }) => ({ ...everybody, present: seatId === me })) }, 0, { key: "alone" }],
    [
      "first-timers are here",
      { roster: roster(({ seatId }) => ({ ...everybody, firstTime: seatId === "s2" || seatId === "s3" })) },
      0,
      { key: "welcome", names: ["Tom", "Aisha"], count: 2 },
    ],
    [
      "it is time and somebody is late",
      { roster: roster(({ seatId }) => ({ ...everybody, present: seatId !== "s4" })) },
      120_000,
      { key: "startAnyway", names: ["Marek"] },
    ],
    ["everybody is here", { roster: roster(() => everybody) }, 120_000, { key: "purpose" }],
  ])("%s", (_name, slices, late, expected) => expect(at(slices, session.startsAt + late)).toEqual(expected));
});

describe("last session's actions", () => {
  const action = (part: Partial<ActionView>): ActionView => ({
    actionId: "a",
    sessionId: "before",
    text: "Ask billing",
    ownerPersonId: "p2",
    ownerName: "Tom",
    dueOn: null,
    status: "open",
    confirmed: true,
    criterionId: null,
    conversationId: null,
    sessionName: "Last week",
    ...part,
  });
  const at = (fromBefore: ActionView[], here: ActionView[] = []): Partial<Slices> => ({
    ...arrival("facilitator"),
    session: { ...session, focus: { kind: "actions" } },
    actions: { fromBefore, here },
  });
  test.each<[string, ActionView[], string]>([
    ["owners are there", [action({})], "askOwners"],
    ["nobody owns one", [action({}), action({ ownerPersonId: null })], "unowned"],
    ["all are done", [action({ status: "done" })], "actionsDone"],
  ])("%s", (_name, actions, expected) => expect(key(at(actions))).toBe(expected));

  describe("at the end", () => {
    const closing = (here: ActionView[], part: Partial<Slices["closing"]> = {}): Partial<Slices> => ({
      ...at([], here),
      session: { ...session, focus: { kind: "closing" } },
      roster: roster(() => everybody),
      closing: { notDiscussed: [], unrevealed: [], unownedActions: 0, proposals: [], ...part },
    });
    test.each<[string, Partial<Slices>, Prompt]>([
      ["nothing was agreed", closing([]), { key: "oneAction" }],
      ["an action without an owner", closing([action({ ownerPersonId: null })]), { key: "unowned", count: 1 }],
      ["an owner has not said yes", closing([action({ confirmed: false })]), { key: "confirm", names: ["Tom"], count: 1 }],
      ["a conversation stays hidden", closing([action({})], { unrevealed: ["c2"] }), { key: "staysHidden", count: 1 }],
      [
        "something stays open",
        closing([action({})], { notDiscussed: [{ conversationId: "c1", criterionIds: ["empathy"] }] }),
        { key: "staysOpen" },
      ],
      ["what agrees is not recorded", { ...closing([action({})]), results: revealed("facilitator").results! }, { key: "staysOpen" }],
      ["all is done", closing([action({})]), { key: "lastWord" }],
    ])("%s", (_name, slices, expected) => expect(says(slices)).toEqual(expected));

    test("objections nobody has looked at come before everything else", () => {
      expect(promptOf(closing([]), NOW, [], 2)).toEqual({ key: "unheard", count: 2 });
    });
  });
});

describe("silent review", () => {
  const submitted = mine("facilitator", { sheets: { c1: sheet({ submitted: fullDraft(), submittedAt: NOW }), c2: sheet() } });
  const rolled = (missing: string[]): Slices["progress"] =>
    progress(6 - missing.length, true).map((one) => ({
      ...one,
      names: { in: ["s1", "s2", "s3", "s4", "s5", "s6"].filter((seatId) => !missing.includes(seatId)), missing, absent: [] },
    }));
  const at = (missing: string[], more: Partial<Slices> = {}): Partial<Slices> => ({
    ...review("facilitator"),
    mine: submitted,
    roster: roster(() => everybody),
    progress: rolled(missing),
    ...more,
  });
  const only = review().conversations!.slice(0, 1);
  const away = { roster: roster(({ seatId }) => ({ ...everybody, present: seatId !== "s4" })) };
  test.each<[string, Partial<Slices>, number, Prompt | null]>([
    ["two are still scoring", at(["s2", "s3"]), 0, { key: "stillScoringOne", count: 2, conversation: 1 }],
    ["two are still scoring the only one", at(["s2", "s3"], { conversations: only }), 0, { key: "stillScoring", count: 2 }],
    ["only one's own is missing", at(["s1"]), 0, { key: "onlyYou" }],
    ["who is missing is away", at(["s4"], away), 0, { key: "missingAway", names: ["Marek"], count: 1 }],
    ["the timer is over", at(["s2", "s3"]), 3_600_000, { key: "timeUp", names: ["Tom", "Aisha"] }],
    ["all are in", at([]), 0, { key: "allIn" }],
    ["nothing is hidden any more", at([], { conversations: [] }), 0, null],
  ])("%s", (_name, slices, later, expected) => expect(says(slices, NOW + later)).toEqual(expected));
});

describe("results", () => {
  const base = revealed("facilitator");
  const results = base.results!.c1!;
  const untouched = (row: ResultRow): ResultRow => ({ ...row, discussed: false, settled: null, parked: null });
  const settled = {
    value: 3,
    how: "agreed",
    until: null,
    note: null,
    cause: null,
    feedback: null,
    bySeatId: "s1",
    at: 1,
    amended: 0,
  } as const;
  const at = (rows: ResultRow[], more: Partial<typeof results> = {}): Partial<Slices> => ({
    ...base,
    results: { c1: { ...results, rows, ...more } },
  });
  const fresh = results.rows.map(untouched);
  const early = session.startsAt + 20 * 60_000;
  test.each<[string, Partial<Slices>, number, string]>([
    [
      "just opened, a critical one split",
      at(fresh.map((row, index) => (index === 0 ? { ...row, badge: "autoFailSplit" as const } : row))),
      early,
      "criticalFirst",
    ],
    ["just opened", at(fresh.map((row) => ({ ...row, badge: null }))), early, "lookFirst"],
    ["some are talked about", at(fresh.map((row, index) => (index === 0 ? { ...row, settled } : row))), early, "nextOne"],
    ["little time is left", at(fresh), session.startsAt + (session.lengthMinutes - 4) * 60_000, "parkOne"],
    ["no time is left", at(fresh), session.startsAt + (session.lengthMinutes + 2) * 60_000, "overTime"],
    ["all agree", at(fresh.map((row) => ({ ...row, toDiscuss: false }))), early, "allAgree"],
    [
      "only identical ones are left",
      at(
        fresh.map((row) => (row.identical ? row : { ...row, settled })),
        { identicalUnsettled: 4 },
      ),
      early,
      "acceptIdentical",
    ],
    [
      "nothing is left",
      at(
        fresh.map((row) => ({ ...row, settled })),
        { identicalUnsettled: 0 },
      ),
      early,
      "nothingLeft",
    ],
    ["only one review", at(fresh, { reviews: 1 }), early, "oneReview"],
    ["set aside", at(fresh, { setAside: { at: 1, reason: "" } }), early, "setAside"],
  ])("%s", (_name, slices, now, expected) => expect(key(slices, now)).toBe(expected));
  test.each<[string, ResultRow[], number, Prompt]>([
    [
      "identical and nearly identical ones",
      fresh.map((row) => (row.toDiscuss ? { ...row, settled } : row)),
      4,
      { key: "acceptOrTap", count: 6 },
    ],
    ["nearly identical ones", fresh.map((row) => (row.nearly ? row : { ...row, settled })), 0, { key: "tapValue", count: 2 }],
    ["nearly identical ones, and nothing was apart", fresh.map((row) => ({ ...row, toDiscuss: false })), 0, { key: "tapValue", count: 2 }],
    [
      "one that nobody can compare",
      fresh.map((row) => (row.criterionId === "greeting" ? { ...row, comparable: false, identical: false } : { ...row, settled })),
      0,
      { key: "tooFewScores", count: 1 },
    ],
  ])("unrecorded still: %s", (_name, rows, identicalUnsettled, expected) => {
    expect(says(at(rows, { identicalUnsettled }), early)).toEqual(expected);
    // once it is parked or settled nothing of it is left
    expect(
      key(
        at(
          rows.map((row) => ({ ...row, settled })),
          { identicalUnsettled: 0 },
        ),
        early,
      ),
    ).toMatch(/^(nothingLeft|allAgree)$/);
  });
  test("the rest was left open: it is said aloud, not asked for again", () => {
    const nearly = at(
      fresh.map((row) => (row.nearly ? row : { ...row, settled })),
      { identicalUnsettled: 0 },
    );
    const conversationId = Object.keys(nearly.results ?? {})[0]!;
    expect(promptOf(nearly, early, [conversationId])?.key).toBe("staysOpen");
    expect(promptOf(nearly, early, ["another"])?.key).toBe("tapValue");
    expect(promptOf(at(fresh), early, [conversationId])?.key).toBe("criticalFirst");
  });
  test("so many items in so many minutes", () => {
    const said = says(at(fresh), session.startsAt + (session.lengthMinutes - 4) * 60_000);
    expect(said).toEqual({ key: "parkOne", minutes: 4, count: fresh.filter(({ toDiscuss }) => toDiscuss).length });
  });
});

describe("a criterion", () => {
  const view = discussion("facilitator").discussion!.c1!.empathy!;
  const ALL = ["s2", "s3", "s4", "s5", "s6", "s1"];
  /** so many have spoken, in order */
  const heard = (count: number): Partial<DiscussionView> => ({
    speaking: {
      order: ALL.map((seatId, index) => ({ seatId, state: index < count ? ("spoke" as const) : ("turn" as const) })),
      everyone: false,
      bandsLeft: false,
    },
    notHeard: ALL.slice(count),
  });
  const calm: Partial<DiscussionView> = {
    minds: [],
    objections: [],
    revotes: [],
    settled: null,
    parked: null,
    entries: view.entries.map((entry) => ({ ...entry, unsure: false })),
  };
  const at = (part: Partial<DiscussionView>, row: Partial<ResultRow> = {}): Partial<Slices> => {
    const base = discussion("facilitator");
    const rows = base.results!.c1!.rows.map((one) => (one.criterionId === "empathy" ? { ...one, badge: null, ...row } : one));
    return {
      ...base,
      roster: roster(() => everybody),
      discussion: { c1: { empathy: { ...view, ...calm, ...part } } },
      results: { c1: { ...base.results!.c1!, rows } },
    };
  };
  const settled = {
    value: 3,
    how: "agreed",
    until: null,
    note: null,
    cause: null,
    feedback: null,
    bySeatId: "s1",
    at: 1,
    amended: 0,
  } as const;
  const revote = (values: number[]): RevoteView => ({
    round: 1,
    status: "revealed",
    values,
    naCount: 0,
    movement: values.map((to, index) => ({ seatId: ALL[index] ?? null, from: to, to })),
  });
  const early = session.startsAt + 20 * 60_000;
  test.each<[string, Partial<Slices>, Prompt | null]>([
    ["nobody has spoken", at(heard(0)), { key: "lineFirst" }],
    ["nobody has spoken, and some say it does not apply", at(heard(0), { badge: "naSplit" }), { key: "applies" }],
    ["one has spoken", at(heard(1)), { key: "goRound", count: 4 }],
    ["two are left", at(heard(3)), { key: "notHeard", names: ["Lena", "Joao"], count: 2 }],
    ["one is left", at(heard(4)), { key: "notHeard", names: ["Joao"], count: 1 }],
    ["only whoever conducts is left", at(heard(5)), { key: "yourself" }],
    ["all are heard", at(heard(6)), { key: "nameIt" }],
    [
      "all are heard, somebody was unsure",
      at({ ...heard(6), entries: view.entries.map((entry) => ({ ...entry, unsure: true })) }),
      { key: "wavers" },
    ],
    ["somebody has moved", at({ ...heard(6), minds: [{ seatId: "s2", value: 4 }] }), { key: "moved" }],
    ["the baseline differs", at(heard(6), { badge: "offBaseline" }), { key: "offBaseline" }],
    [
      "an objection comes before anything else that is said",
      at({ ...heard(2), objections: [{ seatId: "s2", text: "No.", at: 1 }] }),
      { key: "objection" },
    ],
    ["a re-vote is open", at({ ...heard(6), revotes: [{ round: 1, status: "open", in: 4, of: 6 }] }), { key: "votesToCome", count: 2 }],
    ["all have voted", at({ ...heard(6), revotes: [{ round: 1, status: "open", in: 6, of: 6 }] }), { key: "votesIn" }],
    ["they stay apart", at({ ...heard(6), revotes: [revote([2, 3, 4])] }), { key: "stillApart" }],
    ["they come together", at({ ...heard(6), revotes: [revote([3, 3, 3, 3, 3, 3])] }), { key: "together" }],
    [
      "those who voted come together, two did not vote",
      at({ ...heard(6), revotes: [revote([3, 3, 3, 3])] }),
      { key: "togetherSome", count: 2 },
    ],
    [
      "an objection comes before a re-vote that brought people together",
      at({ ...heard(6), revotes: [revote([1])], objections: [{ seatId: "s2", text: "No.", at: 1 }] }),
      { key: "objection" },
    ],
    [
      "an objection after the settlement comes before the note that is missing",
      at({ ...heard(6), objections: [{ seatId: "s2", text: "No.", at: settled.at + 1 }], settled }),
      { key: "objectionSettled" },
    ],
    ["one vote is nobody coming together", at({ ...heard(6), revotes: [revote([1])] }), { key: "togetherSome", count: 5 }],
    ["settled without a note", at({ ...heard(6), settled }), { key: "writeNote" }],
    ["settled with a note", at({ ...heard(6), settled: { ...settled, note: "Next time, score 3." } }), { key: "anyDissent" }],
    [
      "settled with a note and an objection",
      at({ ...heard(6), objections: [{ seatId: "s2", text: "No.", at: 1 }], settled: { ...settled, note: "Next time, score 3." } }),
      { key: "onward" },
    ],
    ["settled, and nobody differed", at({ ...heard(6), settled }, { toDiscuss: false }), { key: "onward" }],
    ["parked, and nobody takes it along", at({ ...heard(6), parked: { ownerPersonId: null } }), { key: "parkedUnowned" }],
    ["parked with somebody", at({ ...heard(6), parked: { ownerPersonId: "p2" } }), { key: "onward" }],
  ])("%s", (_name, slices, expected) => expect(says(slices, early)).toEqual(expected));
});

describe("for whom, and how long", () => {
  test("reviewers get none, at no moment; after the close whoever conducted is told what is left to do", () => {
    const closed = { ...session, status: "closed" as const };
    for (const slices of [arrival(), review(), revealed(), discussion(), { ...arrival(), session: closed }]) expect(key(slices)).toBeNull();
    expect(key({ ...arrival("facilitator"), session: closed })).toBe("sendReport");
    for (const toy of [{ practice: true }, { sample: true }])
      expect(key({ ...arrival("facilitator"), session: { ...closed, ...toy } })).toBe("rehearsed");
  });
  test("before the reveal it depends on who is in, never on what was scored", () => {
    const own = (empathy: number) => ({
      ...review("facilitator"),
      mine: mine("facilitator", { sheets: { c1: sheet({ draft: fullDraft(empathy) }), c2: sheet() } }),
    });
    expect(says(own(1))).toEqual(says(own(5)));
  });
  test("shown in the first two sessions somebody conducts, then only where switched on", () => {
    const first = conducted({ choice: null, sessions: [] }, "one");
    const second = conducted(first, "two");
    expect(isShown(first, "one") && isShown(second, "one") && isShown(second, "two")).toBe(true);
    expect(isShown(second, "three")).toBe(false);
    expect(isShown({ ...second, choice: true }, "three")).toBe(true);
    expect(isShown({ ...first, choice: false }, "one")).toBe(false);
    expect(conducted(second, "one")).toBe(second);
  });
});

describe("its words", () => {
  const words = Object.entries(texts).flatMap(([name, text]) => (typeof text === "string" ? [[name, text] as const] : []));
  test.each(words)("%s is one plain sentence or two, at most twenty words, without an exclamation mark", (_name, text) => {
    for (const sentence of text.split(/(?<=[.?])\s/)) expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(20);
    expect(text).not.toContain("!");
  });
});
