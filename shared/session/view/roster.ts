// Who is in the room, and for facilitator and lead who waits at the door.
import type { Audience } from "../audience.ts";
import type { Seat, SessionState } from "../state.ts";
import type { ViewContext } from "../viewContext.ts";
import type { DoorSlice, RosterSlice, SeatView, WaitingSlice } from "./slices.ts";

/** A guest of this one session, and not in the team by now. */
export const isGuest = (seat: Seat, context: ViewContext): boolean =>
  seat.workspaceRole === "guest" && !(context.inTeam?.(seat.personId) ?? false);

export function rosterSlice(state: SessionState, audience: Audience, context: ViewContext): RosterSlice {
  const conducts = audience.kind === "conductor";
  const seats = state.seats.filter(({ removed }) => !removed);
  // where everybody is new to this, the mark tells nobody from anybody
  const toldApart = seats.some(({ firstTime }) => !firstTime);
  const seatView = (seat: Seat): SeatView => ({
    seatId: seat.seatId,
    personId: seat.personId,
    name: context.nameOf(seat.personId),
    role: seat.role,
    scores: seat.scores,
    present: seat.present,
    label: seat.label,
    site: seat.site,
    guest: isGuest(seat, context),
    joinedAt: seat.takenAt,
    experience: conducts ? seat.experience : null,
    firstTime: conducts ? seat.firstTime && toldApart : null,
    deputy: conducts ? state.deputies.includes(seat.seatId) : null,
  });
  return { seats: seats.map(seatView) };
}

export function doorSlice(state: SessionState, audience: Audience, context: ViewContext): DoorSlice {
  if (audience.kind !== "conductor") return { knocks: [] };
  const waiting = state.knocks.filter(({ turnedAway }) => !turnedAway);
  return {
    knocks: waiting.map(({ knockId, personId, watches, at }) => ({
      knockId,
      name: context.nameOf(personId),
      watches: watches === true,
      at,
    })),
  };
}

/** All that somebody at the door learns; null: no such knock (any more). */
export function waitingSlice(state: SessionState, knockId: string, context: ViewContext): WaitingSlice | null {
  const knock = state.knocks.find((one) => one.knockId === knockId);
  if (!knock) return null;
  return { team: context.team, sessionName: state.name, name: context.nameOf(knock.personId), turnedAway: knock.turnedAway };
}
