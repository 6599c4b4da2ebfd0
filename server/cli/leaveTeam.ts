// Whoever is forgotten is no longer in the team; it says so in its record.
import type { PersonId } from "../../shared/ids.ts";
import type { Rejection } from "../../shared/session/rejection.ts";
import { randomIds, systemClock } from "../live/ports.ts";
import { openDirectory } from "../people/directory.ts";
import type { EventStore } from "../store/eventStore.ts";
import { openTeam } from "../team.ts";

/** With the store to itself. Answers why the team cannot do without this person, with their name; null: they are out. */
export const leaveTeam = async (store: EventStore, personId: PersonId): Promise<{ rejection: Rejection; name: string } | null> => {
  const fail = (error: unknown): never => {
    throw error;
  };
  const directory = await openDirectory(store);
  const team = await openTeam({ store, clock: systemClock, ids: randomIds, directory, onFatal: fail, onFault: fail });
  if (!team.state().created) return null;
  const outcome = await team.asServer({ type: "EraseMember", personId: directory.resolve(personId) });
  return outcome.outcome === "rejected" ? { rejection: outcome.rejection, name: directory.nameOf(personId) } : null;
};
