// Who is told what, and when, without a wire: pages of one person that do not read, and read again.
import { expect, test } from "vitest";
import { createBroadcast, type Viewing } from "../../server/live/broadcast.ts";
import { LIVE_LIMITS } from "../../server/live/limits.ts";
import type { LiveSession } from "../../server/live/sessions.ts";
import type { SeatDrafts } from "../../server/live/drafts.ts";
import type { ViewFrame } from "../../shared/protocol/socket.ts";
import { evolve } from "../../shared/session/evolve.ts";
import type { SessionState } from "../../shared/session/state.ts";
import { createdSession, T0 } from "../shared/session/sessions.ts";
import { CONTEXT } from "../shared/session/view/seen.ts";

/** One page of Tom's, his drafts, and a clock that stands until it is moved. */
function openTom() {
  const state = createdSession().reduce<SessionState | null>(evolve, null)!;
  let drafts: SeatDrafts = {};
  const session: LiveSession = {
    sessionId: "s1",
    state: () => state,
    drafts: { of: () => drafts, save: async () => {}, refresh: async () => [] },
    context: CONTEXT,
  };
  let now = T0;
  let timers: { at: number; run: () => void }[] = [];
  const shown: ViewFrame[] = [];
  const broadcast = createBroadcast({
    clock: {
      now: () => now,
      after: (ms, run) => {
        const timer = { at: now + ms, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((other) => other !== timer);
        };
      },
    },
    emit: (_ids, frame) => void shown.push(frame),
  });
  const page = { reads: true, cut: false };
  const viewing: Viewing = {
    id: "tom's page",
    sessionId: "s1",
    viewer: { kind: "seat", seatId: "tom" },
    personId: "p-tom",
    sent: new Map(),
    unread: 0,
    unreadBytes: 0,
    behind: null,
    greeted: false,
    wasSlow: false,
    writable: () => page.reads,
    cut: () => {
      page.cut = true;
    },
  };
  broadcast.join(session, viewing);
  const pass = (ms: number): void => {
    now += ms;
    const due = timers.filter(({ at }) => at <= now);
    timers = timers.filter(({ at }) => at > now);
    for (const { run } of due) run();
  };
  return {
    broadcast,
    session,
    viewing,
    page,
    pass,
    types: (value: number): void => {
      drafts = { c1: { empathy: { value, reason: "", unsure: false, evidence: [] } } };
      broadcast.ownSoon(session, "tom");
      pass(50);
    },
    readsAgain: (): void => {
      page.reads = true;
      broadcast.drained(viewing);
      pass(50);
    },
    shownLast: () => shown.findLast(({ slices }) => slices.mine)?.slices.mine?.sheets.c1?.draft.empathy?.value,
  };
}
const SOME = LIVE_LIMITS.unreadFrames;

test("a page that read nothing of what its person typed elsewhere shows it when it reads again", () => {
  const tom = openTom();
  tom.page.reads = false;
  for (let value = 1; value <= SOME + 1; value++) tom.types(value);
  expect(tom.shownLast()).toBe(SOME);
  tom.readsAgain();
  expect(tom.shownLast()).toBe(SOME + 1);
  tom.pass(LIVE_LIMITS.stuckMs);
  expect(tom.page.cut).toBe(false);
});

test("one that never reads again is cut off", () => {
  const tom = openTom();
  tom.page.reads = false;
  for (let value = 1; value <= SOME; value++) tom.types(value);
  tom.pass(LIVE_LIMITS.stuckMs);
  expect(tom.page.cut).toBe(false);
  tom.types(SOME + 1);
  tom.pass(LIVE_LIMITS.stuckMs);
  expect(tom.page.cut).toBe(true);
});

test("a session whose last page is closed is nobody's to look at, whatever happens in it afterwards", () => {
  const { broadcast, session, viewing, pass } = openTom();
  expect(broadcast.sessions()).toEqual(["s1"]);
  broadcast.leave(viewing);
  broadcast.soon(session);
  broadcast.ownSoon(session, "tom");
  pass(50);
  expect(broadcast.sessions()).toEqual([]);
});
