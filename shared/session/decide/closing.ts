// Deciding about what leaves the session: actions with their owners, the close and a reopening.
import type { PersonId, SeatId } from "../../ids.ts";
import { LIMITS } from "../../limits.ts";
import { text } from "../../text.ts";
import { notDiscussed } from "../agenda.ts";
import type { Of } from "../commands.ts";
import { conversationOf, criterionOf, seatOf } from "../find.ts";
import { reject } from "../rejection.ts";
import { openRevotes } from "../revote.ts";
import type { SessionState } from "../state.ts";
import { type Decision, isOfSession } from "./ground.ts";
import { revoteEnds } from "./consensus.ts";

const standing = (state: SessionState, actionId: string) =>
  state.actions.find((action) => action.actionId === actionId && !action.dropped) ?? null;

const personOf = (state: SessionState, by: SeatId): PersonId | null => seatOf(state, by)?.personId ?? null;

export function addAction(state: SessionState, command: Of<"AddAction">, by: SeatId): Decision {
  const { actionId, ownerPersonId, dueOn, criterionId, conversationId } = command;
  if (state.actions.some((action) => action.actionId === actionId)) return reject("ID_REUSED");
  if (state.actions.length >= LIMITS.actions) return reject("TOO_MANY", { limit: LIMITS.actions });
  if (ownerPersonId !== null && !isOfSession(state, ownerPersonId)) return reject("PERSON_UNKNOWN", undefined, "ownerPersonId");
  if (conversationId !== null && !conversationOf(state, conversationId)) return reject("CONVERSATION_UNKNOWN");
  if (criterionId !== null && !criterionOf(state, criterionId)) return reject("CRITERION_UNKNOWN");
  const confirmed = ownerPersonId !== null && ownerPersonId === personOf(state, by);
  const action = { actionId, text: text(command.text.trim()), ownerPersonId, dueOn, criterionId, conversationId, confirmed };
  return [{ type: "ActionAdded", action }];
}

/** A new owner has not said "yes, mine" yet, unless they say it by taking it. */
export function changeAction(state: SessionState, command: Of<"ChangeAction">, by: SeatId): Decision {
  const { actionId, ownerPersonId, dueOn } = command;
  const action = standing(state, actionId);
  if (!action) return reject("ACTION_UNKNOWN");
  if (typeof ownerPersonId === "string" && !isOfSession(state, ownerPersonId)) return reject("PERSON_UNKNOWN", undefined, "ownerPersonId");
  const words = command.text?.trim();
  const change = {
    ...(words === undefined || words === action.text.text ? {} : { text: text(words) }),
    ...(dueOn === undefined || dueOn === action.dueOn ? {} : { dueOn }),
    ...(ownerPersonId === undefined || ownerPersonId === action.ownerPersonId
      ? {}
      : { ownerPersonId, confirmed: ownerPersonId !== null && ownerPersonId === personOf(state, by) }),
  };
  return Object.keys(change).length === 0 ? [] : [{ type: "ActionChanged", actionId, change }];
}

/** "Yes, mine": by its owner, or by whoever takes an action that nobody owns. */
export function confirmAction(state: SessionState, { actionId }: Of<"ConfirmAction">, by: SeatId): Decision {
  const action = standing(state, actionId);
  if (!action) return reject("ACTION_UNKNOWN");
  const personId = personOf(state, by);
  if (action.ownerPersonId !== null && action.ownerPersonId !== personId) return reject("NOT_ALLOWED");
  if (action.confirmed) return [];
  const taken = action.ownerPersonId === null ? { ownerPersonId: personId } : {};
  return [{ type: "ActionChanged", actionId, change: { ...taken, confirmed: true } }];
}

export function dropAction(state: SessionState, { actionId }: Of<"DropAction">): Decision {
  const action = state.actions.find((each) => each.actionId === actionId);
  if (!action) return reject("ACTION_UNKNOWN");
  return action.dropped ? [] : [{ type: "ActionDropped", actionId }];
}

/** Never refused for being unfinished: what is left undone is written down instead. */
export function closeSession(state: SessionState, by: SeatId): Decision {
  const live = state.conversations.filter(({ withdrawn }) => !withdrawn);
  return [
    ...live.flatMap((conversation) => openRevotes(conversation).flatMap(({ criterionId }) => revoteEnds(conversation, criterionId, by))),
    {
      type: "SessionClosed",
      bySeat: by,
      notDiscussed: live
        .filter(({ reveal }) => reveal !== null)
        .map((conversation) => ({
          conversationId: conversation.conversationId,
          criterionIds: notDiscussed(state, conversation),
        }))
        .filter(({ criterionIds }) => criterionIds.length > 0),
      unrevealed: live.filter(({ reveal }) => reveal === null).map(({ conversationId }) => conversationId),
    },
  ];
}

export const reopenSession = (_state: SessionState, { reason }: Of<"ReopenSession">, by: SeatId): Decision => [
  { type: "SessionReopened", bySeat: by, reason: text(reason.trim()) },
];
