// Before the reveal: reading a conversation, scoring its criteria one after the other, handing in. And choosing to watch what was revealed without them.
import type { Intention, Part } from "./intention.ts";
import { wordsIn } from "./reading.ts";
import { asSent } from "./sheet.ts";

/** The early ones score ahead. The others wait for the facilitator, as people do who came to be led through the hour. */
const asked = ({ seen, self }: Part): boolean => self.persona.early || !["arrival", "actions"].includes(seen.session.focus.kind);

export function scoring(part: Part): Intention | null {
  const { seen, done } = part;
  const { mine } = seen;
  const undecided = Object.entries(mine.sheets).find(([, { late }]) => late === "undecided")?.[0];
  if (undecided !== undefined) {
    const key = `watch:${undecided}`;
    if (!done.has(key))
      return {
        key,
        pause: "submit",
        act: { kind: "command", command: { type: "ChooseLate", conversationId: undecided, choice: "watch" } },
      };
  }
  // nobody scores one conversation while the room talks about another, unless they are waited for
  const talking = ["criterion", "closing"].includes(seen.session.focus.kind) && mine.nudgedAt === null;
  if (!mine.scores || talking) return null;
  if (!asked(part) && mine.nudgedAt === null) return null;
  for (const { conversationId, status, transcript } of seen.conversations ?? []) {
    const own = mine.sheets[conversationId];
    if (status !== "hidden" || !own || own.submitted || done.has(`submit:${conversationId}`)) continue;
    return ofConversation(part, conversationId, transcript, own.draft);
  }
  return null;
}

function ofConversation(
  part: Part,
  conversationId: string,
  transcript: NonNullable<Part["seen"]["conversations"]>[number]["transcript"],
  draft: Part["seen"]["mine"]["sheets"][string]["draft"],
): Intention {
  const { seen, self, done } = part;
  const hurry = seen.mine.nudgedAt !== null;
  const begun = Object.keys(draft).length > 0;
  const [begin, read] = [`begin:${conversationId}`, `read:${conversationId}`];
  if (!begun && !done.has(begin)) return { key: begin, pause: "begin", hurry, act: { kind: "nothing" } };
  if (!begun && !done.has(read)) return { key: read, pause: "read", words: wordsIn(transcript), hurry, act: { kind: "nothing" } };
  const sheet = self.sheet(conversationId);
  for (const { criterionId } of seen.scorecard?.criteria ?? []) {
    const scored = sheet[criterionId];
    const key = `score:${conversationId}:${criterionId}`;
    if (!scored || done.has(key) || (draft[criterionId]?.value ?? null) !== null) continue;
    const { value, reason, unsure, evidence } = scored;
    return { key, pause: "score", hurry, act: { kind: "draft", conversationId, criterionId, entry: { value, reason, unsure, evidence } } };
  }
  return {
    key: `submit:${conversationId}`,
    pause: "submit",
    hurry,
    act: { kind: "command", command: { type: "SubmitReview", conversationId, sheet: asSent(sheet) } },
  };
}
