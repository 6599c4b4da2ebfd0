// Folds workspace events into the state the rules read. Total: an event that names somebody unknown changes nothing.
import type { ActionId, SessionId } from "../ids.ts";
import type { DecidedWorkspace, WorkspaceEvent } from "./events.ts";
import { DEFAULT_SETTINGS, type Member, type WorkspaceState } from "./shapes.ts";

export const emptyWorkspace = (): WorkspaceState => ({
  created: false,
  name: "",
  settings: DEFAULT_SETTINGS,
  members: [],
  scorecards: {},
  followUps: {},
});

/** Key of an action's later life in `followUps`: action ids are unique only inside their session. */
export const followUpKey = (sessionId: SessionId, actionId: ActionId): string => `${sessionId}:${actionId}`;

const withMember = (state: WorkspaceState, personId: string, change: Partial<Member>): WorkspaceState => ({
  ...state,
  members: state.members.map((member) => (member.personId === personId ? { ...member, ...change } : member)),
});

const withRetired = (state: WorkspaceState, scorecardId: string, retired: boolean): WorkspaceState => {
  const known = state.scorecards[scorecardId];
  return known ? { ...state, scorecards: { ...state.scorecards, [scorecardId]: { ...known, retired } } } : state;
};

export function evolveWorkspace(before: WorkspaceState | null, event: WorkspaceEvent | DecidedWorkspace): WorkspaceState {
  const state = before ?? emptyWorkspace();
  switch (event.type) {
    case "WorkspaceCreated":
      return { ...state, created: true, name: event.name };
    case "WorkspaceRenamed":
      return { ...state, name: event.name };
    case "SettingsChanged":
      return { ...state, settings: { ...state.settings, ...event.change } };
    case "MemberAdded": {
      const member: Member = {
        personId: event.personId,
        role: event.role,
        experience: event.experience,
        site: event.site,
        removed: false,
      };
      return state.members.some((known) => known.personId === event.personId)
        ? withMember(state, event.personId, member)
        : { ...state, members: [...state.members, member] };
    }
    case "MemberChanged":
      return withMember(state, event.personId, event.change);
    case "MemberRemoved":
      return withMember(state, event.personId, { removed: true, ...(event.erased ? { erased: true } : {}) });
    case "ScorecardSaved": {
      const { scorecard } = event;
      const versions = state.scorecards[scorecard.scorecardId]?.versions ?? [];
      return {
        ...state,
        scorecards: { ...state.scorecards, [scorecard.scorecardId]: { versions: [...versions, scorecard], retired: false } },
      };
    }
    case "ScorecardRetired":
      return withRetired(state, event.scorecardId, true);
    case "ScorecardRestored":
      return withRetired(state, event.scorecardId, false);
    case "ActionFollowedUp": {
      const key = followUpKey(event.sessionId, event.actionId);
      const known = state.followUps[key] ?? { sessionId: event.sessionId, actionId: event.actionId, status: "open" as const };
      return { ...state, followUps: { ...state.followUps, [key]: { ...known, ...event.change } } };
    }
    default: {
      const never: never = event;
      throw new Error(`unknown workspace event ${JSON.stringify(never)}`);
    }
  }
}
