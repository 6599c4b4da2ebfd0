// The sessions of one node on a store, without anybody's sockets.
import { createSessions, type Sessions } from "../../server/live/sessions.ts";
import type { EventStore } from "../../server/store/eventStore.ts";
import type { Command } from "../../shared/session/commands.ts";
import { DEFAULT_OPTIONS } from "../../shared/session/shapes.ts";
import { SCORECARD, T0 } from "../shared/session/sessions.ts";
import { CONTEXT } from "../shared/session/view/seen.ts";

export function sessionsOn(
  store: EventStore,
  contextOf: Parameters<typeof createSessions>[0]["contextOf"] = async () => CONTEXT,
): Sessions {
  let count = 0;
  return createSessions({
    store,
    clock: { now: () => T0, after: () => () => {} },
    ids: { id: () => `id${count++}`, token: () => "token", code: () => "ABCDEF", seed: () => 1 },
    contextOf,
    isErased: () => false,
    isSame: (one, other) => one === other,
    inUse: () => true,
    givenBack: () => {},
    onFatal: () => {},
    onFault: () => {},
  });
}

/** A call as the API makes it, with nobody in it yet. */
export const newCall = (
  sessions: Sessions,
  sessionId: string,
  conversations: Extract<Command, { type: "CreateSession" }>["conversations"] = [],
) =>
  sessions.asServer(sessionId, {
    type: "CreateSession",
    sessionId,
    code: "ABCDEF",
    creatorPersonId: "fay",
    scorecard: SCORECARD,
    options: DEFAULT_OPTIONS,
    sample: false,
    practice: false,
    previousSessionId: null,
    name: "Week 7",
    startsAt: T0,
    timeZone: "Europe/Berlin",
    lengthMinutes: 60,
    dueAt: null,
    conversations,
  });
