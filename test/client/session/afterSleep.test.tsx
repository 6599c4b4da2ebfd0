// What becomes of acts that a device slept over: sent again if they still mean something, and otherwise told to the person, on the same page or on one opened anew.
import { act, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { OpenWire, WireEars } from "../../../client/connection/wire.ts";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { type SessionStore, useSend, useSessionStore } from "../../../client/stores/sessionStore.ts";
import { Notices } from "../../../client/ui/Notices.tsx";
import type { Answer } from "../../../shared/protocol/socket.ts";
import { REFUSALS } from "../../../shared/texts/refusals.ts";
import { review, sheet } from "./fixtures.ts";

/** A server at the other end of the wire, or none. */
const far = vi.hoisted(() => ({
  ears: null as WireEars | null,
  open: false,
  /** the connection looks alive, and nobody hears what goes over it */ dead: false,
  dropped: 0,
  asked: [] as { event: string; id: string }[],
  answer: { ok: true } as Answer,
}));
vi.mock("../../../client/connection/socketIo.ts", () => ({
  socketIoWire: (): OpenWire => (ears) => {
    far.ears = ears;
    return {
      isOpen: () => far.open,
      open: () => {},
      hurry: () => {},
      close: () => {},
      drop: () => {
        far.dropped += 1;
        far.open = false;
        ears.broken(false);
      },
      ask: (event, [message], withinMs) => {
        far.asked.push({ event, id: (message as { id?: string } | undefined)?.id ?? "" });
        if (far.dead) return new Promise((done) => setTimeout(() => done(null), withinMs));
        return Promise.resolve(event === "clock" ? Date.now() : far.answer);
      },
      post: async () => null,
    };
  },
}));

const comes = (now: number): void => {
  far.open = true;
  far.dead = false;
  far.ears?.opened();
  far.ears?.view({ slices: review(), now });
};
const REVEALED: Answer = { ok: false, code: "ROUND_REVEALED", message: REFUSALS.ROUND_REVEALED, retry: "never" };
const submit = { type: "SubmitReview", conversationId: "c1", sheet: {} } as const;
const ids = () => far.asked.filter(({ event }) => event === "command").map(({ id }) => id);

let store: SessionStore;
let send: ReturnType<typeof useSend>;
function Inside() {
  store = useSessionStore();
  send = useSend();
  return null;
}
const show = () =>
  render(
    <>
      <SessionProvider sessionId="s1">
        <Inside />
      </SessionProvider>
      <Notices />
    </>,
  );

beforeEach(() => Object.assign(far, { ears: null, open: false, dead: false, dropped: 0, asked: [], answer: { ok: true } }));
afterEach(() => {
  vi.useRealTimers();
  sessionStorage.clear();
});

test("[F-28] what an earlier page left unsent, and is too late now, is told to the person and kept no longer", async () => {
  const kept = { commands: [{ id: "from-yesterday", command: { ...submit, sheet: sheet() } }], drafts: [] };
  sessionStorage.setItem("plumb.acts.s1", JSON.stringify(kept));
  far.answer = REVEALED;
  show();
  act(() => comes(Date.now()));
  expect(await screen.findByText(REFUSALS.ROUND_REVEALED)).toBeTruthy();
  expect(ids()).toEqual(["from-yesterday"]);
  await waitFor(() => expect(sessionStorage.getItem("plumb.acts.s1")).toBeNull());
});

test("[F-28] what still means something is stored, and nobody is told of it", async () => {
  sessionStorage.setItem("plumb.acts.s1", JSON.stringify({ commands: [{ id: "still-good", command: submit }], drafts: [] }));
  show();
  act(() => comes(Date.now()));
  await waitFor(() => expect(sessionStorage.getItem("plumb.acts.s1")).toBeNull());
  expect(ids()).toEqual(["still-good"]);
  expect(screen.queryByText(REFUSALS.ROUND_REVEALED)).toBeNull();
});

test.each([
  ["a minute", 60_000],
  ["twelve hours", 12 * 3_600_000],
])("[F-28] asleep for %s: the dead connection is left at once, and the act goes out again with its id or is told", async (_name, slept) => {
  vi.useFakeTimers();
  show();
  act(() => comes(Date.now()));
  await vi.advanceTimersByTimeAsync(5_000);
  // the lid falls while the act is on its way
  far.dead = true;
  act(() => void send(submit));
  await vi.advanceTimersByTimeAsync(0);
  expect(store.connection.status()).toMatchObject({ state: "live", waiting: 1 });
  vi.setSystemTime(Date.now() + slept);
  await act(() => vi.advanceTimersByTimeAsync(5_000));
  // by the first tick after waking and one question, not by the ping that would come half a minute later
  expect(far.dropped).toBe(1);
  expect(store.connection.status()).toMatchObject({ state: "reconnecting", waiting: 1 });
  far.answer = REVEALED;
  act(() => comes(Date.now()));
  await act(() => vi.advanceTimersByTimeAsync(20_000));
  expect(store.connection.status()).toMatchObject({ state: "live", waiting: 0 });
  expect(new Set(ids()).size).toBe(1);
  expect(ids().length).toBeGreaterThan(1);
  expect(screen.getByText(REFUSALS.ROUND_REVEALED)).toBeTruthy();
});

test("[F-28] a hidden tab whose timers run once a minute keeps a connection that answers", async () => {
  vi.useFakeTimers();
  show();
  act(() => comes(Date.now()));
  for (let minute = 0; minute < 5; minute++) {
    vi.setSystemTime(Date.now() + 58_000);
    await act(() => vi.advanceTimersByTimeAsync(2_000));
  }
  expect(far.asked.filter(({ event }) => event === "clock").length).toBeGreaterThanOrEqual(5);
  expect(far.dropped).toBe(0);
  expect(store.connection.status().state).toBe("live");
});

test("[B-34] what an earlier page left unsent, and is too late now, is handed on with what it was for", async () => {
  const vote = { type: "CastRevote", conversationId: "c1", criterionId: "empathy", round: 1, value: 4 } as const;
  sessionStorage.setItem("plumb.acts.s1", JSON.stringify({ commands: [{ id: "slept-over", command: vote }], drafts: [] }));
  far.answer = { ok: false, code: "STALE_ROUND", message: REFUSALS.STALE_ROUND, retry: "never" };
  const said: unknown[] = [];
  const sayTooLate = vi.fn(async (_connection: unknown, ...rest: unknown[]) => void said.push(rest));
  render(
    <>
      <SessionProvider sessionId="s1" sayTooLate={sayTooLate}>
        <Inside />
      </SessionProvider>
      <Notices />
    </>,
  );
  act(() => comes(Date.now()));
  await waitFor(() => expect(said).toEqual([[vote, far.answer]]));
  // its code did not come: said all the same
  sayTooLate.mockRejectedValueOnce(new Error("offline"));
  act(() => void send(vote));
  expect(await screen.findByText(REFUSALS.STALE_ROUND)).toBeTruthy();
});
