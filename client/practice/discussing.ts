// While a criterion is on everybody's screen: reading what it asks for, explaining at one's turn, voting again, changing one's mind now and then, objecting now and then.
import type { Criterion, Value } from "../../shared/scorecard/scorecard.ts";
import type { DiscussionView } from "../../shared/session/view/slices.ts";
import { valueWords } from "./valueWords.ts";
import { chance, pick } from "./chance.ts";
import { apart, middle, towards } from "./habits.ts";
import type { Act, Intention, Part } from "./intention.ts";
import { countWords } from "./reading.ts";
import { fill } from "./reasons.ts";
import { OBJECTIONS } from "./sentences.ts";

type Place = { conversationId: string; criterionId: string };
type About = Part & {
  place: Place;
  where: string /** what chance is asked about: the same in every practice with this conversation */;
  about: string;
  criterion: Criterion;
  view: DiscussionView;
  own: Value | null;
};

const command = (sent: Extract<Act, { kind: "command" }>["command"]): Act => ({ kind: "command", command: sent });

export function discussing(part: Part): Intention | null {
  const { focus } = part.seen.session;
  if (focus.kind !== "criterion" && focus.kind !== "results") return null;
  const { conversationId } = focus;
  const late = part.seen.mine.sheets[conversationId]?.late ?? null;
  if (late === "undecided" || late === "scoring") return null;
  const inFocus = focus.kind === "criterion" && !focus.readAloud ? aboutOf(part, { conversationId, criterionId: focus.criterionId }) : null;
  return (
    (inFocus && (looking(inFocus) ?? voting(inFocus) ?? speaking(inFocus) ?? yielding(inFocus) ?? objectingAlone(inFocus))) ??
    objectingAfter(part, conversationId)
  );
}

function aboutOf(part: Part, place: Place): About | null {
  const criterion = part.seen.scorecard?.criteria.find(({ criterionId }) => criterionId === place.criterionId);
  const view = part.seen.discussion?.[place.conversationId]?.[place.criterionId];
  if (!criterion || !view) return null;
  const lines = part.seen.conversations?.find(({ conversationId }) => conversationId === place.conversationId)?.transcript.length ?? 0;
  const own = part.seen.mine.sheets[place.conversationId]?.submitted?.[place.criterionId]?.value ?? null;
  return {
    ...part,
    place,
    where: `${place.conversationId}:${place.criterionId}`,
    about: `${lines}:${place.criterionId}`,
    criterion,
    view,
    own,
  };
}

/** What the others answered, as everybody now sees it. */
const centreOf = ({ view }: About): Value | null => middle(view.entries.map(({ value }) => value));
const isOver = ({ view }: About): boolean => view.settled !== null || view.parked !== null;

/** Where this person stands now: the last re-vote, the changed mind, or the blind score. */
function standsAt({ seen, place, view, own }: About): Value | null {
  const votes = seen.mine.revotes.filter((each) => each.criterionId === place.criterionId && each.conversationId === place.conversationId);
  return votes.at(-1)?.value ?? view.minds.find(({ seatId }) => seatId === seen.mine.seatId)?.value ?? own;
}

/** Nobody says anything before everybody had the time to read what it is about. */
function looking({ where, criterion, done, view }: About): Intention | null {
  const key = `look:${where}`;
  if (done.has(key) || view.settled !== null || view.parked !== null) return null;
  return { key, pause: "look", words: countWords(`${criterion.name} ${criterion.definition}`), act: { kind: "nothing" } };
}

function voting(about: About): Intention | null {
  const { view, self, place, where, criterion, seen } = about;
  const open = view.revotes.find((each) => each.status === "open");
  if (!open || isOver(about) || !seen.mine.can.includes("CastRevote")) return null;
  const key = `vote:${where}:${open.round}`;
  const voted = seen.mine.revotes.some(
    (each) => each.criterionId === place.criterionId && each.conversationId === place.conversationId && each.round === open.round,
  );
  if (voted || about.done.has(key)) return null;
  const mind = standsAt(about);
  const centre = centreOf(about);
  const moves = chance(self.seed, "moves", self.persona.id, about.about, String(open.round)) < self.persona.moves;
  const value = mind === null ? centre : moves && centre !== null ? towards(mind, centre, criterion) : mind;
  if (value === null || (value === "NA" && !criterion.allowNA)) return null;
  return { key, pause: "vote", act: command({ type: "CastRevote", ...place, round: open.round, value }) };
}

/** How many speak before this person; null: it is not their turn. */
function ahead({ view, seen }: About): number | null {
  const me = seen.mine.seatId;
  const waiting = view.speaking ? view.speaking.order.filter(({ state }) => state === "turn").map(({ seatId }) => seatId) : view.notHeard;
  const place = waiting.indexOf(me);
  return place === -1 ? null : place;
}

function speaking(about: About): Intention | null {
  const { self, place, where, seen, done } = about;
  if (isOver(about) || ahead(about) === null) return null;
  const speak = `speak:${where}`;
  if (done.has(speak)) return null;
  const scored = seen.mine.sheets[place.conversationId]?.submitted?.[place.criterionId];
  if (!scored) return { key: speak, pause: "write", act: command({ type: "Pass", ...place, seatId: seen.mine.seatId }) };
  const first = ahead(about) === 0;
  const typed = scored.reason !== "" || done.has(`write:${where}`);
  const spoken = self.sheet(place.conversationId)[place.criterionId]?.spoken;
  if (!typed && spoken && first)
    return {
      key: `write:${where}`,
      pause: "write",
      act: command({ type: "WriteReason", ...place, text: spoken.text, evidence: spoken.evidence }),
    };
  // somebody else has the word; should that be a person who forgets to say so, nobody waits for ever
  if (!first)
    return { key: `patience:${where}`, pause: "patience", act: command({ type: "MarkSpoke", ...place, seatId: seen.mine.seatId }) };
  const words = countWords(scored.reason || (spoken?.text ?? ""));
  return { key: speak, pause: "speak", words, act: command({ type: "MarkSpoke", ...place, seatId: seen.mine.seatId }) };
}

/** Everybody whose turn it was has had it. */
const allHeard = ({ view }: About): boolean =>
  view.speaking
    ? view.speaking.order.every(({ state }) => state === "spoke" || state === "passed" || state === "away")
    : view.notHeard.length === 0;
/** Everybody but whoever conducts, who speaks last. */
const othersHeard = (about: About): boolean => {
  const conducting = new Set([about.seen.session.facilitatorSeatId, ...about.seen.session.leadSeatIds]);
  const waits = about.view.speaking
    ? about.view.speaking.order.filter(({ state }) => state === "turn" || state === "waiting").map(({ seatId }) => seatId)
    : about.view.notHeard;
  return allHeard(about) || waits.every((seatId) => conducting.has(seatId));
};

function yielding(about: About): Intention | null {
  const { self, place, where, own, criterion, view, done } = about;
  const key = `mind:${where}`;
  const centre = centreOf(about);
  if (isOver(about) || done.has(key) || own === null || centre === null || !othersHeard(about)) return null;
  if (view.revotes.length > 0 || apart(own, centre, criterion) < 0.25) return null;
  if (chance(self.seed, "yields", self.persona.id, about.about) >= self.persona.yields) return null;
  const value = towards(own, centre, criterion);
  return value === "NA" && !criterion.allowNA ? null : { key, pause: "mind", act: command({ type: "ChangeMind", ...place, value }) };
}

/** At most one objection a person and conversation: dissent is heard, not staged. */
const objectedKey = (conversationId: string): string => `object:${conversationId}`;

function objection(about: About, against: Value): Intention | null {
  const { self, place, criterion, done, view, seen } = about;
  const own = standsAt(about);
  const key = objectedKey(place.conversationId);
  if (own === null || done.has(key) || apart(own, against, criterion) < 0.4) return null;
  if (view.objections.some(({ seatId }) => seatId === seen.mine.seatId)) return null;
  if (
    view.minds.some(({ seatId }) => seatId === seen.mine.seatId) ||
    chance(self.seed, "objects", self.persona.id, about.about) >= self.persona.objects
  )
    return null;
  const words = { own: valueWords(own, criterion), settled: valueWords(against, criterion) };
  const text = fill(pick(OBJECTIONS, self.seed, "objection", self.persona.id, about.about), words);
  return { key, pause: "object", act: command({ type: "Object", ...place, text }) };
}

/** Before it is settled: only somebody who is far from the middle, and half as readily. */
function objectingAlone(about: About): Intention | null {
  const centre = centreOf(about);
  if (isOver(about) || centre === null || !othersHeard(about) || chance(about.self.seed, "waits", about.self.persona.id, about.about) < 0.5)
    return null;
  return objection(about, centre);
}

/** After it was settled far from their own score. */
function objectingAfter(part: Part, conversationId: string): Intention | null {
  for (const { criterionId, settled } of part.seen.results?.[conversationId]?.rows ?? []) {
    if (!settled || settled.how === "acceptedIdentical") continue;
    const about = aboutOf(part, { conversationId, criterionId });
    const wants = about && objection(about, settled.value);
    if (wants) return wants;
  }
  return null;
}
