// The team in memory: its log folded, its commands decided one after the other. Everything about people, settings and scorecards is read from here.
import type { Rejection } from "../shared/session/rejection.ts";
import type { WorkspaceRole } from "../shared/session/shapes.ts";
import type { WorkspaceActor, WorkspaceCommand } from "../shared/workspace/commands.ts";
import { decideWorkspace } from "../shared/workspace/decide.ts";
import type { WorkspaceEvent } from "../shared/workspace/events.ts";
import { emptyWorkspace, evolveWorkspace, followUpKey } from "../shared/workspace/evolve.ts";
import type { Member, WorkspaceState } from "../shared/workspace/shapes.ts";
import type { OnFault } from "./live/failing.ts";
import { createAggregate, type Outcome } from "./live/aggregate.ts";
import type { Clock, Ids } from "./live/ports.ts";
import type { Directory } from "./people/directory.ts";
import type { EventStore } from "./store/eventStore.ts";

export type Team = {
  state: () => WorkspaceState;
  /** Somebody of the team today; null for guests, strangers and people who left. */
  memberOf: (personId: string | null) => Member | null;
  /** "guest" for a guest, null for nobody we know or somebody who left. */
  roleOf: (personId: string | null) => WorkspaceRole | null;
  asPerson: (personId: string, command: WorkspaceCommand) => Promise<Outcome<WorkspaceEvent>>;
  asServer: (command: WorkspaceCommand) => Promise<Outcome<WorkspaceEvent>>;
  onChanged: (listener: (events: WorkspaceEvent[]) => void) => void;
  /** when an action's later life last changed; null: never */ followedUpAt: (sessionId: string, actionId: string) => number | null;
  /** Resolves when what other nodes are known to have stored is read. */
  caughtUp: () => Promise<void>;
  idle: () => boolean;
};

const STREAM = "workspace";

export async function openTeam(options: {
  store: EventStore;
  clock: Clock;
  ids: Ids;
  directory: Directory;
  onFatal: (error: unknown) => void;
  onFault: OnFault;
}): Promise<Team> {
  const { directory, ids } = options;
  const listeners: ((events: WorkspaceEvent[]) => void)[] = [];
  const followedUp = new Map<string, number>();
  const noteFollowUp = (event: WorkspaceEvent): void => {
    if (event.type === "ActionFollowedUp") followedUp.set(followUpKey(event.sessionId, event.actionId), event.at);
  };
  const log = createAggregate<WorkspaceState, WorkspaceCommand, WorkspaceActor, WorkspaceEvent>({
    stream: STREAM,
    store: options.store,
    clock: options.clock,
    ids,
    decide: (state, command, actor, at): Omit<WorkspaceEvent, "at">[] | { rejected: Rejection } =>
      decideWorkspace(state, command, { actor, at }),
    evolve: evolveWorkspace,
    onRead: (_before, event) => noteFollowUp(event),
    onChanged: (_state, events, _before, whose) => {
      if (whose === "own") for (const event of events) noteFollowUp(event);
      for (const listener of listeners) listener(events);
    },
    onFatal: options.onFatal,
    onFault: options.onFault,
  });
  options.store.onMoved(
    (stream) => {
      if (stream === STREAM) log.moved();
    },
    () => [STREAM],
  );
  await log.load();

  const state = () => log.state() ?? emptyWorkspace();
  const memberOf: Team["memberOf"] = (personId) =>
    (personId !== null && state().members.find((member) => member.personId === directory.resolve(personId) && !member.removed)) || null;
  const roleOf: Team["roleOf"] = (personId) => {
    if (personId === null) return null;
    const person = directory.personOf(personId);
    if (!person || person.erased) return null;
    return memberOf(personId)?.role ?? (person.kind === "guest" ? "guest" : null);
  };

  return {
    state,
    memberOf,
    roleOf,
    asPerson: (personId, command) => {
      const role = roleOf(personId) ?? "guest";
      return log.execute({ commandId: ids.id(), actorKey: personId, actor: { kind: "person", personId, role }, command });
    },
    asServer: (command) => log.execute({ commandId: ids.id(), actorKey: "server", actor: { kind: "server" }, command }),
    followedUpAt: (sessionId, actionId) => followedUp.get(followUpKey(sessionId, actionId)) ?? null,
    onChanged: (listener) => void listeners.push(listener),
    caughtUp: async () => void (await log.load()),
    idle: log.idle,
  };
}
