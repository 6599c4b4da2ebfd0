// What a session's views need from elsewhere: names, the team, the notes and actions that earlier sessions left.
import { wordingKey } from "../../shared/scorecard/wording.ts";
import type { SessionState } from "../../shared/session/state.ts";
import type { ActionView, NoteView } from "../../shared/session/view/slices.ts";
import type { ViewContext } from "../../shared/session/viewContext.ts";
import { followUpKey } from "../../shared/workspace/evolve.ts";
import type { Directory } from "../people/directory.ts";
import type { Team } from "../team.ts";
import type { Brief, SessionIndex } from "./sessionIndex.ts";

export type ViewContexts = {
  of: (state: SessionState) => Promise<ViewContext>;
  /** actions of these sessions as they stand today */ actionsOf: (briefs: Brief[]) => ActionView[];
};

export function createViewContexts(options: {
  team: Team;
  directory: Directory;
  index: SessionIndex;
  baseUrl: () => string;
}): ViewContexts {
  const { team, directory, index } = options;

  const today = (action: ActionView): ActionView => {
    const later = team.state().followUps[followUpKey(action.sessionId, action.actionId)];
    const ownerPersonId = later?.ownerPersonId === undefined ? action.ownerPersonId : later.ownerPersonId;
    return {
      ...action,
      status: later?.status ?? "open",
      dueOn: later?.dueOn === undefined ? action.dueOn : later.dueOn,
      ownerPersonId,
      ownerName: ownerPersonId === null ? null : directory.nameOf(ownerPersonId),
    };
  };
  const actionsOf: ViewContexts["actionsOf"] = (briefs) => briefs.flatMap(({ actions }) => actions.map(today));

  const notesFor = (state: SessionState, earlier: Brief[]): NoteView[] => {
    const keys = new Map(state.scorecard.criteria.map((criterion) => [criterion.criterionId, wordingKey(criterion)]));
    return earlier
      .flatMap(({ notes }) => notes)
      .filter(({ criterionId }) => keys.has(criterionId))
      .sort((a, b) => b.at - a.at)
      .map((note) => ({
        criterionId: note.criterionId,
        text: note.text,
        value: note.value,
        sessionName: note.sessionName,
        at: note.at,
        current: keys.get(note.criterionId) === note.wordingKey,
      }));
  };

  /** Open ones, and those that somebody finished since this session exists: "done" is worth seeing once. */
  const isShown = (action: ActionView, since: number): boolean =>
    action.status === "open" || (action.status === "done" && (team.followedUpAt(action.sessionId, action.actionId) ?? 0) >= since);

  return {
    actionsOf,
    of: async (state) => {
      const real = (await index.all()).filter(({ sample, practice }) => !sample && !practice);
      const before = real.filter(({ sessionId, createdAt }) => sessionId !== state.sessionId && createdAt < state.createdAt);
      const earlier = state.sample || state.practice ? [] : before;
      return {
        team: team.state().name,
        tolerancePoints: team.state().settings.tolerancePoints,
        joinUrl: `${options.baseUrl()}/join#${state.code}`,
        nameOf: directory.nameOf,
        inTeam: (personId) => team.memberOf(personId) !== null,
        notes: notesFor(state, earlier),
        actionsBefore: actionsOf(earlier).filter((action) => isShown(action, state.createdAt)),
        actionStatus: (actionId) => team.state().followUps[followUpKey(state.sessionId, actionId)]?.status ?? "open",
      };
    },
  };
}
