// The one conversation that the silent review waits for now: header, bar, hint and dialog all speak of it. Pure.
import type { ProgressSlice, Slices } from "../../../shared/session/view/slices.ts";

type InProgress = ProgressSlice[number];

export const missingIn = ({ names, in: handedIn, expected }: InProgress): number => names?.missing.length ?? expected - handedIn;

/** The first still hidden; is it complete, the first in which somebody is missing: all are scored before the first opens. */
export function awaited(slices: Pick<Partial<Slices>, "conversations" | "progress">): InProgress | null {
  const conversations = slices.conversations ?? [];
  const hidden = conversations.flatMap(({ conversationId, status }) =>
    status === "hidden" ? (slices.progress?.find((each) => each.conversationId === conversationId) ?? []) : [],
  );
  const [first] = hidden;
  if (!first) return null;
  if (first.in === 0 || missingIn(first) > 0 || conversations.some(({ status }) => status === "revealed")) return first;
  return hidden.find((each) => missingIn(each) > 0) ?? first;
}

/** Its number among those that are not withdrawn, to name it by; 0 where there is only one. */
export function numberOf(conversations: Slices["conversations"] | null | undefined, conversationId: string): number {
  const live = (conversations ?? []).filter(({ status }) => status !== "withdrawn");
  return live.length > 1 ? live.findIndex((each) => each.conversationId === conversationId) + 1 : 0;
}
