// How the pasted texts of a new session are read: lines, channel, title, and what stands in the way of sending one.
import type { ParsedTranscript, TranscriptWarning } from "../../../shared/material/transcript.ts";
import type { Channel } from "../../../shared/session/shapes.ts";
import { type ReadText, readText } from "../../material/texts.ts";
import { type ConversationDraft, isBlank, type Reading } from "./draft.ts";

export type PasteReading = Reading & {
  parsed: ParsedTranscript | null;
  /** why there is a text and nothing read of it */ unread: "reading" | "failed" | null;
  /** to be dealt with before it can be sent */ stops: TranscriptWarning[];
  notes: TranscriptWarning[];
};

const parsedOf = (read: ReadText | null): ParsedTranscript | null => (typeof read === "string" ? null : read);

/**
 * Titles not typed are the recognised ones, else "Chat 2": the place in the session, after the `before` that are carried over.
 * Never words of the conversation: titles stand in invitations and on the shared screen.
 */
export function readConversations(
  conversations: ConversationDraft[],
  defaultTitle: (channel: Channel, number: number) => string,
  before = 0,
): PasteReading[] {
  let number = before;
  return conversations.map((conversation) => {
    const read = conversation.text.trim() === "" ? null : readText(conversation.text);
    const transcript = parsedOf(read);
    const channel = conversation.channel ?? transcript?.channel ?? "phone";
    if (!isBlank(conversation)) number++;
    return {
      conversation,
      channel,
      title: conversation.title?.trim() || transcript?.title || defaultTitle(channel, Math.max(number, 1)),
      transcript: transcript?.lines ?? [],
      parsed: transcript,
      unread: typeof read === "string" ? read : null,
      stops: transcript?.warnings.filter((warning) => warning.stops && warning.code !== "empty") ?? [],
      notes: transcript?.warnings.filter((warning) => !warning.stops) ?? [],
    };
  });
}
