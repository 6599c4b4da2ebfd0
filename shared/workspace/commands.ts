// What may be asked of a workspace. The HTTP schemas check shape and size; `decide` checks who may and whether it makes sense.
import type { ActionId, Instant, PersonId, ScorecardId, SessionId } from "../ids.ts";
import type { Scorecard } from "../scorecard/scorecard.ts";
import type { Experience, WorkspaceRole } from "../session/shapes.ts";
import type { Member, Settings } from "./shapes.ts";

export type WorkspaceCommand =
  /** the server's, once: the person who opened the set-up link becomes the first admin */
  | { type: "CreateWorkspace"; name: string; adminPersonId: PersonId; experience: Experience }
  | { type: "RenameWorkspace"; name: string }
  | { type: "ChangeSettings"; change: Partial<Settings> }
  /** adding somebody who was removed brings them back with the role given here */
  | { type: "AddMember"; personId: PersonId; role: Member["role"]; experience: Experience; site: string | null }
  | { type: "ChangeMember"; personId: PersonId; change: Partial<Pick<Member, "role" | "experience" | "site">> }
  | { type: "RemoveMember"; personId: PersonId }
  /** out of the team for good, whether they are in it, were, or only a guest: what is personal is forgotten beside the log */
  | { type: "EraseMember"; personId: PersonId }
  /** `scorecard.version` is the version this becomes: the one it was edited from plus 1 */
  | { type: "SaveScorecard"; scorecard: Scorecard }
  | { type: "RetireScorecard"; scorecardId: ScorecardId }
  | { type: "RestoreScorecard"; scorecardId: ScorecardId }
  | {
      type: "FollowUpAction";
      sessionId: SessionId;
      actionId: ActionId;
      /** who owns it at this moment, as the caller read it from the session and earlier follow-ups */
      ownerNow: PersonId | null;
      change: { status?: "open" | "done" | "dropped"; ownerPersonId?: PersonId | null; dueOn?: string | null };
    };

export type WorkspaceActor = { kind: "person"; personId: PersonId; role: WorkspaceRole } | { kind: "server" };
export type WorkspaceContext = { actor: WorkspaceActor; at: Instant };
