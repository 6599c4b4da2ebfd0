// One simulated reviewer's whole sheet for one conversation: scores, doubts, reasons and evidence. The same seed gives the same sheet.
import type { Scorecard, Value } from "../../shared/scorecard/scorecard.ts";
import { SCALES } from "../../shared/scorecard/scales.ts";
import type { SentSheet } from "../../shared/session/commands.ts";
import type { DraftEntry } from "../../shared/session/shapes.ts";
import { chance } from "./chance.ts";
import { COMPANY, type Persona } from "./company.ts";
import { judge } from "./habits.ts";
import { type Material, readFor } from "./reading.ts";
import { type Reason, reasonFor } from "./reasons.ts";
import { topicOf } from "./signals.ts";

export type Scored = DraftEntry & {
  value: Value;
  /** what they say when their turn comes, typed already or not */ spoken: Reason;
};

export function sheetOf(persona: Persona, scorecard: Scorecard, material: Material, seed: number): Record<string, Scored> {
  return Object.fromEntries(
    scorecard.criteria.map((criterion): [string, Scored] => {
      const { criterionId, scale } = criterion;
      const topic = topicOf(criterion);
      const judgement = judge(persona.habit, criterion, readFor(topic, material), material.transcript.length, seed);
      const about = [criterionId, String(material.transcript.length)];
      const spoken = reasonFor({ habit: persona.habit, place: COMPANY.indexOf(persona) }, topic, judgement, material, seed, ...about);
      const perfect = judgement.value === SCALES[scale].high;
      const writes = chance(seed, "writes", persona.id, ...about) < persona.writes * (perfect ? 0.4 : 1);
      return [
        criterionId,
        {
          value: judgement.value,
          unsure: judgement.unsure,
          reason: writes ? spoken.text : "",
          evidence: writes ? spoken.evidence : [],
          spoken,
        },
      ];
    }),
  );
}

/** As it is handed in. */
export const asSent = (sheet: Record<string, Scored>): SentSheet =>
  Object.fromEntries(
    Object.entries(sheet).map(([criterionId, { value, reason, unsure, evidence }]) => [criterionId, { value, reason, unsure, evidence }]),
  );
