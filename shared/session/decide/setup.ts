// Deciding about the session itself: making it, its basics and options, conversations, timer and focus.
import { LIMITS } from "../../limits.ts";
import { text } from "../../text.ts";
import type { Context, Conversation, Of } from "../commands.ts";
import type { Decided, SessionBasics, StoredConversation } from "../events.ts";
import { facilitatorOf } from "../find.ts";
import { reject } from "../rejection.ts";
import type { NamesShown, Options } from "../shapes.ts";
import type { SessionState } from "../state.ts";
import { type Decision, isRefused, liveConversation, type Refused, sameItems, typed } from "./ground.ts";

const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

const storedLines = (lines: Conversation["transcript"]): StoredConversation["transcript"] =>
  lines.map(({ at, speaker, text: words }) => ({ at, speaker, text: text(words) }));

const stored = ({ title, agent, why, transcript, ...rest }: Conversation): StoredConversation => ({
  ...rest,
  title: text(title.trim()),
  agent: typed(agent),
  why: typed(why),
  transcript: storedLines(transcript),
});

function lengthRefusal(lines: Conversation["transcript"]): Refused | null {
  const count = lines.reduce((sum, line) => sum + line.text.length, 0);
  return count > LIMITS.transcript ? reject("TOO_LONG", { count, limit: LIMITS.transcript }, "transcript") : null;
}

export function createSession(state: SessionState | null, command: Of<"CreateSession">): Decision {
  if (state) return reject("SESSION_EXISTS");
  const { type: _type, conversations, ...made } = command;
  if (made.scorecard.criteria.length === 0) return reject("SCORECARD_INVALID");
  if (!isTimeZone(made.timeZone)) return reject("DATE_INVALID", undefined, "timeZone");
  if (new Set(conversations.map(({ conversationId }) => conversationId)).size < conversations.length) return reject("ID_REUSED");
  if (conversations.length > LIMITS.conversations) return reject("TOO_MANY", { limit: LIMITS.conversations });
  for (const conversation of conversations) {
    const refusal = lengthRefusal(conversation.transcript);
    if (refusal) return refusal;
  }
  return [
    { type: "SessionCreated", ...made },
    ...conversations.map((conversation): Decided => ({ type: "ConversationAdded", conversation: stored(conversation) })),
  ];
}

const STRICTNESS: NamesShown[] = ["atReveal", "whenOpened", "whenSettled", "never"];

/** People scored under what the session promised about their names: after a reveal it may only promise more. */
function namesRefusal(state: SessionState, names: NamesShown): Refused | null {
  if (names === state.options.names) return null;
  if (state.options.names === "never") return reject("NOT_ALLOWED", undefined, "names");
  const looser = STRICTNESS.indexOf(names) < STRICTNESS.indexOf(state.options.names);
  const anyRevealed = state.conversations.some(({ reveal }) => reveal !== null);
  return looser && anyRevealed ? reject("ALREADY_REVEALED", undefined, "names") : null;
}

/** Only what differs from what stands. */
const differing = <Shape extends object>(standing: Shape, change: Partial<Shape>): Partial<Shape> =>
  Object.fromEntries(Object.entries(change).filter(([key, value]) => standing[key as keyof Shape] !== value)) as Partial<Shape>;

export function changeSession(state: SessionState, command: Of<"ChangeSession">, context: Context): Decision {
  const change = differing<SessionBasics>(state, command.change);
  const options = differing<Options>(state.options, command.options);
  if (change.timeZone !== undefined && !isTimeZone(change.timeZone)) return reject("DATE_INVALID", undefined, "timeZone");
  if (typeof change.dueAt === "number" && change.dueAt < context.at) return reject("DUE_IN_PAST", undefined, "dueAt");
  const refusal = options.names === undefined ? null : namesRefusal(state, options.names);
  if (refusal) return refusal;
  if (Object.keys(change).length === 0 && Object.keys(options).length === 0) return [];
  const facilitator = facilitatorOf(state);
  const scores = options.facilitatorScores;
  const seat: Decided[] =
    facilitator && scores !== undefined && facilitator.scores !== scores
      ? [{ type: "SeatChanged", seatId: facilitator.seatId, scores }]
      : [];
  return [{ type: "SessionChanged", change, options }, ...seat];
}

export function addConversation(state: SessionState, { conversation }: Of<"AddConversation">): Decision {
  if (state.conversations.some(({ conversationId }) => conversationId === conversation.conversationId)) return reject("ID_REUSED");
  const live = state.conversations.filter(({ withdrawn }) => !withdrawn);
  if (live.length >= LIMITS.conversations) return reject("TOO_MANY", { limit: LIMITS.conversations });
  return lengthRefusal(conversation.transcript) ?? [{ type: "ConversationAdded", conversation: stored(conversation) }];
}

const sameLines = (standing: StoredConversation["transcript"], sent: Conversation["transcript"]): boolean =>
  standing.length === sent.length &&
  standing.every((line, index) => {
    const other = sent[index]!;
    return line.at === other.at && line.speaker === other.speaker && line.text.text === other.text;
  });

export function changeConversation(state: SessionState, command: Of<"ChangeConversation">): Decision {
  const conversation = liveConversation(state, command.conversationId);
  if (isRefused(conversation)) return conversation;
  const { material } = conversation;
  const { title, agent, why, transcript, channel, link } = command.change;
  const newLines = transcript !== undefined && !sameLines(material.transcript, transcript) ? transcript : undefined;
  if (newLines) {
    const refusal = lengthRefusal(newLines);
    if (refusal) return refusal;
    // pinned evidence would point at other words
    if (Object.keys(conversation.blind.entries).length > 0) return reject("MATERIAL_IN_USE", undefined, "transcript");
  }
  const change: Partial<Omit<StoredConversation, "conversationId">> = {
    ...(title === undefined || title.trim() === material.title.text ? {} : { title: text(title.trim()) }),
    ...(agent === undefined || typed(agent)?.text === material.agent?.text ? {} : { agent: typed(agent) }),
    ...(why === undefined || typed(why)?.text === material.why?.text ? {} : { why: typed(why) }),
    ...(channel === undefined || channel === material.channel ? {} : { channel }),
    ...(link === undefined || link === material.link ? {} : { link }),
    ...(newLines ? { transcript: storedLines(newLines) } : {}),
  };
  if (Object.keys(change).length === 0) return [];
  return [{ type: "ConversationChanged", conversationId: command.conversationId, change }];
}

export function withdrawConversation(state: SessionState, { conversationId }: Of<"WithdrawConversation">): Decision {
  const conversation = state.conversations.find((each) => each.conversationId === conversationId);
  if (!conversation) return reject("CONVERSATION_UNKNOWN");
  return conversation.withdrawn ? [] : [{ type: "ConversationWithdrawn", conversationId }];
}

export function reorderConversations(state: SessionState, { order }: Of<"ReorderConversations">): Decision {
  const withdrawn = new Set(state.conversations.filter((each) => each.withdrawn).map(({ conversationId }) => conversationId));
  const live = state.conversations.filter((each) => !each.withdrawn).map(({ conversationId }) => conversationId);
  const wanted = order.filter((conversationId) => !withdrawn.has(conversationId));
  if (!sameItems(wanted, live)) return reject("ORDER_MISMATCH");
  return wanted.every((conversationId, index) => live[index] === conversationId) ? [] : [{ type: "ConversationsReordered", order: wanted }];
}

const minutes = (count: number): number => count * 60_000;

export const startTimer = (_state: SessionState, command: Of<"StartTimer">, { at }: Context): Decision => [
  { type: "TimerSet", startedAt: at, endsAt: at + minutes(command.minutes) },
];

/**
 * One that has run out is extended from now: "2 minutes more" means two minutes from here. So is one whose start is still to come, by a clock that was
 * put back since: what was left then was the whole of it.
 */
export function extendTimer({ timer }: SessionState, command: Of<"ExtendTimer">, { at }: Context): Decision {
  if (!timer) return reject("TIMER_NOT_RUNNING");
  const { startedAt, endsAt } = timer;
  const more = minutes(command.minutes);
  if (at > endsAt) return [{ type: "TimerSet", startedAt: at, endsAt: at + more }];
  if (at < startedAt) return [{ type: "TimerSet", startedAt: at, endsAt: at + (endsAt - startedAt) + more }];
  return [{ type: "TimerSet", startedAt, endsAt: endsAt + more }];
}

export const endTimer = ({ timer }: SessionState): Decision => (timer ? [{ type: "TimerEnded" }] : []);

export function moveFocus(state: SessionState, { focus }: Of<"MoveFocus">): Decision {
  if (focus.kind === "results") {
    const conversation = liveConversation(state, focus.conversationId);
    if (isRefused(conversation)) return conversation;
    if (!conversation.reveal) return reject("NOT_REVEALED");
    if (state.focus.kind === "results" && state.focus.conversationId === focus.conversationId) return [];
  } else if (state.focus.kind === focus.kind) return [];
  return [{ type: "FocusMoved", focus }];
}
