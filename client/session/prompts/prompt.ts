// What good facilitators do at this moment, in one line. Pure, and made only of what a conductor's own screen shows: it cannot hint at anything hidden.
import type { ConversationResults, DiscussionView, MineSlice, ResultRow, SeatView, Slices } from "../../../shared/session/view/slices.ts";
import { didNotVote, revoteMoves } from "../discussion/revoteMoves.ts";
import { numberOf } from "../call/awaited.ts";
import { leftToDiscuss, nextStep } from "../call/nextStep.ts";
import { timeBudget } from "../call/timeBudget.ts";

/** `key` names a sentence of prompts.json; the rest fills it. */
export type Prompt = {
  key: string;
  count?: number;
  minutes?: number;
  names?: string[] /** of several conversations this one */;
  conversation?: number;
};

type Moment = {
  slices: Partial<Slices>;
  mine: MineSlice;
  session: Slices["session"];
  seats: SeatView[];
  now: number;
  /** of these the rest is left open, as this conductor said */ leftOpen: readonly string[];
  /** objections this conductor has neither seen nor marked as heard */ unheard: number;
};

/** Earlier than that before the call nobody is expected to be here: people score ahead. */
const AHEAD_MS = 15 * 60_000;
/** Below this many minutes an item, something has to give. */
const TIGHT_MINUTES = 3.5;

const nameOf = ({ seats }: Moment, seatId: string): string => seats.find((seat) => seat.seatId === seatId)?.name ?? "";
const conducts = ({ role }: Pick<SeatView, "role">): boolean => role === "facilitator" || role === "lead";

/** Days before the call: who has not scored ahead yet. */
function ahead({ slices, mine }: Moment, others: SeatView[]): Prompt {
  const missing = new Set((slices.progress ?? []).flatMap(({ names }) => names?.missing ?? []).filter((seatId) => seatId !== mine.seatId));
  const scoring = others.filter(({ scores }) => scores);
  if (scoring.length === 0) return { key: "alone" };
  const count = scoring.filter(({ seatId }) => missing.has(seatId)).length;
  return count > 0 ? { key: "ahead", count } : { key: "aheadAllIn" };
}

function arriving(at: Moment): Prompt {
  const { seats, mine, session, now } = at;
  const step = nextStep(at.slices)?.kind;
  if (step === "addConversation") return { key: "nothingToScore" };
  const others = seats.filter(({ seatId }) => seatId !== mine.seatId);
  const here = others.filter(({ present }) => present);
  if (here.length === 0) return now < session.startsAt - AHEAD_MS ? ahead(at, others) : { key: "alone" };
  const first = here.filter(({ firstTime }) => firstTime === true).map(({ name }) => name);
  const missing = others.filter(({ present, scores }) => !present && scores).map(({ name }) => name);
  if (now > session.startsAt + 60_000 && missing.length > 0 && missing.length <= 3) return { key: "startAnyway", names: missing };
  if (first.length > 0 && first.length <= 4) return { key: "welcome", names: first, count: first.length };
  return { key: step === "reveal" ? "allAhead" : "purpose" };
}

function askingOwners({ slices }: Moment): Prompt {
  const open = (slices.actions?.fromBefore ?? []).filter(({ status }) => status === "open");
  if (open.length === 0) return { key: "actionsDone" };
  const unowned = open.filter(({ ownerPersonId }) => ownerPersonId === null).length;
  return unowned > 0 ? { key: "unowned", count: unowned } : { key: "askOwners" };
}

function reviewing(at: Moment): Prompt | null {
  const { slices, mine, session, seats, now } = at;
  const step = nextStep(slices);
  if (step?.kind === "reveal") return { key: "allIn" };
  if (step?.kind !== "waitFor") return null;
  const { missing, conversationId } = step;
  const hidden = slices.progress?.find((one) => one.conversationId === conversationId);
  const count = Math.max(missing.length, hidden ? hidden.expected - hidden.in : 0);
  const others = missing.filter((seatId) => seatId !== mine.seatId);
  if (missing.length > 0 && others.length === 0) return { key: "onlyYou" };
  const names = others.map((seatId) => nameOf(at, seatId));
  const allAway = others.length > 0 && others.every((seatId) => !seats.find((seat) => seat.seatId === seatId)?.present);
  if (allAway && names.length <= 3) return { key: "missingAway", names, count: names.length };
  if (session.timer && now > session.timer.endsAt && names.length > 0 && names.length <= 3) return { key: "timeUp", names };
  const conversation = numberOf(slices.conversations, conversationId);
  return conversation > 0 ? { key: "stillScoringOne", count, conversation } : { key: "stillScoring", count };
}

/** Too little time for what is left; null: there is enough. */
function tight({ slices, now }: Moment): Prompt | null {
  const budget = timeBudget(slices, now);
  if (!budget || budget.items === 0) return null;
  if (budget.minutesLeft <= 0) return { key: "overTime" };
  if (budget.items < 2 || budget.minutesLeft / budget.items >= TIGHT_MINUTES) return null;
  return { key: "parkOne", count: budget.items, minutes: budget.minutesLeft };
}

/** Everything apart is dealt with, and still something has no calibrated score: what that is. */
function unrecorded({ rows, identicalUnsettled }: ConversationResults): Prompt | null {
  const open = rows.filter(({ settled, parked, toDiscuss }) => !settled && !parked && !toDiscuss);
  const nearly = open.filter((row) => row.nearly).length;
  if (nearly > 0 && identicalUnsettled > 0) return { key: "acceptOrTap", count: identicalUnsettled + nearly };
  if (identicalUnsettled > 0) return { key: "acceptIdentical" };
  if (nearly > 0) return { key: "tapValue", count: nearly };
  const tooFew = open.filter(({ comparable }) => !comparable).length;
  return tooFew > 0 ? { key: "tooFewScores", count: tooFew } : null;
}

function lookingAt(at: Moment, results: ConversationResults | undefined): Prompt | null {
  if (!results) return null;
  const left = leftToDiscuss(results);
  const contested = results.rows.filter(({ toDiscuss }) => toDiscuss);
  const begun = contested.some(({ discussed, settled, parked }) => discussed || settled !== null || parked !== null);
  if (results.setAside) return { key: "setAside" };
  if (results.reviews < 2) return { key: "oneReview" };
  if (contested.length === 0 && results.identicalUnsettled > 0) return { key: "allAgree" };
  const leavesRest = at.leftOpen.includes(results.conversationId) && results.identicalUnsettled === 0;
  if (leavesRest && left.every(({ discussed }) => discussed) && (left.length > 0 || unrecorded(results))) return { key: "staysOpen" };
  if (left.length === 0) return unrecorded(results) ?? { key: contested.length === 0 ? "allAgree" : "nothingLeft" };
  const short = tight(at);
  if (short) return short;
  if (!begun) return { key: left[0]?.badge === "autoFailSplit" ? "criticalFirst" : "lookFirst" };
  return { key: "nextOne" };
}

function voting(view: DiscussionView): Prompt | null {
  const last = view.revotes.at(-1);
  if (last?.status === "open") return last.in < last.of ? { key: "votesToCome", count: last.of - last.in } : { key: "votesIn" };
  if (last?.status !== "revealed") return null;
  const together = new Set(last.values).size + (last.naCount > 0 ? 1 : 0) <= 1;
  const silent = didNotVote(revoteMoves(view, last));
  if (!together) return { key: "stillApart" };
  return silent > 0 ? { key: "togetherSome", count: silent } : { key: "together" };
}

/** Who has not been heard, leaving out whoever conducts: they speak last and know it. */
function hearing(at: Moment, view: DiscussionView, row: ResultRow | undefined): Prompt | null {
  const waiting = view.notHeard.filter((seatId) => !at.seats.some((seat) => seat.seatId === seatId && conducts(seat)));
  const spoken = view.speaking?.order.some(({ state }) => state === "spoke") ?? view.reasons.some(({ kind }) => kind === "written");
  if (waiting.length === 0) return view.notHeard.includes(at.mine.seatId) ? { key: "yourself" } : null;
  if (!spoken) return { key: row?.badge === "naSplit" ? "applies" : "lineFirst" };
  const names = waiting.map((seatId) => nameOf(at, seatId));
  return waiting.length <= 2 ? { key: "notHeard", names, count: names.length } : { key: "goRound", count: waiting.length };
}

function discussing(at: Moment, conversationId: string, criterionId: string, readAloud: boolean): Prompt | null {
  const view = at.slices.discussion?.[conversationId]?.[criterionId];
  const row = at.slices.results?.[conversationId]?.rows.find((each) => each.criterionId === criterionId);
  if (readAloud) return { key: "readAloud" };
  if (!view) return null;
  if (view.parked) return { key: view.parked.ownerPersonId === null ? "parkedUnowned" : "onward" };
  // whoever objected to what was settled wants to be heard before anything else, and so does whoever objects to what is open
  const settledAt = view.settled?.at;
  if (settledAt !== undefined && view.objections.some(({ at: raised }) => raised > settledAt)) return { key: "objectionSettled" };
  if (view.settled && view.settled.note === null && row?.toDiscuss !== false) return { key: "writeNote" };
  if (view.settled) return { key: view.objections.length === 0 && row?.toDiscuss !== false ? "anyDissent" : "onward" };
  if (view.objections.length > 0) return { key: "objection" };
  const vote = voting(view);
  if (vote) return vote;
  const voice = hearing(at, view, row);
  if (voice) return voice;
  if (view.minds.length > 0) return { key: "moved" };
  if (view.entries.some(({ unsure }) => unsure)) return { key: "wavers" };
  if (row?.badge === "offBaseline") return { key: "offBaseline" };
  return tight(at) ?? { key: "nameIt" };
}

function ending({ slices, seats, unheard }: Moment): Prompt {
  if (unheard > 0) return { key: "unheard", count: unheard };
  const open = (slices.actions?.here ?? []).filter(({ status }) => status === "open");
  if (open.length === 0) return { key: "oneAction" };
  const unowned = open.filter(({ ownerPersonId }) => ownerPersonId === null).length;
  if (unowned > 0) return { key: "unowned", count: unowned };
  const unsaid = new Set(open.filter(({ confirmed }) => !confirmed).map(({ ownerPersonId }) => ownerPersonId));
  const names = seats.filter(({ personId, present }) => present && unsaid.has(personId)).map(({ name }) => name);
  if (names.length > 0 && names.length <= 3) return { key: "confirm", names, count: names.length };
  const { notDiscussed = [], unrevealed = [] } = slices.closing ?? {};
  if (unrevealed.length > 0) return { key: "staysHidden", count: unrevealed.length };
  const unsettled = Object.values(slices.results ?? {}).some(
    ({ setAside, rows }) => !setAside && rows.some(({ settled, parked }) => !settled && !parked),
  );
  if (notDiscussed.length > 0 || unsettled) return { key: "staysOpen" };
  return { key: "lastWord" };
}

/** For conductors, from the days before the call until it is closed; null: nothing to say. */
export function promptOf(slices: Partial<Slices>, now: number, leftOpen: readonly string[] = [], unheard = 0): Prompt | null {
  const { session, mine, roster } = slices;
  if (!session || !mine || !roster || !conducts(mine)) return null;
  if (session.status === "closed") return { key: session.practice || session.sample ? "rehearsed" : "sendReport" };
  const at: Moment = { slices, mine, session, seats: roster.seats, now, leftOpen, unheard };
  const { focus } = session;
  switch (focus.kind) {
    case "arrival":
      return arriving(at);
    case "actions":
      return askingOwners(at);
    case "review":
      return reviewing(at);
    case "results":
      return lookingAt(at, slices.results?.[focus.conversationId]);
    case "criterion":
      return discussing(at, focus.conversationId, focus.criterionId, focus.readAloud);
    case "closing":
      return ending(at);
    default:
      return focus satisfies never;
  }
}
