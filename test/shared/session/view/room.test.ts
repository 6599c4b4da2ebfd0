// The room around the scores: who is there, who is in, the door, the shared screen, one's own page.
import { describe, expect, test } from "vitest";
import { audienceKey, audienceOf } from "../../../../shared/session/audience.ts";
import { mineFor, sharedSlices, sliceFor } from "../../../../shared/session/viewFor.ts";
import { reveal, SERVER, Story } from "../given.ts";
import { ALIKE, allSubmitted, createdSession, SCORERS, sent, SEATS, submitted } from "../sessions.ts";
import { CONTEXT, door, SCREEN, seat, seenBy } from "./seen.ts";

const everybody = [...SCORERS, "oda"] as const;
const story = new Story(createdSession({ people: [...everybody] }));
const knocking = story
  .did("fay", { type: "SetDoor", open: false })
  .did(SERVER, { type: "Knock", knockId: "k1", personId: "p-zoe", seatId: "zoe", experience: "new", firstTime: true });

describe("audiences", () => {
  test("facilitator and lead conduct, everybody else is the room", () => {
    expect(SEATS.oda.type).toBe("SeatTaken");
    const kinds = Object.fromEntries(everybody.map((seatId) => [seatId, audienceOf(story.state, seat(seatId)).kind]));
    expect(kinds).toEqual({ fay: "conductor", lea: "conductor", tom: "room", nina: "room", aisha: "room", lena: "room", oda: "room" });
    expect(new Set(everybody.map((seatId) => audienceKey(audienceOf(story.state, seat(seatId))))).size).toBe(2);
  });

  test("[S11] removed, unknown and at the door: nobody, and no shared slice", () => {
    const removed = knocking.did("fay", { type: "RemoveSeat", seatId: "tom" });
    for (const viewer of [seat("tom"), seat("stranger"), door("k1")]) {
      const audience = audienceOf(removed.state, viewer);
      expect(audience).toEqual({ kind: "nobody" });
      expect(sharedSlices(audience.kind)).toEqual([]);
    }
    expect(seenBy(removed.state, seat("tom"))).toEqual({});
  });
});

test("a guest is marked, to themselves and to all, until they have joined the team; nobody of the team ever is", () => {
  const guests = (inTeam: (personId: string) => boolean) => {
    const context = { ...CONTEXT, inTeam };
    const { seats } = sliceFor(story.state, audienceOf(story.state, seat("tom")), "roster", context)!;
    const own = ["oda", "tom"].map((seatId) => mineFor(story.state, seatId, {}, context)!.guest);
    return { marked: seats.filter(({ guest }) => guest).map(({ seatId }) => seatId), own };
  };
  expect(guests(() => false)).toEqual({ marked: ["oda"], own: [true, false] });
  expect(guests((personId) => personId === "p-oda")).toEqual({ marked: [], own: [false, false] });
  expect(seenBy(story.state, seat("tom")).roster!.seats.filter(({ guest }) => guest)).toHaveLength(1);
});

test("before anybody has a seat the shared screen has a session without a facilitator, who is not away either", () => {
  const empty = new Story(createdSession({ people: [] }));
  expect(seenBy(empty.state, SCREEN).session).toMatchObject({
    facilitatorSeatId: null,
    facilitatorAwaySince: null,
    leadSeatIds: [],
    timer: null,
  });
});

test("the leads are those who lead, as long as they are there", () => {
  expect(seenBy(story.state, seat("tom")).session!.leadSeatIds).toEqual(["lea"]);
  const two = story.did("fay", { type: "ChangeSeat", seatId: "nina", role: "lead" }, { type: "RemoveSeat", seatId: "lea" });
  expect(seenBy(two.state, SCREEN).session!.leadSeatIds).toEqual(["nina"]);
});

describe("the door", () => {
  test("[S11] one learns the team, the session's name and one's own name, nothing else", () => {
    expect(seenBy(knocking.state, door("k1"))).toEqual({
      waiting: { team: "Support team", sessionName: "Support, week 7", name: "Zoe", turnedAway: false },
    });
    expect(seenBy(knocking.state, door("unknown"))).toEqual({});
    const away = knocking.did("fay", { type: "TurnAwayKnock", knockId: "k1" });
    expect(seenBy(away.state, door("k1")).waiting!.turnedAway).toBe(true);
  });

  test("who waits is for facilitator and lead; the shared screen has no door at all", () => {
    expect(seenBy(knocking.state, seat("fay")).door!.knocks).toMatchObject([{ knockId: "k1", name: "Zoe", watches: false }]);
    const coach = knocking.did(SERVER, {
      type: "Knock",
      knockId: "k2",
      personId: "p-marek",
      seatId: "marek",
      experience: "settled",
      firstTime: true,
      watches: true,
    });
    expect(seenBy(coach.state, seat("fay")).door!.knocks.map(({ watches }) => watches)).toEqual([false, true]);
    expect(seenBy(knocking.state, seat("tom")).door).toEqual({ knocks: [] });
    expect(seenBy(knocking.state, SCREEN).door).toBeUndefined();
    expect(seenBy(knocking.did("fay", { type: "TurnAwayKnock", knockId: "k1" }).state, seat("fay")).door!.knocks).toEqual([]);
  });

  test("[P5] open while the facilitator is present and nothing is revealed", () => {
    expect(seenBy(story.state, seat("tom")).session!.doorOpen).toBe(true);
    expect(seenBy(knocking.state, seat("tom")).session!.doorOpen).toBe(false);
  });
});

describe("who is there and who is in", () => {
  test("[S13] experience, first-timers and deputies are for facilitator and lead", () => {
    const tom = (viewer: Parameters<typeof seenBy>[1]) => seenBy(story.state, viewer).roster!.seats.find(({ seatId }) => seatId === "tom")!;
    expect(tom(seat("lea"))).toMatchObject({ name: "Tom", experience: "new", firstTime: true, deputy: false });
    for (const viewer of [seat("nina"), seat("oda"), SCREEN]) {
      expect(tom(viewer)).toMatchObject({ name: "Tom", experience: null, firstTime: null, deputy: null });
    }
  });

  test("[S13] in a team's very first session nobody is marked as a first-timer; as soon as somebody has been here before, the others are", () => {
    const marked = (before: readonly string[]) => {
      const seats = story.state.seats.map((one) => ({ ...one, firstTime: !before.includes(one.seatId) }));
      return seenBy({ ...story.state, seats }, seat("lea"))
        .roster!.seats.filter(({ firstTime }) => firstTime)
        .map(({ seatId }) => seatId);
    };
    expect(marked([])).toEqual([]);
    expect(marked(["fay"])).toEqual(everybody.filter((seatId) => seatId !== "fay"));
  });

  test("in order of joining, the removed left out", () => {
    const removed = story.did("fay", { type: "RemoveSeat", seatId: "tom" });
    expect(seenBy(removed.state, seat("lea")).roster!.seats.map(({ seatId }) => seatId)).toEqual(
      everybody.filter((seatId) => seatId !== "tom"),
    );
  });

  test("[S4] how many for all, who for facilitator and lead", () => {
    const some = story.and(submitted("c1", "tom", ALIKE), submitted("c1", "lea", ALIKE)).did("fay", { type: "MarkAbsent", seatId: "lena" });
    const c1 = (viewer: Parameters<typeof seenBy>[1]) => seenBy(some.state, viewer).progress![0]!;
    expect(c1(seat("nina"))).toEqual({ conversationId: "c1", in: 2, expected: 5, absentCount: 1, names: null, baselineSet: false });
    expect(c1(SCREEN).names).toBeNull();
    expect(c1(seat("fay")).names).toEqual({ in: ["lea", "tom"], missing: ["fay", "nina", "aisha"], absent: ["lena"] });
    const told = some.did("fay", { type: "ChangeSession", change: {}, options: { showProgressNames: true } });
    expect(seenBy(told.state, seat("nina")).progress![0]!.names!.in).toEqual(["lea", "tom"]);
    expect(seenBy(told.state, SCREEN).progress![0]!.names).toBeNull();
  });

  test("[S12] of the baseline only that there is one", () => {
    const marked = story.did("lea", { type: "MarkBaseline", conversationId: "c1", seatId: "lea" });
    expect(seenBy(marked.state, seat("nina")).progress![0]).toMatchObject({ baselineSet: true, expected: 5 });
    expect(JSON.stringify(seenBy(marked.state, seat("nina")).progress)).not.toContain("lea");
    expect(seenBy(marked.state, seat("lea")).mine!.sheets.c1!.isBaseline).toBe(true);
  });
});

describe("the shared screen", () => {
  test("[S10] no transcript, no link, no agent's name, nobody's own", () => {
    const seen = seenBy(story.state, SCREEN);
    expect(seen.conversations![0]).toMatchObject({ title: "Conversation c1", transcript: [], link: null, agent: null, why: null });
    expect(seen.mine).toBeUndefined();
    expect(seenBy(story.state, seat("tom")).conversations![0]).toMatchObject({
      agent: "Agnes Agent",
      transcript: [{ speaker: "Agent" }, {}, {}],
    });
    expect(JSON.stringify(seen)).not.toContain("charged twice");
  });

  test("[S10] the agent's name where the session says so", () => {
    const open = story.did("fay", { type: "ChangeSession", change: {}, options: { maskAgentOnSharedScreen: false } });
    expect(seenBy(open.state, SCREEN).conversations![0]!.agent).toBe("Agnes Agent");
  });

  test("scoring notes only beside the criterion that is shown", () => {
    const scored = story.and(...allSubmitted());
    const shown = scored.did("fay", reveal(scored));
    expect(seenBy(shown.state, SCREEN).notes).toEqual([]);
    const opened = shown.did("fay", { type: "OpenCriterion", conversationId: "c1", criterionId: "empathy", readAloud: false });
    expect(seenBy(opened.state, SCREEN).notes!.map(({ criterionId }) => criterionId)).toEqual(["empathy"]);
    expect(seenBy(opened.state, seat("tom")).notes).toEqual(CONTEXT.notes);
  });
});

describe("mine", () => {
  const draft = (value: number | null, reason = "") => ({ value, reason, unsure: false, evidence: [] });

  test("[D6] my draft and what I handed in, and whether they differ", () => {
    const mine = (at: Story, drafts = {}) => seenBy(at.state, seat("tom"), { tom: { c1: drafts } }).mine!.sheets.c1!;
    expect(mine(story, { empathy: draft(3) })).toMatchObject({
      draft: { empathy: { value: 3 } },
      submitted: null,
      changedSinceSubmit: false,
    });
    const handedIn = story.did("tom", { type: "SubmitReview", conversationId: "c1", sheet: sent({ empathy: 3 }) });
    expect(mine(handedIn, { empathy: draft(3) })).toMatchObject({ submitted: { empathy: { value: 3 } }, changedSinceSubmit: false });
    expect(mine(handedIn, { empathy: draft(3, "late") }).changedSinceSubmit).toBe(true);
    expect(mine(handedIn, { empathy: draft(3), greeting: draft(1) }).changedSinceSubmit).toBe(true);
    expect(mine(handedIn, { empathy: draft(3), greeting: draft(null, "thinking") }).changedSinceSubmit).toBe(false);
    expect(mine(handedIn).changedSinceSubmit).toBe(false);
    expect(mine(handedIn).submittedAt).toBe(handedIn.events.at(-1)!.at);
  });

  test("[R9] after the reveal my sheet is frozen: what counts, whatever the draft says", () => {
    const scored = story.and(...allSubmitted());
    const shown = scored.did("fay", reveal(scored));
    const mine = seenBy(shown.state, seat("tom"), { tom: { c1: { empathy: draft(5) } } }).mine!.sheets.c1!;
    expect(mine).toMatchObject({ submitted: { empathy: { value: 2, reason: "tom's reason" } }, changedSinceSubmit: false, late: null });
  });

  test("[P11] a nudge is mine alone", () => {
    const nudged = story.did("fay", { type: "Nudge", seatId: "tom" });
    expect(seenBy(nudged.state, seat("tom")).mine!.nudgedAt).toBe(nudged.events.at(-1)!.at);
    expect(JSON.stringify(seenBy(nudged.state, seat("nina")))).toBe(JSON.stringify(seenBy(story.state, seat("nina"))));
  });

  test("[P13] what I may do comes with it, and an observer may do nothing", () => {
    expect(seenBy(story.state, seat("fay")).mine!.can).toContain("MarkAbsent");
    expect(seenBy(story.state, seat("tom")).mine!.can).toContain("SubmitReview");
    expect(seenBy(story.state, seat("tom")).mine!.can).not.toContain("MarkAbsent");
    expect(seenBy(story.state, seat("oda")).mine!.can).toEqual([]);
  });

  test("[K1] [K2] [K4] the chair: a lead may take it, the one who lost it may take it back", () => {
    const away = story.did(SERVER, { type: "MarkAway", seatId: "fay" });
    expect(["lea", "tom"].map((seatId) => seenBy(away.state, seat(seatId)).mine!.takeOver)).toEqual(["may", null]);
    expect(seenBy(away.state, seat("tom")).session!.facilitatorAwaySince).toBe(away.events.at(-1)!.at);
    const taken = away.did("lea", { type: "TakeOver" }).did(SERVER, { type: "MarkBack", seatId: "fay" });
    expect(seenBy(taken.state, seat("fay")).mine!.takeOver).toBe("mayTakeBack");
    expect(seenBy(taken.state, seat("tom")).session).toMatchObject({
      facilitatorSeatId: "lea",
      passed: { from: "fay", to: "lea", how: "takenOver" },
    });
  });
});

test("[X1] the closing list: what differs and is neither settled nor parked, what is hidden, what nobody owns", () => {
  const scored = story.and(...allSubmitted());
  const shown = scored
    .did("fay", reveal(scored))
    .did("fay", { type: "ParkCriterion", conversationId: "c1", criterionId: "empathy", ownerPersonId: null })
    .did("fay", {
      type: "AddAction",
      actionId: "a1",
      text: "Reword it",
      ownerPersonId: null,
      dueOn: null,
      criterionId: "empathy",
      conversationId: "c1",
    })
    .did("tom", {
      type: "MakeProposal",
      proposalId: "p1",
      conversationId: "c1",
      criterionId: "empathy",
      kind: "clarify",
      text: "Say when",
      rightExample: null,
      wrongExample: null,
    });
  const expected = {
    notDiscussed: [{ conversationId: "c1", criterionIds: ["resolution", "notes"] }],
    unrevealed: ["c2"],
    unownedActions: 1,
    proposals: [{ proposalId: "p1", kind: "clarify", text: "Say when", bySeatId: "tom" }],
  };
  expect(seenBy(shown.state, seat("tom")).closing).toMatchObject(expected);
  const closed = shown.did("fay", { type: "CloseSession" });
  expect(seenBy(closed.state, seat("tom")).closing).toMatchObject(expected);
  expect(seenBy(closed.state, seat("tom")).session).toMatchObject({ status: "closed", closings: 1 });
  expect(seenBy(closed.state, seat("tom")).actions!.here).toMatchObject([
    { actionId: "a1", ownerName: null, status: "open", sessionName: "Support, week 7" },
  ]);
});
