// Checking a sheet as sent against the scorecard and the conversation, and turning it into what is stored.
import { LIMITS } from "../../limits.ts";
import type { SentSheet } from "../commands.ts";
import { reject } from "../rejection.ts";
import type { Sheet } from "../shapes.ts";
import type { ConversationState, SessionState } from "../state.ts";
import { type Refused, storedEvidence, typed, valueRefusal } from "./ground.ts";

/** A line of evidence lies in the transcript; without a transcript it is a typed moment. */
export const pointsNowhere = (conversation: ConversationState, evidence: { line: number | null }[]): boolean =>
  evidence.some(({ line }) => line !== null && line >= conversation.material.transcript.length);

/** The sheet to store, or why it is refused: the refusal speaks of the sender's own sheet alone. */
export function checkedSheet(state: SessionState, conversation: ConversationState, sent: SentSheet): Sheet | Refused {
  const answers = Object.entries(sent);
  if (answers.length === 0) return reject("EMPTY_SHEET");
  const stored: [string, Sheet[string]][] = [];
  for (const [criterionId, { value, reason, unsure, evidence }] of answers) {
    const refusal = valueRefusal(state, criterionId, value);
    if (refusal) return refusal;
    if (reason.length > LIMITS.reason) return reject("TOO_LONG", { count: reason.length, limit: LIMITS.reason }, criterionId);
    if (pointsNowhere(conversation, evidence)) return reject("BAD_REQUEST", undefined, criterionId);
    stored.push([criterionId, { value, reason: typed(reason), unsure, evidence: storedEvidence(evidence) }]);
  }
  return Object.fromEntries(stored);
}
