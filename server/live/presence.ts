// Who is here, from their sockets: back at once, away when the last socket has been closed for a while. The log learns both as ordinary commands.
import type { LiveSession, Sessions } from "./sessions.ts";
import type { Clock } from "./ports.ts";

export type Presence = {
  opened: (sessionId: string, seatId: string) => void;
  closed: (sessionId: string, seatId: string) => void;
  /** After a start: whoever the log says is here and does not come back in time is away. */
  recheck: (session: LiveSession) => void;
  connected: (sessionId: string, seatId: string) => boolean;
  inSession: (sessionId: string) => boolean;
  stop: () => void;
};

export function createPresence(sessions: Sessions, clock: Clock, graceMs: number): Presence {
  const sockets = new Map<string, Map<string, number>>();
  const leaving = new Map<string, () => void>();
  const keyOf = (sessionId: string, seatId: string) => `${sessionId} ${seatId}`;
  const countOf = (sessionId: string, seatId: string): number => sockets.get(sessionId)?.get(seatId) ?? 0;

  const planAway = (sessionId: string, seatId: string): void => {
    const key = keyOf(sessionId, seatId);
    if (leaving.has(key)) return;
    leaving.set(
      key,
      clock.after(graceMs, () => {
        leaving.delete(key);
        if (countOf(sessionId, seatId) === 0) void say(sessionId, seatId, "MarkAway");
      }),
    );
  };

  /** Told again while the store cannot take it, as long as it is still true. */
  const say = async (sessionId: string, seatId: string, type: "MarkAway" | "MarkBack"): Promise<void> => {
    const outcome = await sessions.asServer(sessionId, { type, seatId });
    if (outcome.outcome !== "later") return;
    clock.after(outcome.afterMs, () => {
      if (countOf(sessionId, seatId) > 0 === (type === "MarkBack")) void say(sessionId, seatId, type);
    });
  };

  return {
    opened: (sessionId, seatId) => {
      const session = sockets.get(sessionId) ?? new Map<string, number>();
      sockets.set(sessionId, session);
      session.set(seatId, (session.get(seatId) ?? 0) + 1);
      leaving.get(keyOf(sessionId, seatId))?.();
      leaving.delete(keyOf(sessionId, seatId));
      const seat = sessions
        .peek(sessionId)
        ?.state()
        .seats.find((other) => other.seatId === seatId);
      if (seat && !seat.present) void say(sessionId, seatId, "MarkBack");
    },
    closed: (sessionId, seatId) => {
      const left = countOf(sessionId, seatId) - 1;
      if (left > 0) {
        sockets.get(sessionId)?.set(seatId, left);
        return;
      }
      sockets.get(sessionId)?.delete(seatId);
      if (sockets.get(sessionId)?.size === 0) sockets.delete(sessionId);
      planAway(sessionId, seatId);
    },
    recheck: (session) => {
      for (const seat of session.state().seats)
        if (seat.present && !seat.removed && countOf(session.sessionId, seat.seatId) === 0) planAway(session.sessionId, seat.seatId);
    },
    connected: (sessionId, seatId) => countOf(sessionId, seatId) > 0,
    inSession: (sessionId) => sockets.has(sessionId),
    stop: () => {
      for (const cancel of leaving.values()) cancel();
      leaving.clear();
    },
  };
}
