// What is to be done, from before and from here; what a session that closes leaves open; and the scoring notes of earlier weeks.
import { notDiscussed } from "../agenda.ts";
import { type Audience, mayReceive } from "../audience.ts";
import type { SessionState } from "../state.ts";
import type { ViewContext } from "../viewContext.ts";
import type { ActionsSlice, ActionView, ClosingSlice, NotesSlice, NoteView, ProposalView } from "./slices.ts";
import { hiddenConversations, visibleConversations } from "./visible.ts";

const actionView = (action: ActionView): ActionView => ({
  actionId: action.actionId,
  sessionId: action.sessionId,
  text: action.text,
  ownerPersonId: action.ownerPersonId,
  ownerName: action.ownerName,
  dueOn: action.dueOn,
  status: action.status,
  confirmed: action.confirmed,
  criterionId: action.criterionId,
  conversationId: action.conversationId,
  sessionName: action.sessionName,
});

/** This session's own, without those dropped in it. */
export const actionsHere = (state: SessionState, context: ViewContext): ActionView[] =>
  state.actions
    .filter(({ dropped }) => !dropped)
    .map((action) =>
      actionView({
        actionId: action.actionId,
        sessionId: state.sessionId,
        text: action.text.text,
        ownerPersonId: action.ownerPersonId,
        ownerName: action.ownerPersonId === null ? null : context.nameOf(action.ownerPersonId),
        dueOn: action.dueOn,
        status: context.actionStatus(action.actionId),
        confirmed: action.confirmed,
        criterionId: action.criterionId,
        conversationId: action.conversationId,
        sessionName: state.name,
      }),
    );

export const actionsSlice = (state: SessionState, context: ViewContext): ActionsSlice => ({
  fromBefore: context.actionsBefore.map(actionView),
  here: actionsHere(state, context),
});

const noteView = (note: NoteView): NoteView => ({
  criterionId: note.criterionId,
  text: note.text,
  value: note.value,
  sessionName: note.sessionName,
  at: note.at,
  current: note.current,
});

/** On the shared screen only beside the criterion that is shown. */
export function notesSlice(state: SessionState, audience: Audience, context: ViewContext): NotesSlice {
  const { focus } = state;
  if (audience.kind !== "screen") return context.notes.map(noteView);
  return context.notes.filter(({ criterionId }) => focus.kind === "criterion" && focus.criterionId === criterionId).map(noteView);
}

/** A proposal's words may come from a discussion that is still closed to somebody scoring late, and nothing says from which: they get none until they see all. */
const proposalViews = (state: SessionState, audience: Audience): ProposalView[] =>
  "closedTo" in audience && audience.closedTo.length > 0
    ? []
    : state.proposals.map((proposal) => ({
        proposalId: proposal.proposalId,
        kind: proposal.kind,
        criterionId: proposal.criterionId,
        text: proposal.text.text,
        rightExample: proposal.rightExample?.text ?? null,
        wrongExample: proposal.wrongExample?.text ?? null,
        bySeatId: proposal.bySeat,
      }));

export function closingSlice(state: SessionState, audience: Audience): ClosingSlice {
  const { closed } = state;
  const open = visibleConversations(state, audience)
    .map((conversation) => ({ conversationId: conversation.conversationId, criterionIds: notDiscussed(state, conversation) }))
    .filter(({ criterionIds }) => criterionIds.length > 0);
  return {
    notDiscussed: closed
      ? closed.notDiscussed
          .filter(({ conversationId }) => mayReceive(audience, conversationId))
          .map(({ conversationId, criterionIds }) => ({ conversationId, criterionIds: [...criterionIds] }))
      : open,
    unrevealed: closed ? [...closed.unrevealed] : hiddenConversations(state).map(({ conversationId }) => conversationId),
    unownedActions: state.actions.filter(({ dropped, ownerPersonId }) => !dropped && ownerPersonId === null).length,
    proposals: proposalViews(state, audience),
  };
}
