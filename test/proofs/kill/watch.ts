// Watches every frame of everybody for a reveal that is not whole, or that is taken back.
import type { ConversationResults } from "../../../shared/session/view/slices.ts";
import { until } from "../../server/harness.ts";
import type { Call, Participant } from "../children/call.ts";

/** What a reveal shows of the blind scores: never changes afterwards, for nobody. */
const blindOf = (results: ConversationResults): string =>
  JSON.stringify([
    results.reviews,
    results.absentCount,
    results.totals,
    results.rows.map(({ criterionId, values, naCount, missingCount }) => [criterionId, values, naCount, missingCount]).sort(),
  ]);

export type Watch = {
  faults: string[];
  /** Everybody sees all of it, or nobody any: what was sent to one may arrive a moment later than what was sent to another, and not more than that. */ agree: () => Promise<void>;
};
const MOMENT_MS = 2_000;

export const watchReveals = (call: Call): Watch => {
  const faults: string[] = [];
  const seen = new Map<string, string>();
  const look = (person: Participant): void => {
    const results = person.connection.slices().results ?? {};
    for (const [conversationId, one] of Object.entries(results)) {
      const shown = blindOf(one);
      const whole =
        one.totals.length === one.reviews && one.rows.every((row) => row.values.length + row.naCount + row.missingCount === one.reviews);
      if (!whole) faults.push(`${call.sessionId}: ${person.name} was shown a part of ${conversationId}`);
      const first = seen.get(conversationId) ?? shown;
      seen.set(conversationId, first);
      if (first !== shown)
        faults.push(`${call.sessionId}: ${person.name} was shown other scores of ${conversationId} than somebody before`);
    }
  };
  for (const person of call.people) person.connection.onChange(() => look(person));
  return {
    faults,
    agree: async () => {
      const lacking = (): string[] =>
        [...seen.keys()].flatMap((conversationId) =>
          call.people
            .filter(({ connection }) => !connection.slices().results?.[conversationId])
            .map(({ name }) => `${call.sessionId}: ${conversationId} was revealed to somebody, and ${name} does not see it`),
        );
      await until(() => lacking().length === 0, "everybody to see it", MOMENT_MS).catch(() => faults.push(...lacking()));
    },
  };
};
