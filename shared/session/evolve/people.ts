// What happens to seats: taken, changed, removed, given back, at the door, away and back, and the facilitator's chair passing on.
import type { SeatId } from "../../ids.ts";
import { heldSeat } from "../find.ts";
import { comesLate } from "../late.ts";
import { mayBeBaseline } from "../roll.ts";
import type { SessionRole } from "../shapes.ts";
import type { ConversationState, Seat, SessionState } from "../state.ts";
import { type EventOf, withSeat } from "./change.ts";
import { seatGivenBack } from "./givenBack.ts";

export type PeopleEvent = EventOf<
  | "SeatTaken"
  | "SeatChanged"
  | "SeatRemoved"
  | "SeatGivenBack"
  | "Knocked"
  | "KnockTurnedAway"
  | "DoorSet"
  | "MarkedAway"
  | "MarkedBack"
  | "DeputiesNamed"
  | "FacilitationPassed"
  | "MarkedAbsent"
  | "MarkedExpected"
  | "Nudged"
>;

function seatTaken(state: SessionState, event: EventOf<"SeatTaken">): SessionState {
  const { type: _type, at, knockId, ...taken } = event;
  const seat: Seat = {
    ...taken,
    label: null,
    present: false,
    awaySince: null,
    absent: false,
    removed: false,
    takenAt: at,
    nudgedAt: null,
  };
  const seats = [...state.seats, seat];
  const knocks = state.knocks.filter((knock) => knock.knockId !== knockId && knock.personId !== event.personId);
  // in a closed session nobody scores late: reading is all there is
  const watches = state.closed !== null || seat.role === "facilitator";
  const before = state.seats.filter((other) => other.personId === seat.personId);
  const conversations = state.conversations.map((conversation) => {
    const hasSeen = before.some(({ seatId }) => sawReveal(conversation, seatId));
    return withLate(conversation, seat, watches || hasSeen ? "watching" : "undecided", at);
  });
  return { ...state, seats, knocks, conversations };
}

/** Somebody who was removed and let in again has not forgotten what was shown before. */
const sawReveal = (conversation: ConversationState, seatId: SeatId): boolean => {
  const choice = conversation.late[seatId]?.choice;
  return conversation.reveal?.roll.in.includes(seatId) === true || choice === "watching" || choice === "submitted";
};

/** In a conversation that is revealed already, a person who scores and has nothing in comes late. */
const withLate = (conversation: ConversationState, seat: Seat, choice: "undecided" | "watching", at: number): ConversationState =>
  conversation.reveal && comesLate(conversation, seat) && !conversation.late[seat.seatId]
    ? { ...conversation, late: { ...conversation.late, [seat.seatId]: { choice, sheet: null, at } } }
    : conversation;

const withoutChoice = (conversation: ConversationState, seat: Seat): ConversationState => {
  const late = conversation.late[seat.seatId];
  return !seat.scores && (late?.choice === "undecided" || late?.choice === "scoring")
    ? { ...conversation, late: { ...conversation.late, [seat.seatId]: { ...late, choice: "watching" } } }
    : conversation;
};

/** A baseline whose author no longer leads, no longer scores or is gone is nobody's reference. After the reveal it stays as it was. */
export function withoutLapsedBaselines(state: SessionState): SessionState {
  const lapsed = (conversation: ConversationState) => {
    if (conversation.reveal || conversation.baselineSeatId === null) return false;
    const author = heldSeat(state, conversation.baselineSeatId);
    return author === null || !mayBeBaseline(author);
  };
  if (!state.conversations.some(lapsed)) return state;
  return {
    ...state,
    conversations: state.conversations.map((conversation) =>
      lapsed(conversation) ? { ...conversation, baselineSeatId: null } : conversation,
    ),
  };
}

function seatChanged(state: SessionState, event: EventOf<"SeatChanged">): SessionState {
  const { type: _type, at, seatId, ...change } = event;
  const changed = withSeat(state, seatId, change);
  const seat = heldSeat(changed, seatId);
  // whoever begins to score after a reveal has seen it, and watches; whoever no longer scores has nothing to choose
  const conversations = seat
    ? changed.conversations.map((conversation) => withLate(withoutChoice(conversation, seat), seat, "watching", at))
    : changed.conversations;
  return withoutLapsedBaselines({ ...changed, conversations });
}

/** The chair passes on and the two exchange roles: who gives it to a lead is a lead, and so is who hands it over and leads in the team. */
function facilitationPassed(state: SessionState, event: EventOf<"FacilitationPassed">): SessionState {
  const { from, to, how, at } = event;
  const before = heldSeat(state, to);
  const giver = from === null ? null : heldSeat(state, from);
  const leadsInTeam = giver !== null && ["lead", "manager", "admin"].includes(giver.workspaceRole);
  const rest: SessionRole = before?.role === "lead" || (how === "handedOver" && leadsInTeam) ? "lead" : "reviewer";
  const seats = state.seats.map((seat) => {
    if (seat.seatId === to) return { ...seat, role: "facilitator" as const };
    return seat.seatId === from ? { ...seat, role: rest } : seat;
  });
  const passed = { from, to, at, how };
  return withoutLapsedBaselines({ ...state, seats, passed, passings: [...state.passings, passed] });
}

const seatRemoved = (state: SessionState, seatId: SeatId): SessionState =>
  withoutLapsedBaselines({
    ...withSeat(state, seatId, { removed: true, present: false }),
    deputies: state.deputies.filter((deputy) => deputy !== seatId),
  });

export function evolvePeople(state: SessionState, event: PeopleEvent): SessionState {
  switch (event.type) {
    case "SeatTaken":
      return seatTaken(state, event);
    case "SeatChanged":
      return seatChanged(state, event);
    case "SeatRemoved":
      return seatRemoved(state, event.seatId);
    case "SeatGivenBack":
      return withoutLapsedBaselines(seatGivenBack(state, event));
    case "Knocked": {
      const { type: _type, ...knock } = event;
      return { ...state, knocks: [...state.knocks.filter(({ personId }) => personId !== event.personId), { ...knock, turnedAway: false }] };
    }
    case "KnockTurnedAway":
      return { ...state, knocks: state.knocks.map((knock) => (knock.knockId === event.knockId ? { ...knock, turnedAway: true } : knock)) };
    case "DoorSet":
      return { ...state, doorSwitch: event.open };
    case "MarkedAway":
      return withSeat(state, event.seatId, { present: false, awaySince: event.at });
    case "MarkedBack":
      return withSeat(state, event.seatId, { present: true, awaySince: null });
    case "DeputiesNamed":
      return { ...state, deputies: event.seatIds };
    case "FacilitationPassed":
      return facilitationPassed(state, event);
    case "MarkedAbsent":
      return withSeat(state, event.seatId, { absent: true });
    case "MarkedExpected":
      return withSeat(state, event.seatId, { absent: false });
    case "Nudged":
      return withSeat(state, event.seatId, { nudgedAt: event.at });
    default:
      return event satisfies never;
  }
}
