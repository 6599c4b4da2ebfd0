// Who the people at the sockets are now, and who of them is not one of the session any more.
import type { PersonId, SeatId } from "../../shared/ids.ts";
import type { SessionEvent } from "../../shared/session/events.ts";
import type { RejectionCode } from "../../shared/session/rejection.ts";
import type { Directory } from "../people/directory.ts";
import type { Presence } from "./presence.ts";
import type { LiveSession, Sessions } from "./sessions.ts";
import type { Sockets } from "./sockets.ts";
import { viewerOf } from "./viewers.ts";

export type PeopleHere = {
  /** From the door to a seat, from a stranger's seat to one's own. */ recogniseIn: (session: LiveSession) => void;
  /** The same in every session here, with the names as they are now. */ recognise: () => Promise<void>;
  /** Out of a session whose seats these were. */ dismissRemoved: (session: LiveSession, removed: ReadonlySet<SeatId>) => void;
  /** Out of the door of a session, told that their link has ended. */ dismissTurnedAway: (
    session: LiveSession,
    events: readonly SessionEvent[],
  ) => void;
  /** Out of every session here, told why. */ dismiss: (whose: (personId: PersonId) => boolean, code: RejectionCode) => void;
};

export function createPeopleHere(options: { sessions: Sessions; directory: Directory; presence: Presence; sockets: Sockets }): PeopleHere {
  const { sessions, directory, presence, sockets } = options;
  const { broadcast } = sockets;

  const recogniseIn: PeopleHere["recogniseIn"] = (session) => {
    for (const viewing of broadcast.viewings(session.sessionId)) {
      if (viewing.personId === null) continue;
      const before = viewing.viewer;
      const now = viewerOf(session.state(), directory, viewing.personId);
      if (!now || JSON.stringify(now) === JSON.stringify(before)) continue;
      viewing.viewer = now;
      if (before.kind === "seat") presence.closed(session.sessionId, before.seatId);
      if (now.kind === "seat") presence.opened(session.sessionId, now.seatId);
    }
  };

  return {
    recogniseIn,
    recognise: async () => {
      for (const sessionId of broadcast.sessions()) {
        const session = sessions.peek(sessionId);
        if (session) recogniseIn(session);
      }
      await sessions.refreshContexts();
    },
    // Also whoever was let in, or given another seat, and removed before this node heard of either: here they still are where they were before.
    dismissRemoved: (session, removed) => {
      if (removed.size === 0) return;
      const { seats } = session.state();
      const wasRemoved = (personId: PersonId): boolean =>
        viewerOf(session.state(), directory, personId) === null &&
        seats.some((seat) => removed.has(seat.seatId) && directory.resolve(seat.personId) === directory.resolve(personId));
      for (const viewing of [...broadcast.viewings(session.sessionId)]) {
        const { viewer, personId } = viewing;
        if ((viewer.kind === "seat" && removed.has(viewer.seatId)) || (personId !== null && wasRemoved(personId)))
          sockets.dismiss(viewing, "REMOVED");
      }
    },
    dismissTurnedAway: (session, events) => {
      const ended = new Set(events.flatMap((event) => (event.type === "KnockTurnedAway" && event.linkEnded ? [event.knockId] : [])));
      if (ended.size === 0) return;
      for (const viewing of [...broadcast.viewings(session.sessionId)])
        if (viewing.viewer.kind === "door" && ended.has(viewing.viewer.knockId)) sockets.dismiss(viewing, "LINK_INVALID");
    },
    dismiss: (whose, code) => {
      for (const sessionId of broadcast.sessions())
        for (const viewing of [...broadcast.viewings(sessionId)])
          if (viewing.personId !== null && whose(viewing.personId)) sockets.dismiss(viewing, code);
    },
  };
}
