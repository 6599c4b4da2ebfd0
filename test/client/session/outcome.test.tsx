// What was settled is told to everybody: a line above the foot, for some seconds, said once.
import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { CallScreens } from "../../../client/session/Call.tsx";
import { Moments } from "../../../client/session/call/Frame.tsx";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { useUi } from "../../../client/stores/uiStore.ts";
import { announce } from "../../../client/ui/announce.ts";
import type { ResultRow, SettledView, Slices } from "../../../shared/session/view/slices.ts";
import { fakeConnection } from "./fakeConnection.ts";
import { discussion, empathyDiscussion, NOW, results, session } from "./fixtures.ts";

const settled = (part: Partial<SettledView> = {}): SettledView => ({
  value: 4,
  how: "agreed",
  until: null,
  note: "Next time, score 4 when the worry is named.",
  cause: null,
  feedback: null,
  bySeatId: "s1",
  at: NOW,
  amended: 0,
  ...part,
});
const became = (changed: Record<string, Partial<ResultRow>>): Pick<Slices, "results"> => ({
  results: { c1: { ...results, rows: results.rows.map((row) => ({ ...row, ...changed[row.criterionId] })) } },
});
const goesOn = {
  session: { ...session, focus: { kind: "criterion", conversationId: "c1", criterionId: "hold", readAloud: false } },
} as const;
const line = () => document.querySelector("[data-outcome]")?.textContent ?? null;
const said = () => [...document.querySelectorAll("[data-live-announcer] p")].map(({ textContent }) => textContent);
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

async function show(slices: Partial<Slices>) {
  const connection = fakeConnection(slices);
  render(
    <SessionProvider connection={connection}>
      <CallScreens />
    </SessionProvider>,
  );
  await pass(50);
  return connection;
}

beforeAll(async () => {
  await Promise.all([Moments.preload(), import("../../../client/session/discussion/Criterion.tsx")]);
});
beforeEach(() => {
  vi.useFakeTimers();
  useUi.getState().reset();
  for (const each of document.querySelectorAll("[data-live-announcer] p")) each.remove();
});
afterEach(() => vi.useRealTimers());

test("after the next criterion has come, everybody reads what was settled and its rule; then it goes", async () => {
  const connection = await show(discussion());
  expect(line()).toBeNull();
  act(() => connection.show({ ...became({ empathy: { settled: settled() } }) }));
  act(() => connection.show(goesOn));
  expect(line()).toBe("Empathy settled: 4.Next time: score 4 when the worry is named.");
  await pass(11_000);
  expect(line()).not.toBeNull();
  await pass(2_000);
  expect(line()).toBeNull();
});

test("it is said once to those who did not do it, and parked likewise", async () => {
  const connection = await show({ ...discussion(), ...goesOn });
  act(() => connection.show(became({ empathy: { settled: settled({ note: null }) } })));
  await pass(1_000);
  expect(said().filter((each) => each!.includes("Empathy settled: 4."))).toHaveLength(1);
  act(() => connection.show(became({ empathy: { settled: settled({ note: null }) }, identity: { parked: { ownerPersonId: null } } })));
  expect(line()).toBe("Identity check is parked.");
  await pass(1_000);
  expect(said().filter((each) => each === "Identity check is parked.")).toHaveLength(1);
});

test("whoever settled or parked it has heard so from the button, and hears it no second time", async () => {
  const connection = await show({ ...discussion("facilitator"), ...goesOn });
  act(() => connection.show(became({ empathy: { settled: settled() } })));
  await pass(1_000);
  expect(line()).toContain("Empathy settled: 4.");
  expect(said().join()).not.toContain("Empathy settled: 4.");
  act(() => connection.show(became({ empathy: { settled: settled() }, identity: { parked: { ownerPersonId: null } } })));
  announce("Identity check is parked.");
  await pass(1_000);
  expect(said().filter((each) => each === "Identity check is parked.")).toHaveLength(1);
});

test("several accepted in one go are counted; the next outcome takes the line", async () => {
  const connection = await show({ ...discussion(), ...goesOn });
  const accepted = { settled: settled({ how: "acceptedIdentical", note: null }) };
  act(() => connection.show(became({ greeting: accepted, notes: accepted, next: accepted })));
  expect(line()).toBe("3 criteria settled.");
  const later = { settled: settled({ how: "withDissent", at: NOW + 1, note: null, value: 1 }) };
  act(() => connection.show(became({ greeting: accepted, notes: accepted, next: accepted, identity: later })));
  expect(line()).toBe("Identity check settled with dissent: Yes.");
});

test("on its own place, which says it in full, there is no second line", async () => {
  const connection = await show(discussion());
  const view = { ...empathyDiscussion, settled: settled() };
  act(() => connection.show({ ...became({ empathy: { settled: settled() } }), discussion: { c1: { empathy: view } } }));
  await vi.waitFor(() => expect(screen.getByText(/Next time: score 4 when the worry is named/)).toBeDefined(), { timeout: 5_000 });
  expect(line()).toBeNull();
});

test("whoever is only now let in to the results hears no old news", async () => {
  const connection = await show({ ...discussion(), ...goesOn, results: { c2: { ...results, conversationId: "c2" } } });
  const both = { results: { ...became({ empathy: { settled: settled() } }).results, c2: { ...results, conversationId: "c2" } } };
  act(() => connection.show(both));
  await pass(1_000);
  expect(line()).toBeNull();
  expect(said().join()).not.toContain("settled");
});

test("taken back, it is not said any longer", async () => {
  const connection = await show({ ...discussion(), ...goesOn });
  act(() => connection.show(became({ empathy: { parked: { ownerPersonId: null } } })));
  expect(line()).toBe("Empathy is parked.");
  act(() => connection.show(became({})));
  expect(line()).toBeNull();
});
