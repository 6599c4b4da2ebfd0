// What an event adds to a session. Pure: the same events give the same state, and all that did not change is shared with the state before.
import type { SessionEvent } from "./events.ts";
import { evolveConsensus } from "./evolve/consensus.ts";
import { evolveDiscussion } from "./evolve/discussion.ts";
import { evolvePeople } from "./evolve/people.ts";
import { evolveScoring } from "./evolve/scoring.ts";
import { evolveSetup, sessionCreated } from "./evolve/setup.ts";
import type { SessionState } from "./state.ts";

/** @throws when an event other than SessionCreated comes first: such a log is damaged. */
export function evolve(state: SessionState | null, event: SessionEvent): SessionState {
  if (event.type === "SessionCreated") return sessionCreated(event);
  if (state === null) throw new Error(`${event.type} before SessionCreated`);
  switch (event.type) {
    case "SessionChanged":
    case "ConversationAdded":
    case "ConversationChanged":
    case "ConversationWithdrawn":
    case "ConversationsReordered":
    case "TimerSet":
    case "TimerEnded":
    case "FocusMoved":
    case "SessionClosed":
    case "SessionReopened":
      return evolveSetup(state, event);
    case "SeatTaken":
    case "SeatChanged":
    case "SeatRemoved":
    case "SeatGivenBack":
    case "Knocked":
    case "KnockTurnedAway":
    case "DoorSet":
    case "MarkedAway":
    case "MarkedBack":
    case "DeputiesNamed":
    case "FacilitationPassed":
    case "MarkedAbsent":
    case "MarkedExpected":
    case "Nudged":
      return evolvePeople(state, event);
    case "ReviewSubmitted":
    case "BaselineMarked":
    case "ScoresRevealed":
    case "RevealSetAside":
    case "LateChoiceMade":
    case "LateReviewSubmitted":
      return evolveScoring(state, event);
    case "CriterionOpened":
    case "Spoke":
    case "Passed":
    case "TurnAdvanced":
    case "OpenedToEveryone":
    case "ReasonWritten":
    case "MindChanged":
    case "AgendaReordered":
    case "RevoteOpened":
    case "RevoteCast":
    case "RevoteRevealed":
    case "RevoteSetAside":
      return evolveDiscussion(state, event);
    case "CriterionSettled":
    case "IdenticalAccepted":
    case "CriterionParked":
    case "Objected":
    case "ProposalMade":
    case "ActionAdded":
    case "ActionChanged":
    case "ActionDropped":
      return evolveConsensus(state, event);
    default:
      return event satisfies never;
  }
}
