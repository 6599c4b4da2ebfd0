// A pasted conversation: recognises how it is written down and reads it into lines. Never throws; what is odd is said with its line number.
import { LIMITS } from "../limits.ts";
import type { Channel, Line } from "../session/shapes.ts";
import { looksLikeCard } from "./cards.ts";
import { cleanText } from "./cleanText.ts";
import type { ReadTime } from "./clockTimes.ts";
import { isEmailThread, isHeaderName, isPlainMail, parseEmailThread } from "./emailThread.ts";
import { isSubtitles, parseSubtitles } from "./subtitles.ts";
import { readTurns } from "./turnLines.ts";
import { parseTurnTable } from "./turnTable.ts";
import { typedOrSpoken } from "./typedOrSpoken.ts";

export type TranscriptWarningCode =
  | "empty"
  | "tooLong"
  | "tooManyLines"
  | "lineTooLong"
  | "speakerTooLong"
  | "timeBackwards"
  | "timesOverlap"
  | "timeInvalid"
  | "controlsShown"
  | "cardNumber"
  | "securityCode"
  | "noSpeakers"
  | "oneSpeaker"
  | "threadReversed";

/** `stops`: it must be dealt with before the conversation can be saved. Sentences: client/texts/en/paste.json, "transcript". */
export type TranscriptWarning = {
  /** 1-based line of the pasted text; null: the whole of it */
  line: number | null;
  code: TranscriptWarningCode;
  stops: boolean;
  params: Record<string, string | number>;
};
export type ParsedTranscript = {
  lines: Line[];
  kind: "speakers" | "plain" | "email";
  speakers: string[];
  warnings: TranscriptWarning[];
  /** suggestions; the person decides */
  channel: Channel;
  /** nothing in the text tells a call from a chat: the suggestion is a guess, to be looked at */ channelUnsure: boolean;
  title: string | null;
};

type Turn = { row: number; speaker: string; text: string; at: number | null };
type Warn = (code: TranscriptWarningCode, line: number | null, params?: Record<string, string | number>, stops?: boolean) => void;

export function parseTranscript(pasted: string): ParsedTranscript {
  const warnings: TranscriptWarning[] = [];
  const warn: Warn = (code, line, params = {}, stops = false) =>
    warnings.push({ line, code, stops, params: line === null ? params : { line, ...params } });
  const nothing = {
    lines: [],
    kind: "plain" as const,
    speakers: [],
    warnings,
    channel: "other" as const,
    channelUnsure: false,
    title: null,
  };
  if (pasted.length > LIMITS.transcript) {
    warn("tooLong", null, { count: pasted.length, limit: LIMITS.transcript }, true);
    return nothing;
  }
  const { text, shownOn } = cleanText(pasted);
  if (text.trim() === "") {
    warn("empty", null, {}, true);
    return nothing;
  }
  for (const line of shownOn) warn("controlsShown", line);
  for (const finding of looksLikeCard(text)) warn(finding.code, finding.line, {}, true);

  const read = recognise(text, warn);
  const lines = fitted(read.turns, warn);
  const speakers = [...new Set(lines.map((line) => line.speaker).filter((speaker) => speaker !== ""))];
  if (read.kind === "plain") warn("noSpeakers", null);
  else if (read.kind === "speakers" && speakers.length === 1) warn("oneSpeaker", null);
  const { kind, channel, channelUnsure } = read;
  return { lines, kind, speakers, warnings, channel, channelUnsure, title: read.title?.slice(0, LIMITS.title) ?? null };
}

type Recognised = Pick<ParsedTranscript, "kind" | "channel" | "channelUnsure" | "title"> & { turns: Turn[] };

function recognise(text: string, warn: Warn): Recognised {
  if (isSubtitles(text)) {
    const { turns, overlap } = parseSubtitles(text);
    if (turns.length > 0) {
      if (overlap !== null) warn("timesOverlap", overlap);
      return {
        kind: turns.some((turn) => turn.speaker !== "") ? "speakers" : "plain",
        channel: "phone",
        channelUnsure: false,
        title: null,
        turns: timesOf(turns, warn),
      };
    }
  }
  if (isEmailThread(text)) {
    const { lines, subject, reversed } = parseEmailThread(text);
    if (reversed) warn("threadReversed", null);
    if (lines.length > 0) return { kind: "email", channel: "email", channelUnsure: false, title: subject, turns: lines };
  }
  const table = parseTurnTable(text);
  if (table && table.length > 0) {
    const clock = table.some((turn) => turn.time?.kind === "clock");
    const timed = table.some((turn) => turn.time !== null);
    const found = timed ? sure(clock ? "chat" : "phone") : guessed(table, "chat");
    return { kind: "speakers", ...found, title: null, turns: timesOf(table, warn) };
  }
  const read = readTurns(text);
  if ((read?.turns ?? []).every(({ speaker }) => speaker === "" || isHeaderName(speaker)) && isPlainMail(text)) {
    const { lines, subject } = parseEmailThread(text);
    if (lines.length > 0) return { kind: "email", channel: "email", channelUnsure: false, title: subject, turns: lines };
  }
  if (read) {
    const clock = read.turns.some((turn) => turn.time?.kind === "clock");
    const named = read.turns.some((turn) => turn.speaker !== "");
    const typed = clock || read.turns.some((turn) => /^(?:visitor|user|bot|chatbot)\b/iu.test(turn.speaker));
    const timed = read.turns.some((turn) => turn.time !== null);
    const found = typed ? sure("chat") : timed ? sure("phone") : guessed(read.turns, "phone");
    return { kind: named ? "speakers" : "plain", ...found, title: read.heading, turns: timesOf(read.turns, warn) };
  }
  const rows = text.split("\n");
  const turns = rows.flatMap((row, index) => (row.trim() === "" ? [] : [{ row: index + 1, speaker: "", text: row.trim(), at: null }]));
  return { kind: "plain", ...sure("other"), title: null, turns };
}

type Found = Pick<ParsedTranscript, "channel" | "channelUnsure">;
const sure = (channel: Channel): Found => ({ channel, channelUnsure: false });
function guessed(turns: readonly { text: string }[], otherwise: Channel): Found {
  const medium = typedOrSpoken(turns.flatMap(({ text }) => text.split("\n")));
  return medium === "unclear" ? { channel: otherwise, channelUnsure: true } : sure(medium === "typed" ? "chat" : "phone");
}

const DAY = 86_400;

/** Times of day become seconds since the first of them; past midnight they go on. */
function timesOf(turns: { row: number; speaker: string; text: string; time: ReadTime | null }[], warn: Warn): Turn[] {
  let first: number | null = null;
  let before = 0;
  let days = 0;
  const timed = turns.map(({ row, speaker, text, time }): Turn => {
    if (time === null) return { row, speaker, text, at: null };
    if (time.kind === "invalid") {
      warn("timeInvalid", row);
      return { row, speaker, text, at: null };
    }
    if (time.kind === "elapsed") return { row, speaker, text, at: time.seconds };
    if (time.seconds < before - DAY / 2) days++;
    before = time.seconds;
    first ??= time.seconds;
    return { row, speaker, text, at: time.seconds + days * DAY - first };
  });
  return inOrder(timed, warn);
}

/** Times that go backwards are said and kept, in the order of the text: sorting would change who answered whom. Before the start is no time at all. */
function inOrder(turns: Turn[], warn: Warn): Turn[] {
  let latest = 0;
  return turns.map(({ row, speaker, text, at }) => {
    if (at === null) return { row, speaker, text, at };
    if (at < latest) warn("timeBackwards", row);
    latest = at;
    return { row, speaker, text, at: at < 0 || at > 360_000 ? null : at };
  });
}

/** Within the limits: long turns are split, a long name is cut, too many turns end the list. Each is said. */
function fitted(turns: Turn[], warn: Warn): Line[] {
  const lines: Line[] = [];
  // “Customer” and “CUSTOMER” are one person, written as at first
  const spelling = new Map<string, string>();
  for (const { row, speaker, text, at } of turns) {
    if (speaker.length > LIMITS.name) warn("speakerTooLong", row);
    const cut = speaker.slice(0, LIMITS.name).trim();
    const name = spelling.get(cut.toLowerCase()) ?? cut;
    spelling.set(cut.toLowerCase(), name);
    if (text.length > LIMITS.transcriptLine) warn("lineTooLong", row, { count: text.length, limit: LIMITS.transcriptLine });
    pieces(text, LIMITS.transcriptLine).forEach((piece, index) => {
      lines.push({ at: index === 0 ? at : null, speaker: name, text: piece });
    });
  }
  if (lines.length > LIMITS.transcriptLines) {
    warn("tooManyLines", null, { count: lines.length, limit: LIMITS.transcriptLines });
    lines.length = LIMITS.transcriptLines;
  }
  return lines;
}

/** Cut at the last space before the limit, never inside a surrogate pair. */
function pieces(text: string, limit: number): string[] {
  const found: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const space = rest.lastIndexOf(" ", limit);
    const cut = space > limit / 2 ? space : /[\uD800-\uDBFF]/u.test(rest[limit - 1] ?? "") ? limit - 1 : limit;
    found.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trim();
  }
  return [...found, rest].filter((piece) => piece !== "");
}
