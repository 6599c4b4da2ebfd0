// The team's link was replaced: whoever came by the old one and still waits at a door is turned away. Who has a seat keeps it.
import type { KnockId } from "../../shared/ids.ts";
import type { SessionState } from "../../shared/session/state.ts";
import type { Directory } from "../people/directory.ts";
import { StoreError } from "../store/storeErrors.ts";
import type { SessionIndex } from "./sessionIndex.ts";
import type { Sessions } from "./sessions.ts";

/** Those who came by letters, or are known to the team, wait on. */
const cameByLink = (state: SessionState, directory: Pick<Directory, "personOf">): KnockId[] =>
  state.knocks
    .filter(({ personId, turnedAway }) => !turnedAway && directory.personOf(personId)?.joinedIn === state.sessionId)
    .map(({ knockId }) => knockId);

/** Rejects as long as it could not be stored everywhere; may be done again. */
export const turnAwayByOldLink = async (live: { sessions: Sessions; index: SessionIndex; directory: Directory }): Promise<void> => {
  for (const { sessionId, status } of await live.index.all()) {
    const session = status === "open" ? await live.sessions.load(sessionId) : null;
    for (const knockId of session ? cameByLink(session.state(), live.directory) : []) {
      const { outcome } = await live.sessions.asServer(sessionId, { type: "TurnAwayKnock", knockId });
      if (outcome === "later") throw new StoreError("STORE_BUSY", "Who waits at the door could not be turned away now.");
    }
  }
};
