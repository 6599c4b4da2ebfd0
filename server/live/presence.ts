// Who is here, from their sockets: back at once, away when the last socket has been closed for a while. The log learns both as ordinary commands.
import { isLater } from "../store/storeErrors.ts";
import type { LiveSession, Sessions } from "./sessions.ts";
import type { Clock } from "./ports.ts";

export type Presence = {
  opened: (sessionId: string, seatId: string) => void;
  closed: (sessionId: string, seatId: string) => void;
  /** After a start: whoever the log says is here and does not come back in time is away. */
  recheck: (session: LiveSession) => void;
  /** The log says that somebody is away whose socket is here. */
  contradict: (session: LiveSession) => void;
  connected: (sessionId: string, seatId: string) => boolean;
  inSession: (sessionId: string) => boolean;
  stop: () => void;
};

/** The other nodes' sockets. A single node has nobody beside it. */
export type SeatsElsewhere = {
  /** this node has a socket of this seat now */ hold: (sessionId: string, seatId: string) => void;
  release: (sessionId: string, seatId: string) => void;
  /** Rejects while it cannot be known. */ heldElsewhere: (sessionId: string, seatId: string) => Promise<boolean>;
  /** another node ended, in whatever way */ onNodeGone: (listener: () => void) => void;
};

export const NO_OTHER_NODES: SeatsElsewhere = { hold: () => {}, release: () => {}, heldElsewhere: async () => false, onNodeGone: () => {} };

const UNKNOWN_MS = 1_000;

export function createPresence(options: {
  sessions: Pick<Sessions, "asServer" | "peek">;
  clock: Clock;
  /** how long after the last socket somebody counts as away */ graceMs: number;
  elsewhere: SeatsElsewhere;
  onFault: (error: unknown) => void;
}): Presence {
  const { sessions, clock, graceMs, elsewhere, onFault } = options;
  const sockets = new Map<string, Map<string, number>>();
  const leaving = new Map<string, () => void>();
  const keyOf = (sessionId: string, seatId: string) => `${sessionId} ${seatId}`;
  const countOf = (sessionId: string, seatId: string): number => sockets.get(sessionId)?.get(seatId) ?? 0;
  let stopped = false;

  const planAway = (sessionId: string, seatId: string, afterMs = graceMs): void => {
    const key = keyOf(sessionId, seatId);
    if (stopped || leaving.has(key)) return;
    leaving.set(
      key,
      clock.after(afterMs, () => {
        leaving.delete(key);
        if (countOf(sessionId, seatId) > 0) return;
        elsewhere.heldElsewhere(sessionId, seatId).then(
          // Somebody else's to say, when their last socket closes.
          (held) => {
            if (!held && countOf(sessionId, seatId) === 0) say(sessionId, seatId, "MarkAway");
          },
          () => planAway(sessionId, seatId, UNKNOWN_MS),
        );
      }),
    );
  };

  /** Told again while the store cannot take it, as long as it is still true. */
  const say = (sessionId: string, seatId: string, type: "MarkAway" | "MarkBack"): void => {
    const again = (afterMs: number): void =>
      void clock.after(afterMs, () => {
        if (!stopped && countOf(sessionId, seatId) > 0 === (type === "MarkBack")) say(sessionId, seatId, type);
      });
    sessions.asServer(sessionId, { type, seatId }).then(
      (outcome) => outcome.outcome === "later" && again(outcome.afterMs),
      // It is not in memory any more, and cannot be read now, or never again.
      (error: unknown) => (isLater(error) ? again(UNKNOWN_MS) : onFault(error)),
    );
  };

  return {
    opened: (sessionId, seatId) => {
      const session = sockets.get(sessionId) ?? new Map<string, number>();
      sockets.set(sessionId, session);
      session.set(seatId, (session.get(seatId) ?? 0) + 1);
      elsewhere.hold(sessionId, seatId);
      leaving.get(keyOf(sessionId, seatId))?.();
      leaving.delete(keyOf(sessionId, seatId));
      const seat = sessions
        .peek(sessionId)
        ?.state()
        .seats.find((other) => other.seatId === seatId);
      if (seat && !seat.present) say(sessionId, seatId, "MarkBack");
    },
    closed: (sessionId, seatId) => {
      const left = countOf(sessionId, seatId) - 1;
      if (left > 0) {
        sockets.get(sessionId)?.set(seatId, left);
        return;
      }
      sockets.get(sessionId)?.delete(seatId);
      if (sockets.get(sessionId)?.size === 0) sockets.delete(sessionId);
      elsewhere.release(sessionId, seatId);
      planAway(sessionId, seatId);
    },
    recheck: (session) => {
      for (const seat of session.state().seats)
        if (seat.present && !seat.removed && countOf(session.sessionId, seat.seatId) === 0) planAway(session.sessionId, seat.seatId);
    },
    contradict: (session) => {
      for (const seat of session.state().seats)
        if (!seat.present && !seat.removed && countOf(session.sessionId, seat.seatId) > 0) say(session.sessionId, seat.seatId, "MarkBack");
    },
    connected: (sessionId, seatId) => countOf(sessionId, seatId) > 0,
    inSession: (sessionId) => sockets.has(sessionId),
    stop: () => {
      stopped = true;
      for (const cancel of leaving.values()) cancel();
      leaving.clear();
    },
  };
}
