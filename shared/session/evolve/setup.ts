// What happens to the session itself: its making, its conversations, focus, timer, close and reopening.
import { openBallot } from "../ballot.ts";
import type { StoredConversation } from "../events.ts";
import type { Focus } from "../shapes.ts";
import type { ConversationState, SessionState } from "../state.ts";
import { type EventOf, withConversation } from "./change.ts";

export type SetupEvent = EventOf<
  | "SessionChanged"
  | "ConversationAdded"
  | "ConversationChanged"
  | "ConversationWithdrawn"
  | "ConversationsReordered"
  | "TimerSet"
  | "TimerEnded"
  | "FocusMoved"
  | "SessionClosed"
  | "SessionReopened"
>;

export function sessionCreated({ type: _type, at, ...made }: EventOf<"SessionCreated">): SessionState {
  return {
    ...made,
    createdAt: at,
    seats: [],
    knocks: [],
    doorSwitch: null,
    deputies: [],
    passed: null,
    passings: [],
    focus: { kind: "arrival" },
    timer: null,
    conversations: [],
    proposals: [],
    actions: [],
    closed: null,
    reopened: [],
    closings: 0,
  };
}

const newConversation = (material: StoredConversation): ConversationState => ({
  conversationId: material.conversationId,
  material,
  withdrawn: false,
  blind: openBallot(),
  submittedAt: {},
  baselineSeatId: null,
  reveal: null,
  setAside: null,
  late: {},
  discussions: {},
  settled: {},
  amendments: {},
  parked: {},
  objections: [],
});

/** Where everybody goes when the conversation they look at is withdrawn: on with scoring, else to the last results, else to arrival. */
function focusWithout(state: SessionState, conversationId: string): Focus {
  const { focus } = state;
  const left = state.conversations.filter((conversation) => !conversation.withdrawn && conversation.conversationId !== conversationId);
  const onIt = (focus.kind === "results" || focus.kind === "criterion") && focus.conversationId === conversationId;
  const nothingToReview = focus.kind === "review" && left.length === 0;
  if (!onIt && !nothingToReview) return focus;
  if (left.some((conversation) => conversation.reveal === null)) return { kind: "review" };
  const revealed = left.findLast((conversation) => conversation.reveal !== null);
  return revealed ? { kind: "results", conversationId: revealed.conversationId } : { kind: "arrival" };
}

/** Conversations not named in the order (withdrawn ones) keep their place at the end. */
function reordered(conversations: ConversationState[], order: string[]): ConversationState[] {
  const named = order.flatMap((id) => conversations.find((conversation) => conversation.conversationId === id) ?? []);
  return [...named, ...conversations.filter((conversation) => !order.includes(conversation.conversationId))];
}

/** Nobody scores late in a closed session: whoever had not chosen may read it from now on. */
const allMayWatch = (conversation: ConversationState): ConversationState => ({
  ...conversation,
  late: Object.fromEntries(
    Object.entries(conversation.late).map(([seatId, late]) => [
      seatId,
      late.choice === "undecided" || late.choice === "scoring" ? { ...late, choice: "watching" as const } : late,
    ]),
  ),
});

export function evolveSetup(state: SessionState, event: SetupEvent): SessionState {
  switch (event.type) {
    case "SessionChanged":
      return { ...state, ...event.change, options: { ...state.options, ...event.options } };
    case "ConversationAdded":
      return { ...state, conversations: [...state.conversations, newConversation(event.conversation)] };
    case "ConversationChanged":
      return withConversation(state, event.conversationId, ({ material }) => ({ material: { ...material, ...event.change } }));
    case "ConversationWithdrawn":
      return {
        ...withConversation(state, event.conversationId, () => ({ withdrawn: true })),
        focus: focusWithout(state, event.conversationId),
      };
    case "ConversationsReordered":
      return { ...state, conversations: reordered(state.conversations, event.order) };
    case "TimerSet":
      return { ...state, timer: { startedAt: event.startedAt, endsAt: event.endsAt } };
    case "TimerEnded":
      return { ...state, timer: null };
    case "FocusMoved":
      return { ...state, focus: event.focus };
    case "SessionClosed": {
      const { at, bySeat, notDiscussed, unrevealed } = event;
      return {
        ...state,
        timer: null,
        conversations: state.conversations.map(allMayWatch),
        closed: { at, bySeat, notDiscussed, unrevealed },
        closings: state.closings + 1,
      };
    }
    case "SessionReopened": {
      const { at, bySeat, reason } = event;
      return { ...state, closed: null, reopened: [...state.reopened, { at, bySeat, reason }] };
    }
    default:
      return event satisfies never;
  }
}
