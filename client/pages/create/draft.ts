// What somebody has chosen and typed for a new session so far; null everywhere the server's default stands.
import type { DecodedText } from "../../../shared/material/decodeText.ts";
import type { CreateSession, SessionDefaults } from "../../../shared/protocol/http.ts";
import type { Channel, Line, Options } from "../../../shared/session/shapes.ts";
import { instantOf, zonedParts } from "./zonedTime.ts";

export type ConversationDraft = {
  conversationId: string;
  /** as pasted; read into lines when it is shown and sent */
  text: string;
  /** of a file that does not say how it is written: how it was read, to be looked at */
  guessed: DecodedText["encoding"] | null;
  /** null: made from what was pasted */
  title: string | null;
  channel: Channel | null;
  link: string;
  agent: string;
  why: string;
};
export type DueChoice = "none" | "start" | "dayBefore" | "custom";
export type Draft = {
  conversations: ConversationDraft[];
  scorecardId: string | null;
  name: string | null;
  date: string | null;
  time: string | null;
  timeZone: string | null;
  lengthMinutes: number | null;
  due: DueChoice;
  /** yyyy-mm-ddThh:mm in the session's zone */ dueCustom: string;
  options: Partial<Options>;
  people: string[] | null;
  carry: string[] | null;
};

export const emptyConversation = (conversationId: string): ConversationDraft => ({
  conversationId,
  text: "",
  guessed: null,
  title: null,
  channel: null,
  link: "",
  agent: "",
  why: "",
});

export const emptyDraft = (conversationId: string): Draft => ({
  conversations: [emptyConversation(conversationId)],
  scorecardId: null,
  name: null,
  date: null,
  time: null,
  timeZone: null,
  lengthMinutes: null,
  due: "none",
  dueCustom: "",
  options: {},
  people: null,
  carry: null,
});

export const isDraft = (value: unknown): value is Draft =>
  typeof value === "object" && value !== null && "conversations" in value && Array.isArray(value.conversations) && "due" in value;

export const isBlank = (conversation: ConversationDraft): boolean =>
  conversation.text.trim() === "" && (conversation.title ?? "").trim() === "" && conversation.link.trim() === "";

export const isLink = (link: string): boolean => link.trim() === "" || /^https?:\/\/\S+$/i.test(link.trim());

/** A series keeps its zone; a first session takes the one of whoever makes it, not the server's. */
const usualZone = (defaults: SessionDefaults): string =>
  defaults.previousSessionId ? defaults.timeZone : Intl.DateTimeFormat().resolvedOptions().timeZone || defaults.timeZone;

export type When = { startsAt: number; timeZone: string; lengthMinutes: number; dueAt: number | null; date: string; time: string };

export function whenOf(draft: Draft, defaults: SessionDefaults): When {
  const timeZone = draft.timeZone ?? usualZone(defaults);
  const usual = zonedParts(defaults.startsAt, timeZone);
  const date = draft.date ?? usual.date;
  const time = draft.time ?? usual.time;
  const startsAt = instantOf(date, time, timeZone) ?? defaults.startsAt;
  return {
    startsAt,
    timeZone,
    lengthMinutes: draft.lengthMinutes ?? defaults.lengthMinutes,
    dueAt: dueOf(draft, startsAt, timeZone),
    date,
    time,
  };
}

function dueOf(draft: Draft, startsAt: number, timeZone: string): number | null {
  switch (draft.due) {
    case "none":
      return null;
    case "start":
      return startsAt;
    case "dayBefore":
      return instantOf(zonedParts(startsAt - 86_400_000, timeZone).date, "18:00", timeZone);
    case "custom": {
      const [date, time] = draft.dueCustom.split("T");
      return date && time ? instantOf(date, time, timeZone) : null;
    }
    default:
      return draft.due satisfies never;
  }
}

/** how a conversation is read: what was typed over what was recognised */
export type Reading = { conversation: ConversationDraft; title: string; channel: Channel; transcript: Line[] };

export const readyToSend = (draft: Draft, defaults: SessionDefaults, readings: Reading[]): CreateSession => {
  const when = whenOf(draft, defaults);
  return {
    scorecardId: draft.scorecardId ?? defaults.scorecardId,
    name: (draft.name ?? defaults.name).trim() || defaults.name,
    startsAt: when.startsAt,
    timeZone: when.timeZone,
    lengthMinutes: when.lengthMinutes,
    dueAt: when.dueAt,
    options: { ...defaults.options, ...draft.options },
    conversations: readings.map((reading) => ({
      conversationId: reading.conversation.conversationId,
      title: reading.title,
      channel: reading.channel,
      link: reading.conversation.link.trim() || null,
      agent: reading.conversation.agent.trim() || null,
      why: reading.conversation.why.trim() || null,
      transcript: reading.transcript,
    })),
    ...(draft.people ? { personIds: draft.people } : {}),
    previousSessionId: defaults.previousSessionId,
    carryConversationIds: draft.carry ?? defaults.leftovers.map((leftover) => leftover.conversationId),
  };
};
