// What has happened to a workspace. Facts only, stored for ever. No names of people: they live in the directory, where they can be erased.
import type { ActionId, Instant, PersonId, ScorecardId, SessionId } from "../ids.ts";
import type { Scorecard } from "../scorecard/scorecard.ts";
import type { Experience } from "../session/shapes.ts";
import type { Member, Settings } from "./shapes.ts";

type Event =
  | { type: "WorkspaceCreated"; name: string }
  | { type: "WorkspaceRenamed"; name: string }
  | { type: "SettingsChanged"; change: Partial<Settings> }
  | { type: "MemberAdded"; personId: PersonId; role: Member["role"]; experience: Experience; site: string | null }
  | { type: "MemberChanged"; personId: PersonId; change: Partial<Pick<Member, "role" | "experience" | "site">> }
  | { type: "MemberRemoved"; personId: PersonId /** and forgotten for good */; erased?: true }
  | { type: "ScorecardSaved"; scorecard: Scorecard }
  | { type: "ScorecardRetired"; scorecardId: ScorecardId }
  | { type: "ScorecardRestored"; scorecardId: ScorecardId }
  | {
      type: "ActionFollowedUp";
      sessionId: SessionId;
      actionId: ActionId;
      change: { status?: "open" | "done" | "dropped"; ownerPersonId?: PersonId | null; dueOn?: string | null };
      /** null: the server itself */ byPersonId: PersonId | null;
    };

export type WorkspaceEvent = Event & { at: Instant };
/** What `decideWorkspace` returns: events without the time, which the caller stamps once for the whole batch. */
export type DecidedWorkspace = Event;
