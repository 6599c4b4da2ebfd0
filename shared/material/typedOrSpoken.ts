// Speaker-labelled lines without times: typed in a chat, or said on a call? From how the lines end and what only one of the two holds. Where neither shows, it says so.

export type Medium = "typed" | "spoken" | "unclear";

/** what nobody says aloud */
const ONLY_TYPED = /\bhttps?:\/\/|\bwww\.|[\w.+-]{1,64}@[\w-]{1,64}\.\w{2,}|\p{Extended_Pictographic}|(?:^|\s)[:;]-?[)(DP](?:\s|$)/u;
const CHAT_WORDS = /\b(?:chat|thx|pls|plz|btw|lol|omg|typing)\b/iu;
/** what nobody types, and what a transcriber notes */
const ONLY_SAID =
  /\b(?:u+h+|u+m+|e+rm|mm-?hm+|uh-huh)\b|[[(](?:pause|silence|inaudible|crosstalk|laughs?|hold|music|sighs?)[^\])]{0,40}[\])]/iu;
const CALL_WORDS =
  /\b(?:(?:thanks|thank you) for (?:your call|calling)|you(?:'|’)?re speaking (?:with|to)|speaking\.|on the line|on hold|hang up|call you back|can you hear me|bear with me)\b/iu;

const ENDS = /[.?!…,;:)\]"'”’»-]\s*$/u;
const STARTS_SMALL = /^\s*\p{Ll}/u;

/** A person's typed lines often just stop; a transcriber ends every line, a recogniser none and begins all of them small. */
function endsLikeChat(lines: readonly string[]): boolean {
  const open = lines.filter((line) => !ENDS.test(line));
  const share = open.length / lines.length;
  if (share < 0.2) return false;
  return share < 1 || !lines.every((line) => STARTS_SMALL.test(line));
}

export function typedOrSpoken(lines: readonly string[]): Medium {
  if (lines.length < 4) return "unclear";
  const any = (pattern: RegExp): number => (lines.some((line) => pattern.test(line)) ? 1 : 0);
  const typed = 2 * any(ONLY_TYPED) + any(CHAT_WORDS) + (endsLikeChat(lines) ? 2 : 0);
  const spoken = 2 * any(ONLY_SAID) + 2 * any(CALL_WORDS);
  if (typed >= spoken + 2) return "typed";
  return spoken > typed ? "spoken" : "unclear";
}
