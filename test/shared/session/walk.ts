// Random walks through a session: what people and the server do, from three beginnings, some of it sense and some of it not.
import fc from "fast-check";
import type { Command, Context, SentSheet } from "../../../shared/session/commands.ts";
import { decide } from "../../../shared/session/decide.ts";
import type { SessionEvent } from "../../../shared/session/events.ts";
import { evolve } from "../../../shared/session/evolve.ts";
import { permissionsOf } from "../../../shared/session/permissions.ts";
import { rollOf } from "../../../shared/session/roll.ts";
import type { SessionState } from "../../../shared/session/state.ts";
import { everyCommand } from "./everyCommand.ts";
import { allSubmitted, createdSession, fold, SCORES, stamped, T0 } from "./sessions.ts";

/** Who acts where nobody does: the server itself. */
export const SERVER = "(server)";

/** Each as likely as often as it stands in the list. */
export const oneOf = <const Item>(...items: Item[]) => fc.constantFrom(...items);
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

export type Step =
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
export const walk = fc.array(step, { minLength: 40, maxLength: 100, size: "max" });

export const contextOf = (by: string, at: number): Context => ({
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

/** Accepted, or the walk could not begin there. */
function did(events: SessionEvent[], by: string, ...commands: Command[]): SessionEvent[] {
  const log = [...events];
  for (const command of commands) {
    const at = log.at(-1)!.at + 1000;
    const decision = decide(fold(log), command, contextOf(by, at));
    if ("rejected" in decision) throw new Error(`${by} ${command.type}: refused with ${decision.rejected.code}`);
    log.push(...decision.map((event) => ({ ...event, at })));
  }
  return log;
}
const rollNow = (events: SessionEvent[]) => {
  const state = fold(events);
  return rollOf(state, state.conversations[0]!);
};

/** An empty session, one where everybody is in, one in the middle of a discussion with a re-vote, for which nina came too late. */
const everybodyIn = [...createdSession(), ...stamped(allSubmitted(), T0 + 100_000)];
const { nina: _nina, ...BUT_NINA } = SCORES;
const ninaAbsent = did([...createdSession(), ...stamped(allSubmitted("c1", BUT_NINA), T0 + 100_000)], "fay", {
  type: "MarkAbsent",
  seatId: "nina",
});
const empathy = { conversationId: "c1", criterionId: "empathy" };
const talking = did(
  ninaAbsent,
  "fay",
  { type: "RevealScores", conversationId: "c1", roll: rollNow(ninaAbsent) },
  { type: "OpenCriterion", ...empathy, readAloud: false },
  { type: "OpenRevote", ...empathy },
);
const STARTS = [createdSession(), everybodyIn, talking];

export type Taken = { before: SessionState; by: string; command: Command; decision: ReturnType<typeof decide>; after: SessionState };

/** Walks, and tells every step to `see`. Returns the whole log. */
export function go(start: number, steps: Step[], see: (taken: Taken) => void, deciding: typeof decide = decide): SessionEvent[] {
  let events = STARTS[start % STARTS.length]!;
  let state = fold(events);
  let at = events.at(-1)!.at;
  for (const each of steps) {
    for (const { by, command } of commandsOf(state, each)) {
      at += 1000;
      const before = state;
      const decision = deciding(before, command, contextOf(by, at));
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
