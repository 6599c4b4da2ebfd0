// What is known of every session without loading it: enough for lists, codes, next week's defaults, and what earlier sessions leave behind. Derived from the logs.
import { audienceOf } from "../../shared/session/audience.ts";
import { facilitatorOf } from "../../shared/session/find.ts";
import { type Note, notesOf } from "../../shared/session/notebook.ts";
import type { Options } from "../../shared/session/shapes.ts";
import type { SessionState } from "../../shared/session/state.ts";
import { type Summary, summaryOf } from "../../shared/session/summary.ts";
import { actionsHere } from "../../shared/session/view/actions.ts";
import type { ActionView } from "../../shared/session/view/slices.ts";
import type { ViewContext } from "../../shared/session/viewContext.ts";
import type { Conversation } from "../../shared/session/commands.ts";
import { isCredible } from "../credibleClock.ts";
import { isDamaged } from "../store/storeErrors.ts";
import type { Turn } from "./ports.ts";
import type { KeptBriefs } from "./keptBriefs.ts";
import type { Sessions } from "./sessions.ts";

export type SeatBrief = {
  seatId: string;
  personId: string;
  removed: boolean;
  role: SessionState["seats"][number]["role"];
  /** something of theirs is still to be scored */ scoreNow: boolean;
  /** what this seat may read of the totals; conversations still closed to it left out */ range: Summary["range"];
};
export type Brief = Summary & {
  code: string;
  createdAt: number;
  lengthMinutes: number;
  dueAt: number | null;
  options: Options;
  scorecardId: string;
  facilitatorPersonId: string | null;
  somebodyPresent: boolean;
  seats: SeatBrief[];
  titles: string[];
  /** still hidden, not withdrawn */ hidden: { conversationId: string; title: string; channel: Conversation["channel"] }[];
  notes: Note[];
  /** without names: people and statuses are looked up when they are shown */ actions: ActionView[];
};

/** Names and follow-ups are not the session's own: left open here, filled in by whoever shows the brief. */
const WITHOUT_NAMES: ViewContext = {
  team: "",
  joinUrl: "",
  nameOf: () => "",
  notes: [],
  actionsBefore: [],
  actionStatus: () => "open",
};

export function briefOf(state: SessionState): Brief {
  const facilitator = facilitatorOf(state);
  const live = state.conversations.filter(({ withdrawn }) => !withdrawn);
  const hidden = live.filter(({ reveal }) => reveal === null);
  return {
    ...summaryOf(state, WITHOUT_NAMES),
    code: state.code,
    createdAt: state.createdAt,
    lengthMinutes: state.lengthMinutes,
    dueAt: state.dueAt,
    options: state.options,
    scorecardId: state.scorecard.scorecardId,
    facilitatorPersonId: facilitator?.personId ?? null,
    somebodyPresent: state.seats.some(({ present, removed }) => present && !removed),
    seats: state.seats.map((seat) => ({
      seatId: seat.seatId,
      personId: seat.personId,
      removed: seat.removed,
      role: seat.role,
      scoreNow: !state.closed && seat.scores && !seat.removed && hidden.some(({ blind }) => blind.entries[seat.seatId] === undefined),
      range: summaryOf(state, WITHOUT_NAMES, audienceOf(state, { kind: "seat", seatId: seat.seatId })).range,
    })),
    titles: live.map(({ material }) => material.title.text),
    hidden: hidden.map(({ conversationId, material }) => ({ conversationId, title: material.title.text, channel: material.channel })),
    notes: notesOf(state),
    actions: actionsHere(state, WITHOUT_NAMES),
  };
}

export type SessionIndex = {
  all: () => Promise<Brief[]>;
  get: (sessionId: string) => Promise<Brief | null>;
  /** the session has changed; read it again when somebody asks */ touch: (sessionId: string) => void;
  forget: (sessionId: string) => void;
};

export function createSessionIndex(options: { sessions: () => Sessions; kept: KeptBriefs; turn: Turn }): SessionIndex {
  const { sessions, kept, turn } = options;
  const briefs = new Map<string, Brief>();
  /** of how many events each is */ const versions = new Map<string, number>();
  const stale = new Set<string>();
  let warm: Promise<void> | null = null;

  const note = (brief: Brief, version: number): void => {
    // read by two at once: the one that began earlier may end later
    if (version < (versions.get(brief.sessionId) ?? 0)) return;
    briefs.set(brief.sessionId, brief);
    versions.set(brief.sessionId, version);
  };
  const drop = (sessionId: string): void => {
    briefs.delete(sessionId);
    versions.delete(sessionId);
  };
  const read = async (sessionId: string): Promise<void> => {
    // before it is read: what changes meanwhile makes it stale again
    stale.delete(sessionId);
    const folded = await sessions()
      .folded(sessionId)
      .catch((error: unknown) => {
        // One damaged log must not hide all the others.
        if (isDamaged(error)) return undefined;
        stale.add(sessionId);
        throw error;
      });
    if (folded === undefined) return;
    if (folded === null) return drop(sessionId);
    const brief = briefOf(folded.state);
    note(brief, folded.version);
    kept.keep(brief, folded.version);
  };
  const readAll = async (): Promise<void> => {
    const before = await kept.all();
    for (const { sessionId, version } of await sessions().heads()) {
      const found = before.get(sessionId);
      if (briefs.has(sessionId)) continue;
      if (found?.version === version) {
        note(found.brief, version);
        continue;
      }
      await read(sessionId);
      // Thousands of sessions at a start must not hold up the people who are already calling.
      await turn();
    }
  };

  const fresh = async (): Promise<void> => {
    warm ??= readAll().catch((error: unknown) => {
      warm = null;
      throw error;
    });
    await warm;
    for (const sessionId of [...stale]) await read(sessionId);
  };

  return {
    all: async () => {
      await fresh();
      return [...briefs.values()];
    },
    get: async (sessionId) => {
      if (!briefs.has(sessionId) || stale.has(sessionId)) await read(sessionId);
      return briefs.get(sessionId) ?? null;
    },
    touch: (sessionId) => void stale.add(sessionId),
    forget: (sessionId) => {
      stale.delete(sessionId);
      drop(sessionId);
    },
  };
}

const FAR = 1e15;
/** The session that the team link opens: open, real, nearest in time; by a clock that is not set, the one with somebody in it, else the last. */
export function currentOf(briefs: Brief[], now: number): Brief | null {
  const open = briefs.filter(({ status, sample, practice }) => status === "open" && !sample && !practice);
  const distance = ({ startsAt, somebodyPresent }: Brief): number =>
    isCredible(now) ? Math.abs(startsAt - now) : somebodyPresent ? -startsAt - FAR : -startsAt;
  return open.reduce<Brief | null>((nearest, one) => (nearest === null || distance(one) < distance(nearest) ? one : nearest), null);
}
