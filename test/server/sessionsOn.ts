// The sessions of one node on a store, without anybody's sockets.
import { createSessions, type Sessions } from "../../server/live/sessions.ts";
import type { EventStore } from "../../server/store/eventStore.ts";
import { T0 } from "../shared/session/sessions.ts";
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
