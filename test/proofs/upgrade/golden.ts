// A golden log: what a released version recorded, and what everybody saw of it then. Later versions must show the same; they may show more.
import { createHash } from "node:crypto";
import { REPORT_FORMATS } from "../../../server/http/reportFormats.ts";
import { type Audience, audienceOf, type Viewer } from "../../../shared/session/audience.ts";
import type { SessionEvent } from "../../../shared/session/events.ts";
import { evolve } from "../../../shared/session/evolve.ts";
import { reportOf } from "../../../shared/session/report.ts";
import type { SessionState } from "../../../shared/session/state.ts";
import { summaryOf } from "../../../shared/session/summary.ts";
import type { ViewContext } from "../../../shared/session/viewContext.ts";
import { mineFor, sharedSlices, sliceFor, waitingFor } from "../../../shared/session/viewFor.ts";
import { REPORT_WORDS } from "../../../shared/texts/report.ts";

export type Projection = {
  /** after so many events */ after: number;
  state: unknown;
  /** what one of each kind of viewer is shown: "seat fay", "screen", "door k1" */ views: Record<string, unknown>;
};
export type Golden = {
  name: string;
  sessionId: string;
  /** the release that recorded it */ version: string;
  /** as clients of that release send them: an older page must go on working */ handshake: unknown;
  messages: { by: string; message: unknown }[];
  events: SessionEvent[];
  projections: Projection[];
  /** as the facilitator has it, by name */ report: unknown;
  csv: string;
};

const CONTEXT: ViewContext = {
  team: "Support",
  joinUrl: "https://plumb.example/join",
  nameOf: (personId) => personId.replace(/^p-/, "").replace(/^./, (first) => first.toUpperCase()),
  notes: [{ criterionId: "empathy", text: "Score 4 when named late.", value: 4, sessionName: "Week 6", at: 1, current: true }],
  actionsBefore: [],
  actionStatus: () => "open",
};

const viewersOf = (state: SessionState): [string, Viewer][] => [
  ...state.seats.map(({ seatId }): [string, Viewer] => [`seat ${seatId}`, { kind: "seat", seatId }]),
  ["screen", { kind: "screen" }],
  ...state.knocks.map(({ knockId }): [string, Viewer] => [`door ${knockId}`, { kind: "door", knockId }]),
];

/** As it would arrive: through JSON, so that what is undefined is not there. */
export const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Everybody of one audience sees the same, so one of each is enough; their own slice is each person's own. */
const viewsOf = (state: SessionState): Record<string, unknown> => {
  const shown = new Set<string>();
  const views: Record<string, unknown> = {};
  for (const [label, viewer] of viewersOf(state)) {
    const audience: Audience = audienceOf(state, viewer);
    const kind = JSON.stringify(audience);
    const mine = viewer.kind === "seat" ? mineFor(state, viewer.seatId, {}, CONTEXT) : null;
    const waiting = viewer.kind === "door" ? waitingFor(state, viewer.knockId, CONTEXT) : null;
    const shared = shown.has(kind)
      ? {}
      : Object.fromEntries(sharedSlices(audience.kind).map((name) => [name, sliceFor(state, audience, name, CONTEXT)]));
    shown.add(kind);
    views[label] = { ...shared, mine, waiting };
  }
  return views;
};

export const fold = (events: readonly SessionEvent[]): SessionState => {
  let state: SessionState | null = null;
  for (const event of events) state = evolve(state, event);
  if (!state) throw new Error("an empty log");
  return state;
};

export const projectionOf = (events: readonly SessionEvent[], after: number): Projection => {
  const state = fold(events.slice(0, after));
  return plain({ after, state, views: viewsOf(state) }) as Projection;
};

export const papersOf = (events: readonly SessionEvent[]): { report: unknown; csv: string } => {
  const state = fold(events);
  const report = reportOf(state, { kind: "conductor", closedTo: [] }, CONTEXT, { named: true });
  return { report: plain({ report, summary: summaryOf(state, CONTEXT) }), csv: REPORT_FORMATS.csv.write(report, REPORT_WORDS) };
};

export const digestOf = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("hex");

/** Everything that stood there then stands there now, lists of the same length; a later version may have added fields. Null, or where it does not. */
export const lost = (then: unknown, now: unknown, path = ""): string | null => {
  if (Array.isArray(then)) {
    if (!Array.isArray(now) || now.length !== then.length)
      return `${path}: a list of ${then.length}, now ${JSON.stringify(now)?.slice(0, 80)}`;
    for (const [index, item] of then.entries()) {
      const inner = lost(item, now[index], `${path}[${index}]`);
      if (inner) return inner;
    }
    return null;
  }
  if (typeof then === "object" && then !== null) {
    if (typeof now !== "object" || now === null || Array.isArray(now)) return `${path}: now ${JSON.stringify(now)}`;
    for (const [key, item] of Object.entries(then)) {
      const inner = lost(item, (now as Record<string, unknown>)[key], `${path}.${key}`);
      if (inner) return inner;
    }
    return null;
  }
  return then === now ? null : `${path}: ${JSON.stringify(then)}, now ${JSON.stringify(now)}`;
};
