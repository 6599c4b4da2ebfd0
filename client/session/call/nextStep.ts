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
  | { kind: "discuss"; conversationId: ConversationId; criterionId: CriterionId; first: boolean }
  | { kind: "settle"; conversationId: ConversationId; criterionId: CriterionId }
  | { kind: "acceptIdentical"; conversationId: ConversationId; count: number }
  | { kind: "goResults"; conversationId: ConversationId }
  | { kind: "goClosing" }
  | { kind: "close" }
  | { kind: "report" };

const isOpen = (row: ResultRow): boolean => row.toDiscuss && !row.settled && !row.parked;

/** What is left to discuss in one conversation, in the order of its agenda. */
export const leftToDiscuss = (results: ConversationResults | undefined): ResultRow[] => (results?.rows ?? []).filter(isOpen);

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
function inReview(slices: Partial<Slices>): NextStep {
  const step = afterConversation(slices, null);
  const opened = (slices.conversations ?? []).some((each) => each.status === "revealed");
  if (step.kind !== "reveal" || opened) return step;
  const { conversationId, roll } = step;
  const unfinished = (slices.progress ?? []).map(revealOf).find((each) => each.kind === "waitFor");
  return unfinished?.kind === "waitFor" ? { ...unfinished, ready: { conversationId, roll } } : step;
}

/** After everything of one conversation is done: the next hidden one, an earlier one with something left, or the end. */
function afterConversation(slices: Partial<Slices>, conversationId: ConversationId | null): NextStep {
  const hidden = nextHidden(slices);
  if (hidden) return revealOf(hidden);
  const unfinished = (slices.conversations ?? []).find(
    (each) => each.conversationId !== conversationId && leftToDiscuss(slices.results?.[each.conversationId]).length > 0,
  );
  return unfinished ? { kind: "goResults", conversationId: unfinished.conversationId } : { kind: "goClosing" };
}

function withinConversation(slices: Partial<Slices>, conversationId: ConversationId): NextStep {
  const results = slices.results?.[conversationId];
  const next = leftToDiscuss(results)[0];
  if (next) {
    const first = !results?.rows.some((row) => row.toDiscuss && (row.discussed || row.settled || row.parked));
    return { kind: "discuss", conversationId, criterionId: next.criterionId, first };
  }
  if (results && results.identicalUnsettled > 0) return { kind: "acceptIdentical", conversationId, count: results.identicalUnsettled };
  return afterConversation(slices, conversationId);
}

function beforeReveal(slices: Partial<Slices>): NextStep {
  const anything = (slices.conversations ?? []).some((each) => each.status !== "withdrawn");
  if (!anything) return { kind: "addConversation" };
  if (!nextHidden(slices)) return afterConversation(slices, null);
  if (everybodyIsIn(slices)) return afterConversation(slices, null);
  return { kind: "startReview", minutes: slices.session?.options.silentReviewMinutes ?? 15 };
}

export function nextStep(slices: Partial<Slices>): NextStep | null {
  const { session } = slices;
  if (!session) return null;
  if (session.status === "closed") return { kind: "report" };
  const { focus } = session;
  switch (focus.kind) {
    case "arrival":
      return (slices.actions?.fromBefore ?? []).some((each) => each.status === "open") ? { kind: "goActions" } : beforeReveal(slices);
    case "actions":
      return beforeReveal(slices);
    case "review":
      return (slices.conversations ?? []).some((each) => each.status !== "withdrawn") ? inReview(slices) : { kind: "addConversation" };
    case "results":
      return withinConversation(slices, focus.conversationId);
    case "criterion": {
      const row = slices.results?.[focus.conversationId]?.rows.find((each) => each.criterionId === focus.criterionId);
      if (row && !row.settled && !row.parked)
        return { kind: "settle", conversationId: focus.conversationId, criterionId: focus.criterionId };
      return withinConversation(slices, focus.conversationId);
    }
    case "closing":
      return { kind: "close" };
    default:
      return focus satisfies never;
  }
}
