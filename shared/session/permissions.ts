// Who may do what now. `decide` asks here before anything else, and a person's view lists the answers, so that the browser repeats no rule.
import type { SeatId } from "../ids.ts";
import type { SessionCommand, SessionCommandType } from "./commands.ts";
import { facilitatorOf, heldSeat, isConductor, seatOf } from "./find.ts";
import { isClosedTo } from "./late.ts";
import type { Rejection, RejectionCode } from "./rejection.ts";
import { mayVote, openRevotes } from "./revote.ts";
import { isWaiting } from "./roll.ts";
import { bandsInForce } from "./speakingOrder.ts";
import type { ConversationState, Seat, SessionState } from "./state.ts";
import { mayTakeBack, mayTakeOver, takeOverCandidates } from "./takeOver.ts";

/** A client shows a control if and only if its permission is in `mine.can`. Object-level checks (whose turn, which phase of a conversation) stay with `decide`. */
export type Permission = SessionCommandType;

type Rule = {
  /** why this person may not, whatever the moment; null: may */
  refusal: (state: SessionState, seat: Seat) => RejectionCode | null;
  /** whether there is anything now that the command could be about */
  offered: (state: SessionState, seat: Seat) => boolean;
};

const conductor: Rule["refusal"] = (_state, seat) => (isConductor(seat) ? null : "NOT_ALLOWED");
const facilitator: Rule["refusal"] = (_state, seat) => (seat.role === "facilitator" ? null : "NOT_ALLOWED");
const participant: Rule["refusal"] = (_state, seat) => (seat.role === "observer" ? "NOT_ALLOWED" : null);
const scorer: Rule["refusal"] = (state, seat) => participant(state, seat) ?? (seat.scores ? null : "NOT_SCORING");
const baselineMarker: Rule["refusal"] = (_state, seat) =>
  isConductor(seat) || seat.workspaceRole === "manager" || seat.workspaceRole === "admin" ? null : "NOT_ALLOWED";
const taker: Rule["refusal"] = (state, seat) => {
  if (seat.role === "facilitator" || mayTakeOver(state, seat.seatId)) return null;
  if (seat.role === "observer" || takeOverCandidates(state).length > 0) return "NOT_ALLOWED";
  return "TAKE_OVER_TOO_EARLY";
};
const returner: Rule["refusal"] = (state, seat) =>
  seat.role === "facilitator" || mayTakeBack(state, seat.seatId) ? null : "NOTHING_TO_TAKE_BACK";

type Ask = (conversation: ConversationState, state: SessionState, seat: Seat) => boolean;
/** Some conversation that is not withdrawn. */
const some =
  (ask: Ask): Rule["offered"] =>
  (state, seat) =>
    state.conversations.some((conversation) => !conversation.withdrawn && ask(conversation, state, seat));
const always: Rule["offered"] = () => true;
const hidden = some(({ reveal }) => reveal === null);
/** Revealed, and open to this person. */
const seen: Ask = (conversation, state, seat) => conversation.reveal !== null && !isClosedTo(state, conversation, seat.seatId);
const discussed: Ask = (conversation, state, seat) => seen(conversation, state, seat) && Object.keys(conversation.discussions).length > 0;
const inOrder: Ask = (conversation, state, seat) => discussed(conversation, state, seat) && bandsInForce(state, conversation).length > 0;
const revoting: Ask = (conversation, state, seat) => seen(conversation, state, seat) && openRevotes(conversation).length > 0;
const running: Rule["offered"] = (state) => state.timer !== null;
const anyAction: Rule["offered"] = (state) => state.actions.some((action) => !action.dropped);

const RULES: Record<Exclude<Permission, "ReopenSession">, Rule> = {
  // before the call
  ChangeSession: { refusal: conductor, offered: always },
  AddConversation: { refusal: conductor, offered: always },
  ChangeConversation: { refusal: conductor, offered: some(() => true) },
  WithdrawConversation: { refusal: conductor, offered: some(() => true) },
  ReorderConversations: { refusal: conductor, offered: (state) => state.conversations.filter(({ withdrawn }) => !withdrawn).length > 1 },
  // people
  ChangeSeat: { refusal: conductor, offered: always },
  RemoveSeat: { refusal: conductor, offered: always },
  GiveSeatBack: { refusal: conductor, offered: always },
  AdmitKnock: { refusal: conductor, offered: always },
  TurnAwayKnock: { refusal: conductor, offered: always },
  SetDoor: { refusal: conductor, offered: always },
  NameDeputies: { refusal: conductor, offered: always },
  TakeOver: { refusal: taker, offered: (state, seat) => mayTakeOver(state, seat.seatId) },
  TakeBack: { refusal: returner, offered: (state, seat) => mayTakeBack(state, seat.seatId) },
  HandOver: { refusal: facilitator, offered: always },
  // scoring
  SubmitReview: { refusal: scorer, offered: hidden },
  MarkAbsent: { refusal: conductor, offered: isWaiting },
  MarkExpected: { refusal: conductor, offered: isWaiting },
  MarkBaseline: { refusal: baselineMarker, offered: hidden },
  Nudge: { refusal: conductor, offered: isWaiting },
  StartTimer: { refusal: conductor, offered: always },
  ExtendTimer: { refusal: conductor, offered: running },
  EndTimer: { refusal: conductor, offered: running },
  MoveFocus: { refusal: conductor, offered: always },
  // reveal
  RevealScores: { refusal: conductor, offered: hidden },
  SetRevealAside: { refusal: conductor, offered: some(({ reveal, setAside }) => reveal !== null && setAside === null) },
  ChooseLate: { refusal: scorer, offered: some((conversation, state, seat) => isClosedTo(state, conversation, seat.seatId)) },
  SubmitLateReview: { refusal: scorer, offered: some(({ late }, _state, seat) => late[seat.seatId]?.choice === "scoring") },
  // discussion
  OpenCriterion: { refusal: conductor, offered: some(seen) },
  MarkSpoke: { refusal: participant, offered: some(discussed) },
  Pass: { refusal: participant, offered: some(discussed) },
  NextTurn: { refusal: conductor, offered: some(inOrder) },
  OpenToEveryone: { refusal: conductor, offered: some(inOrder) },
  WriteReason: { refusal: participant, offered: some(discussed) },
  ChangeMind: { refusal: scorer, offered: some(discussed) },
  ReorderAgenda: { refusal: conductor, offered: some(seen) },
  OpenRevote: { refusal: conductor, offered: some(discussed) },
  CastRevote: {
    refusal: scorer,
    offered: some((conversation, state, seat) => revoting(conversation, state, seat) && mayVote(state, conversation, seat)),
  },
  RevealRevote: { refusal: conductor, offered: some(revoting) },
  CancelRevote: { refusal: conductor, offered: some(revoting) },
  // consensus
  SettleCriterion: { refusal: conductor, offered: some(seen) },
  AcceptIdentical: { refusal: conductor, offered: some(seen) },
  ParkCriterion: { refusal: conductor, offered: some(seen) },
  Object: { refusal: participant, offered: some(seen) },
  MakeProposal: { refusal: participant, offered: always },
  // actions and close
  AddAction: { refusal: participant, offered: always },
  ChangeAction: { refusal: conductor, offered: anyAction },
  ConfirmAction: { refusal: participant, offered: anyAction },
  DropAction: { refusal: conductor, offered: anyAction },
  CloseSession: { refusal: conductor, offered: always },
};

/** Everybody corrects how long they themselves have scored here, as everybody says it on joining; nothing else of a seat. */
const correctsOwnExperience = (seatId: SeatId, command: Asked): boolean =>
  command.seatId === seatId &&
  Object.keys(command).every((key) => key === "type" || key === "seatId" || key === "experience" || key === "id");

type Asked = { type: SessionCommand["type"]; seatId?: unknown };

/** Why this seat may not give this command now, whatever it is about; null: `decide` goes on to look. */
export function mayNot(state: SessionState, seatId: SeatId, command: Asked): Rejection | null {
  const seat = seatOf(state, seatId);
  if (!seat) return { code: "NOT_SEATED" };
  if (seat.removed) return { code: "REMOVED" };
  if (command.type === "ReopenSession") {
    const refusal = conductor(state, seat) ?? (state.closed ? null : "SESSION_NOT_CLOSED");
    return refusal === null ? null : { code: refusal };
  }
  if (state.closed) return { code: "SESSION_CLOSED" };
  if (command.type === "ChangeSeat" && correctsOwnExperience(seatId, command)) return null;
  const { refusal } = RULES[command.type];
  const code = refusal(state, seat);
  if (code === null) return null;
  // Their screen may not have caught up yet: they learn to whom the role has passed.
  const had = code === "NOT_ALLOWED" && state.passings.some(({ from }) => from === seatId);
  const now = had && refusal(state, { ...seat, role: "facilitator" }) === null ? facilitatorOf(state) : null;
  return now ? { code, params: { facilitator: now.seatId } } : { code };
}

/** What `mine.can` lists: allowed to this person, and something there to do it with. Depends on nothing hidden. */
export function permissionsOf(state: SessionState, seatId: SeatId): Permission[] {
  const seat = heldSeat(state, seatId);
  if (!seat) return [];
  if (state.closed) return isConductor(seat) ? ["ReopenSession"] : [];
  return (Object.keys(RULES) as (keyof typeof RULES)[]).filter(
    (type) => RULES[type].refusal(state, seat) === null && RULES[type].offered(state, seat),
  );
}
