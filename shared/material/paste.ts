// Several conversations in one paste: separated by a line of dashes or a header such as "Conversation 2", then read one by one.
import { LIMITS } from "../limits.ts";
import { type ParsedTranscript, parseTranscript } from "./transcript.ts";

export type ConversationText = { title: string | null; text: string };

const RULE = /^\s{0,8}(?:-{3,200}|={3,200}|\*{3,200}|—{2,200})\s{0,8}$/u;
const HEADER =
  /^\s{0,8}(?:#{1,6}\s{0,4})?[*=-]{0,6}\s{0,4}(?:conversation|call|chat|ticket|e-?mail|e-?mail thread|case|transcript)\s{0,4}(?:#|no\.?|number)?\s{0,4}\d{1,3}\s{0,4}(?:[:.–—-]\s{0,4}(?<title>.{0,160}?))?[*=-]{0,6}\s{0,8}$/iu;

/** Always at least one; a separator with nothing on one side of it separates nothing. */
export function splitConversations(text: string): ConversationText[] {
  const found: { title: string | null; rows: string[] }[] = [{ title: null, rows: [] }];
  for (const row of text.split(/\r\n?|\n/u)) {
    const header = HEADER.exec(row);
    if (header) found.push({ title: header.groups?.title?.trim() || null, rows: [] });
    else if (RULE.test(row)) found.push({ title: null, rows: [] });
    else found.at(-1)!.rows.push(row);
  }
  const pieces: ConversationText[] = [];
  let title: string | null = null;
  for (const piece of found) {
    // A header may have a rule drawn below it: its title then belongs to what follows.
    title = piece.title ?? title;
    const words = piece.rows.join("\n");
    if (words.trim() === "") continue;
    pieces.push({ title, text: words });
    title = null;
  }
  if (pieces.length === 0) return [{ title: null, text }];
  return isOneThread(pieces) ? [{ title: pieces[0]?.title ?? null, text }] : pieces;
}

/** A thread may have rules drawn between its mails: the same subject, or no header at all in some part of it, keeps it whole. */
function isOneThread(pieces: ConversationText[]): boolean {
  if (pieces.length < 2 || !/^\s{0,8}from\s?:/imu.test(pieces[0]?.text ?? "")) return false;
  const subjects = pieces.map((piece) =>
    /^\s{0,8}subject\s?:(.{0,400})$/imu
      .exec(piece.text)?.[1]
      ?.replace(/^(?:\s*(?:re|fwd?|aw|wg|sv)\s?:)+/iu, "")
      .trim(),
  );
  return subjects.every((subject) => subject !== undefined && subject === subjects[0]);
}

export type PastedConversation = ParsedTranscript & { source: string };
/** One paste as the new-session page shows it. `problem` stops it as a whole. */
export type PastedConversations = {
  conversations: PastedConversation[];
  problem: { code: "tooManyConversations"; params: { count: number; limit: number } } | null;
};

export function parseConversations(text: string): PastedConversations {
  const pieces = splitConversations(text);
  const count = pieces.length;
  const problem =
    count > LIMITS.conversations ? { code: "tooManyConversations" as const, params: { count, limit: LIMITS.conversations } } : null;
  const conversations = pieces.slice(0, LIMITS.conversations).map((piece) => {
    const parsed = parseTranscript(piece.text);
    return { ...parsed, title: piece.title ?? parsed.title, source: piece.text };
  });
  return { conversations, problem };
}
