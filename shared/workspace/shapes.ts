// The team: its people's roles, scorecards and their versions, settings, and the later life of actions and notes.
import type { ActionId, PersonId, ScorecardId, SessionId } from "../ids.ts";
import type { Scorecard } from "../scorecard/scorecard.ts";
import type { Experience, NamesShown, WorkspaceRole } from "../session/shapes.ts";

export type Member = {
  personId: PersonId;
  role: Exclude<WorkspaceRole, "guest">;
  experience: Experience;
  site: string | null;
  removed: boolean;
  /** forgotten for good; nobody brings them back */ erased?: true;
};
export type Settings = {
  /** default for new sessions */ names: NamesShown;
  speakingOrder: "newestFirst" | "open";
  showProgressNames: boolean;
  maskAgentOnSharedScreen: boolean;
  lengthMinutes: number;
  silentReviewMinutes: number;
  /** points on totals under which a team counts as calibrated */ tolerancePoints: number;
  /** "always ask at the door" */ alwaysAskAtDoor: boolean;
};
export const DEFAULT_SETTINGS: Settings = {
  names: "whenOpened",
  speakingOrder: "newestFirst",
  showProgressNames: false,
  maskAgentOnSharedScreen: true,
  lengthMinutes: 60,
  silentReviewMinutes: 15,
  tolerancePoints: 5,
  alwaysAskAtDoor: false,
};

export type WorkspaceState = {
  created: boolean;
  name: string;
  settings: Settings;
  members: Member[];
  /** every version, oldest first */ scorecards: Record<ScorecardId, { versions: Scorecard[]; retired: boolean }>;
  followUps: Record<
    string,
    {
      sessionId: SessionId;
      actionId: ActionId;
      status: "open" | "done" | "dropped";
      ownerPersonId?: PersonId | null;
      dueOn?: string | null;
    }
  >;
};
