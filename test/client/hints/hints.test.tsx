// Hints: one line each where somebody is for the first time, gone once the action is taken or the line is read, on this device for ever. Never a dialog.
import { act, cleanup, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { Hint } from "../../../client/hints/Hint.tsx";
import { useHints } from "../../../client/hints/hintStore.ts";
import { CallScreens } from "../../../client/session/Call.tsx";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { useUi } from "../../../client/stores/uiStore.ts";
import type { Slices } from "../../../shared/session/view/slices.ts";
import { defaults, me, serverDouble, session as sessionItem, sessions, team } from "../pages/serverDouble.ts";
import { showPage } from "../pages/showPage.tsx";
import { fakeConnection } from "../session/fakeConnection.ts";
import { arrival, discussion, entry, mine, revealed, review, sheet } from "../session/fixtures.ts";

beforeEach(async () => {
  localStorage.clear();
  useHints.setState({ done: [] });
  useUi.getState().reset();
  await Hint.preload();
});

const hint = () => document.querySelector<HTMLElement>("[data-hint]");
const hinted = () => waitFor(() => (hint() ? hint()!.dataset.hint : Promise.reject(new Error("no hint"))));

function show(slices: Partial<Slices>) {
  const connection = fakeConnection(slices);
  render(
    <SessionProvider connection={connection}>
      <CallScreens />
    </SessionProvider>,
  );
  return connection;
}

test.each([
  ["arrival, reviewer", arrival("reviewer"), "arrive"],
  ["arrival, facilitator", arrival("facilitator"), "bar"],
  ["score sheet", review("reviewer"), "score"],
  ["results, reviewer", revealed("reviewer"), "results"],
  ["results, facilitator", revealed("facilitator"), "resultsLead"],
  ["discussion, reviewer", discussion("reviewer"), "discuss"],
  ["discussion, facilitator", discussion("facilitator"), "discussLead"],
] as const)("%s: one hint, not a dialog", async (_place, slices, id) => {
  show(slices);
  expect(await hinted()).toBe(id);
  expect(document.querySelectorAll("[data-hint]")).toHaveLength(1);
  expect(screen.queryByRole("dialog")).toBeNull();
});

test("where names are shown otherwise than at the opening of a criterion, the hint promises nothing of the kind", async () => {
  const slices = revealed("reviewer");
  show({ ...slices, session: { ...slices.session!, options: { ...slices.session!.options, names: "atReveal" } } });
  expect(await hinted()).toBe("resultsNamed");
  expect(hint()?.textContent).toBe("Your own answer is the ringed dot.Got it");
});

test("whoever did not score is not told of a ringed dot", async () => {
  const slices = revealed("reviewer");
  const connection = show({ ...slices, mine: { ...slices.mine!, role: "observer", scores: false, sheets: {}, can: [] } });
  await screen.findByRole("list", { name: "Criteria that differ" });
  expect(hint()).toBeNull();
  // the same page with an answer of one's own
  act(() => connection.show(slices));
  expect(await hinted()).toBe("results");
});

test("home, with a session: the hint is about the link, and goes when the invitation is opened", async () => {
  serverDouble({ "GET /me": me(), "GET /sessions": sessions(sessionItem()), "GET /team": team() });
  const user = userEvent.setup();
  await showPage("/");
  expect(await hinted()).toBe("invite");
  await user.click(screen.getByRole("button", { name: "Invite" }));
  await waitFor(() => expect(hint()).toBeNull());
  expect(JSON.parse(localStorage.getItem("plumb.hints") ?? "[]")).toEqual(["invite"]);
});

test("a new session: nothing before something is pasted, then that it is enough", async () => {
  serverDouble({ "GET /me": me(), "GET /sessions/new": defaults() });
  const user = userEvent.setup();
  await showPage("/new");
  const box = (await screen.findAllByRole("textbox"))[0]!;
  expect(hint()).toBeNull();
  await user.click(box);
  await user.paste("Agent: Good morning, how can I help you today?\nCustomer: My parcel has not arrived.");
  expect(await hinted()).toBe("paste");
});

test("read once, it is gone for ever on this device, after a reload too", async () => {
  const user = userEvent.setup();
  show(review("reviewer"));
  await hinted();
  await user.click(screen.getByRole("button", { name: /^Got it/ }));
  expect(hint()).toBeNull();
  cleanup();
  // what a new page reads
  expect(JSON.parse(localStorage.getItem("plumb.hints") ?? "[]")).toEqual(["score"]);
  show(review("reviewer"));
  await screen.findByRole("region", { name: "Your scores" });
  expect(hint()).toBeNull();
});

test("learnt by doing, it goes by itself, and stays away", async () => {
  const connection = show(review("reviewer"));
  await hinted();
  act(() => connection.show({ mine: mine("reviewer", { sheets: { c1: { ...sheet(), draft: { greeting: entry(1) } }, c2: sheet() } }) }));
  await waitFor(() => expect(hint()).toBeNull());
  expect(useHints.getState().done).toEqual(["score"]);
});

test("on a phone the hint speaks of tapping, elsewhere of keys", async () => {
  const media = vi.spyOn(window, "matchMedia");
  const said = async (coarse: boolean): Promise<string> => {
    media.mockImplementation(
      (query) => Object.assign(new EventTarget(), { matches: coarse && query === "(pointer: coarse)" }) as MediaQueryList,
    );
    show(review("reviewer"));
    await hinted();
    const text = hint()!.textContent;
    cleanup();
    return text;
  };
  expect(await said(false)).toContain("press a score or its key");
  expect(await said(true)).toContain("tap a score");
  media.mockRestore();
});

test.each([
  ["who scores", arrival("reviewer"), /Score what you hear against the definition/],
  ["who leads", arrival("facilitator"), /You score blind like everybody else\..*whoever leads explains last/],
  [
    "who watches",
    { ...arrival("reviewer"), mine: mine("reviewer", { role: "observer", scores: false, sheets: {}, can: [] }) },
    /You watch:/,
  ],
] as const)("the first-timer's card says what matters to %s, and stands there the first time only", async (_who, slices, words) => {
  const connection = show({ ...slices, mine: { ...slices.mine!, firstTime: true } });
  expect(await screen.findByText(words)).toBeTruthy();
  expect(screen.getAllByText(/Your first time here\?/)).toHaveLength(1);
  act(() => connection.show({ mine: { ...slices.mine!, firstTime: false } }));
  await waitFor(() => expect(screen.queryByText(/Your first time here\?/)).toBeNull());
});

test("the first-timer's card is dismissed for good", async () => {
  const slices = arrival("facilitator");
  const first = { ...slices, mine: { ...slices.mine!, firstTime: true } };
  show(first);
  const card = (await screen.findByText(/Your first time here\?/)).closest("p")!;
  await userEvent.setup().click(within(card).getByRole("button"));
  await waitFor(() => expect(screen.queryByText(/Your first time here\?/)).toBeNull());
  expect(useHints.getState().done).toContain("firstTime");
});
