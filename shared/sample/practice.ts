// What a practice call is made of: one short chat and six criteria of the general scorecard, so that somebody who reads every word reveals within three minutes.
import type { ConversationId } from "../ids.ts";
import type { Scorecard } from "../scorecard/scorecard.ts";
import { general } from "../scorecard/starters/general.ts";
import type { Conversation } from "../session/shapes.ts";
import { refundChat } from "./refundChat.ts";

export const practiceName = "Practice call";

/** One of every scale, one that is critical, two that may not apply. */
const KEPT: ReadonlySet<string> = new Set(
  ["opening", "empathy", "identity", "resolution", "promises", "nextStep"].map((id) => `general-${id}`),
);
const criteria = general.criteria.filter(({ criterionId }) => KEPT.has(criterionId));

export const practiceScorecard: Scorecard = {
  ...general,
  name: `${general.name}, short`,
  sections: general.sections.filter(({ sectionId }) => criteria.some((criterion) => criterion.sectionId === sectionId)),
  criteria,
};

export const practiceConversations = (newId: () => ConversationId): Conversation[] => [
  {
    conversationId: newId(),
    title: "Three weeks for a refund",
    channel: "chat",
    link: null,
    agent: "Ben Okafor",
    why: "Friendly and quick. Is it also right?",
    transcript: refundChat,
  },
];
