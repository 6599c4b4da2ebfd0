// A call's acts held against what the store holds: nothing acknowledged is missing, nothing happened twice, nothing refused happened, nothing forked.
import type { EventStore, StoredEvent } from "../../../server/store/eventStore.ts";
import type { Call } from "./call.ts";

/** What one act of its kind may record at most once. */
const EFFECT: Partial<Record<string, string>> = {
  SubmitReview: "ReviewSubmitted",
  RevealScores: "ScoresRevealed",
  OpenRevote: "RevoteOpened",
  CastRevote: "RevoteCast",
  RevealRevote: "RevoteRevealed",
  SettleCriterion: "CriterionSettled",
  AddAction: "ActionAdded",
  CloseSession: "SessionClosed",
  OpenCriterion: "CriterionOpened",
};
/** May be accepted because it was done already. */
const MAY_BE_NOTHING = new Set(["RevealScores", "RevealRevote"]);

const inOnePiece = (events: StoredEvent[]): boolean =>
  events.every((event, index) => index === 0 || event.version === events[index - 1]!.version + 1);

export async function breachesOf(call: Call, store: EventStore): Promise<string[]> {
  const stream = `session:${call.sessionId}`;
  const events = await store.read(stream, 0);
  const breaches: string[] = [];
  const fail = (line: string): void => void breaches.push(`${call.sessionId}: ${line}`);

  events.forEach((event, index) => {
    if (event.version !== index + 1) fail(`event ${index + 1} is numbered ${event.version}`);
  });
  const byCommand = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const key = `${event.actor} ${event.commandId}`;
    byCommand.set(key, [...(byCommand.get(key) ?? []), event]);
  }
  for (const [key, batch] of byCommand) if (!inOnePiece(batch)) fail(`${key} has effects in two places`);

  for (const act of call.acts) {
    const batch = byCommand.get(`${act.seatId} ${act.id}`) ?? [];
    const what = `${act.command.type} ${act.id}`;
    const effect = EFFECT[act.command.type];
    if (effect && batch.filter(({ event }) => event.type === effect).length > 1) fail(`${what} had its effect twice`);
    if (act.answer === null) fail(`${what} was never answered`);
    else if (act.answer.ok) {
      if (!(await store.findCommand(stream, act.seatId, act.id))) fail(`${what} was acknowledged and is not remembered`);
      if (effect && batch.length === 0 && !MAY_BE_NOTHING.has(act.command.type)) fail(`${what} was acknowledged and has no effect`);
    } else if (batch.length > 0) fail(`${what} was refused with ${act.answer.code} and has an effect`);
  }
  for (const conversation of new Set(events.map(({ event }) => event.conversationId))) {
    const reveals = events.filter(({ event }) => event.type === "ScoresRevealed" && event.conversationId === conversation);
    if (reveals.length > 1) fail(`${String(conversation)} was revealed ${reveals.length} times`);
  }

  // The last acknowledged draft of each criterion, or a newer one.
  const kept = new Map(
    (await store.drafts(call.sessionId)).map(({ key, entry }) => [
      `${key.seatId} ${key.conversationId} ${key.criterionId}`,
      (entry as { reason: string }).reason,
    ]),
  );
  const lastDraft = new Map<string, { at: number; reasons: string[] }>();
  call.drafts.forEach((draft, at) => {
    const key = `${draft.seatId} ${draft.conversationId} ${draft.criterionId}`;
    if (draft.answer?.ok) lastDraft.set(key, { at, reasons: [draft.reason] });
    else lastDraft.get(key)?.reasons.push(draft.reason);
  });
  for (const [key, { reasons }] of lastDraft)
    if (!reasons.includes(kept.get(key) ?? ""))
      fail(`the draft ${key} was acknowledged as ${reasons[0]} and is ${kept.get(key) ?? "gone"}`);
  return breaches;
}
