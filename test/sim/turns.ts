// INV-12, counted from the log alone and by none of the product's own rules: which typed reasons have had their turn at any moment so far.
import type { SessionEvent } from "../../shared/session/events.ts";
import type { Entry, SpeakingBand } from "../../shared/session/shapes.ts";
import type { ConversationState, Discussion, SessionState } from "../../shared/session/state.ts";

export type Turns = {
  note: (one: SessionEvent, after: SessionState) => void;
  /** once it has come it may be under way to somebody for as long as a node has not heard what followed */ mayBeRead: (
    reason: string,
  ) => boolean;
};

const NEWEST_FIRST = ["new", "settled", "long"];

/** Empty where nobody waits for anybody: the order is open, or names are not read while people talk. */
const orderOf = ({ options }: SessionState, conversation: ConversationState): SpeakingBand[] =>
  options.speakingOrder === "newestFirst" && (options.names === "atReveal" || options.names === "whenOpened")
    ? (conversation.reveal?.speakingOrder ?? [])
    : [];

/** The band for which all newer ones are done: everybody in them who is here and scores was marked. Null: nobody of the order is here. */
function bandByMarks(state: SessionState, order: SpeakingBand[], { turn }: Discussion): number | null {
  const here = new Set(state.seats.filter((seat) => seat.present && seat.scores && !seat.removed).map(({ seatId }) => seatId));
  const marked = new Set([...turn.spoke, ...turn.passed]);
  if (!order.some(({ seats }) => seats.some((seatId) => here.has(seatId)))) return null;
  const waits = order.findIndex(({ seats }) => seats.some((seatId) => here.has(seatId) && !marked.has(seatId)));
  return waits === -1 ? order.length - 1 : waits;
}

/** Whoever is not in the order speaks with their experience, who leads and who is the baseline at the end. */
function bandOf(state: SessionState, conversation: ConversationState, order: SpeakingBand[], seatId: string): number {
  const last = order.length - 1;
  const own = order.findIndex(({ seats }) => seats.includes(seatId));
  const seat = state.seats.find((one) => one.seatId === seatId);
  if (own >= 0 || !seat) return own >= 0 ? own : last;
  const leads = seat.role === "facilitator" || seat.role === "lead";
  if ((leads && state.options.facilitatorSpeaksLast) || seatId === conversation.baselineSeatId) return last;
  const rank = NEWEST_FIRST.indexOf(seat.experience);
  const band = order.findIndex((each) => each.last || NEWEST_FIRST.indexOf(each.experience) >= rank);
  return band === -1 ? last : band;
}

/** What was handed in or written on one criterion, by seat; what was typed and not handed in is not among it. */
function reasonsOf(conversation: ConversationState, criterionId: string): [seatId: string, reason: string][] {
  const { blind, late, reveal, baselineSeatId } = conversation;
  const typed = (seatId: string, entry: Entry | undefined): [string, string][] => (entry?.reason ? [[seatId, entry.reason.text]] : []);
  const counted = [...(reveal?.roll.in ?? []), ...(baselineSeatId === null ? [] : [baselineSeatId])];
  return [
    ...counted.flatMap((seatId) => typed(seatId, blind.entries[seatId]?.[criterionId])),
    ...Object.entries(late).flatMap(([seatId, { choice, sheet }]) => (choice === "submitted" ? typed(seatId, sheet?.[criterionId]) : [])),
    ...(conversation.discussions[criterionId]?.reasons ?? []).map(({ seatId, text }): [string, string] => [seatId, text.text]),
  ];
}

export function createTurns(): Turns {
  /** the furthest band of each criterion that can have had the turn */ const reached = new Map<string, number>();
  const read = new Set<string>();

  const bandReached = (
    one: SessionEvent,
    state: SessionState,
    conversationId: string,
    discussion: Discussion,
    about: string,
    order: SpeakingBand[],
  ) => {
    const key = `${conversationId} ${about}`;
    const isNext = one.type === "TurnAdvanced" && one.conversationId === conversationId && one.criterionId === about;
    const before = (reached.get(key) ?? 0) + (isNext ? 1 : 0);
    const now = Math.max(before, bandByMarks(state, order, discussion) ?? 0);
    reached.set(key, now);
    return now;
  };

  return {
    note: (one, state) => {
      for (const conversation of state.conversations) {
        if (!conversation.reveal) continue;
        const { conversationId } = conversation;
        const order = orderOf(state, conversation);
        for (const { criterionId } of state.scorecard.criteria) {
          const discussion = conversation.discussions[criterionId];
          const over = conversation.settled[criterionId] !== undefined || conversation.parked[criterionId] !== undefined;
          if (!discussion && !over) continue;
          const band = discussion ? bandReached(one, state, conversationId, discussion, criterionId, order) : 0;
          const all = over || order.length === 0 || discussion?.turn.everyone === true;
          for (const [seatId, reason] of reasonsOf(conversation, criterionId))
            if (all || discussion?.turn.called.includes(seatId) || bandOf(state, conversation, order, seatId) <= band) read.add(reason);
        }
      }
    },
    mayBeRead: (reason) => read.has(reason),
  };
}
