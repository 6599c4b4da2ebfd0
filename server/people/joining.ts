// Whoever comes in by the team's own link belongs to the team from then on: next week's link knows them. A session's code makes guests of one session.
import type { PersonId, SessionId } from "../../shared/ids.ts";
import type { SessionEvent } from "../../shared/session/events.ts";
import type { Experience } from "../../shared/session/shapes.ts";
import { StoreError } from "../store/storeErrors.ts";
import type { Team } from "../team.ts";
import type { Directory } from "./directory.ts";

export type Joining = {
  /** Let in by the team link: in the team, as a reviewer. Rejects as long as it could not be stored, like all of these; may be done again. */
  join: (personId: PersonId, experience: Experience) => Promise<void>;
  /** What became of people in a session: let in from the door, or taken out of the session they joined the team in. */
  follow: (sessionId: SessionId, events: readonly SessionEvent[], personOfSeat: (seatId: string) => PersonId | null) => Promise<void>;
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
    follow: async (sessionId, events, personOfSeat) => {
      for (const event of events) {
        if (event.type === "SeatTaken" && event.knockId !== null && event.role !== "observer") {
          const person = directory.personOf(event.personId);
          if (person?.kind === "guest" && person.joinedIn === sessionId) await join(person.personId, event.experience);
        }
        if (event.type === "SeatRemoved") {
          const person = directory.personOf(personOfSeat(event.seatId) ?? "");
          if (person?.joinedIn !== sessionId || team.memberOf(person.personId)?.role !== "reviewer") continue;
          // still known, so that only somebody inside can let them back
          await directory.makeGuest(person.personId, sessionId);
          await leave(person.personId);
        }
      }
    },
    sameAs: async (stranger) => {
      if (isMember(stranger)) await leave(stranger);
    },
  };
}
