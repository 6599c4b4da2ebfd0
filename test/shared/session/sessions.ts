// Sessions to begin a test with: a scorecard with every scale, two conversations, six people who score, and what may have happened to them.
import type { Criterion, ScaleKind, Scorecard, Value } from "../../../shared/scorecard/scorecard.ts";
import type { SentSheet } from "../../../shared/session/commands.ts";
import type { Decided, SessionEvent, StoredConversation } from "../../../shared/session/events.ts";
import { evolve } from "../../../shared/session/evolve.ts";
import { DEFAULT_OPTIONS, type Entry, type Options, type Sheet } from "../../../shared/session/shapes.ts";
import type { SessionState } from "../../../shared/session/state.ts";
import { text } from "../../../shared/text.ts";

export const T0 = 1_800_000_000_000;

const criterion = (criterionId: string, scale: ScaleKind, weight: number, more: Partial<Criterion> = {}): Criterion => ({
  criterionId,
  sectionId: "talk",
  name: criterionId[0]!.toUpperCase() + criterionId.slice(1),
  definition: `What ${criterionId} looks like in a conversation, said so that one can see it.`,
  scale,
  weight,
  autoFail: false,
  allowNA: false,
  anchors: {},
  ...more,
});

/** One criterion of every scale, N/A allowed on `process` and `idCheck`, `idCheck` critical with weight 0. */
export const SCORECARD: Scorecard = {
  scorecardId: "card",
  version: 1,
  name: "General support",
  sections: [
    { sectionId: "talk", name: "Talk" },
    { sectionId: "work", name: "Work" },
  ],
  criteria: [
    criterion("greeting", "binary", 10),
    criterion("empathy", "5pt", 20, { anchors: { "1": "Ignores the feeling", "5": "Names it and answers it" } }),
    criterion("resolution", "4pt", 30, { sectionId: "work" }),
    criterion("process", "3pt", 20, { sectionId: "work", allowNA: true }),
    criterion("notes", "percent", 20, { sectionId: "work" }),
    criterion("idCheck", "binary", 0, { sectionId: "work", autoFail: true, allowNA: true }),
  ],
};

const conversation = (conversationId: string, transcript: StoredConversation["transcript"]): StoredConversation => ({
  conversationId,
  title: text(`Conversation ${conversationId}`),
  channel: "phone",
  link: null,
  agent: text("Agnes Agent"),
  why: text("The caller is angry twice"),
  transcript,
});

const LINES: StoredConversation["transcript"] = [
  { at: 0, speaker: "Agent", text: text("Hello, this is Agnes.") },
  { at: 12, speaker: "Caller", text: text("I was charged twice.") },
  { at: 20, speaker: "Agent", text: text("I see. That must be annoying.") },
];

/** The six who score: fay facilitates, lea leads, tom and nina are new, aisha is settled, lena has been here for long. */
export const SCORERS = ["fay", "lea", "tom", "nina", "aisha", "lena"] as const;

const seatTaken = (seatId: string, more: Partial<Extract<Decided, { type: "SeatTaken" }>> = {}): Decided => ({
  type: "SeatTaken",
  seatId,
  personId: `p-${seatId}`,
  role: "reviewer",
  workspaceRole: "reviewer",
  experience: "long",
  site: null,
  scores: true,
  firstTime: false,
  knockId: null,
  ...more,
});

export const SEATS: Record<(typeof SCORERS)[number] | "oda", Decided> = {
  fay: seatTaken("fay", { role: "facilitator", workspaceRole: "lead" }),
  lea: seatTaken("lea", { role: "lead", workspaceRole: "lead" }),
  tom: seatTaken("tom", { experience: "new", firstTime: true }),
  nina: seatTaken("nina", { experience: "new" }),
  aisha: seatTaken("aisha", { experience: "settled" }),
  lena: seatTaken("lena"),
  /** the observer; not part of createdSession unless asked for */
  oda: seatTaken("oda", { role: "observer", workspaceRole: "guest", scores: false }),
};

/** Events with a time each, one second apart from `from` on; those that have one keep it. */
export const stamped = (events: (Decided | SessionEvent)[], from = T0): SessionEvent[] =>
  events.map((event, index) => ({ at: from + index * 1000, ...event }));

export type Made = { options?: Partial<Options>; people?: (keyof typeof SEATS)[]; scorecard?: Scorecard; present?: boolean };

/** A session with conversations c1 (with a transcript) and c2 (without), everybody seated and present. */
export function createdSession({ options = {}, people = [...SCORERS], scorecard = SCORECARD, present = true }: Made = {}): SessionEvent[] {
  return stamped([
    {
      type: "SessionCreated",
      sessionId: "s1",
      code: "ABCDEF",
      creatorPersonId: "p-fay",
      scorecard,
      options: { ...DEFAULT_OPTIONS, ...options },
      sample: false,
      practice: false,
      previousSessionId: null,
      name: "Support, week 7",
      startsAt: T0 + 3_600_000,
      timeZone: "Europe/Berlin",
      lengthMinutes: 60,
      dueAt: null,
    },
    { type: "ConversationAdded", conversation: conversation("c1", LINES) },
    { type: "ConversationAdded", conversation: conversation("c2", []) },
    ...people.map((seatId) => SEATS[seatId]),
    ...(present ? people.map((seatId): Decided => ({ type: "MarkedBack", seatId })) : []),
  ]);
}

/** One answer as stored. */
export const entry = (value: Value, reason: string | null = null): Entry => ({
  value,
  reason: reason === null ? null : text(reason),
  unsure: false,
  evidence: [],
});

/** A sheet as stored: criterion → value. */
export const sheet = (values: Record<string, Value>, reason: string | null = null): Sheet =>
  Object.fromEntries(Object.entries(values).map(([criterionId, value]) => [criterionId, entry(value, reason)]));

/** The same sheet as a client sends it. */
export const sent = (values: Record<string, Value>, reason = ""): SentSheet =>
  Object.fromEntries(Object.entries(values).map(([criterionId, value]) => [criterionId, { value, reason, unsure: false, evidence: [] }]));

/** A full sheet in the scorecard's order. */
export const full = (
  greeting: Value,
  empathy: Value,
  resolution: Value,
  process: Value,
  notes: Value,
  idCheck: Value,
): Record<string, Value> => ({ greeting, empathy, resolution, process, notes, idCheck });

export const ALIKE = full(1, 4, 3, 2, 80, 1);

/** What six people may have given: alike on greeting, process and idCheck; furthest apart on empathy. */
export const SCORES: Record<(typeof SCORERS)[number], Record<string, Value>> = {
  fay: full(1, 4, 3, 2, 80, 1),
  lea: full(1, 5, 3, 2, 85, 1),
  tom: full(1, 2, 4, 2, 60, 1),
  nina: full(1, 3, 3, 2, 90, 1),
  aisha: full(1, 4, 2, 2, 80, 1),
  lena: full(1, 1, 3, 2, 70, 1),
};

export const submitted = (
  conversationId: string,
  seatId: string,
  values: Record<string, Value>,
  reason: string | null = null,
): Decided => ({
  type: "ReviewSubmitted",
  conversationId,
  seatId,
  sheet: sheet(values, reason),
});

/** Everybody's scores handed in for a conversation. */
export const allSubmitted = (conversationId = "c1", scores: Record<string, Record<string, Value>> = SCORES): Decided[] =>
  Object.entries(scores).map(([seatId, values]) => submitted(conversationId, seatId, values, `${seatId}'s reason`));

export const fold = (events: SessionEvent[]): SessionState => {
  const state = events.reduce<SessionState | null>(evolve, null);
  if (state === null) throw new Error("no events");
  return state;
};
