// What views need beside the session's own state: names from the directory, and what other sessions left behind.
import type { PersonId } from "../ids.ts";
import type { ActionView, NoteView } from "./view/slices.ts";

export type ViewContext = {
  team: string;
  joinUrl: string;
  /** points on totals under which this team counts as calibrated; left out: as for everybody */ tolerancePoints?: number;
  /** display name of a person; "Former colleague" once erased */
  nameOf: (personId: PersonId) => string;
  /** somebody who came in as a guest and has joined the team since; left out: nobody has */ inTeam?: (personId: PersonId) => boolean;
  /** scoring notes of earlier sessions for this scorecard's criteria */ notes: NoteView[];
  /** open (and just done) actions of earlier sessions */ actionsBefore: ActionView[];
  /** later life of this session's own actions, by action id */ actionStatus: (actionId: string) => "open" | "done" | "dropped";
};
