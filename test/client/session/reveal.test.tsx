// The moment of the reveal: one countdown on every screen, one sentence for those who hear it, and everything at once where motion is not wanted.
import { act, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { ScreenPlaces } from "../../../client/screen/SharedScreen.tsx";
import { Moments } from "../../../client/session/call/Frame.tsx";
import { CallScreens } from "../../../client/session/Call.tsx";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { useUi } from "../../../client/stores/uiStore.ts";
import type { Slices } from "../../../shared/session/view/slices.ts";
import { fakeConnection } from "./fakeConnection.ts";
import { fullDraft, mine, NOW, revealed, review, sheet } from "./fixtures.ts";

const heard: string[] = [];
let listening: MutationObserver;
// fetched while people score
beforeAll(async () => void (await Promise.all([import("../../../client/session/results/Results.tsx"), Moments.preload()])));
beforeEach(() => {
  useUi.getState().reset();
  heard.length = 0;
  listening = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) heard.push(node.textContent ?? "");
  });
  for (const region of document.querySelectorAll("[data-live-announcer]")) listening.observe(region, { childList: true });
});
afterEach(() => {
  listening.disconnect();
  vi.restoreAllMocks();
  delete document.documentElement.dataset.theme;
});

async function reveal(after: Partial<Slices>, page = <CallScreens />) {
  const connection = fakeConnection(review(), NOW + 100);
  const view = render(<SessionProvider connection={connection}>{page}</SessionProvider>);
  await waitFor(() => expect(screen.queryAllByRole("heading").length).toBeGreaterThan(0));
  expect(view.container.querySelector(".curtain")).toBeNull();
  heard.length = 0;
  act(() => connection.show(after));
  return view;
}
const calm = () => {
  const ask = window.matchMedia;
  vi.spyOn(window, "matchMedia").mockImplementation((media) => ({ ...ask(media), matches: /reduced-motion/.test(media) }));
};

test("whoever sees the results hears one sentence, and that is theirs", async () => {
  const { container } = await reveal(revealed());
  await screen.findByRole("list", { name: "Criteria that differ" });
  await waitFor(() => expect(heard).toEqual(["Revealed. Six of nine criteria agree, two of them nearly. Most apart: Identity check."]));
  expect(container.querySelector(".curtain")?.textContent).toBe("Lost parcel before surgeryAll scores open");
});

test("to whom they are still closed is told that it happened, and nothing of them", async () => {
  const undecided = mine("reviewer", { sheets: { c1: sheet({ late: "undecided", draft: fullDraft(0) }), c2: sheet() } });
  const { results: _, ...closed } = revealed();
  await reveal({ ...closed, results: {}, mine: undecided });
  await waitFor(() => expect(heard).toHaveLength(1));
  expect(heard[0]).toMatch(/^Revealed: .+\. All scores are open$/);
});

test("the room's screen has the same countdown and then the same motion", async () => {
  const { mine: _, ...open } = revealed();
  const { container } = await reveal(open, <ScreenPlaces />);
  expect(container.querySelector(".curtain")?.getAttribute("data-large")).toBe("true");
  const rows = [...container.querySelectorAll<HTMLElement>(".row[data-arriving]")];
  expect(rows.length).toBeGreaterThan(1);
  const list = rows[0]!.parentElement!;
  expect(Number.parseFloat(list.style.getPropertyValue("--curtain"))).toBeGreaterThan(300);
  await waitFor(() => expect(container.querySelector(".curtain")).toBeNull(), { timeout: 3_000 });
});

test("where motion is not wanted there is no curtain, and the sentence is the same", async () => {
  calm();
  const { container } = await reveal(revealed());
  const list = await screen.findByRole("list", { name: "Criteria that differ" });
  expect(container.querySelector(".curtain")).toBeNull();
  expect(list.style.getPropertyValue("--curtain")).toBe("0ms");
  await waitFor(() => expect(heard).toEqual(["Revealed. Six of nine criteria agree, two of them nearly. Most apart: Identity check."]));
});
