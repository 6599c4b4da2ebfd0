// The hour, moment by moment as it is planned: at each of them whoever leads has one line, and it is the right one. What the line depends on within a moment stands in prompt.test.ts.
import { describe, expect, test } from "vitest";
import { type Prompt, promptOf } from "../../../client/session/prompts/prompt.ts";
import english from "../../../client/texts/en/prompts.json" with { type: "json" };
import spanish from "../../../client/texts/es/prompts.json" with { type: "json" };
import type { ActionView, DiscussionView, Slices } from "../../../shared/session/view/slices.ts";
import { arrival, discussion, fullDraft, mine, NOW, progress, review, revealed, seats, session, sheet } from "../session/fixtures.ts";

const START = session.startsAt;
const minute = (of: number): number => START + of * 60_000;
const SEATS = ["s1", "s2", "s3", "s4", "s5", "s6"];
const everybody: Slices["roster"] = { seats: seats(true).map((seat) => ({ ...seat, present: true, firstTime: false })) };
const onlyMe: Slices["roster"] = { seats: everybody.seats.map((seat) => ({ ...seat, present: seat.seatId === "s1" })) };
const inSo = (missing: string[]): Slices["progress"] =>
  progress(6 - missing.length, true).map((one) => ({
    ...one,
    names: { in: SEATS.filter((seatId) => !missing.includes(seatId)), missing, absent: [] },
  }));
const handedIn = mine("facilitator", {
  sheets: { c1: sheet({ submitted: fullDraft(), submittedAt: NOW }), c2: sheet({ submitted: fullDraft(), submittedAt: NOW }) },
});
const action = (part: Partial<ActionView> = {}): ActionView => ({
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
const settled = {
  value: 3,
  how: "agreed",
  until: null,
  note: "Next time, score 3 when it is named once.",
  cause: null,
  feedback: null,
  bySeatId: "s1",
  at: 1,
  amended: 0,
} as const;

const atArrival = (part: Partial<Slices> = {}): Partial<Slices> => ({ ...arrival("facilitator"), roster: everybody, ...part });
const atActions: Partial<Slices> = atArrival({
  session: { ...session, focus: { kind: "actions" } },
  actions: { fromBefore: [action()], here: [] },
});
const inReview = (missing: string[], part: Partial<Slices> = {}): Partial<Slices> => ({
  ...review("facilitator"),
  roster: everybody,
  mine: handedIn,
  progress: inSo(missing),
  ...part,
});
const base = revealed("facilitator");
const rows = base.results!.c1!.rows;
const fresh = rows.map((row) => ({ ...row, discussed: false, settled: null, parked: null, badge: null }));
const atResults = (change: (row: (typeof rows)[number]) => Partial<(typeof rows)[number]> = () => ({})): Partial<Slices> => ({
  ...base,
  roster: everybody,
  results: {
    c1: { ...base.results!.c1!, identicalUnsettled: 0, rows: fresh.map((row) => ({ ...row, ...change(row) })) },
  },
});
const inDiscussion = (spoken: number, part: Partial<DiscussionView> = {}): Partial<Slices> => {
  const order = ["s2", "s3", "s4", "s5", "s6", "s1"];
  const view = discussion("facilitator").discussion!.c1!.empathy!;
  const calm = { minds: [], objections: [], revotes: [], settled: null, parked: null };
  return {
    ...discussion("facilitator"),
    roster: everybody,
    results: atResults().results!,
    discussion: {
      c1: {
        empathy: {
          ...view,
          ...calm,
          entries: view.entries.map((entry) => ({ ...entry, unsure: false })),
          speaking: {
            order: order.map((seatId, index) => ({ seatId, state: index < spoken ? ("spoke" as const) : ("turn" as const) })),
            everyone: false,
            bandsLeft: false,
          },
          notHeard: order.slice(spoken),
          ...part,
        },
      },
    },
  };
};
const secondHidden = (missing: string[]): Partial<Slices> => ({
  ...inReview(missing, { session: { ...review("facilitator").session!, timer: null } }),
  conversations: review("facilitator").conversations!.map((each, index) => ({ ...each, status: index === 0 ? "revealed" : "hidden" })),
  progress: inSo(missing).slice(1),
  results: atResults(() => ({ settled })).results!,
});
const closing = (here: ActionView[]): Partial<Slices> =>
  atArrival({
    session: { ...session, focus: { kind: "closing" } },
    actions: { fromBefore: [], here },
    closing: { notDiscussed: [], unrevealed: [], unownedActions: 0, proposals: [] },
  });

type Row = [moment: string, slices: Partial<Slices>, at: number, said: Prompt["key"]];
const HOUR: [of: string, rows: Row[]][] = [
  [
    "two days before: scoring ahead",
    [
      ["nobody to score yet, and nothing", atArrival({ conversations: [], progress: [] }), minute(-2_880), "nothingToScore"],
      ["some have not scored", atArrival({ roster: onlyMe, mine: handedIn, progress: inSo(["s2", "s3"]) }), minute(-2_880), "ahead"],
      ["everybody has", atArrival({ roster: onlyMe, mine: handedIn, progress: inSo([]) }), minute(-2_880), "aheadAllIn"],
    ],
  ],
  [
    "0–3: arrival",
    [
      ["nobody is here yet", atArrival({ roster: onlyMe }), minute(-2), "alone"],
      [
        "a first-timer is here",
        atArrival({ roster: { seats: everybody.seats.map((seat) => ({ ...seat, firstTime: seat.seatId === "s2" })) } }),
        minute(0),
        "welcome",
      ],
      [
        "somebody is late",
        atArrival({ roster: { seats: everybody.seats.map((seat) => ({ ...seat, present: seat.seatId !== "s4" })) } }),
        minute(2),
        "startAnyway",
      ],
      ["everybody is here", atArrival(), minute(2), "purpose"],
      ["everybody is here and has scored ahead", atArrival({ mine: handedIn, progress: inSo([]) }), minute(2), "allAhead"],
    ],
  ],
  ["3–5: last session's actions", [["they are gone through", atActions, minute(3), "askOwners"]]],
  [
    "5–20: silent review",
    [
      ["people score", inReview(["s2", "s3", "s4"]), minute(8), "stillScoringOne"],
      ["only the facilitator is missing", inReview(["s1"]), minute(12), "onlyYou"],
      [
        "the timer is over",
        inReview(["s2"], { session: { ...review("facilitator").session!, timer: { startedAt: minute(5), endsAt: minute(20) } } }),
        minute(21),
        "timeUp",
      ],
    ],
  ],
  ["20: the reveal", [["all are in", inReview([]), minute(20), "allIn"]]],
  [
    "20–22: results",
    [
      ["just opened", atResults(), minute(20), "lookFirst"],
      [
        "a critical criterion is split",
        atResults((row) => (row === fresh[0] ? { badge: "autoFailSplit" } : {})),
        minute(20),
        "criticalFirst",
      ],
    ],
  ],
  [
    "22–38: each criterion that differs",
    [
      ["it is read aloud", { ...inDiscussion(0), session: { ...session, focus: readAloud() } }, minute(22), "readAloud"],
      ["nobody has spoken", inDiscussion(0), minute(23), "lineFirst"],
      ["one after the other", inDiscussion(1), minute(24), "goRound"],
      ["one has not been heard", inDiscussion(4), minute(25), "notHeard"],
      ["only who leads is left", inDiscussion(5), minute(26), "yourself"],
      ["all are heard", inDiscussion(6), minute(27), "nameIt"],
      ["somebody objects", inDiscussion(6, { objections: [{ seatId: "s2", text: "No.", at: 1 }] }), minute(27), "objection"],
      ["a re-vote is open", inDiscussion(6, { revotes: [{ round: 1, status: "open", in: 2, of: 6 }] }), minute(28), "votesToCome"],
      [
        "a tie after it",
        inDiscussion(6, { revotes: [{ round: 1, status: "revealed", values: [2, 4], naCount: 0, movement: [] }] }),
        minute(29),
        "stillApart",
      ],
      ["settled, the note is missing", inDiscussion(6, { settled: { ...settled, note: null } }), minute(30), "writeNote"],
      ["settled with a note", inDiscussion(6, { settled }), minute(30), "anyDissent"],
      ["parked", inDiscussion(6, { parked: { ownerPersonId: null } }), minute(30), "parkedUnowned"],
      [
        "back on the results",
        atResults((row) => (row.criterionId === "empathy" ? { settled, discussed: true } : {})),
        minute(31),
        "nextOne",
      ],
      ["little time for what is left", atResults(), minute(session.lengthMinutes - 5), "parkOne"],
      ["nothing is left", atResults(() => ({ settled })), minute(37), "nothingLeft"],
    ],
  ],
  [
    "38–54: the next conversation",
    [
      ["some are not in", secondHidden(["s2", "s3"]), minute(38), "stillScoringOne"],
      ["all are in", secondHidden([]), minute(39), "allIn"],
    ],
  ],
  [
    "54–60: actions, close, report",
    [
      ["nothing is agreed yet", closing([]), minute(54), "oneAction"],
      ["an action nobody owns", closing([action({ ownerPersonId: null, ownerName: null })]), minute(55), "unowned"],
      ["an owner has not said yes", closing([action({ confirmed: false })]), minute(56), "confirm"],
      ["all is said", closing([action()]), minute(58), "lastWord"],
      ["closed", atArrival({ session: { ...session, status: "closed" } }), minute(60), "sendReport"],
    ],
  ],
];
function readAloud(): Slices["session"]["focus"] {
  return { kind: "criterion", conversationId: "c1", criterionId: "empathy", readAloud: true };
}

describe.each(HOUR)("%s", (_of, moments) => {
  test.each(moments)("%s", (_moment, slices, now, said) => expect(promptOf(slices, now)?.key).toBe(said));
});

test("every line that can be said is written, in both languages", () => {
  const inCatalogue = (texts: object, key: string): boolean => key in texts || `${key}_other` in texts;
  for (const [, moments] of HOUR)
    for (const [, , , said] of moments) expect([said, inCatalogue(english, said), inCatalogue(spanish, said)]).toEqual([said, true, true]);
});
