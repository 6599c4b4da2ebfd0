// "This is the same Ana": what a person did as a stranger becomes their own seat's, wherever that seat has nothing of its own.
import type { SeatId } from "../../ids.ts";
import type { Ballot } from "../ballot.ts";
import { seatOf } from "../find.ts";
import type { ConversationState, Discussion, Reveal, Seat, SessionState } from "../state.ts";
import { type EventOf, withSeat, without } from "./change.ts";

/** The record with the entry of `from` under `to`, or dropped where `to` has one. */
function moved<Entry>(record: Record<SeatId, Entry>, from: SeatId, to: SeatId): Record<SeatId, Entry> {
  const entry = record[from];
  if (entry === undefined) return record;
  const rest = without(record, from);
  return rest[to] === undefined ? { ...rest, [to]: entry } : rest;
}

const renamed = (seats: SeatId[], from: SeatId, to: SeatId): SeatId[] =>
  seats.includes(from) ? [...new Set(seats.map((seatId) => (seatId === from ? to : seatId)))] : seats;

const movedBallot = <Entry>(ballot: Ballot<Entry>, from: SeatId, to: SeatId): Ballot<Entry> => ({
  ...ballot,
  entries: moved(ballot.entries, from, to),
});

/** One person stands in the roll and in the speaking order once; in wins over absent. */
function movedReveal(reveal: Reveal, from: SeatId, to: SeatId): Reveal {
  const isIn = reveal.roll.in.includes(from) || reveal.roll.in.includes(to);
  const placed = reveal.speakingOrder.some((band) => band.seats.includes(to));
  const absent = renamed(reveal.roll.absent, from, to);
  return {
    ...reveal,
    bySeat: reveal.bySeat === from ? to : reveal.bySeat,
    roll: {
      in: renamed(reveal.roll.in, from, to),
      missing: renamed(reveal.roll.missing, from, to),
      absent: isIn ? absent.filter((seatId) => seatId !== to) : absent,
    },
    speakingOrder: reveal.speakingOrder.map((band) => ({
      ...band,
      seats: placed ? band.seats.filter((seatId) => seatId !== from) : renamed(band.seats, from, to),
    })),
  };
}

const movedDiscussion = (discussion: Discussion, from: SeatId, to: SeatId): Discussion => ({
  ...discussion,
  turn: {
    ...discussion.turn,
    spoke: renamed(discussion.turn.spoke, from, to),
    passed: renamed(discussion.turn.passed, from, to),
    called: renamed(discussion.turn.called, from, to),
  },
  reasons: discussion.reasons.map((reason) => (reason.seatId === from ? { ...reason, seatId: to } : reason)),
  minds: moved(discussion.minds, from, to),
  revotes: discussion.revotes.map((ballot) => movedBallot(ballot, from, to)),
});

/** Whether this seat has seen a revealed conversation: it was in, does not score, watches, or handed in late. */
const hasSeen = (conversation: ConversationState, seatId: SeatId): boolean => {
  const choice = conversation.late[seatId]?.choice;
  return choice === undefined || choice === "watching" || choice === "submitted";
};

function movedLate(conversation: ConversationState, from: SeatId, to: SeatId): ConversationState["late"] {
  const rest = without(conversation.late, from);
  if (!conversation.reveal) return rest;
  // a blind review, of either seat, leaves nothing to choose
  if (conversation.blind.entries[from] || conversation.blind.entries[to]) return without(rest, to);
  const own = conversation.late[to];
  const strangers = conversation.late[from];
  if (strangers?.choice === "submitted" && own?.choice !== "submitted") return { ...rest, [to]: strangers };
  // what a person has seen as a stranger cannot be scored late by the same person
  if (own && !hasSeen(conversation, to) && hasSeen(conversation, from)) return { ...rest, [to]: { ...own, choice: "watching" } };
  return rest;
}

const movedConversation = (conversation: ConversationState, from: SeatId, to: SeatId): ConversationState => ({
  ...conversation,
  blind: movedBallot(conversation.blind, from, to),
  submittedAt: moved(conversation.submittedAt, from, to),
  baselineSeatId: conversation.baselineSeatId === from ? to : conversation.baselineSeatId,
  reveal: conversation.reveal && movedReveal(conversation.reveal, from, to),
  late: movedLate(conversation, from, to),
  discussions: Object.fromEntries(
    Object.entries(conversation.discussions).map(([criterionId, discussion]) => [criterionId, movedDiscussion(discussion, from, to)]),
  ),
  objections: conversation.objections.map((objection) => (objection.seatId === from ? { ...objection, seatId: to } : objection)),
});

/** Whoever is here in one of the two seats is here; whoever is in neither has been away since they left the last of them. */
function whereabouts(own: Seat, stranger: Seat): Pick<Seat, "present" | "awaySince"> {
  if (own.present || stranger.present) return { present: true, awaySince: null };
  const left = [own.awaySince, stranger.awaySince].filter((at) => at !== null);
  return { present: false, awaySince: left.length > 0 ? Math.max(...left) : null };
}

export function seatGivenBack(state: SessionState, event: EventOf<"SeatGivenBack">): SessionState {
  const { seatId, strangerSeatId, strangerPersonId } = event;
  const knocks = state.knocks.filter((knock) => knock.knockId !== event.knockId && knock.personId !== strangerPersonId);
  const stranger = strangerSeatId === null ? null : seatOf(state, strangerSeatId);
  const own = seatOf(state, seatId);
  const back = withSeat({ ...state, knocks }, seatId, {
    personId: strangerPersonId,
    ...(own && stranger ? whereabouts(own, stranger) : {}),
  });
  if (!stranger) return back;
  const gone = withSeat(back, stranger.seatId, { removed: true, present: false });
  const conversations = gone.conversations.map((conversation) => movedConversation(conversation, stranger.seatId, seatId));
  const deputies = gone.deputies.filter((deputy) => deputy !== stranger.seatId);
  // having handed something in, even as a stranger, ends "do not wait for this person"
  const handedIn = state.conversations.some((conversation) => conversation.blind.entries[stranger.seatId] && !conversation.reveal);
  const merged = { ...gone, conversations, deputies };
  return handedIn ? withSeat(merged, seatId, { absent: false }) : merged;
}
