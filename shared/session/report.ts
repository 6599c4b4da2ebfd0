// The report of a session: final scores, disagreements and how they ended, notes, actions with owners. Made from what its reader may see, and nothing else.
import { visibleConversations } from "./view/visible.ts";
import type { Audience } from "./audience.ts";
import { conversationGap } from "./calibrated.ts";
import { facilitatorOf, seatOf } from "./find.ts";
import { reportConversation } from "./reportConversation.ts";
import { type Report, type ReportAction, REPORT_STATEMENTS, type ReportPerson } from "./reportShape.ts";
import type { SessionState } from "./state.ts";
import { actionsHere, closingSlice } from "./view/actions.ts";
import { isGuest } from "./view/roster.ts";
import type { ActionView } from "./view/slices.ts";
import type { RevealedConversation } from "./view/visible.ts";
import type { ViewContext } from "./viewContext.ts";

/**
 * `named`: with each person's blind scores. While the session is open only where names may be read anyway; once it is closed everywhere,
 * except where the team never shows names.
 */
export function reportOf(state: SessionState, audience: Audience, context: ViewContext, { named }: { named: boolean }): Report {
  const visible = visibleConversations(state, audience);
  const byName = named && state.options.names !== "never";
  const nameOfSeat = (seatId: string): string => context.nameOf(seatOf(state, seatId)?.personId ?? "");
  const criterionName = (criterionId: string | null): string | null =>
    state.scorecard.criteria.find((criterion) => criterion.criterionId === criterionId)?.name ?? null;
  const titleOf = (conversationId: string | null): string | null =>
    state.conversations.find((one) => one.conversationId === conversationId)?.material.title.text ?? null;
  const actionView = (action: ActionView): ReportAction => ({
    actionId: action.actionId,
    text: action.text,
    owner: action.ownerName,
    dueOn: action.dueOn,
    status: action.status,
    confirmed: action.confirmed,
    criterion: criterionName(action.criterionId),
    conversation: titleOf(action.conversationId),
  });
  const closing = closingSlice(state, audience);
  const mayNotRead = state.conversations.filter(({ withdrawn }) => !withdrawn).filter((one) => !visible.some(sameAs(one)));
  return {
    session: sessionFacts(state, context, nameOfSeat),
    named: byName,
    statements: { ...REPORT_STATEMENTS },
    people: people(state, visible, context),
    gap: sessionGap(state, visible),
    conversations: state.conversations.map((conversation) =>
      reportConversation(state, conversation, visible.find(sameAs(conversation)) ?? null, audience, byName, context),
    ),
    notes: visible.flatMap((conversation) =>
      state.scorecard.criteria.flatMap(({ criterionId, name }) => {
        const settlement = conversation.settled[criterionId];
        return settlement?.note?.text
          ? [{ criterion: name, value: settlement.value, text: settlement.note.text, conversation: conversation.material.title.text }]
          : [];
      }),
    ),
    proposals: closing.proposals.map((proposal) => ({
      kind: proposal.kind,
      criterion: criterionName(proposal.criterionId),
      text: proposal.text,
      rightExample: proposal.rightExample,
      wrongExample: proposal.wrongExample,
      by: nameOfSeat(proposal.bySeatId),
    })),
    actions: actionsHere(state, context).map(actionView),
    unownedActions: closing.unownedActions,
    openFromBefore: context.actionsBefore.filter(({ status }) => status === "open").map(actionView),
    notDiscussed: closing.notDiscussed.map(({ conversationId, criterionIds }) => ({
      conversation: titleOf(conversationId) ?? "",
      criteria: criterionIds.flatMap((criterionId) => criterionName(criterionId) ?? []),
    })),
    unrevealed: mayNotRead.map(({ material }) => material.title.text),
  };
}

const sameAs =
  (conversation: { conversationId: string }) =>
  (other: { conversationId: string }): boolean =>
    other.conversationId === conversation.conversationId;

function sessionFacts(state: SessionState, context: ViewContext, nameOfSeat: (seatId: string) => string): Report["session"] {
  const facilitator = facilitatorOf(state);
  const { scorecard } = state;
  return {
    sessionId: state.sessionId,
    team: context.team,
    name: state.name,
    status: state.closed ? "closed" : "open",
    sample: state.sample,
    practice: state.practice,
    startsAt: state.startsAt,
    timeZone: state.timeZone,
    lengthMinutes: state.lengthMinutes,
    closedAt: state.closed?.at ?? null,
    closings: state.closings,
    reopened: state.reopened.map(({ at, bySeat, reason }) => ({ at, by: nameOfSeat(bySeat), reason: reason.text })),
    scorecard: { name: scorecard.name, version: scorecard.version, criteria: scorecard.criteria.length },
    names: state.options.names,
    speakingOrder: state.options.speakingOrder,
    facilitator: facilitator && context.nameOf(facilitator.personId),
    leads: state.seats.filter(({ role, removed }) => role === "lead" && !removed).map(({ personId }) => context.nameOf(personId)),
    passed: state.passings.map(({ from, to, at, how }) => ({ from: from === null ? null : nameOfSeat(from), to: nameOfSeat(to), at, how })),
  };
}

/** Who was there and who scored, in order of joining. A removed person stays as long as scores of theirs stand. */
function people(state: SessionState, visible: RevealedConversation[], context: ViewContext): ReportPerson[] {
  const figures = visible.filter(({ setAside }) => setAside === null);
  return state.seats
    .map((seat) => ({
      seat,
      scored: figures.filter(({ reveal }) => reveal.roll.in.includes(seat.seatId)).length,
      scoredLate: visible.filter(({ late }) => late[seat.seatId]?.choice === "submitted").length,
      gaveBaseline: visible.filter(({ baselineSeatId, blind }) => baselineSeatId === seat.seatId && blind.entries[seat.seatId]).length,
    }))
    .filter(({ seat, scored, scoredLate, gaveBaseline }) => !seat.removed || scored + scoredLate + gaveBaseline > 0)
    .map(({ seat, scored, scoredLate, gaveBaseline }) => ({
      name: context.nameOf(seat.personId),
      role: seat.role,
      label: seat.label,
      site: seat.site,
      guest: isGuest(seat, context),
      attended: seat.present || seat.awaySince !== null,
      scored,
      scoredLate,
      gaveBaseline,
    }));
}

function sessionGap(state: SessionState, visible: RevealedConversation[]): Report["gap"] {
  const gaps = visible.map((conversation) => conversationGap(state, conversation)).filter((gap) => gap !== null);
  if (gaps.length === 0) return null;
  return {
    final: gaps.reduce((sum, { final }) => sum + final, 0) / gaps.length,
    raw: gaps.reduce((sum, { raw }) => sum + raw, 0) / gaps.length,
    conversations: gaps.length,
    autoFailMismatches: gaps.reduce((sum, { autoFailMismatches }) => sum + autoFailMismatches, 0),
  };
}
