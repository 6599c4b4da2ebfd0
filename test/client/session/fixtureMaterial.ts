// What is scored in component tests: a scorecard of nine criteria on all five scales, a phone call with transcript, an e-mail thread without.
import type { Criterion, Scorecard } from "../../../shared/scorecard/scorecard.ts";
import type { Line } from "../../../shared/session/shapes.ts";
import type { ConversationSlice } from "../../../shared/session/view/slices.ts";

const criterion = (criterionId: string, name: string, part: Partial<Criterion>): Criterion => ({
  criterionId,
  sectionId: "talk",
  name,
  definition: `${name}: what a listener would have to hear to call it done.`,
  scale: "binary",
  weight: 1,
  autoFail: false,
  allowNA: false,
  anchors: {},
  ...part,
});

export const scorecard: Scorecard = {
  scorecardId: "general",
  version: 1,
  name: "General support",
  sections: [
    { sectionId: "open", name: "Opening" },
    { sectionId: "talk", name: "Conversation" },
    { sectionId: "close", name: "Closing" },
  ],
  criteria: [
    criterion("greeting", "Greeting", { sectionId: "open", definition: "Says the company, the own name, and offers help." }),
    criterion("identity", "Identity check", {
      sectionId: "open",
      autoFail: true,
      definition: "Confirms who is calling with two facts before anything of the account is said.",
      anchors: { "0": "account details first", "1": "two facts first" },
    }),
    criterion("empathy", "Empathy", {
      scale: "5pt",
      weight: 3,
      definition: "Names the customer's situation in their own terms and adapts to it, before or while solving.",
      anchors: { "1": "ignores", "2": "formula", "3": "notices", "4": "adapts", "5": "anticipates" },
    }),
    criterion("resolution", "Resolution", {
      scale: "5pt",
      weight: 4,
      definition: "Solves what was asked, or says what happens instead and when.",
    }),
    criterion("next", "Next steps", { scale: "3pt", weight: 2, definition: "Says who does what by when." }),
    criterion("plain", "Plain language", { scale: "4pt", weight: 1, definition: "Uses words the customer would use." }),
    criterion("hold", "Hold etiquette", {
      scale: "3pt",
      allowNA: true,
      definition: "Asks before a hold, says how long, comes back in time.",
    }),
    criterion("notes", "Notes in the ticket", {
      sectionId: "close",
      allowNA: true,
      definition: "A colleague could go on from the notes alone.",
    }),
    criterion("closing", "Closing", {
      sectionId: "close",
      scale: "percent",
      definition: "Sums up, checks that nothing is left, says goodbye.",
    }),
  ],
};

const transcript: Line[] = [
  { at: 58, speaker: "Agent", text: "Thanks for waiting, Dee. I can see the parcel left our depot on Monday." },
  { at: 67, speaker: "Customer", text: "That is what the last person told me. Twice." },
  { at: 72, speaker: "Agent", text: "Okay. So what I can do is open a trace with the carrier." },
  { at: 79, speaker: "Customer", text: "And if they don't find it? It's for my mother's surgery on Friday." },
  { at: 86, speaker: "Agent", text: "Right, they usually answer within five working days, so we'd have to wait for that." },
  { at: 94, speaker: "Customer", text: "Five days is after Friday." },
  { at: 97, speaker: "Agent", text: "I hear you. Let me read you the case number so that you have it to hand." },
  { at: 112, speaker: "Customer", text: "Fine. Is there anybody who can send a second one?" },
  { at: 118, speaker: "Agent", text: "I'd need a supervisor for that. I can ask, but I can't promise anything today." },
  { at: 130, speaker: "Customer", text: "Then please ask." },
];
export const conversations: ConversationSlice[] = [
  {
    conversationId: "c1",
    title: "Lost parcel before surgery",
    channel: "phone",
    link: "https://tickets.example/4711",
    agent: "Robin",
    why: "Two earlier contacts, mixed opinions",
    transcript,
    status: "hidden",
    revealedAt: null,
  },
  {
    conversationId: "c2",
    title: "Refund thread",
    channel: "email",
    link: null,
    agent: null,
    why: null,
    transcript: [],
    status: "hidden",
    revealedAt: null,
  },
];
