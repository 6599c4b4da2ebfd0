// Random walks through a session: nothing throws, replay is the same, blind scores stay, one reveal a conversation, permissions agree.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Command, Context, SentSheet } from "../../../shared/session/commands.ts";
import { decide } from "../../../shared/session/decide.ts";
import type { SessionEvent } from "../../../shared/session/events.ts";
import { evolve } from "../../../shared/session/evolve.ts";
import { isClosedTo } from "../../../shared/session/late.ts";
import { permissionsOf } from "../../../shared/session/permissions.ts";
import { countedSeats, rollOf } from "../../../shared/session/roll.ts";
import { turnCame } from "../../../shared/session/speakingOrder.ts";
import type { SessionState } from "../../../shared/session/state.ts";
import { everyCommand } from "./everyCommand.ts";
import { given, reveal, SERVER } from "./given.ts";
import { allSubmitted, createdSession, fold, SCORECARD, SCORERS, SCORES, stamped } from "./sessions.ts";

/** Each as likely as often as it stands in the list. */
const oneOf = <const Item>(...items: Item[]) => fc.constantFrom(...items);
const seat = oneOf("fay", "lea", "tom", "nina", "aisha", "lena", "zoe", "x1", "nobody");
/** Who acts: mostly somebody who may. */
const actor = oneOf("fay", "fay", "fay", "fay", "lea", "lea", "tom", "nina", "aisha", "lena", "oda", "zoe", "x1", "nobody");
const conversationId = oneOf("c1", "c1", "c1", "c2", "c2", "c9");
const criterionId = oneOf("empathy", "empathy", "empathy", "empathy", "notes", "process", "idCheck", "__proto__");
const value = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant("NA" as const), fc.constant(80));
const sheet = fc.dictionary(
  criterionId,
  fc.record({ value, reason: oneOf("", "why"), unsure: fc.boolean(), evidence: fc.constant<SentSheet[string]["evidence"]>([]) }),
  {
    maxKeys: 4,
  },
);
const about = { conversationId, criterionId };

/** Commands with their fields at random; those that are not listed come as in everyCommand. */
const random: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ type: fc.constant("SubmitReview" as const), conversationId, sheet }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: oneOf("MarkAbsent" as const, "MarkExpected" as const, "Nudge" as const, "RemoveSeat" as const),
      seatId: seat,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record(
      { type: fc.constant("ChangeSeat" as const), seatId: seat, role: oneOf("lead", "reviewer", "observer"), scores: fc.boolean() },
      { requiredKeys: ["type", "seatId"] },
    ),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("MarkBaseline" as const), conversationId, seatId: fc.option(seat) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("GiveSeatBack" as const),
      seatId: seat,
      strangerSeatId: fc.option(seat),
      knockId: fc.option(oneOf("kx1", "kx2")),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("HandOver" as const), seatId: seat }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("ChooseLate" as const), conversationId, choice: oneOf("watch", "score") }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("SubmitLateReview" as const), conversationId, sheet }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("OpenCriterion" as const), ...about, readAloud: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ type: oneOf("MarkSpoke" as const, "Pass" as const), ...about, seatId: seat }) },
  { weight: 4, arbitrary: fc.record({ type: oneOf("NextTurn" as const, "OpenToEveryone" as const, "OpenRevote" as const), ...about }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("CastRevote" as const), ...about, round: oneOf(1, 2), value }) },
  { weight: 2, arbitrary: fc.record({ type: oneOf("RevealRevote" as const, "CancelRevote" as const), ...about, round: oneOf(1, 2) }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("ChangeMind" as const), ...about, value: fc.option(value) }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant("ParkCriterion" as const), ...about, ownerPersonId: fc.option(oneOf("p-tom", "p-nobody")) }),
  },
);

type Step =
  | { kind: "command"; by: string; command: Command }
  /** something that this person finds among their permissions */
  | { kind: "usual"; by: string; pick: number }
  /** the reveal as somebody presses who has just marked everybody missing absent */
  | { kind: "reveal"; by: string; conversationId: string }
  | { kind: "server"; command: Command };

const knock = fc.record({
  type: fc.constant("Knock" as const),
  knockId: oneOf("kx1", "kx2"),
  personId: oneOf("p-x1", "p-x2", "p-tom"),
  seatId: oneOf("x1", "x2"),
  experience: oneOf("new" as const, "long" as const),
  firstTime: fc.boolean(),
});
const takeSeat = fc.record({
  type: fc.constant("TakeSeat" as const),
  seatId: oneOf("zoe", "x1"),
  personId: oneOf("p-zoe", "p-tom", "p-x1"),
  role: oneOf("facilitator" as const, "reviewer" as const, "observer" as const),
  workspaceRole: oneOf("manager" as const, "reviewer" as const),
  experience: oneOf("new" as const, "settled" as const),
  site: fc.constant(null),
  scores: fc.boolean(),
  firstTime: fc.boolean(),
});
const presence = fc.record({ type: oneOf("MarkAway" as const, "MarkBack" as const), seatId: seat });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant("command" as const), by: actor, command: random }) },
  { weight: 14, arbitrary: fc.record({ kind: fc.constant("usual" as const), by: actor, pick: fc.nat(200) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("reveal" as const),
      by: oneOf("fay", "fay", "lea", "tom"),
      conversationId: oneOf("c1", "c2"),
    }),
  },
  // a closed session takes nothing but reopening: rarely closed, soon reopened
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("command" as const),
      by: fc.constant("fay"),
      command: fc.constant<Command>({ type: "CloseSession" }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("command" as const),
      by: fc.constant("lea"),
      command: fc.constant<Command>({ type: "ReopenSession", reason: "" }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("server" as const), command: fc.oneof(knock, takeSeat, presence) }) },
);
const walk = fc.array(step, { minLength: 40, maxLength: 100, size: "max" });

const contextOf = (by: string, at: number): Context => ({
  actor: by === SERVER ? { kind: "server" } : { kind: "seat", seatId: by },
  at,
  seed: at % 1000,
});

function commandsOf(state: SessionState, step: Step): { by: string; command: Command }[] {
  if (step.kind === "server") return [{ by: SERVER, command: step.command }];
  if (step.kind === "command") return [step];
  if (step.kind === "usual") {
    const listed = permissionsOf(state, step.by).filter((type) => type !== "WithdrawConversation" && type !== "CloseSession");
    const type = listed[step.pick % listed.length];
    if (!type) return [];
    const command: Command = everyCommand(step.by)[type];
    return [{ by: step.by, command: "criterionId" in command ? ({ ...command, criterionId: "empathy" } as Command) : command }];
  }
  const conversation = state.conversations.find((each) => each.conversationId === step.conversationId)!;
  const roll = rollOf(state, conversation);
  return [
    ...roll.missing.map((seatId) => ({ by: step.by, command: { type: "MarkAbsent" as const, seatId } })),
    { by: step.by, command: { type: "RevealScores" as const, conversationId: step.conversationId, roll } },
  ];
}

/** An empty session, one where everybody is in, one in the middle of a discussion with a re-vote, for which nina came too late. */
const everybodyIn = given(...createdSession(), ...allSubmitted());
const { nina: _nina, ...BUT_NINA } = SCORES;
const ninaAbsent = given(...createdSession(), ...allSubmitted("c1", BUT_NINA)).did("fay", { type: "MarkAbsent", seatId: "nina" });
const empathy = { conversationId: "c1", criterionId: "empathy" };
const talking = ninaAbsent
  .when(reveal(ninaAbsent), "fay")
  .accepted()
  .did("fay", { type: "OpenCriterion", ...empathy, readAloud: false }, { type: "OpenRevote", ...empathy });
const STARTS = [createdSession(), everybodyIn.events, talking.events];

type Taken = { before: SessionState; by: string; command: Command; decision: ReturnType<typeof decide>; after: SessionState };

/** Walks, and tells every step to `see`. Returns the whole log. */
function go(start: number, steps: Step[], see: (taken: Taken) => void): SessionEvent[] {
  let events = STARTS[start % STARTS.length]!;
  let state = fold(events);
  let at = events.at(-1)!.at;
  for (const each of steps) {
    for (const { by, command } of commandsOf(state, each)) {
      at += 1000;
      const before = state;
      const decision = decide(before, command, contextOf(by, at));
      if (!("rejected" in decision)) {
        const happened = decision.map((event) => ({ ...event, at }));
        events = [...events, ...happened];
        state = happened.reduce<SessionState>(evolve, before);
      }
      see({ before, by, command, decision, after: state });
    }
  }
  return events;
}

const run = (see: (taken: Taken) => void, whole: (events: SessionEvent[], state: SessionState) => void = () => {}) =>
  fc.assert(
    fc.property(oneOf(0, 1, 2, 2), walk, (start, steps) => {
      const events = go(start, steps, see);
      whole(events, fold(events));
    }),
    { numRuns: 300, unbiased: true },
  );

describe("whatever people do", () => {
  test("[X5] nothing throws, and the log folds to the same state again", () => {
    const hit = new Map<string, number>();
    run(
      ({ decision }) => {
        for (const { type } of "rejected" in decision ? [] : decision) hit.set(type, (hit.get(type) ?? 0) + 1);
      },
      (events, state) => {
        expect(fold(events)).toEqual(state);
        expect(fold(JSON.parse(JSON.stringify(events)))).toEqual(JSON.parse(JSON.stringify(state)));
      },
    );
    // a walk that reveals nothing and discusses nothing would prove nothing
    for (const type of [
      "ScoresRevealed",
      "Spoke",
      "RevoteCast",
      "LateChoiceMade",
      "SeatGivenBack",
      "FacilitationPassed",
      "BaselineMarked",
      "SessionClosed",
    ])
      expect(hit.get(type) ?? 0, type).toBeGreaterThan(5);
  });

  test("[R9] a blind score never changes after its reveal, and each conversation is revealed once at most", () => {
    run(
      ({ before, decision, after }) => {
        const merges = !("rejected" in decision) && decision.some(({ type }) => type === "SeatGivenBack");
        for (const conversation of before.conversations) {
          if (!conversation.reveal) continue;
          const now = after.conversations.find(({ conversationId }) => conversationId === conversation.conversationId)!;
          if (merges) {
            // a returned seat takes over its person's values; no value is new
            const values = new Set(Object.values(conversation.blind.entries));
            expect(Object.values(now.blind.entries).every((entries) => values.has(entries))).toBe(true);
          } else {
            expect(now.blind).toBe(conversation.blind);
            expect(now.reveal?.roll).toBe(conversation.reveal.roll);
          }
        }
      },
      (events) => {
        const reveals = events.filter((event) => event.type === "ScoresRevealed").map(({ conversationId }) => conversationId);
        expect(new Set(reveals).size).toBe(reveals.length);
      },
    );
  });

  test("[R11] every scoring seat but the baseline's author stands in exactly one list of the roll", () => {
    run(
      () => {},
      (_events, state) => {
        for (const conversation of state.conversations.filter(({ reveal }) => reveal === null)) {
          const roll = rollOf(state, conversation);
          const listed = [...roll.in, ...roll.missing, ...roll.absent].sort();
          const scoring = state.seats
            .filter((seat) => seat.scores && !seat.removed && seat.seatId !== conversation.baselineSeatId)
            .map(({ seatId }) => seatId);
          expect(listed).toEqual(scoring.sort());
        }
      },
    );
  });

  test("[P2] there is exactly one facilitator, and a person sits once", () => {
    run(({ after }) => {
      const held = after.seats.filter((seat) => !seat.removed);
      expect(held.filter(({ role }) => role === "facilitator")).toHaveLength(1);
      expect(new Set(held.map(({ personId }) => personId)).size).toBe(held.length);
      expect(held.every((seat) => seat.role !== "observer" || !seat.scores)).toBe(true);
    });
  });

  test("[P13] what records something was listed among the sender's permissions", () => {
    run(({ before, by, command, decision }) => {
      if (by === SERVER || "rejected" in decision || decision.length === 0) return;
      expect(permissionsOf(before, by)).toContain(command.type);
    });
  });

  test("[L5] nobody to whom a conversation is closed records anything of its discussion", () => {
    const allowed = new Set(["LateChoiceMade", "LateReviewSubmitted", "ConversationChanged", "ConversationWithdrawn", "RevealSetAside"]);
    run(({ before, by, decision }) => {
      if (by === SERVER || "rejected" in decision) return;
      for (const event of decision) {
        if (!("conversationId" in event) || event.conversationId === null || allowed.has(event.type)) continue;
        const conversation = before.conversations.find(({ conversationId }) => conversationId === event.conversationId);
        if (conversation?.reveal && !before.closed && event.type !== "RevoteSetAside" && event.type !== "ProposalMade")
          expect(isClosedTo(before, conversation, by), event.type).toBe(false);
      }
    });
  });

  test("[O6] what one may read of a person's reason is not taken away by anything others do in the discussion", () => {
    const about = { conversationId: "c1", criterionId: "empathy" };
    const act = fc.oneof(
      fc.record({
        type: oneOf("MarkSpoke" as const, "Pass" as const),
        ...{ conversationId: fc.constant("c1"), criterionId: fc.constant("empathy") },
        seatId: oneOf(...SCORERS),
      }),
      fc.record({ type: oneOf("NextTurn" as const), conversationId: fc.constant("c1"), criterionId: fc.constant("empathy") }),
    );
    const everybody = createdSession();
    const revealed = [
      ...everybody,
      ...stamped(
        [
          ...SCORERS.map((seatId) => ({ type: "ReviewSubmitted" as const, conversationId: "c1", seatId, sheet: {} })),
          {
            type: "ScoresRevealed" as const,
            conversationId: "c1",
            bySeat: "fay",
            roll: { in: [...SCORERS], missing: [], absent: [] },
            agenda: SCORECARD.criteria.map(({ criterionId: id }) => id),
            speakingOrder: [
              { experience: "new" as const, last: false, seats: ["tom", "nina"] },
              { experience: "settled" as const, last: false, seats: ["aisha"] },
              { experience: "long" as const, last: false, seats: ["lena"] },
              { experience: "long" as const, last: true, seats: ["fay", "lea"] },
            ],
          },
          { type: "CriterionOpened" as const, ...about },
        ],
        everybody.at(-1)!.at + 1000,
      ),
    ];
    const start = fold(revealed);
    const readable = (state: SessionState) => SCORERS.filter((seatId) => turnCame(state, state.conversations[0]!, "empathy", seatId));
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        acts.reduce((state, command, index) => {
          const decision = decide(state, command, contextOf("fay", 1_900_000_000_000 + index));
          const next =
            "rejected" in decision ? state : decision.reduce<SessionState>((s, event) => evolve(s, { ...event, at: index }), state);
          expect(readable(next)).toEqual(expect.arrayContaining(readable(state)));
          return next;
        }, start);
      }),
      { numRuns: 200 },
    );
    expect(countedSeats(start, start.conversations[0]!)).toEqual([...SCORERS]);
  });
});
