// What a command does to a session: the events it leads to, or why it is refused. Pure; time, seed and ids come from outside.
import type { SeatId } from "../ids.ts";
import type { Command, Context, ServerCommand, SessionCommand } from "./commands.ts";
import { addAction, changeAction, closeSession, confirmAction, dropAction, reopenSession } from "./decide/closing.ts";
import { acceptIdentical, makeProposal, object, parkCriterion, settleCriterion } from "./decide/consensus.ts";
import {
  castRevote,
  changeMind,
  endRevote,
  markSpoke,
  moveTurn,
  openCriterion,
  pass,
  startRevote,
  writeReason,
} from "./decide/discussion.ts";
import type { Decision } from "./decide/ground.ts";
import {
  admitKnock,
  changeSeat,
  giveSeatBack,
  handOver,
  knock,
  markPresence,
  nameDeputies,
  removeSeat,
  setDoor,
  takeBack,
  takeOver,
  takeSeat,
  linkEnded,
  turnAwayKnock,
} from "./decide/people.ts";
import { chooseLate, reorderAgenda, revealScores, setRevealAside, submitLateReview } from "./decide/reveal.ts";
import { markBaseline, markExpectation, nudge, submitReview } from "./decide/scoring.ts";
import {
  addConversation,
  changeConversation,
  changeSession,
  createSession,
  endTimer,
  extendTimer,
  moveFocus,
  reorderConversations,
  startTimer,
  withdrawConversation,
} from "./decide/setup.ts";
import { mayNot } from "./permissions.ts";
import { reject } from "./rejection.ts";
import type { SessionState } from "./state.ts";

const SERVER_COMMANDS: Record<ServerCommand["type"], true> = {
  CreateSession: true,
  TakeSeat: true,
  Knock: true,
  MarkAway: true,
  MarkBack: true,
};
const isServerCommand = (command: Command): command is ServerCommand => Object.hasOwn(SERVER_COMMANDS, command.type);

/** An empty list: accepted, nothing to record (a second press, a change that changes nothing). */
export function decide(state: SessionState | null, command: Command, context: Context): Decision {
  const { actor } = context;
  if (isServerCommand(command)) return actor.kind === "server" ? decideForServer(state, command) : reject("NOT_ALLOWED");
  if (state === null) return reject("NOT_FOUND");
  if (actor.kind === "server") return decideForHouse(state, command);
  const refusal = mayNot(state, actor.seatId, command);
  return refusal ? { rejected: refusal } : decideForSeat(state, command, actor.seatId, context);
}

/** What people do too, and the server by itself: the team's rule about doors, and a link that was replaced. */
function decideForHouse(state: SessionState, command: SessionCommand): Decision {
  if (command.type === "TurnAwayKnock") return linkEnded(state, command);
  return command.type === "SetDoor" && !state.closed ? setDoor(state, command) : reject("NOT_ALLOWED");
}

function decideForServer(state: SessionState | null, command: ServerCommand): Decision {
  if (command.type === "CreateSession") return createSession(state, command);
  if (state === null) return reject("NOT_FOUND");
  switch (command.type) {
    case "TakeSeat":
      return takeSeat(state, command);
    case "Knock":
      return knock(state, command);
    case "MarkAway":
    case "MarkBack":
      return markPresence(state, command);
    default:
      return command satisfies never;
  }
}

function decideForSeat(state: SessionState, command: SessionCommand, by: SeatId, context: Context): Decision {
  switch (command.type) {
    case "ChangeSession":
      return changeSession(state, command, context);
    case "AddConversation":
      return addConversation(state, command);
    case "ChangeConversation":
      return changeConversation(state, command);
    case "WithdrawConversation":
      return withdrawConversation(state, command);
    case "ReorderConversations":
      return reorderConversations(state, command);
    case "ChangeSeat":
      return changeSeat(state, command);
    case "RemoveSeat":
      return removeSeat(state, command);
    case "GiveSeatBack":
      return giveSeatBack(state, command);
    case "AdmitKnock":
      return admitKnock(state, command);
    case "TurnAwayKnock":
      return turnAwayKnock(state, command);
    case "SetDoor":
      return setDoor(state, command);
    case "NameDeputies":
      return nameDeputies(state, command);
    case "TakeOver":
      return takeOver(state, by);
    case "TakeBack":
      return takeBack(state, by);
    case "HandOver":
      return handOver(state, command);
    case "SubmitReview":
      return submitReview(state, command, by);
    case "MarkAbsent":
    case "MarkExpected":
      return markExpectation(state, command);
    case "MarkBaseline":
      return markBaseline(state, command);
    case "Nudge":
      return nudge(state, command, by);
    case "StartTimer":
      return startTimer(state, command, context);
    case "ExtendTimer":
      return extendTimer(state, command, context);
    case "EndTimer":
      return endTimer(state);
    case "MoveFocus":
      return moveFocus(state, command);
    case "RevealScores":
      return revealScores(state, command, by, context);
    case "SetRevealAside":
      return setRevealAside(state, command, by);
    case "ChooseLate":
      return chooseLate(state, command, by);
    case "SubmitLateReview":
      return submitLateReview(state, command, by);
    case "OpenCriterion":
      return openCriterion(state, command, by);
    case "MarkSpoke":
      return markSpoke(state, command, by);
    case "Pass":
      return pass(state, command, by);
    case "NextTurn":
    case "OpenToEveryone":
      return moveTurn(state, command, by);
    case "WriteReason":
      return writeReason(state, command, by);
    case "ChangeMind":
      return changeMind(state, command, by);
    case "ReorderAgenda":
      return reorderAgenda(state, command, by);
    case "OpenRevote":
      return startRevote(state, command, by);
    case "CastRevote":
      return castRevote(state, command, by);
    case "RevealRevote":
    case "CancelRevote":
      return endRevote(state, command, by);
    case "SettleCriterion":
      return settleCriterion(state, command, by, context);
    case "AcceptIdentical":
      return acceptIdentical(state, command, by);
    case "ParkCriterion":
      return parkCriterion(state, command, by);
    case "Object":
      return object(state, command, by);
    case "MakeProposal":
      return makeProposal(state, command, by);
    case "AddAction":
      return addAction(state, command, by);
    case "ChangeAction":
      return changeAction(state, command, by);
    case "ConfirmAction":
      return confirmAction(state, command, by);
    case "DropAction":
      return dropAction(state, command);
    case "CloseSession":
      return closeSession(state, by);
    case "ReopenSession":
      return reopenSession(state, command, by);
    default:
      return command satisfies never;
  }
}
