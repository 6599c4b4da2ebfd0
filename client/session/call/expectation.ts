// What the call expects of this person now, in one line: for the header, and for the tab's title when another window covers the page. Pure.
import type { ConversationId } from "../../../shared/ids.ts";
import type { ScaleKind, Value } from "../../../shared/scorecard/scorecard.ts";
import type { DraftEntry, Focus } from "../../../shared/session/shapes.ts";
import type { MineSlice, RevoteView, Slices } from "../../../shared/session/view/slices.ts";
import { awaited, missingIn, numberOf } from "./awaited.ts";

/**
 * `key` names a sentence of call.json, "expect.<key>". `urgent`: the person is waited for. `detail`: there is a second half to the line.
 * `value` stands for the calibrated score: put into words where it is shown.
 */
export type Expectation = { key: string; params?: Record<string, string | number>; urgent: boolean; detail?: true; value?: OnScale };
type OnScale = { scale: ScaleKind; value: Value };
type Answers = Record<string, Pick<DraftEntry, "value">>;

const says = (key: string, urgent: boolean, params?: Record<string, string | number>): Expectation => ({
  key,
  urgent,
  ...(params ? { params } : {}),
});

const blanks = (slices: Partial<Slices>, answers: Answers): number =>
  (slices.scorecard?.criteria ?? []).filter((each) => (answers[each.criterionId]?.value ?? null) === null).length;

/** Own scoring over all hidden conversations. `typed` are answers this browser shows already, saved or not. */
function scoring(slices: Partial<Slices>, mine: MineSlice, typed: Record<ConversationId, Answers>): Expectation | null {
  if (!mine.scores) return null;
  let left = 0;
  let unsubmitted = 0;
  let changed = 0;
  for (const { conversationId, status } of slices.conversations ?? []) {
    const sheet = mine.sheets[conversationId];
    if (status !== "hidden" || !sheet) continue;
    const blank = blanks(slices, { ...sheet.draft, ...typed[conversationId] });
    if (sheet.submitted) changed += sheet.changedSinceSubmit ? 1 : 0;
    else if (blank === 0) unsubmitted += 1;
    else left += blank;
  }
  if (left > 0) return says("score", true, { count: left });
  if (unsubmitted > 0) return says("submit", true);
  if (changed > 0) return says("submitAgain", true);
  return null;
}

function inReview(slices: Partial<Slices>, mine: MineSlice, typed: Record<ConversationId, Answers>): Expectation {
  const own = scoring(slices, mine, typed);
  if (own) return own;
  const hidden = awaited(slices);
  const missing = hidden ? missingIn(hidden) : 0;
  const number = hidden ? numberOf(slices.conversations, hidden.conversationId) : 0;
  const which: Record<string, number> = number > 0 ? { number } : {};
  if (mine.can.includes("RevealScores") && hidden) {
    if (missing > 0) return says(number > 0 ? "waitingForOne" : "waitingFor", false, { count: missing, ...which });
    const all = (slices.progress ?? []).every((each) => missingIn(each) <= 0);
    return all ? { ...says("allIn", true), detail: true } : says("allInOne", true, which);
  }
  if (!mine.scores) return says("othersScore", false);
  const counts = { in: hidden?.in ?? 0, expected: hidden?.expected ?? 0, ...which };
  return missing > 0 ? says(number > 0 ? "youAreInOne" : "youAreIn", false, counts) : says("waitReveal", false);
}

/** While people vote again nobody has the turn: what counts is whose vote is missing. */
function inRevote(
  mine: MineSlice | null,
  vote: Extract<RevoteView, { status: "open" }>,
  place: CriterionFocus,
  criterion: string,
): Expectation {
  const params = { criterion, in: vote.in, of: vote.of };
  const votes = mine?.scores && mine.sheets[place.conversationId]?.isBaseline !== true;
  const cast = mine?.revotes.some((each) => samePlace(each, place) && each.round === vote.round);
  if (votes && !cast) return { ...says("voteAgain", true, params), detail: true };
  if (mine?.can.includes("RevealRevote") && vote.in > 0 && vote.in >= vote.of) return { ...says("votesIn", true, params), detail: true };
  return { ...says("voteOpen", false, params), detail: true };
}

type CriterionFocus = Extract<Focus, { kind: "criterion" }>;
const samePlace = (one: { conversationId: string; criterionId: string }, other: { conversationId: string; criterionId: string }): boolean =>
  one.conversationId === other.conversationId && one.criterionId === other.criterionId;

function inDiscussion(slices: Partial<Slices>, mine: MineSlice | null, focus: CriterionFocus): Expectation {
  const criterion = slices.scorecard?.criteria.find((each) => each.criterionId === focus.criterionId);
  const here = { criterion: criterion?.name ?? "" };
  const view = slices.discussion?.[focus.conversationId]?.[focus.criterionId];
  const row = slices.results?.[focus.conversationId]?.rows.find((each) => each.criterionId === focus.criterionId);
  const settled = view?.settled ?? row?.settled;
  if (settled && criterion) {
    const key = settled.how === "provisional" ? "provisional" : "settled";
    return { ...says(key, false, here), value: { scale: criterion.scale, value: settled.value } };
  }
  if (view?.parked ?? row?.parked) return says("parked", false, here);
  const vote = view?.revotes.at(-1);
  if (vote?.status === "open") return inRevote(mine, vote, focus, here.criterion);
  if (mine?.turn && samePlace(mine.turn, focus)) return says("yourTurn", true, here);
  return says("discussed", false, here);
}

/** Of whoever came after the reveal of a conversation. */
function late(mine: MineSlice | undefined, conversationId: ConversationId): Expectation | null {
  const choice = mine?.sheets[conversationId]?.late;
  if (choice === "undecided") return says("late", true);
  return choice === "scoring" ? says("scoreLate", true) : null;
}

/** `sheetOf`: the conversation whose own sheet is open; once it is revealed, that is what the line speaks of. */
export function expectation(
  slices: Partial<Slices>,
  focus: Focus,
  typed: Record<ConversationId, Answers> = {},
  sheetOf: ConversationId | null = null,
): Expectation {
  const { session, mine } = slices;
  if (slices.waiting) return says(slices.waiting.turnedAway ? "turnedAway" : "atTheDoor", false);
  if (!session) return says("opening", false);
  if (session.status === "closed") return says("closed", false);
  if (mine?.takeOver === "may") return says("takeOver", true);
  switch (focus.kind) {
    case "arrival": {
      const own = mine ? scoring(slices, mine, typed) : null;
      return own ?? says("arrival", false);
    }
    case "actions": {
      const own = (slices.actions?.fromBefore ?? []).filter((each) => each.ownerPersonId === mine?.personId && each.status === "open");
      return own.length > 0 ? says("ownActions", true, { count: own.length }) : says("actions", false);
    }
    case "review": {
      const open = slices.conversations?.find((each) => each.conversationId === sheetOf);
      if (mine?.scores && open && open.status !== "hidden") return late(mine, open.conversationId) ?? says("revealed", false);
      return mine ? inReview(slices, mine, typed) : says("othersScore", false);
    }
    case "results":
      return late(mine, focus.conversationId) ?? says("revealed", false);
    case "criterion":
      return late(mine, focus.conversationId) ?? inDiscussion(slices, mine ?? null, focus);
    case "closing": {
      const own = (slices.actions?.here ?? []).filter(
        (each) => each.ownerPersonId === mine?.personId && each.status === "open" && !each.confirmed,
      );
      return own.length > 0 ? says("confirmActions", true, { count: own.length }) : says("closing", false);
    }
    default:
      return focus satisfies never;
  }
}
