// The one thing that comes next in the call, for whoever conducts it. Pure: the bar only draws what stands here.
import type { ConversationId, CriterionId, SeatId } from "../../../shared/ids.ts";
import type { Roll } from "../../../shared/session/shapes.ts";
import type { ConversationResults, ProgressSlice, ResultRow, Slices } from "../../../shared/session/view/slices.ts";

export type NextStep =
  | { kind: "addConversation" }
  | { kind: "goActions" }
  | { kind: "startReview"; minutes: number }
  | { kind: "reveal"; conversationId: ConversationId; roll: Roll }
  | {
      kind: "waitFor";
      conversationId: ConversationId;
      missing: SeatId[];
      roll: Roll;
      /** another conversation that could be revealed meanwhile, if the facilitator says so */
      ready: { conversationId: ConversationId; roll: Roll } | null;
    }
  | { kind: "nobodyIn"; conversationId: ConversationId }
  | { kind: "discuss"; conversationId: ConversationId; criterionId: CriterionId; first: boolean; mayLeave: number }
  | { kind: "settle"; conversationId: ConversationId; criterionId: CriterionId }
  | { kind: "acceptIdentical"; conversationId: ConversationId; count: number }
  /** agrees within tolerance, with more than one value: "4 or 5?", a tap for each */
  | { kind: "nearly"; conversationId: ConversationId; criterionId: CriterionId; values: number[]; mayLeave: number }
  | { kind: "goResults"; conversationId: ConversationId }
  | { kind: "goClosing" }
  | { kind: "close" }
  | { kind: "report" };

const unrecorded = (results: ConversationResults | undefined): ResultRow[] =>
  (results?.rows ?? []).filter((row) => !row.settled && !row.parked);

/** What is left to discuss in one conversation, in the order of its agenda. */
export const leftToDiscuss = (results: ConversationResults | undefined): ResultRow[] => unrecorded(results).filter((row) => row.toDiscuss);

/** Conversations of which somebody said: the rest stays open. */
export type LeftOpen = readonly ConversationId[];
const NOTHING_LEFT: LeftOpen = [];

/** The first conversation still hidden, in the session's order. */
export function nextHidden(slices: Partial<Slices>): ProgressSlice[number] | null {
  const hidden = (slices.conversations ?? []).filter((each) => each.status === "hidden").map((each) => each.conversationId);
  for (const id of hidden) {
    const progress = slices.progress?.find((each) => each.conversationId === id);
    if (progress) return progress;
  }
  return null;
}

function revealOf(progress: ProgressSlice[number]): NextStep {
  const { conversationId, names } = progress;
  const roll: Roll = names ?? { in: [], missing: [], absent: [] };
  if (progress.in === 0 && roll.missing.length === 0) return { kind: "nobodyIn", conversationId };
  if (roll.missing.length > 0 || progress.in < progress.expected)
    return { kind: "waitFor", conversationId, missing: roll.missing, roll, ready: null };
  return { kind: "reveal", conversationId, roll };
}

const everybodyIsIn = (slices: Partial<Slices>): boolean => {
  const progress = slices.progress ?? [];
  return progress.length > 0 && progress.every((each) => each.in > 0 && (each.names?.missing.length ?? each.expected - each.in) === 0);
};

/** Everybody scores every conversation before the first opens: talk about one would colour the blind scores of the next. */
function inReview(slices: Partial<Slices>, leftOpen: LeftOpen): NextStep {
  const step = afterConversation(slices, null, leftOpen);
  const opened = (slices.conversations ?? []).some((each) => each.status === "revealed");
  if (step.kind !== "reveal" || opened) return step;
  const { conversationId, roll } = step;
  const unfinished = (slices.progress ?? []).map(revealOf).find((each) => each.kind === "waitFor");
  return unfinished?.kind === "waitFor" ? { ...unfinished, ready: { conversationId, roll } } : step;
}

/** After everything of one conversation is done: the next hidden one, an earlier one with something left, or the end. */
function afterConversation(slices: Partial<Slices>, conversationId: ConversationId | null, leftOpen: LeftOpen): NextStep {
  const hidden = nextHidden(slices);
  if (hidden) return revealOf(hidden);
  const unfinished = (slices.conversations ?? []).find(
    (each) =>
      each.conversationId !== conversationId &&
      each.status !== "withdrawn" &&
      openIn(slices.results?.[each.conversationId], leftOpen) !== null,
  );
  return unfinished ? { kind: "goResults", conversationId: unfinished.conversationId } : { kind: "goClosing" };
}

/**
 * What is still without a calibrated score in one conversation, in the order a good facilitator takes it; null: nothing, or the rest was left open.
 * What nobody has talked about; what was the same everywhere, in one press; then one by one what was opened without an end,
 * what agrees within tolerance ("4 or 5?": one tap, no talk), and what too few have scored to compare. A conversation has a calibrated total only
 * when all of it is recorded, so none of these is passed over in silence; but only the first two are owed: of the others the rest may be left open.
 */
function openIn(results: ConversationResults | undefined, leftOpen: LeftOpen): NextStep | null {
  if (!results) return null;
  const { conversationId } = results;
  const apart = leftToDiscuss(results);
  const untouched = apart.find((row) => !row.discussed);
  const first = !results.rows.some((row) => row.toDiscuss && (row.discussed || row.settled || row.parked));
  if (untouched) return { kind: "discuss", conversationId, criterionId: untouched.criterionId, first, mayLeave: 0 };
  if (results.identicalUnsettled > 0) return { kind: "acceptIdentical", conversationId, count: results.identicalUnsettled };
  if (leftOpen.includes(conversationId)) return null;
  const agreeing = unrecorded(results).filter((row) => !row.toDiscuss);
  const nearly = agreeing.filter((row) => row.nearly);
  // what nobody has scored has nothing to settle
  const tooFew = agreeing.filter((row) => !row.comparable && row.values.length + row.naCount > 0);
  const rest = [...apart, ...nearly, ...tooFew];
  const [next] = rest;
  if (!next) return null;
  const { criterionId } = next;
  const mayLeave = rest.length;
  if (next.nearly && !next.toDiscuss) return { kind: "nearly", conversationId, criterionId, values: next.nearly, mayLeave };
  return { kind: "discuss", conversationId, criterionId, first: false, mayLeave };
}

const withinConversation = (slices: Partial<Slices>, conversationId: ConversationId, leftOpen: LeftOpen): NextStep =>
  openIn(slices.results?.[conversationId], leftOpen) ?? afterConversation(slices, conversationId, leftOpen);

function beforeReveal(slices: Partial<Slices>, leftOpen: LeftOpen): NextStep {
  const anything = (slices.conversations ?? []).some((each) => each.status !== "withdrawn");
  if (!anything) return { kind: "addConversation" };
  if (!nextHidden(slices)) return afterConversation(slices, null, leftOpen);
  if (everybodyIsIn(slices)) return afterConversation(slices, null, leftOpen);
  return { kind: "startReview", minutes: slices.session?.options.silentReviewMinutes ?? 15 };
}

export function nextStep(slices: Partial<Slices>, leftOpen: LeftOpen = NOTHING_LEFT): NextStep | null {
  const { session } = slices;
  if (!session) return null;
  if (session.status === "closed") return { kind: "report" };
  const { focus } = session;
  switch (focus.kind) {
    case "arrival":
      return (slices.actions?.fromBefore ?? []).some((each) => each.status === "open")
        ? { kind: "goActions" }
        : beforeReveal(slices, leftOpen);
    case "actions":
      return beforeReveal(slices, leftOpen);
    case "review":
      return (slices.conversations ?? []).some((each) => each.status !== "withdrawn")
        ? inReview(slices, leftOpen)
        : { kind: "addConversation" };
    case "results":
      return withinConversation(slices, focus.conversationId, leftOpen);
    case "criterion": {
      const row = slices.results?.[focus.conversationId]?.rows.find((each) => each.criterionId === focus.criterionId);
      if (row && !row.settled && !row.parked)
        return { kind: "settle", conversationId: focus.conversationId, criterionId: focus.criterionId };
      return withinConversation(slices, focus.conversationId, leftOpen);
    }
    case "closing":
      return { kind: "close" };
    default:
      return focus satisfies never;
  }
}
