// The team's link was replaced: whoever came by the old one and still waits at a door is turned away. Who has a seat keeps it.
import type { KnockId } from "../../shared/ids.ts";
import type { SessionState } from "../../shared/session/state.ts";
import type { Directory } from "../people/directory.ts";
import { isLater, StoreError } from "../store/storeErrors.ts";
import type { SessionIndex } from "./sessionIndex.ts";
import type { Sessions } from "./sessions.ts";

/** Those who came by letters, or are known to the team, wait on. */
const cameByLink = (state: SessionState, directory: Pick<Directory, "personOf">): KnockId[] =>
  state.knocks
    .filter(({ personId, turnedAway }) => !turnedAway && directory.personOf(personId)?.joinedIn === state.sessionId)
    .map(({ knockId }) => knockId);

type Doors = { sessions: Sessions; index: SessionIndex; directory: Directory };

const turnAwayIn = async (sessionId: string, { sessions, directory }: Doors): Promise<void> => {
  const session = await sessions.load(sessionId);
  for (const knockId of session ? cameByLink(session.state(), directory) : []) {
    const { outcome } = await sessions.asServer(sessionId, { type: "TurnAwayKnock", knockId });
    if (outcome === "later") throw new StoreError("STORE_BUSY", "Who waits at the door could not be turned away now.");
  }
};

/** Rejects as long as it could not be stored everywhere; may be done again. One that cannot be read keeps nobody at the others' doors. */
export const turnAwayByOldLink = async (doors: Doors): Promise<void> => {
  const failed: unknown[] = [];
  for (const { sessionId, status } of await doors.index.all())
    if (status === "open") await turnAwayIn(sessionId, doors).catch((error: unknown) => void failed.push(error));
  // What can be done later is done again; what is damaged is only told.
  if (failed.length > 0) throw failed.find(isLater) ?? failed[0];
};
