// One criterion in discussion: who answered what, whose turn it is, what was said. Names only where they may be read.
import type { CriterionId, SeatId } from "../../ids.ts";
import type { Value } from "../../scorecard/scorecard.ts";
import { baselineValues } from "../agenda.ts";
import type { Audience } from "../audience.ts";
import type { Ballot } from "../ballot.ts";
import { revoteVoters } from "../revote.ts";
import { countedSeats } from "../roll.ts";
import { bandsInForce, bandsLeft, notHeard, seatsWithTurn } from "../speakingOrder.ts";
import type { Discussion, SessionState } from "../state.ts";
import { byValue, namesShownOn } from "./names.ts";
import { reasonViews } from "./reasons.ts";
import { baselineSeatShown } from "./results.ts";
import { parkedView, settledView } from "./settled.ts";
import type { DiscussionSlice, DiscussionView, RevoteView } from "./slices.ts";
import { type RevealedConversation, visibleConversations } from "./visible.ts";

/** Criteria that were opened, and those somebody objected to without: an objection is never out of sight. */
export const discussionSlice = (state: SessionState, audience: Audience): DiscussionSlice =>
  Object.fromEntries(
    visibleConversations(state, audience).map((conversation) => [
      conversation.conversationId,
      Object.fromEntries(
        state.scorecard.criteria
          .map(({ criterionId }) => criterionId)
          .filter((id) => conversation.discussions[id] || conversation.objections.some(({ criterionId }) => criterionId === id))
          .map((id) => [id, discussionView(state, conversation, id)]),
      ),
    ]),
  );

type Named<Item> = Item & { seatId: SeatId | null };

/** With names in the order given (joining); without, no seat and by value alone. */
function shownAs<Item>(
  named: boolean,
  items: (Item & { seatId: SeatId })[],
  strip: (item: Item) => Item,
  order: (a: Item, b: Item) => number,
) {
  if (named) return items.map((item): Named<Item> => ({ seatId: item.seatId, ...strip(item) }));
  return items.map((item): Named<Item> => ({ seatId: null, ...strip(item) })).sort(order);
}

const oneValue = <Item extends { value: Value }>(named: boolean, items: (Item & { seatId: SeatId })[]) =>
  shownAs<{ value: Value }>(
    named,
    items,
    ({ value }) => ({ value }),
    (a, b) => byValue(a.value, b.value),
  );

function speakingView(state: SessionState, conversation: RevealedConversation, criterionId: CriterionId): DiscussionView["speaking"] {
  const discussion = conversation.discussions[criterionId];
  const bands = bandsInForce(state, conversation);
  if (!discussion || bands.length === 0) return null;
  const turn = new Set(seatsWithTurn(state, conversation, criterionId));
  const held = new Map(state.seats.filter(({ removed }) => !removed).map((seat) => [seat.seatId, seat]));
  const stateOf = (seatId: SeatId) => {
    if (discussion.turn.spoke.includes(seatId)) return "spoke";
    if (discussion.turn.passed.includes(seatId)) return "passed";
    if (turn.has(seatId)) return "turn";
    return held.get(seatId)?.present ? "waiting" : "away";
  };
  return {
    order: bands
      .flatMap(({ seats }) => seats)
      .filter((seatId) => held.has(seatId))
      .map((seatId) => ({ seatId, state: stateOf(seatId) })),
    everyone: discussion.turn.everyone,
    bandsLeft: bandsLeft(state, conversation, criterionId),
  };
}

function revoteView(
  state: SessionState,
  conversation: RevealedConversation,
  criterionId: CriterionId,
  named: boolean,
  ballot: Ballot<Value>,
  round: number,
): RevoteView {
  switch (ballot.status) {
    case "open": {
      const voters = revoteVoters(state, conversation);
      return { round, status: "open", in: voters.filter((seatId) => ballot.entries[seatId] !== undefined).length, of: voters.length };
    }
    case "cancelled":
      return { round, status: "cancelled" };
    case "revealed": {
      const counted = new Set(countedSeats(state, conversation));
      const votes = state.seats.flatMap(({ seatId }) => {
        const to = ballot.entries[seatId];
        const from = counted.has(seatId) ? (conversation.blind.entries[seatId]?.[criterionId]?.value ?? null) : null;
        return to === undefined ? [] : [{ seatId, from, to }];
      });
      const ratings = votes.map(({ to }) => to).filter((to) => to !== "NA");
      return {
        round,
        status: "revealed",
        values: ratings.sort((a, b) => a - b),
        naCount: votes.length - ratings.length,
        movement: shownAs<{ from: Value | null; to: Value }>(
          named,
          votes,
          ({ from, to }) => ({ from, to }),
          (a, b) => byValue(a.to, b.to) || byValue(a.from ?? "NA", b.from ?? "NA") || Number(a.from === null) - Number(b.from === null),
        ),
      };
    }
    default:
      return ballot.status satisfies never;
  }
}

const mindsOf = (state: SessionState, discussion: Discussion | undefined) =>
  state.seats.flatMap(({ seatId }) => {
    const mind = discussion?.minds[seatId];
    return mind ? [{ seatId, value: mind.value }] : [];
  });

function discussionView(state: SessionState, conversation: RevealedConversation, criterionId: CriterionId): DiscussionView {
  const named = namesShownOn(state, conversation, criterionId);
  const discussion = conversation.discussions[criterionId];
  const answered = countedSeats(state, conversation).flatMap((seatId) => {
    const entry = conversation.blind.entries[seatId]?.[criterionId];
    return entry ? [{ seatId, value: entry.value, unsure: entry.unsure }] : [];
  });
  const late = state.seats.flatMap(({ seatId }) => {
    const { choice, sheet } = conversation.late[seatId] ?? {};
    const entry = choice === "submitted" ? sheet?.[criterionId] : undefined;
    return entry ? [{ seatId, value: entry.value }] : [];
  });
  const baseline = baselineValues(conversation)?.[criterionId];
  const baselineSeatId = baselineSeatShown(state, conversation);
  const chosen = answered.map(({ value }) => value).filter((value) => value !== "NA");
  return {
    conversationId: conversation.conversationId,
    criterionId,
    named,
    entries: shownAs<{ value: Value; unsure: boolean }>(
      named,
      answered,
      ({ value, unsure }) => ({ value, unsure }),
      (a, b) => byValue(a.value, b.value) || Number(a.unsure) - Number(b.unsure),
    ),
    baseline: baseline === undefined ? null : { seatId: baselineSeatId, value: baseline },
    late: oneValue(named, late),
    speaking: named ? speakingView(state, conversation, criterionId) : null,
    notHeard: named ? notHeard(state, conversation, criterionId) : [],
    reasons: reasonViews(
      state,
      conversation,
      criterionId,
      ({ seatId }) => (named && seatId !== conversation.baselineSeatId ? seatId : named ? baselineSeatId : null),
      named,
    ),
    minds: oneValue(named, mindsOf(state, discussion)),
    revotes: (discussion?.revotes ?? []).map((ballot, index) => revoteView(state, conversation, criterionId, named, ballot, index + 1)),
    contested: [...new Set(chosen)].sort((a, b) => a - b),
    settled: settledView(conversation, criterionId),
    parked: parkedView(conversation, criterionId),
    objections: conversation.objections
      .filter((objection) => objection.criterionId === criterionId)
      .map(({ seatId, text, at }) => ({ seatId: named ? seatId : null, text: text.text, at })),
  };
}
