// G-prop: random walks of 40 to 100 steps through the domain, all properties looked at after every step. Push: 5,000 walks; release: 100,000.
import fc from "fast-check";
import { decide } from "../../shared/session/decide.ts";
import { permissionsOf } from "../../shared/session/permissions.ts";
import type { SessionState } from "../../shared/session/state.ts";
import { fold } from "../shared/session/sessions.ts";
import { allBytes } from "../shared/session/view/seen.ts";
import { go, SERVER, type Taken, walk } from "../shared/session/walk.ts";
import { rollOf } from "../../shared/session/roll.ts";
import type { Proof, Size } from "./proof.ts";

const COUNT: Record<Size, number> = { push: 5_000, release: 100_000 };
/** walks that share a seed of the generator */
const CHUNK = 500;
/** everything everybody sees is made after every so many walks: it costs as much as thirty walks */
const VIEWS_EVERY = 25;

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what);
};

function afterStep({ before, by, command, decision, after }: Taken): void {
  const recorded = "rejected" in decision ? [] : decision;
  const merges = recorded.some(({ type }) => type === "SeatGivenBack");
  for (const conversation of before.conversations) {
    if (!conversation.reveal || merges) continue;
    const now = after.conversations.find(({ conversationId }) => conversationId === conversation.conversationId);
    must(now?.blind === conversation.blind, `R9: blind scores changed by ${command.type}`);
    must(now?.reveal?.roll === conversation.reveal.roll, `R9: the roll changed by ${command.type}`);
    for (const [criterionId, count] of Object.entries(conversation.amendments))
      must((now?.amendments[criterionId] ?? 0) >= count, `INV-15: a settlement vanished by ${command.type}`);
  }
  const held = after.seats.filter((seat) => !seat.removed);
  must(held.filter(({ role }) => role === "facilitator").length === 1, `P2: not one facilitator after ${command.type}`);
  must(new Set(held.map(({ personId }) => personId)).size === held.length, `P2: somebody sits twice after ${command.type}`);
  if (by !== SERVER && recorded.length > 0)
    must(permissionsOf(before, by).includes(command.type as never), `P13: ${command.type} was not listed`);
}

function afterWalk(events: ReturnType<typeof go>, state: SessionState, views: boolean): void {
  must(JSON.stringify(fold(JSON.parse(JSON.stringify(events)))) === JSON.stringify(state), "X5: the log folds to another state");
  const reveals = events.filter((event) => event.type === "ScoresRevealed").map(({ conversationId }) => conversationId);
  must(new Set(reveals).size === reveals.length, "INV-3: a conversation was revealed twice");
  for (const conversation of state.conversations.filter(({ reveal }) => reveal === null)) {
    const roll = rollOf(state, conversation);
    const listed = [...roll.in, ...roll.missing, ...roll.absent].sort();
    const scoring = state.seats.filter((seat) => seat.scores && !seat.removed && seat.seatId !== conversation.baselineSeatId);
    must(
      listed.join() ===
        scoring
          .map(({ seatId }) => seatId)
          .sort()
          .join(),
      "R11: the roll is not a partition",
    );
  }
  if (views)
    must(
      Object.values(allBytes(state)).every((bytes) => bytes.length > 0),
      "a viewer is shown nothing at all",
    );
}

type Ran = { walks: number; commands: number; failure: string | null };
function walksOf(seed: number, count: number, deciding: typeof decide): Ran {
  const ran: Ran = { walks: 0, commands: 0, failure: null };
  const checked = fc.check(
    fc.property(fc.constantFrom(0, 1, 2, 2), walk, (start, steps) => {
      let state: SessionState | null = null;
      const events = go(
        start,
        steps,
        (taken) => {
          ran.commands += 1;
          state = taken.after;
          afterStep(taken);
        },
        deciding,
      );
      ran.walks += 1;
      afterWalk(events, state ?? fold(events), ran.walks % VIEWS_EVERY === 0);
    }),
    { numRuns: count, seed, unbiased: true, interruptAfterTimeLimit: undefined },
  );
  const why = checked.errorInstance instanceof Error ? checked.errorInstance.message : String(checked.errorInstance);
  return { ...ran, failure: checked.failed ? `generator seed ${seed}, path ${checked.counterexamplePath}: ${why}` : null };
}

/** Rules left out, one at a time. */
const MUTANTS: { what: string; deciding: typeof decide }[] = [
  {
    what: "a second reveal",
    deciding: (state, command, context) => {
      if (command.type !== "RevealScores" || !state) return decide(state, command, context);
      return decide({ ...state, conversations: state.conversations.map((each) => ({ ...each, reveal: null })) }, command, context);
    },
  },
  {
    what: "scores taken after the reveal",
    deciding: (state, command, context) => {
      if (command.type !== "SubmitReview" || !state) return decide(state, command, context);
      return decide({ ...state, conversations: state.conversations.map((each) => ({ ...each, reveal: null })) }, command, context);
    },
  },
  {
    what: "anybody opens a criterion",
    deciding: (state, command, context) => {
      if (command.type !== "OpenCriterion" || !state) return decide(state, command, context);
      return decide({ ...state, seats: state.seats.map((seat) => ({ ...seat, role: "lead" as const })) }, command, context);
    },
  },
];

export const proof: Proof = {
  goal: "G-prop",
  promise: "Whatever is asked of a session in whatever order, its rules hold after every step and its log folds to the same state again.",
  run: async (size, seed) => {
    const failures: string[] = [];
    let n = 0;
    let commands = 0;
    for (let chunk = 0; n < COUNT[size] && failures.length < 10; chunk++) {
      const ran = walksOf(seed + chunk, Math.min(CHUNK, COUNT[size] - n), decide);
      n += ran.walks;
      commands += ran.commands;
      if (ran.failure) failures.push(ran.failure);
    }
    if (commands < 40 * n) failures.push(`the walks have ${(commands / n).toFixed(1)} commands on average, not 40`);
    const missed = MUTANTS.filter(({ deciding }) => walksOf(seed, CHUNK, deciding).failure === null).map(({ what }) => what);
    return {
      n,
      failures,
      control: {
        what: missed.length === 0 ? MUTANTS.map(({ what }) => what).join("; ") : `not found: ${missed.join("; ")}`,
        fired: missed.length === 0,
      },
      seedFrom: seed,
      seedTo: seed + Math.ceil(COUNT[size] / CHUNK) - 1,
      counted: { commands, mean: Math.round(commands / n) },
    };
  },
};
