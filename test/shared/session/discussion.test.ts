// Talking about one criterion: opening it, the speaking order, held reasons, changed minds.
import { describe, expect, test } from "vitest";
import type { Of } from "../../../shared/session/commands.ts";
import type { Options } from "../../../shared/session/shapes.ts";
import { bandsInForce, bandsLeft, currentBand, notHeard, seatsWithTurn, turnCame } from "../../../shared/session/speakingOrder.ts";
import { given, reveal, SERVER, type Story } from "./given.ts";
import { allSubmitted, createdSession, SCORERS } from "./sessions.ts";

type About = Of<
  | "MarkSpoke"
  | "Pass"
  | "NextTurn"
  | "OpenToEveryone"
  | "WriteReason"
  | "ChangeMind"
  | "OpenRevote"
  | "CastRevote"
  | "RevealRevote"
  | "CancelRevote"
>;
const about = { conversationId: "c1", criterionId: "empathy" } as const;
const hidden = (options: Partial<Options> = {}) => given(...createdSession({ options, people: [...SCORERS, "oda"] }), ...allSubmitted());
const revealed = (options: Partial<Options> = {}) => {
  const story = hidden(options);
  return story.when(reveal(story), "fay").accepted();
};
const opened = (options: Partial<Options> = {}) => revealed(options).did("fay", { type: "OpenCriterion", ...about, readAloud: false });

const came = (story: Story, seatId: string) => turnCame(story.state, story.conversation(), "empathy", seatId);
const haveTurn = (story: Story) => [...seatsWithTurn(story.state, story.conversation(), "empathy")].sort();
const spoke = (seatId: string) => ({ type: "MarkSpoke", ...about, seatId }) as const;
const passes = (seatId: string) => ({ type: "Pass", ...about, seatId }) as const;

describe("opening a criterion", () => {
  test("[F2] it takes everybody there; opening it again keeps its discussion and turn", () => {
    const story = opened();
    expect(story.state.focus).toEqual({ kind: "criterion", ...about, readAloud: false });
    story.when({ type: "OpenCriterion", ...about, readAloud: false }, "lea").recordsNothing();
    const later = story
      .did("tom", spoke("tom"))
      .did("fay", { type: "OpenCriterion", conversationId: "c1", criterionId: "notes", readAloud: false })
      .did("fay", { type: "OpenCriterion", ...about, readAloud: false });
    expect(later.conversation().discussions.empathy?.turn.spoke).toEqual(["tom"]);
    expect(later.conversation().discussions.empathy?.openedAt).toBe(story.events.at(-1)?.at);
  });

  test("[F2] reading aloud is put on everybody's screen as well, and taken off", () => {
    const story = revealed()
      .when({ type: "OpenCriterion", ...about, readAloud: true }, "fay")
      .records({ type: "CriterionOpened", ...about }, { type: "FocusMoved", focus: { kind: "criterion", ...about, readAloud: true } });
    const back = story.when({ type: "OpenCriterion", ...about, readAloud: false }, "fay").records({ type: "CriterionOpened" });
    expect(back.state.focus).toMatchObject({ readAloud: false });
  });

  test("[A10] any criterion of a revealed conversation may be opened, aligned ones too", () => {
    revealed().when({ type: "OpenCriterion", conversationId: "c1", criterionId: "greeting", readAloud: false }, "lea").accepted();
    revealed()
      .when({ type: "OpenCriterion", conversationId: "c1", criterionId: "humour", readAloud: false }, "lea")
      .refused("CRITERION_UNKNOWN");
    revealed()
      .when({ type: "OpenCriterion", ...about, readAloud: false }, "tom")
      .refused("NOT_ALLOWED");
  });

  test("[C10] nothing is discussed before the reveal, or before the criterion is opened", () => {
    hidden()
      .when({ type: "OpenCriterion", ...about, readAloud: false }, "fay")
      .refused("NOT_REVEALED");
    const commands: About[] = [
      spoke("tom"),
      passes("tom"),
      { type: "NextTurn", ...about },
      { type: "OpenToEveryone", ...about },
      { type: "WriteReason", ...about, text: "Hm", evidence: [] },
      { type: "ChangeMind", ...about, value: 3 },
      { type: "OpenRevote", ...about },
      { type: "CastRevote", ...about, round: 1, value: 3 },
      { type: "RevealRevote", ...about, round: 1 },
      { type: "CancelRevote", ...about, round: 1 },
    ];
    for (const command of commands) {
      hidden().when(command, "fay").refused("NOT_REVEALED");
      revealed().when(command, "fay").refused("NOT_OPENED");
      opened()
        .when({ ...command, criterionId: "humour" }, "fay")
        .refused("CRITERION_UNKNOWN");
      opened()
        .when({ ...command, conversationId: "c9" }, "fay")
        .refused("CONVERSATION_UNKNOWN");
    }
  });
});

describe("the speaking order", () => {
  test("[O1] the newest have the turn first; nobody else's typed reason is out", () => {
    const story = opened();
    expect(haveTurn(story)).toEqual(["nina", "tom"]);
    expect(SCORERS.filter((seatId) => came(story, seatId))).toEqual(["tom", "nina"]);
  });

  test("[O1] equal experience is shuffled once, by the reveal's seed", () => {
    const story = hidden();
    const firsts = new Set(
      Array.from(
        { length: 20 },
        (_, seed) => story.when(reveal(story), "fay", { seed }).accepted().conversation().reveal?.speakingOrder[0]?.seats[0],
      ),
    );
    expect([...firsts].sort()).toEqual(["nina", "tom"]);
  });

  test("[O2] facilitator and lead come last unless the session says otherwise", () => {
    expect(revealed().conversation().reveal?.speakingOrder.at(-1)).toMatchObject({ last: true });
    const bands = revealed({ facilitatorSpeaksLast: false }).conversation().reveal?.speakingOrder ?? [];
    expect(bands.map(({ experience, last, seats }) => [experience, last, seats.length])).toEqual([
      ["new", false, 2],
      ["settled", false, 1],
      ["long", false, 3],
    ]);
  });

  test("[O3] the next band has the turn when all of the newer ones have spoken or passed", () => {
    const one = opened().did("tom", spoke("tom"));
    expect(came(one, "aisha")).toBe(false);
    const both = one.did("nina", passes("nina"));
    expect(came(both, "aisha")).toBe(true);
    expect(came(both, "lena")).toBe(false);
    expect(haveTurn(both)).toEqual(["aisha"]);
    const all = both.did("aisha", spoke("aisha")).did("lena", spoke("lena"));
    expect(haveTurn(all)).toEqual(["fay", "lea"]);
    expect(bandsLeft(all.state, all.conversation(), "empathy")).toBe(false);
  });

  test("[O4] Next gives the turn to the following band, and the newer one keeps it", () => {
    const story = opened()
      .when({ type: "NextTurn", ...about }, "lea")
      .records({ type: "TurnAdvanced", bySeat: "lea" });
    expect(came(story, "aisha")).toBe(true);
    expect(came(story, "lena")).toBe(false);
    expect(haveTurn(story)).toEqual(["aisha", "nina", "tom"]);
    const next = { type: "NextTurn", ...about } as const;
    const last = story.did("fay", next, next);
    last.when(next, "fay").recordsNothing();
    story.when(next, "tom").refused("NOT_ALLOWED");
  });

  test("[O4] open to everyone gives it to all at once", () => {
    const story = opened().did("fay", { type: "OpenToEveryone", ...about });
    expect(SCORERS.every((seatId) => came(story, seatId))).toBe(true);
    story.when({ type: "OpenToEveryone", ...about }, "fay").recordsNothing();
    story.when({ type: "NextTurn", ...about }, "fay").recordsNothing();
  });

  test("[O5] nobody waits for an absent person", () => {
    const story = opened().did("tom", spoke("tom")).did(SERVER, { type: "MarkAway", seatId: "nina" });
    expect(came(story, "aisha")).toBe(true);
  });

  test("[O5] when everybody drops at once the turn is where it was as soon as they are back", () => {
    const away = SCORERS.reduce((story, seatId) => story.did(SERVER, { type: "MarkAway", seatId }), opened());
    expect(currentBand(away.state, away.conversation(), away.conversation().discussions.empathy!)).toBe(0);
    const back = SCORERS.reduce((story, seatId) => story.did(SERVER, { type: "MarkBack", seatId }), away);
    expect(haveTurn(back)).toEqual(["nina", "tom"]);
  });

  test("[O5] what has unfolded by somebody's act stays unfolded when a newer person comes back", () => {
    const story = opened().did("tom", spoke("tom")).did(SERVER, { type: "MarkAway", seatId: "nina" }).did("aisha", spoke("aisha"));
    expect(came(story, "lena")).toBe(true);
    expect(came(story.did(SERVER, { type: "MarkBack", seatId: "nina" }), "lena")).toBe(true);
  });

  test("[O6] a reason written early is held until its author's turn", () => {
    const story = opened().did("lena", {
      type: "WriteReason",
      ...about,
      text: " She said it at 0:20 ",
      evidence: [{ line: 2, at: null, quote: "annoying" }],
    });
    expect(story.conversation().discussions.empathy?.reasons).toMatchObject([{ seatId: "lena", text: { text: "She said it at 0:20" } }]);
    expect(came(story, "lena")).toBe(false);
    opened()
      .when({ type: "WriteReason", ...about, text: "x", evidence: [{ line: 9, at: null, quote: null }] }, "lena")
      .refused("BAD_REQUEST");
    opened()
      .when({ type: "WriteReason", ...about, text: "x", evidence: [] }, "oda")
      .refused("NOT_ALLOWED");
  });

  test("[O7] speaking out of turn can be marked; it unfolds the typed reason only where facilitator or lead marks it", () => {
    const own = opened().did("lena", spoke("lena"));
    expect(own.conversation().discussions.empathy?.turn.spoke).toEqual(["lena"]);
    expect(came(own, "lena")).toBe(false);
    const called = own.when(spoke("lena"), "fay").records({ type: "Spoke", seatId: "lena", bySeat: "fay" });
    expect(came(called, "lena")).toBe(true);
    expect(came(called, "aisha")).toBe(false);
    called.when(spoke("lena"), "lea").recordsNothing();
    called.when(spoke("lena"), "lena").recordsNothing();
  });

  test("[O8] reviewers mark themselves; facilitator and lead mark anybody who takes part", () => {
    opened().when(spoke("nina"), "tom").refused("NOT_ALLOWED");
    opened().when(passes("nina"), "tom").refused("NOT_ALLOWED");
    opened().when(passes("nina"), "lea").records({ type: "Passed", seatId: "nina", bySeat: "lea" });
    opened().when(spoke("oda"), "fay").refused("NOT_ALLOWED");
    opened().when(spoke("oda"), "oda").refused("NOT_ALLOWED");
    opened().when(spoke("nobody"), "fay").refused("SEAT_UNKNOWN");
  });

  test("[O8] speaking after passing counts as having spoken; passing after speaking is nothing", () => {
    const story = opened().did("tom", passes("tom"));
    story.when(passes("tom"), "tom").recordsNothing();
    const after = story.did("tom", spoke("tom"));
    expect(after.conversation().discussions.empathy?.turn).toMatchObject({ spoke: ["tom"], passed: [] });
    after.when(passes("tom"), "tom").recordsNothing();
  });

  test.each([[{ speakingOrder: "open" }], [{ names: "whenSettled" }], [{ names: "never" }]] as [Partial<Options>][])(
    "[O9] with %o there is no order: every reason is out, Next has nothing to do",
    (options) => {
      const story = opened(options);
      expect(bandsInForce(story.state, story.conversation())).toEqual([]);
      expect(haveTurn(story)).toEqual([]);
      expect(SCORERS.every((seatId) => came(story, seatId))).toBe(true);
      story.when({ type: "NextTurn", ...about }, "fay").refused("NO_SPEAKING_ORDER");
      story.when({ type: "OpenToEveryone", ...about }, "fay").refused("NO_SPEAKING_ORDER");
      story.when(spoke("tom"), "tom").accepted();
    },
  );

  test("[O10] a typed reason ends no turn", () => {
    const story = ["tom", "nina"].reduce(
      (so, seatId) => so.did(seatId, { type: "WriteReason", ...about, text: "Because", evidence: [] }),
      opened(),
    );
    expect(haveTurn(story)).toEqual(["nina", "tom"]);
    expect(came(story, "aisha")).toBe(false);
  });

  test("[O11] once settled or parked everything unfolds", () => {
    const settled = opened().did("fay", {
      type: "SettleCriterion",
      ...about,
      value: 3,
      how: "agreed",
      until: null,
      note: null,
      cause: null,
      feedback: null,
    });
    expect(SCORERS.every((seatId) => came(settled, seatId))).toBe(true);
    expect(haveTurn(settled)).toEqual([]);
    const parked = opened().did("fay", { type: "ParkCriterion", ...about, ownerPersonId: null });
    expect(came(parked, "lena")).toBe(true);
    expect(turnCame(parked.state, parked.conversation(), "notes", "lena")).toBe(false);
  });

  test("[O12] not yet heard: present, scoring, neither spoken nor passed", () => {
    const story = opened().did("tom", spoke("tom")).did("nina", passes("nina")).did(SERVER, { type: "MarkAway", seatId: "lena" });
    expect(notHeard(story.state, story.conversation(), "empathy")).toEqual(["fay", "lea", "aisha"]);
    expect(notHeard(story.state, story.conversation(), "notes")).toEqual([]);
  });

  test("[O6] a manager's baseline waits for the last band, however new its author is", () => {
    const max = {
      type: "TakeSeat",
      seatId: "max",
      personId: "p-max",
      role: "reviewer",
      workspaceRole: "manager",
      experience: "new",
      site: null,
      scores: true,
      firstTime: true,
    } as const;
    const marked = hidden().did(SERVER, max).did("fay", { type: "MarkBaseline", conversationId: "c1", seatId: "max" });
    const story = marked
      .when(reveal(marked), "fay")
      .accepted()
      .did("fay", { type: "OpenCriterion", ...about, readAloud: false });
    expect([came(story, "tom"), came(story, "max")]).toEqual([true, false]);
    const next = { type: "NextTurn", ...about } as const;
    expect(came(story.did("fay", next, next, next), "max")).toBe(true);
  });

  test("[O6] people outside the recorded order speak with their experience; the baseline's author with the last", () => {
    const marked = hidden().did("fay", { type: "MarkBaseline", conversationId: "c1", seatId: "lea" });
    const story = marked
      .when(reveal(marked), "fay")
      .accepted()
      .did(SERVER, {
        type: "TakeSeat",
        seatId: "zoe",
        personId: "p-zoe",
        role: "reviewer",
        workspaceRole: "guest",
        experience: "settled",
        site: null,
        scores: true,
        firstTime: true,
      })
      .did("zoe", { type: "ChooseLate", conversationId: "c1", choice: "watch" })
      .did("fay", { type: "OpenCriterion", ...about, readAloud: false });
    expect([came(story, "zoe"), came(story, "lea")]).toEqual([false, false]);
    const second = story.did("fay", { type: "NextTurn", ...about });
    expect([came(second, "zoe"), came(second, "lea")]).toEqual([true, false]);
  });
});

describe("changing one's mind", () => {
  test("[C9] a stance, on the scale, taken back as it was given; no blind score moves", () => {
    const story = opened()
      .when({ type: "ChangeMind", ...about, value: 4 }, "tom")
      .records({ type: "MindChanged", seatId: "tom", value: 4 });
    expect(story.conversation().blind.entries.tom?.empathy?.value).toBe(2);
    story.when({ type: "ChangeMind", ...about, value: 4 }, "tom").recordsNothing();
    expect(story.did("tom", { type: "ChangeMind", ...about, value: null }).conversation().discussions.empathy?.minds).toEqual({});
    opened()
      .when({ type: "ChangeMind", ...about, value: null }, "tom")
      .recordsNothing();
    opened()
      .when({ type: "ChangeMind", ...about, value: 6 }, "tom")
      .refused("SCORE_RANGE");
    opened()
      .when({ type: "ChangeMind", ...about, value: "NA" }, "tom")
      .refused("NA_NOT_ALLOWED");
  });
});
