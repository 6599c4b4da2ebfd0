// Before a request is answered: what other nodes stored before it came is known here too, so that nobody is a stranger on the next node. One node alone waits for nothing.
import type { Directory } from "../people/directory.ts";
import type { EventStore } from "../store/eventStore.ts";
import type { Team } from "../team.ts";
import { streamOf } from "./sessions.ts";

export type CaughtUp = (sessionId: string | null) => Promise<void>;

export const createCaughtUp =
  ({ store, team, directory }: { store: EventStore; team: Team; directory: Directory }): CaughtUp =>
  async (sessionId) => {
    await store.caughtUp(["workspace", ...(sessionId === null ? [] : [streamOf(sessionId)])]);
    await Promise.all([team.caughtUp(), directory.caughtUp()]);
  };

/** The session an address of the API is about; null: none in particular. */
export const sessionInPath = (path: string): string | null => /^\/sessions\/([\w-]{1,64})(\/|$)/.exec(path)?.[1] ?? null;
