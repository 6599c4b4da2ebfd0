// One conversation of the report: calibrated scores, how far apart the blind ones were, and how each difference ended.
import type { CriterionId, SeatId } from "../ids.ts";
import { totalOf } from "../scorecard/totals.ts";
import type { Criterion, Value } from "../scorecard/scorecard.ts";
import { baselineValues, valuesOf } from "./agenda.ts";
import type { Audience } from "./audience.ts";
import { calibratedOf, conversationGap, countedTotals } from "./calibrated.ts";
import { seatOf } from "./find.ts";
import type { ReportConversation, ReportCriterion, ReportOutcome, ReportRange } from "./reportShape.ts";
import { countedSeats } from "./roll.ts";
import type { ConversationState, SessionState } from "./state.ts";
import { agentFor } from "./view/conversations.ts";
import { namesShownOn, namesShownOnAll } from "./view/names.ts";
import { resultRows } from "./view/resultRow.ts";
import type { ResultRow } from "./view/slices.ts";
import type { RevealedConversation } from "./view/visible.ts";
import type { ViewContext } from "./viewContext.ts";

/** `revealed` is null where the reader may not see the scores: then the title is all there is. */
export function reportConversation(
  state: SessionState,
  conversation: ConversationState,
  revealed: RevealedConversation | null,
  audience: Audience,
  named: boolean,
  context: ViewContext,
): ReportConversation {
  const { conversationId, material } = conversation;
  const title = material.title.text;
  if (!revealed) return { conversationId, title, status: conversation.withdrawn ? "withdrawn" : "notRevealed" };

  const nameOf = (seatId: SeatId) => context.nameOf(seatOf(state, seatId)?.personId ?? "");
  const mayName = (criterionId: CriterionId) => named && (state.closed !== null || namesShownOn(state, revealed, criterionId));
  const mayNameAll = named && (state.closed !== null || namesShownOnAll(state, revealed));
  const rows = resultRows(state, revealed);
  const criteria = new Map(state.scorecard.criteria.map((criterion) => [criterion.criterionId, criterion]));
  const totals = countedTotals(state, revealed);
  const calibrated = calibratedOf(state, revealed);
  const baseline = baselineValues(revealed);
  const late = state.seats.flatMap(({ seatId }) => {
    const { choice, sheet } = revealed.late[seatId] ?? {};
    return choice === "submitted" && sheet ? [{ seatId, values: valuesOf(sheet) }] : [];
  });
  return {
    conversationId,
    title,
    status: revealed.setAside ? "setAside" : "revealed",
    channel: material.channel,
    link: audience.kind === "screen" ? null : material.link,
    agent: agentFor(state, revealed, audience),
    why: audience.kind === "screen" ? null : (material.why?.text ?? null),
    revealedAt: revealed.reveal.at,
    setAside: revealed.setAside && { reason: revealed.setAside.reason.text, by: nameOf(revealed.setAside.bySeat) },
    reviews: countedSeats(state, revealed).length,
    absent: revealed.reveal.roll.absent.length,
    late: late.length,
    agreed: rows.filter((row) => row.comparable && !row.toDiscuss).length,
    comparable: rows.filter((row) => row.comparable).length,
    criteriaCount: rows.length,
    criteria: rows.flatMap((row) => {
      const criterion = criteria.get(row.criterionId);
      return criterion ? [reportCriterion(state, revealed, row, criterion, mayName(row.criterionId), nameOf, context)] : [];
    }),
    orderedByHand: revealed.reveal.orderedByHand,
    totals: {
      final: rangeOf(totals.map(({ final }) => final)),
      raw: rangeOf(totals.map(({ raw }) => raw)),
      autoFails: totals.filter(({ autoFail }) => autoFail).length,
    },
    baselineTotal: baseline && totalOf(state.scorecard, baseline),
    settled: calibrated.settled,
    parked: calibrated.parked,
    calibrated: calibrated.total,
    running: calibrated.running,
    gap: conversationGap(state, revealed),
    disagreements: rows.filter((row) => row.toDiscuss).map(({ criterionId }) => criterionId),
    people: mayNameAll
      ? countedSeats(state, revealed).flatMap((seatId) => {
          const sheet = revealed.blind.entries[seatId];
          return sheet ? [{ name: nameOf(seatId), total: totalOf(state.scorecard, valuesOf(sheet)) }] : [];
        })
      : null,
    lateReviews: mayNameAll
      ? late.map(({ seatId, values }) => ({ name: nameOf(seatId), total: totalOf(state.scorecard, values), values }))
      : null,
  };
}

function rangeOf(numbers: (number | null)[]): ReportRange | null {
  const known = numbers.filter((number) => number !== null);
  return known.length > 0 ? { low: Math.min(...known), high: Math.max(...known) } : null;
}

function outcomeOf(row: ResultRow): ReportOutcome {
  if (row.settled) return row.settled.how;
  if (row.parked) return "parked";
  return row.toDiscuss ? "notDiscussed" : "notRecorded";
}

function reportCriterion(
  state: SessionState,
  conversation: RevealedConversation,
  row: ResultRow,
  criterion: Criterion,
  named: boolean,
  nameOf: (seatId: SeatId) => string,
  context: ViewContext,
): ReportCriterion {
  const { settled, parked } = row;
  const { criterionId } = row;
  const discussion = conversation.discussions[criterionId];
  const rounds = (discussion?.revotes ?? []).map((ballot, index) => ({ round: index + 1, ballot }));
  const held = rounds.filter(({ ballot }) => ballot.status === "revealed");
  const lastVotes = held.at(-1)?.ballot.entries ?? {};
  const blindValue = (seatId: SeatId): Value | undefined => conversation.blind.entries[seatId]?.[criterionId]?.value;
  // an objection says what its author scored: its name is for the named version, and there only once names are open
  const mayNameObjectors =
    named && state.options.names !== "never" && (state.closed !== null || namesShownOn(state, conversation, criterionId));
  return {
    criterionId,
    name: criterion.name,
    section: state.scorecard.sections.find(({ sectionId }) => sectionId === criterion.sectionId)?.name ?? "",
    scale: criterion.scale,
    weight: criterion.weight,
    autoFail: criterion.autoFail,
    outcome: outcomeOf(row),
    calibrated: settled?.value ?? null,
    until: settled?.until ?? null,
    recordedBy: settled && nameOf(settled.bySeatId),
    recordedAt: settled?.at ?? null,
    amended: settled?.amended ?? 0,
    note: settled?.note ?? null,
    cause: settled?.cause ?? null,
    feedback: settled?.feedback ?? null,
    parkedOwner: !settled && parked?.ownerPersonId ? context.nameOf(parked.ownerPersonId) : null,
    rank: row.rank,
    comparable: row.comparable,
    badge: row.badge,
    answers: row.values.length + row.naCount,
    naCount: row.naCount,
    missingCount: row.missingCount,
    unsureCount: row.unsureCount,
    failCount: row.failCount,
    yesCount: criterion.scale === "binary" ? row.values.filter((value) => value === 1).length : null,
    range: row.low === null || row.high === null ? null : { low: row.low, high: row.high },
    V: row.details.V,
    D: row.details.D,
    baseline: row.baseline,
    revotes: held.map(({ round, ballot }) => {
      const votes = Object.entries(ballot.entries);
      const values = votes.map(([, value]) => value);
      return {
        round,
        voters: votes.length,
        moved: votes.filter(([seatId, value]) => blindValue(seatId) !== undefined && blindValue(seatId) !== value).length,
        naCount: values.filter((value) => value === "NA").length,
        range: rangeOf(values.map((value) => (value === "NA" ? null : value))),
      };
    }),
    changedTheirMind: Object.keys(discussion?.minds ?? {}).length,
    objections: conversation.objections
      .filter((objection) => objection.criterionId === criterionId)
      .map(({ seatId, text }) => ({ name: mayNameObjectors ? nameOf(seatId) : null, text: text.text })),
    blind: named
      ? countedSeats(state, conversation).flatMap((seatId) => {
          const entry = conversation.blind.entries[seatId]?.[criterionId];
          if (!entry) return [];
          return [
            {
              name: nameOf(seatId),
              value: entry.value,
              reason: heldBack(state, conversation, criterionId) ? null : (entry.reason?.text ?? null),
              unsure: entry.unsure,
              revoted: lastVotes[seatId] ?? null,
            },
          ];
        })
      : null,
  };
}

/** A typed reason is in the report once everything of the criterion is open, or the session is over. */
const heldBack = (state: SessionState, conversation: RevealedConversation, criterionId: CriterionId): boolean =>
  state.closed === null && conversation.settled[criterionId] === undefined && conversation.parked[criterionId] === undefined;
