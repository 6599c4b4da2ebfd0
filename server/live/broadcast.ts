// Tells everybody what has changed for them: each slice computed and compared once per audience, sent whole, one frame a change, nothing awaited between two recipients.
import { type Audience, audienceKey, audienceOf, type Viewer } from "../../shared/session/audience.ts";
import type { SessionEvent, SessionEventType } from "../../shared/session/events.ts";
import type { SliceName, Slices } from "../../shared/session/view/slices.ts";
import { mineFor, sharedSlices, sliceFor, waitingFor } from "../../shared/session/viewFor.ts";
import type { SessionState } from "../../shared/session/state.ts";
import type { ViewContext } from "../../shared/session/viewContext.ts";
import type { ViewFrame } from "../../shared/protocol/socket.ts";
import { LIVE_LIMITS } from "./limits.ts";
import type { Clock } from "./ports.ts";
import type { LiveSession } from "./sessions.ts";

/** What many people do at the same time, and nobody waits to see of others. */
const COALESCED: ReadonlySet<SessionEventType> = new Set<SessionEventType>([
  "ReviewSubmitted",
  "LateReviewSubmitted",
  "RevoteCast",
  "MarkedAway",
  "MarkedBack",
  "SeatTaken",
  "Knocked",
]);
const COALESCE_MS = 50;
/** What was handed to a connection that does not read is enough: from here on it gets the present state, when it reads again. */
const isBehind = ({ unread, unreadBytes, writable }: Viewing): boolean =>
  (unread >= LIVE_LIMITS.unreadFrames || unreadBytes >= LIVE_LIMITS.unreadBytes) && !writable();

/** Somebody looking at a session through one socket. */
export type Viewing = {
  id: string;
  sessionId: string;
  viewer: Viewer;
  personId: string | null;
  /** what this socket has, by slice */ sent: Map<SliceName, string>;
  /** frames since the connection was last known to read */ unread: number;
  /** characters of them */ unreadBytes: number;
  /** ends the wait for a connection that does not read at all; null: it reads */ behind: (() => void) | null;
  greeted: boolean;
  /** its last connection was ended because it did not read */ wasSlow: boolean;
  writable: () => boolean;
  /** ends the connection at once */ cut: () => void;
};

type Encoded = Map<SliceName, { json: string; value: Slices[SliceName] }>;
/** What an audience sees, and of what: many who come at once get what was worked out for the first of them. */
type Cached = { state: SessionState; context: ViewContext; slices: Encoded };

export type Broadcast = {
  join: (session: LiveSession, viewing: Viewing) => void;
  leave: (viewing: Viewing) => void;
  /** the connection has read everything it was sent */ drained: (viewing: Viewing) => void;
  viewings: (sessionId: string) => readonly Viewing[];
  /** sessions somebody looks at */ sessions: () => string[];
  changed: (session: LiveSession, events: SessionEvent[]) => void;
  /** now, in this turn of the event loop */ flush: (session: LiveSession) => void;
  /** within the coalescing time */ soon: (session: LiveSession) => void;
  /** only this seat's own slice, within the coalescing time */ ownSoon: (session: LiveSession, seatId: string) => void;
};

export function createBroadcast(options: {
  clock: Clock;
  /** the same frame to these sockets, encoded once */ emit: (socketIds: string[], frame: ViewFrame) => void;
}): Broadcast {
  const { clock, emit } = options;
  type Room = {
    session: LiveSession | null;
    viewings: Viewing[];
    cache: Map<string, Cached>;
    /** when somebody was last told something that others see too */ lastTold: number;
    planned: boolean;
    plannedSeats: Set<string>;
  };
  const rooms = new Map<string, Room>();
  const roomOf = (sessionId: string): Room => {
    const empty = {
      session: null,
      viewings: [],
      cache: new Map<string, Cached>(),
      lastTold: 0,
      planned: false,
      plannedSeats: new Set<string>(),
    };
    const room = rooms.get(sessionId) ?? empty;
    rooms.set(sessionId, room);
    return room;
  };

  const encode = (session: LiveSession, audience: Audience, before: Cached | undefined): Cached => {
    const state = session.state();
    const { context } = session;
    if (before?.state === state && before.context === context) return before;
    const slices: Encoded = new Map();
    for (const name of sharedSlices(audience.kind)) {
      const value = sliceFor(state, audience, name, context);
      if (value === null) continue;
      const json = JSON.stringify(value);
      const known = before?.slices.get(name);
      slices.set(name, known?.json === json ? known : { json, value });
    }
    return { state, context, slices };
  };

  /** What this socket lacks, or has and must not have any more. */
  const missing = (viewing: Viewing, encoded: Encoded): SliceName[] => [
    ...[...encoded].filter(([name, { json }]) => viewing.sent.get(name) !== json).map(([name]) => name),
    // what is one person's own is looked after apart: somebody at the door must not be able to count what others do
    ...[...viewing.sent.keys()].filter((name) => name !== "mine" && name !== "waiting" && !encoded.has(name)),
  ];

  const hand = (viewings: Viewing[], names: SliceName[], encoded: Encoded, first: Omit<ViewFrame, "slices"> = {}): void => {
    const slices: Partial<Record<SliceName, unknown>> = {};
    for (const name of names) slices[name] = encoded.get(name)?.value ?? null;
    emit(
      viewings.map(({ id }) => id),
      { slices: slices as Partial<Slices>, ...first },
    );
    const length = names.reduce((sum, name) => sum + (encoded.get(name)?.json.length ?? 0), 0);
    for (const viewing of viewings) {
      const read = viewing.writable();
      viewing.unread = read ? 0 : viewing.unread + 1;
      viewing.unreadBytes = read ? 0 : viewing.unreadBytes + length;
      for (const name of names) {
        const json = encoded.get(name)?.json;
        if (json === undefined) viewing.sent.delete(name);
        else viewing.sent.set(name, json);
      }
    }
  };

  const own = (session: LiveSession, viewing: Viewing): Encoded => {
    const state = session.state();
    const encoded: Encoded = new Map();
    const put = <Name extends SliceName>(name: Name, value: Slices[Name] | null): void => {
      if (value !== null) encoded.set(name, { json: JSON.stringify(value), value });
    };
    if (viewing.viewer.kind === "seat") {
      put("mine", mineFor(state, viewing.viewer.seatId, session.drafts.of(viewing.viewer.seatId), session.context));
    }
    if (viewing.viewer.kind === "door") put("waiting", waitingFor(state, viewing.viewer.knockId, session.context));
    return encoded;
  };

  /** Whoever is behind lacks something from here on: it comes when they read again, or they are cut off. */
  const keepsUp = (viewing: Viewing): boolean => {
    if (!isBehind(viewing)) return true;
    viewing.behind ??= clock.after(LIVE_LIMITS.stuckMs, viewing.cut);
    return false;
  };

  const flush = (session: LiveSession): void => {
    const room = rooms.get(session.sessionId);
    if (!room) return;
    const state = session.state();
    const groups = new Map<string, { audience: Audience; viewings: Viewing[] }>();
    for (const viewing of room.viewings) {
      if (!keepsUp(viewing)) continue;
      const audience = audienceOf(state, viewing.viewer);
      const key = audienceKey(audience);
      const group = groups.get(key) ?? { audience, viewings: [] };
      groups.set(key, group);
      group.viewings.push(viewing);
    }
    const cache = new Map<string, Cached>();
    const told = new Set<Viewing>();
    for (const [key, { audience, viewings }] of groups) {
      const cached = encode(session, audience, room.cache.get(key));
      const encoded = cached.slices;
      cache.set(key, cached);
      const alike = new Map<string, { names: SliceName[]; viewings: Viewing[] }>();
      for (const viewing of viewings) {
        const names = missing(viewing, encoded);
        if (!viewing.greeted) {
          greet(session, viewing, encoded);
          continue;
        }
        if (names.length === 0) continue;
        const some = alike.get(names.join()) ?? { names, viewings: [] };
        alike.set(names.join(), some);
        some.viewings.push(viewing);
      }
      for (const some of alike.values()) {
        room.lastTold = clock.now();
        for (const viewing of some.viewings) told.add(viewing);
        hand(some.viewings, some.names, encoded);
      }
    }
    room.cache = cache;

    // then each person's own, to all sockets of that person
    const seats = new Map<string, { encoded: Encoded; viewings: Viewing[] }>();
    for (const { viewings } of groups.values())
      for (const viewing of viewings) {
        const key = viewing.viewer.kind === "seat" ? `seat ${viewing.viewer.seatId}` : viewing.viewer.kind === "door" ? viewing.id : null;
        if (key === null) continue;
        // What one typed oneself comes at its own time, not with a look that others caused and that shows nothing else.
        if (viewing.viewer.kind === "seat" && room.plannedSeats.has(viewing.viewer.seatId) && !told.has(viewing)) continue;
        const seat = seats.get(key) ?? { encoded: own(session, viewing), viewings: [] };
        seats.set(key, seat);
        seat.viewings.push(viewing);
      }
    for (const { encoded, viewings } of seats.values()) handOwn(viewings, encoded);
    // somebody let in from the door has a seat now, and nothing waits any more
    for (const viewing of room.viewings)
      if (viewing.viewer.kind !== "door" && viewing.sent.has("waiting")) hand([viewing], ["waiting"], new Map());
  };

  const handOwn = (viewings: Viewing[], encoded: Encoded): void => {
    for (const [name, { json }] of encoded) {
      const behind = viewings.filter((viewing) => viewing.sent.get(name) !== json);
      if (behind.length > 0) hand(behind, [name], encoded);
    }
  };

  /** The first frame of a socket: everything it may see, its own included, and the time. */
  const greet = (session: LiveSession, viewing: Viewing, encoded: Encoded): void => {
    const everything: Encoded = new Map([...encoded, ...own(session, viewing)]);
    viewing.greeted = true;
    viewing.sent.clear();
    hand([viewing], [...everything.keys()], everything, { now: clock.now(), ...(viewing.wasSlow ? { after: "SLOW" } : {}) });
  };

  const soon = (session: LiveSession): void => {
    const room = rooms.get(session.sessionId);
    if (!room || room.planned) return;
    room.planned = true;
    // In steps counted from what was last told. Counted from the last look, somebody who hands in again, of which nobody is told,
    // would delay what others are told next. (A clock put back says that the last one is still to come.)
    const since = clock.now() - room.lastTold;
    clock.after(since < 0 ? COALESCE_MS : COALESCE_MS - (since % COALESCE_MS), () => {
      room.planned = false;
      flush(session);
    });
  };

  const ownSoon: Broadcast["ownSoon"] = (session, seatId) => {
    const room = rooms.get(session.sessionId);
    if (!room || room.plannedSeats.has(seatId)) return;
    room.plannedSeats.add(seatId);
    clock.after(COALESCE_MS, () => {
      room.plannedSeats.delete(seatId);
      const viewings = room.viewings.filter(
        (viewing) => viewing.viewer.kind === "seat" && viewing.viewer.seatId === seatId && viewing.greeted && keepsUp(viewing),
      );
      if (viewings[0]) handOwn(viewings, own(session, viewings[0]));
    });
  };

  return {
    join: (session, viewing) => {
      const room = roomOf(session.sessionId);
      room.session = session;
      room.viewings.push(viewing);
      const audience = audienceOf(session.state(), viewing.viewer);
      const key = audienceKey(audience);
      const cached = encode(session, audience, room.cache.get(key));
      room.cache.set(key, cached);
      greet(session, viewing, cached.slices);
    },
    leave: (viewing) => {
      viewing.behind?.();
      const room = rooms.get(viewing.sessionId);
      if (!room) return;
      room.viewings = room.viewings.filter((other) => other !== viewing);
      if (room.viewings.length === 0) rooms.delete(viewing.sessionId);
    },
    drained: (viewing) => {
      viewing.unread = 0;
      viewing.unreadBytes = 0;
      if (!viewing.behind) return;
      viewing.behind();
      viewing.behind = null;
      const session = rooms.get(viewing.sessionId)?.session;
      if (session) soon(session);
    },
    viewings: (sessionId) => rooms.get(sessionId)?.viewings ?? [],
    sessions: () => [...rooms.keys()],
    changed: (session, events) => (events.every(({ type }) => COALESCED.has(type)) ? soon(session) : flush(session)),
    flush,
    soon,
    ownSoon,
  };
}
