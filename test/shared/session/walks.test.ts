// Random walks through a session: nothing throws, replay is the same, blind scores stay, one reveal a conversation, permissions agree.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decide } from "../../../shared/session/decide.ts";
import type { SessionEvent } from "../../../shared/session/events.ts";
import { evolve } from "../../../shared/session/evolve.ts";
import { isClosedTo } from "../../../shared/session/late.ts";
import { permissionsOf } from "../../../shared/session/permissions.ts";
import { countedSeats, rollOf } from "../../../shared/session/roll.ts";
import { turnCame } from "../../../shared/session/speakingOrder.ts";
import type { SessionState } from "../../../shared/session/state.ts";
import { createdSession, fold, SCORECARD, SCORERS, stamped } from "./sessions.ts";
import { contextOf, go, oneOf, SERVER, type Taken, walk } from "./walk.ts";

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
