// Around the scores: confirming one's own actions, sometimes taking one, and at the end proposing one.
import { chance, pick } from "./chance.ts";
import type { Intention, Part } from "./intention.ts";
import { fill } from "./reasons.ts";
import { ACTIONS } from "./sentences.ts";

const DAY_MS = 24 * 60 * 60_000;

export function following(part: Part): Intention | null {
  const { mine, session, actions } = part.seen;
  const open = (actions?.here ?? []).filter(({ status }) => status === "open");
  const own = open.find(
    ({ actionId, ownerPersonId, confirmed }) => ownerPersonId === mine.personId && !confirmed && !part.done.has(`confirm:${actionId}`),
  );
  if (own)
    return {
      key: `confirm:${own.actionId}`,
      pause: "confirm",
      act: { kind: "command", command: { type: "ConfirmAction", actionId: own.actionId } },
    };
  if (session.focus.kind !== "closing") return null;
  const { persona, seed } = part.self;
  const takes = (about: string): boolean => chance(seed, "takes", persona.id, about) < persona.takes;
  const hasOne = open.some(({ ownerPersonId }) => ownerPersonId === mine.personId);
  const free = open.find(({ actionId, ownerPersonId }) => ownerPersonId === null && !part.done.has(`take:${actionId}`) && takes(actionId));
  if (free && !hasOne)
    return {
      key: `take:${free.actionId}`,
      pause: "take",
      act: { kind: "command", command: { type: "ConfirmAction", actionId: free.actionId } },
    };
  return open.length === 0 && takes("propose") ? proposing(part) : null;
}

/** About the criterion that was furthest apart, due in a week. */
function proposing({ seen, self, done }: Part): Intention | null {
  const key = "propose";
  const results = Object.values(seen.results ?? {});
  const furthest = results.find(({ mostApart }) => mostApart !== null);
  const criterion = seen.scorecard?.criteria.find(({ criterionId }) => criterionId === furthest?.mostApart);
  if (!furthest || !criterion || done.has(key)) return null;
  const text = fill(pick(ACTIONS, self.seed, "action", self.persona.id), { criterion: criterion.name });
  return {
    key,
    pause: "take",
    act: {
      kind: "command",
      command: {
        type: "AddAction",
        actionId: `practice-${self.persona.id}-${self.seed.toString(36)}`,
        text,
        ownerPersonId: seen.mine.personId,
        dueOn: new Date(seen.session.startsAt + 7 * DAY_MS).toISOString().slice(0, 10),
        criterionId: criterion.criterionId,
        conversationId: furthest.conversationId,
      },
    },
  };
}
