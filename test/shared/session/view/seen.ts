// Everything one viewer would receive: all slices, what is their own, what one gets at the door; also report and list line.
import { audienceOf, type Viewer } from "../../../../shared/session/audience.ts";
import { reportOf } from "../../../../shared/session/report.ts";
import type { SessionState } from "../../../../shared/session/state.ts";
import { summaryOf } from "../../../../shared/session/summary.ts";
import type { Drafts } from "../../../../shared/session/view/mine.ts";
import type { MineSlice, Slices, WaitingSlice } from "../../../../shared/session/view/slices.ts";
import type { ViewContext } from "../../../../shared/session/viewContext.ts";
import { mineFor, sharedSlices, sliceFor, waitingFor } from "../../../../shared/session/viewFor.ts";

export const CONTEXT: ViewContext = {
  team: "Support team",
  joinUrl: "http://plumb.test/join",
  nameOf: (personId) => personId.replace(/^p-/, "").replace(/^./, (first) => first.toUpperCase()),
  notes: [
    { criterionId: "empathy", text: "Score 4 when named late.", value: 4, sessionName: "Week 6", at: 1, current: true },
    { criterionId: "notes", text: "Half is 50.", value: 50, sessionName: "Week 5", at: 0, current: false },
  ],
  actionsBefore: [
    {
      actionId: "old",
      sessionId: "s0",
      text: "Write it down",
      ownerPersonId: "p-tom",
      ownerName: "Tom",
      dueOn: "2027-01-01",
      status: "open",
      confirmed: true,
      criterionId: null,
      conversationId: null,
      sessionName: "Week 6",
    },
  ],
  actionStatus: () => "open",
};

export const SCREEN: Viewer = { kind: "screen" };
export const seat = (seatId: string): Viewer => ({ kind: "seat", seatId });
export const door = (knockId: string): Viewer => ({ kind: "door", knockId });

export type Seen = Partial<Slices>;
export const NO_DRAFTS: Record<string, Drafts> = {};

/** `drafts`: by seat. */
export function seenBy(state: SessionState, viewer: Viewer, drafts: Record<string, Drafts> = NO_DRAFTS): Seen {
  const audience = audienceOf(state, viewer);
  const shared = Object.fromEntries(sharedSlices(audience.kind).map((slice) => [slice, sliceFor(state, audience, slice, CONTEXT)]));
  const mine: MineSlice | null = viewer.kind === "seat" ? mineFor(state, viewer.seatId, drafts[viewer.seatId] ?? {}, CONTEXT) : null;
  const waiting: WaitingSlice | null = viewer.kind === "door" ? waitingFor(state, viewer.knockId, CONTEXT) : null;
  return { ...(shared as Partial<Slices>), ...(mine ? { mine } : {}), ...(waiting ? { waiting } : {}) };
}

export const viewersOf = (state: SessionState): Viewer[] => [
  ...state.seats.map(({ seatId }) => seat(seatId)),
  SCREEN,
  ...state.knocks.map(({ knockId }) => door(knockId)),
];

export const labelOf = (viewer: Viewer): string =>
  viewer.kind === "seat" ? viewer.seatId : viewer.kind === "door" ? `door ${viewer.knockId}` : "screen";

/** The reports somebody could ask for, and the line in the session list. */
export function papersFor(state: SessionState, viewer: Viewer): unknown {
  const audience = audienceOf(state, viewer);
  return {
    report: reportOf(state, audience, CONTEXT, { named: false }),
    named: reportOf(state, audience, CONTEXT, { named: true }),
    summary: summaryOf(state, CONTEXT, audience),
    line: summaryOf(state, CONTEXT),
  };
}

/** viewer → every byte; `without` leaves out the own slice of these seats. */
export function allBytes(state: SessionState, drafts: Record<string, Drafts> = NO_DRAFTS, without: string[] = []): Record<string, string> {
  return Object.fromEntries(
    viewersOf(state).map((viewer) => {
      const seen = seenBy(state, viewer, drafts);
      if (viewer.kind === "seat" && without.includes(viewer.seatId)) delete seen.mine;
      return [labelOf(viewer), JSON.stringify([seen, papersFor(state, viewer)])];
    }),
  );
}
