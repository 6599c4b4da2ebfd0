// Who a person is in a session: a seat, somebody at the door, or nobody. Asked again whenever people come and go, so that being let in needs no reconnect.
import type { Viewer } from "../../shared/session/audience.ts";
import type { Seat, SessionState } from "../../shared/session/state.ts";
import type { Directory } from "../people/directory.ts";

export type WhoIs = Pick<Directory, "resolve">;

/** The seat a person holds; a person who was given somebody's seat holds that one. */
export const seatOfPerson = (state: SessionState, directory: WhoIs, personId: string): Seat | null =>
  state.seats.find((seat) => !seat.removed && directory.resolve(seat.personId) === directory.resolve(personId)) ?? null;

export function viewerOf(state: SessionState, directory: WhoIs, personId: string): Extract<Viewer, { kind: "seat" | "door" }> | null {
  const seat = seatOfPerson(state, directory, personId);
  if (seat) return { kind: "seat", seatId: seat.seatId };
  const knock = state.knocks.findLast((one) => directory.resolve(one.personId) === directory.resolve(personId));
  return knock ? { kind: "door", knockId: knock.knockId } : null;
}
