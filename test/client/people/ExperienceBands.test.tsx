// People in three bands of experience, moved by keyboard, in the call and on the team page; nobody else is shown where anybody is. The pointer is in test/browser.
import { act, cleanup, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { PeoplePanel } from "../../../client/session/call/Frame.tsx";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { CallScreens } from "../../../client/session/Call.tsx";
import { useUi } from "../../../client/stores/uiStore.ts";
import { changePersonSchema } from "../../../shared/protocol/http.ts";
import { me, serverDouble, team } from "../pages/serverDouble.ts";
import { showPage } from "../pages/showPage.tsx";
import { fakeConnection } from "../session/fakeConnection.ts";
import { arrival } from "../session/fixtures.ts";

beforeEach(async () => {
  useUi.getState().reset();
  await PeoplePanel.preload();
});

const NEW = "Under 6 months: people";
const SETTLED = "6 to 24 months: people";
const band = (name: string) => screen.findByRole("grid", { name });
const names = async (name: string) =>
  within(await band(name))
    .queryAllByRole("row")
    .map((row) => row.textContent);

const dialogOpens = async (who: Parameters<typeof arrival>[0]) => {
  const connection = fakeConnection(arrival(who));
  const user = userEvent.setup();
  render(
    <SessionProvider connection={connection}>
      <CallScreens />
    </SessionProvider>,
  );
  act(() => useUi.getState().openPeople(true));
  await screen.findByRole("dialog");
  return { connection, user };
};

/** From the handle of somebody with the keys that a screen reader is told: Enter takes, Tab goes from band to band, Enter drops. */
async function move(user: ReturnType<typeof userEvent.setup>, name: string, to: string) {
  const handle = await screen.findByRole("button", { name: `Move ${name} to another band` });
  act(() => handle.focus());
  await user.keyboard("{Enter}");
  const target = await screen.findByRole("button", { name: `Drop on ${to}` });
  for (let tabs = 0; document.activeElement !== target; tabs++) {
    if (tabs > 5) throw new Error(`no way to ${to}; at ${document.activeElement?.outerHTML}`);
    await user.tab();
  }
  await user.keyboard("{Enter}");
}

test("the facilitator moves Tom to those who have been here longer, by keyboard; it is an ordinary change of his seat", async () => {
  const { connection, user } = await dialogOpens("facilitator");
  await user.click(screen.getByRole("button", { name: "By experience" }));
  expect(await names(NEW)).toEqual(["Tom", "Aisha"]);
  expect(await names(SETTLED)).toEqual(["Marek", "Lena"]);
  await move(user, "Tom", SETTLED);
  await waitFor(() => expect(connection.sent).toEqual([{ type: "ChangeSeat", seatId: "s2", experience: "settled" }]));
  // the list follows what the server says, not the hand
  expect(await names(NEW)).toEqual(["Tom", "Aisha"]);
  const { seats } = connection.slices().roster!;
  act(() =>
    connection.show({
      roster: { seats: seats.map((seat) => (seat.seatId === "s2" ? { ...seat, experience: "settled" as const } : seat)) },
    }),
  );
  expect(await names(SETTLED)).toEqual(["Tom", "Marek", "Lena"]);
});

test("who only watches was not asked: neither beside the name nor in a band stands how long they have scored", async () => {
  const { connection, user } = await dialogOpens("facilitator");
  expect(screen.getByRole("combobox", { name: "Experience of Tom" })).toBeDefined();
  await user.click(screen.getByRole("button", { name: "By experience" }));
  expect(await names(NEW)).toEqual(["Tom", "Aisha"]);
  const { seats } = connection.slices().roster!;
  act(() =>
    connection.show({
      roster: { seats: seats.map((seat) => (seat.seatId === "s2" ? { ...seat, role: "observer" as const, scores: false } : seat)) },
    }),
  );
  expect(screen.queryByRole("combobox", { name: "Experience of Tom" })).toBeNull();
  expect(await names(NEW)).toEqual(["Aisha"]);
});

test("given up with Escape, nothing is sent and the list can be read again", async () => {
  const { connection, user } = await dialogOpens("facilitator");
  await user.click(screen.getByRole("button", { name: "By experience" }));
  const handle = await screen.findByRole("button", { name: "Move Tom to another band" });
  act(() => handle.focus());
  await user.keyboard("{Enter}");
  await screen.findByRole("button", { name: `Drop on ${SETTLED}` });
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("button", { name: `Drop on ${SETTLED}` })).toBeNull());
  expect(await names(NEW)).toEqual(["Tom", "Aisha"]);
  expect(connection.sent).toEqual([]);
});

test("a reviewer sees no bands and nobody's experience", async () => {
  await dialogOpens("reviewer");
  expect(screen.queryByRole("button", { name: "By experience" })).toBeNull();
  expect(screen.queryByRole("grid")).toBeNull();
  expect(within(screen.getByRole("dialog")).queryByText(/24 months/)).toBeNull();
});

test("a manager moves somebody on the team page, in the protocol's shape; whoever manages nothing has no bands", async () => {
  const server = serverDouble({ "GET /me": me(), "GET /team": team(), "PUT /team/people/tom": { ok: true } });
  const user = userEvent.setup();
  await showPage("/team");
  await user.click(await screen.findByRole("button", { name: "By experience" }));
  await move(user, "Tom Becker", SETTLED);
  await waitFor(() => expect(server.sent.some((sent) => sent.method === "PUT")).toBe(true));
  expect(changePersonSchema.parse(server.sent.find((sent) => sent.method === "PUT")?.body)).toEqual({ experience: "settled" });
  cleanup();
  server.answer("GET /team", team({ may: { manage: false } }));
  await showPage("/team");
  await screen.findByText("Tom Becker");
  expect(screen.queryByRole("button", { name: "By experience" })).toBeNull();
});
