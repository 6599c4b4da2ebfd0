// Deciding about people: seats, the door, presence, deputies and the facilitator's chair.
import type { SeatId } from "../../ids.ts";
import { LIMITS } from "../../limits.ts";
import type { Of } from "../commands.ts";
import { doorOpen } from "../door.ts";
import { facilitatorOf, knockOf, seatOf } from "../find.ts";
import { reject } from "../rejection.ts";
import type { SessionState } from "../state.ts";
import { type Decision, isRefused, knownSeat } from "./ground.ts";

const isSeated = (state: SessionState, personId: string): boolean =>
  state.seats.some((seat) => seat.personId === personId && !seat.removed);
const wasRemoved = (state: SessionState, personId: string): boolean =>
  state.seats.some((seat) => seat.personId === personId && seat.removed);
const isFull = (state: SessionState): boolean => state.seats.filter((seat) => !seat.removed).length >= LIMITS.seats;

// --- what the server asks for

export function takeSeat(state: SessionState, { type: _type, ...taken }: Of<"TakeSeat">): Decision {
  if (isSeated(state, taken.personId)) return reject("ALREADY_SEATED");
  if (wasRemoved(state, taken.personId)) return reject("REMOVED");
  if (seatOf(state, taken.seatId)) return reject("ID_REUSED");
  if (isFull(state)) return reject("TOO_MANY", { limit: LIMITS.seats });
  const role = taken.role === "facilitator" && facilitatorOf(state) ? "lead" : taken.role;
  const scores = taken.scores && role !== "observer" && (role !== "facilitator" || state.options.facilitatorScores);
  return [{ type: "SeatTaken", ...taken, role, scores, knockId: null }];
}

export function knock(state: SessionState, command: Of<"Knock">): Decision {
  const { knockId, personId, seatId, experience, firstTime, watches } = command;
  if (state.closed) return reject("SESSION_CLOSED");
  if (isSeated(state, personId)) return reject("ALREADY_SEATED");
  if (knockOf(state, knockId) || seatOf(state, seatId)) return reject("ID_REUSED");
  if (isFull(state)) return reject("TOO_MANY", { limit: LIMITS.seats });
  if (doorOpen(state) && !wasRemoved(state, personId)) return [guestSeat(command, watches ? "observer" : "reviewer")];
  if (state.knocks.some((waiting) => waiting.personId === personId && !waiting.turnedAway)) return [];
  if (state.knocks.length >= LIMITS.seats) return reject("TOO_MANY", { limit: LIMITS.seats });
  return [{ type: "Knocked", knockId, personId, seatId, experience, firstTime, ...(watches ? { watches } : {}) }];
}

const guestSeat = ({ knockId, personId, seatId, experience, firstTime }: Omit<Of<"Knock">, "type">, role: "reviewer" | "observer") =>
  ({
    type: "SeatTaken",
    seatId,
    personId,
    role,
    workspaceRole: "guest",
    experience,
    site: null,
    scores: role === "reviewer",
    firstTime,
    knockId,
  }) as const;

export function markPresence(state: SessionState, { type, seatId }: Of<"MarkAway" | "MarkBack">): Decision {
  const seat = seatOf(state, seatId);
  if (!seat) return reject("SEAT_UNKNOWN");
  if (seat.removed || seat.present === (type === "MarkBack")) return [];
  return [{ type: type === "MarkBack" ? "MarkedBack" : "MarkedAway", seatId }];
}

// --- the door

export function admitKnock(state: SessionState, { knockId, role }: Of<"AdmitKnock">): Decision {
  const waiting = knockOf(state, knockId);
  if (!waiting) return reject("KNOCK_UNKNOWN");
  if (isFull(state)) return reject("TOO_MANY", { limit: LIMITS.seats });
  return [guestSeat(waiting, role)];
}

export function turnAwayKnock(state: SessionState, { knockId }: Of<"TurnAwayKnock">): Decision {
  const waiting = knockOf(state, knockId);
  if (!waiting) return reject("KNOCK_UNKNOWN");
  return waiting.turnedAway ? [] : [{ type: "KnockTurnedAway", knockId }];
}

/** The link they came by was replaced: whoever still waits is not let in by it any more. */
export const linkEnded = (state: SessionState, command: Of<"TurnAwayKnock">): Decision => {
  const events = turnAwayKnock(state, command);
  return "rejected" in events ? events : events.map((event) => ({ ...event, linkEnded: true }) as const);
};

export const setDoor = (state: SessionState, { open }: Of<"SetDoor">): Decision =>
  state.doorSwitch === open ? [] : [{ type: "DoorSet", open }];

// --- seats

export function changeSeat(state: SessionState, command: Of<"ChangeSeat">): Decision {
  const seat = knownSeat(state, command.seatId);
  if (isRefused(seat)) return seat;
  const { type: _type, seatId, ...sent } = command;
  // the chair passes on by handing over, so that there is always exactly one
  if (sent.role !== undefined && sent.role !== seat.role && (sent.role === "facilitator" || seat.role === "facilitator"))
    return reject("LAST_FACILITATOR", undefined, "role");
  const role = sent.role ?? seat.role;
  const becomesObserver = role === "observer";
  const wasObserver = seat.role === "observer";
  const scores = becomesObserver ? false : (sent.scores ?? (wasObserver ? true : seat.scores));
  const label = sent.label === undefined ? undefined : sent.label?.trim() || null;
  const site = sent.site === undefined ? undefined : sent.site?.trim() || null;
  const change = {
    ...(role === seat.role ? {} : { role }),
    ...(sent.experience === undefined || sent.experience === seat.experience ? {} : { experience: sent.experience }),
    ...(scores === seat.scores ? {} : { scores }),
    ...(label === undefined || label === seat.label ? {} : { label }),
    ...(site === undefined || site === seat.site ? {} : { site }),
  };
  return Object.keys(change).length === 0 ? [] : [{ type: "SeatChanged", seatId, ...change }];
}

export function removeSeat(state: SessionState, { seatId }: Of<"RemoveSeat">): Decision {
  const seat = seatOf(state, seatId);
  if (!seat) return reject("SEAT_UNKNOWN");
  if (seat.removed) return [];
  return seat.role === "facilitator" ? reject("LAST_FACILITATOR") : [{ type: "SeatRemoved", seatId }];
}

export function giveSeatBack(state: SessionState, command: Of<"GiveSeatBack">): Decision {
  const { seatId, strangerSeatId, knockId } = command;
  const seat = knownSeat(state, seatId);
  if (isRefused(seat)) return seat;
  if (strangerSeatId !== null && knockId === null) {
    if (strangerSeatId === seatId) return reject("BAD_REQUEST", undefined, "strangerSeatId");
    const stranger = knownSeat(state, strangerSeatId);
    if (isRefused(stranger)) return stranger;
    if (stranger.role === "facilitator") return reject("LAST_FACILITATOR");
    return [{ type: "SeatGivenBack", seatId, strangerSeatId, knockId, strangerPersonId: stranger.personId }];
  }
  if (knockId !== null && strangerSeatId === null) {
    const waiting = knockOf(state, knockId);
    if (!waiting) return reject("KNOCK_UNKNOWN");
    return [{ type: "SeatGivenBack", seatId, strangerSeatId, knockId, strangerPersonId: waiting.personId }];
  }
  return reject("BAD_REQUEST", undefined, "knockId");
}

// --- the chair

export function nameDeputies(state: SessionState, { seatIds }: Of<"NameDeputies">): Decision {
  const deputies = [...new Set(seatIds)];
  for (const seatId of deputies) {
    const seat = knownSeat(state, seatId);
    if (isRefused(seat)) return seat;
    if (seat.role === "observer") return reject("NOT_ALLOWED", undefined, "seatIds");
  }
  const same = deputies.length === state.deputies.length && deputies.every((seatId) => state.deputies.includes(seatId));
  return same ? [] : [{ type: "DeputiesNamed", seatIds: deputies }];
}

const passOn = (state: SessionState, to: SeatId, how: "takenOver" | "returned" | "handedOver"): Decision => {
  const from = facilitatorOf(state)?.seatId ?? null;
  return from === to ? [] : [{ type: "FacilitationPassed", from, to, how }];
};

export const takeOver = (state: SessionState, by: SeatId): Decision => passOn(state, by, "takenOver");
export const takeBack = (state: SessionState, by: SeatId): Decision => passOn(state, by, "returned");

export function handOver(state: SessionState, { seatId }: Of<"HandOver">): Decision {
  const seat = knownSeat(state, seatId);
  return isRefused(seat) ? seat : passOn(state, seatId, "handedOver");
}
