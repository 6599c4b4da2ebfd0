// Which conversation's score sheet is open: the chosen one, else the first that still needs this person's scores. Pure.
import type { ConversationId } from "../../../shared/ids.ts";
import type { Slices } from "../../../shared/session/view/slices.ts";

/** `lookingAround`: a revealed conversation may be chosen too, to read the own frozen sheet. */
export function sheetConversation(slices: Partial<Slices>, chosen: ConversationId | null, lookingAround: boolean): ConversationId | null {
  const live = (slices.conversations ?? []).filter((each) => each.status !== "withdrawn");
  const chosenOne = live.find((each) => each.conversationId === chosen);
  if (chosenOne && (chosenOne.status === "hidden" || lookingAround)) return chosenOne.conversationId;
  const hidden = live.filter((each) => each.status === "hidden");
  const open = hidden.find((each) => !slices.mine?.sheets[each.conversationId]?.submitted);
  return (open ?? hidden[0] ?? live[0])?.conversationId ?? null;
}
