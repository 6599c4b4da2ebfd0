// Whoever comes in by the team's own link belongs to the team from then on: next week's link knows them. A session's code makes guests of one session.
import type { PersonId, SeatId } from "../../shared/ids.ts";
import type { Experience } from "../../shared/session/shapes.ts";
import type { SessionState } from "../../shared/session/state.ts";
import { StoreError } from "../store/storeErrors.ts";
import type { Team } from "../team.ts";
import type { Directory } from "./directory.ts";

export type Joining = {
  /** Let in by the team link: in the team, as a reviewer. Rejects as long as it could not be stored, like all of these; may be done again. */
  join: (personId: PersonId, experience: Experience) => Promise<void>;
  /** What has become of somebody who came by the team link and was given this seat from the door, or lost it: in the team as long as they are in the session, not only watching. */
  follow: (session: SessionState, seatId: SeatId) => Promise<void>;
  /** "This is the same Ana": the stranger's place in the team goes, hers stays. */
  sameAs: (stranger: PersonId) => Promise<void>;
};

const notNow = (): StoreError => new StoreError("STORE_BUSY", "The team could not be changed now.");

export function createJoining({ team, directory }: { team: Team; directory: Directory }): Joining {
  const join: Joining["join"] = async (personId, experience) => {
    // the team first: a member whom the directory calls a guest can enter, the other way round could not
    const outcome = await team.asServer({ type: "AddMember", personId, role: "reviewer", experience, site: null });
    if (outcome.outcome === "later") throw notNow();
    if (outcome.outcome === "ok" || isMember(personId)) await directory.makeMember(personId);
  };
  const leave = async (personId: PersonId): Promise<void> => {
    const outcome = await team.asServer({ type: "RemoveMember", personId });
    if (outcome.outcome === "later") throw notNow();
  };
  const isMember = (personId: PersonId): boolean => team.state().members.some((member) => member.personId === personId && !member.removed);

  return {
    join,
    follow: async (session, seatId) => {
      const seat = session.seats.find((one) => one.seatId === seatId);
      const person = seat && directory.personOf(seat.personId);
      if (!seat || !person || person.joinedIn !== session.sessionId) return;
      const here = session.seats.find((one) => !one.removed && directory.resolve(one.personId) === directory.resolve(seat.personId));
      if (here) {
        if (person.kind === "guest" && here.role !== "observer") await join(person.personId, here.experience);
        return;
      }
      if (team.memberOf(person.personId)?.role !== "reviewer") return;
      // still known, so that only somebody inside can let them back
      await directory.makeGuest(person.personId, session.sessionId);
      await leave(person.personId);
    },
    sameAs: async (stranger) => {
      if (isMember(stranger)) await leave(stranger);
    },
  };
}
