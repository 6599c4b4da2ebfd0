// The sample session: a call and an e-mail thread, ready to be scored by anybody who wants to try the product before bringing their own.
import type { ConversationId } from "../ids.ts";
import { general } from "../scorecard/starters/general.ts";
import type { Conversation } from "../session/shapes.ts";
import { lampForSaturday } from "./lampForSaturday.ts";
import { repeatFault } from "./repeatFault.ts";

export const sampleName = "Sample session";
export const sampleScorecardId = general.scorecardId;

/** Two conversations with ids of their own. `why` says why they were picked without saying how to score them. */
export const sampleConversations = (newId: () => ConversationId): Conversation[] => [
  {
    conversationId: newId(),
    title: "Three days without a line",
    channel: "phone",
    link: null,
    agent: "Marek Sova",
    why: "A repeat fault with a deadline. Being quick and being careful pull in different directions here.",
    transcript: repeatFault,
  },
  {
    conversationId: newId(),
    title: "The lamp for Saturday",
    channel: "email",
    link: null,
    agent: "Joanna Reyes",
    why: "It begins badly and ends well. Is the first answer or the outcome scored?",
    transcript: lampForSaturday,
  },
];
