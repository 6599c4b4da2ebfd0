// How one line of a transcript begins a turn: who speaks, when, and what. Every pattern is anchored and bounded, so that no line can make it slow.
import { TIME } from "./clockTimes.ts";

export type TurnStart = {
  time: string | null;
  /** a time of day rather than a position in the recording */
  clock: boolean;
  speaker: string | null;
  text: string;
};

/** A name: starts with a letter, up to 60 characters, no colon, no brackets that hold a time. */
const NAME = String.raw`[\p{L}][^:\n\t\[\]<>"]{0,59}?`;
const DATE = String.raw`\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? `;
const DASH = "[-–—]";

const pattern = (source: string) => new RegExp(`^${source}$`, "u");

/** "[00:01:12] Agent: …", "0:58 - Agent: …", "[12/11/2025, 10:02:33] Ana: …", "12/11/25, 10:02 - Ana: …" */
const TIME_FIRST = pattern(
  String.raw`\s{0,8}[\[(]?(?<date>${DATE})?(?<time>${TIME})[\])]?(?: ?${DASH} ?|\s{1,8}|(?=\p{L}))(?<speaker>${NAME}):(?:\s+(?<text>.*))?`,
);
/** "Agent (0:58): …", "Agent [0:58]: …", "Agent, 0:58: …" */
const TIME_INSIDE = pattern(String.raw`\s{0,8}(?<speaker>${NAME}),?\s{0,4}[\[(]?(?<time>${TIME})[\])]?\s{0,2}:(?:\s+(?<text>.*))?`);
/** "Ana — 10:02 AM", "Speaker 1  0:58", "Ana [10:02 AM]": the words come on the next lines */
const NAME_THEN_TIME = pattern(
  String.raw`\s{0,8}(?<speaker>${NAME})(?<dash>\s{1,8}${DASH}\s{1,8}|,?\s{1,8})[\[(]?(?<date>${DATE})?(?<time>${TIME})[\])]?\s{0,8}`,
);
/** "Agent: …" */
const NAME_ONLY = pattern(String.raw`\s{0,8}(?<speaker>${NAME})\s?:(?:\s+(?<text>.*))?`);
/** "0:58 Agent …" (a role, since nothing else tells where the name ends) and "0:58 …" */
const TIME_ONLY = pattern(String.raw`\s{0,8}[\[(]?(?<time>${TIME})[\])]?(?:\s*${DASH}?\s+(?<text>.*))?`);
const ROLE_FIRST =
  /^(?<speaker>agent|customer|caller|client|advisor|adviser|rep|representative|operator|user|visitor|bot|support|member|patient|speaker ?\d{1,2})\b[,.]?\s+(?<text>\S.*)$/iu;

/** Words that stand before a colon without speaking. */
const NOT_A_SPEAKER =
  /^(?:note|notes|subject|re|fw|fwd|to|cc|bcc|date|sent|ps|p\.s\.|https?|total|order|order number|tel|phone|e-?mail|address|ref|reference|ticket|case|duration|channel|title|summary|example|attachments?|reply-to|time)$/iu;

/** A name does not end a sentence in its middle and has few words. */
function mayBeName(speaker: string): boolean {
  const words = speaker.trim().split(/\s+/u);
  return words.length <= 5 && !NOT_A_SPEAKER.test(speaker.trim()) && !/[!?;]|[\p{L}]{4,}[.,]\s/u.test(speaker);
}

export function turnStart(line: string): TurnStart | null {
  if (line.length > 20_000) return null;
  const tried = (expression: RegExp): Record<string, string | undefined> | null => {
    const groups = expression.exec(line)?.groups;
    return groups && (groups.speaker === undefined || mayBeName(groups.speaker)) ? groups : null;
  };
  const timed = tried(TIME_FIRST) ?? tried(TIME_INSIDE);
  if (timed)
    return { time: timed.time ?? null, clock: timed.date !== undefined, speaker: timed.speaker?.trim() ?? null, text: timed.text ?? "" };

  const heading = tried(NAME_THEN_TIME);
  if (heading)
    return {
      time: heading.time ?? null,
      clock: heading.date !== undefined || /[-–—]/u.test(heading.dash ?? ""),
      speaker: heading.speaker?.trim() ?? null,
      text: "",
    };

  // With a dash before it, it stands in a list of what somebody said.
  const lone = /^\s*[-−]/u.test(line) ? null : tried(TIME_ONLY);
  if (lone) {
    const role = ROLE_FIRST.exec(lone.text ?? "")?.groups;
    return { time: lone.time ?? null, clock: false, speaker: role?.speaker ?? null, text: role?.text ?? lone.text ?? "" };
  }
  const named = tried(NAME_ONLY);
  if (named) return { time: null, clock: false, speaker: named.speaker?.trim() ?? null, text: named.text ?? "" };

  const tab = line.indexOf("\t");
  const before = line.slice(0, tab).trim();
  if (tab > 0 && before !== "" && before.length <= 60 && /^\p{L}/u.test(before) && mayBeName(before))
    return { time: null, clock: false, speaker: before, text: line.slice(tab + 1).trim() };
  return null;
}
