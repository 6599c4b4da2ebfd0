// How the pasted texts of a new session are read: lines, channel, title, and what stands in the way of sending one.
import { splitConversations } from "../../../shared/material/paste.ts";
import { type ParsedTranscript, parseTranscript, type TranscriptWarning } from "../../../shared/material/transcript.ts";
import type { Channel } from "../../../shared/session/shapes.ts";
import { type ConversationDraft, isBlank, type Reading } from "./draft.ts";

export type PasteReading = Reading & {
  parsed: ParsedTranscript | null;
  /** to be dealt with before it can be sent */ stops: TranscriptWarning[];
  notes: TranscriptWarning[];
};

/** Reading a long text costs some milliseconds: the same text is read once. */
const read = new Map<string, ParsedTranscript>();
function parsed(text: string): ParsedTranscript {
  const known = read.get(text);
  if (known) return known;
  const fresh = parseTranscript(text);
  if (read.size > 24) read.clear();
  read.set(text, fresh);
  return fresh;
}

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
    const transcript = conversation.text.trim() === "" ? null : parsed(conversation.text);
    const channel = conversation.channel ?? transcript?.channel ?? "phone";
    if (!isBlank(conversation)) number++;
    return {
      conversation,
      channel,
      title: conversation.title?.trim() || transcript?.title || defaultTitle(channel, Math.max(number, 1)),
      transcript: transcript?.lines ?? [],
      parsed: transcript,
      stops: transcript?.warnings.filter((warning) => warning.stops && warning.code !== "empty") ?? [],
      notes: transcript?.warnings.filter((warning) => !warning.stops) ?? [],
    };
  });
}

export const splitPaste = (text: string): { text: string; title: string | null }[] => splitConversations(text);
