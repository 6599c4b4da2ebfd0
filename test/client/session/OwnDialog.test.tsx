// "Correct this": one's own name and how long one has scored here, for the team's own people and for guests; what is refused, and what stays while the call goes on.
import { act, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { RoleLine } from "../../../client/session/people/RoleLine.tsx";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { useUi } from "../../../client/stores/uiStore.ts";
import { DialogModal } from "../../../client/ui/Dialog.tsx";
import { dismissAllNotices, noticesStore } from "../../../client/ui/notices.ts";
import type { MineSlice, Slices } from "../../../shared/session/view/slices.ts";
import { fakeConnection } from "./fakeConnection.ts";
import { arrival, mine, session } from "./fixtures.ts";

type Asked = { method: string; path: string; body: unknown };
type Reply = { ok: true } | { ok: false; code: string; message: string; field?: string };
let asked: Asked[] = [];
let replies: (asked: Asked) => Reply = () => ({ ok: true });

beforeAll(() => DialogModal.preload());
beforeEach(() => {
  useUi.getState().reset();
  dismissAllNotices();
  asked = [];
  replies = () => ({ ok: true });
  vi.stubGlobal("fetch", async (path: string, { method, body }: { method: string; body: string }) => {
    const one = { method, path, body: JSON.parse(body) };
    asked.push(one);
    return new Response(JSON.stringify(replies(one)));
  });
});
afterEach(() => vi.unstubAllGlobals());

const TOM: MineSlice = { ...mine(), name: "Tom", experience: "new", guest: false };
const self = `/api/team/people/${TOM.personId}`;

test.each([
  [{ scores: true }, "You are here as Tom, reviewer, scoring for under 6 months."],
  [{ role: "observer", scores: false }, "You are here as Tom, observer. You see what is revealed, you don't score."],
] as const)("the line of oneself: %o", (own, line) => {
  render(
    <SessionProvider connection={fakeConnection({ ...arrival(), mine: { ...TOM, ...own } })}>
      <RoleLine />
    </SessionProvider>,
  );
  expect(screen.getByText(line, { exact: false })).toBeDefined();
});

async function open(own: Partial<MineSlice> = {}, more: Partial<Slices> = {}) {
  const connection = fakeConnection({ ...arrival(), mine: { ...TOM, ...own }, ...more });
  const user = userEvent.setup();
  render(
    <SessionProvider connection={connection}>
      <RoleLine />
    </SessionProvider>,
  );
  const opener = screen.getByRole("button", { name: "Correct this" });
  await user.click(opener);
  const dialog = await screen.findByRole("dialog", { name: "About you" });
  const name = () => within(dialog).getByRole<HTMLInputElement>("textbox", { name: "Name" });
  const saves = () => user.click(within(dialog).getByRole("button", { name: "Save" }));
  const isShut = () => waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  const rename = async (to: string) => {
    await user.clear(name());
    await user.type(name(), to);
  };
  return { connection, user, dialog, name, saves, isShut, rename, opener };
}

test("nothing changed: nothing is sent, it says Saved and gives the focus back", async () => {
  const { connection, saves, isShut, name, opener } = await open();
  expect(name().value).toBe("Tom");
  await saves();
  await isShut();
  expect(asked).toEqual([]);
  expect(connection.sent).toEqual([]);
  await waitFor(() => expect(document.activeElement).toBe(opener));
});

test("a name goes to the team's list alone, without the spaces around it", async () => {
  const { connection, saves, isShut, rename } = await open();
  await rename("  Tomasz ");
  await saves();
  await isShut();
  expect(asked).toEqual([{ method: "PUT", path: self, body: { name: "Tomasz" } }]);
  expect(connection.sent).toEqual([]);
  expect(noticesStore.get().map(({ text }) => text)).toEqual(["Saved"]);
});

test("experience goes to the seat, and to the team's list for next time", async () => {
  const { connection, user, saves, isShut } = await open();
  await user.click(screen.getByRole("radio", { name: "6 to 24 months" }));
  await saves();
  await isShut();
  expect(connection.sent).toEqual([{ type: "ChangeSeat", seatId: TOM.seatId, experience: "settled" }]);
  expect(asked).toEqual([{ method: "PUT", path: self, body: { experience: "settled" } }]);
});

test("a guest is on no list: only the seat learns it", async () => {
  const { connection, user, saves, isShut } = await open({ guest: true });
  await user.click(screen.getByRole("radio", { name: "Longer than 2 years" }));
  await saves();
  await isShut();
  expect(connection.sent).toEqual([{ type: "ChangeSeat", seatId: TOM.seatId, experience: "long" }]);
  expect(asked).toEqual([]);
});

test("a name that is taken is refused at its field, which gets the focus; nothing else was sent", async () => {
  const { connection, user, saves, rename, name, dialog } = await open();
  replies = () => ({ ok: false, code: "NAME_TAKEN", message: "Somebody is called that already.", field: "name" });
  await rename("Aisha");
  await user.click(screen.getByRole("radio", { name: "6 to 24 months" }));
  await saves();
  const problem = await within(dialog).findByText("Somebody is called that already.");
  expect(name().getAttribute("aria-invalid")).toBe("true");
  expect(name().getAttribute("aria-describedby")).toBe(problem.id);
  await waitFor(() => expect(document.activeElement).toBe(name()));
  expect(name().value).toBe("Aisha");
  expect(connection.sent).toEqual([]);
});

test("an experience that is refused stays in the dialog, and why is said", async () => {
  const { connection, user, saves, dialog } = await open();
  connection.answer(() => ({ ok: false, code: "SESSION_CLOSED", message: "The session is closed.", retry: "never" }));
  await user.click(screen.getByRole("radio", { name: "6 to 24 months" }));
  await saves();
  await waitFor(() => expect(noticesStore.get()).toMatchObject([{ text: "The session is closed.", tone: "apart" }]));
  expect(dialog.isConnected).toBe(true);
  expect(asked).toEqual([]);
  // the list refuses: that too is said, not passed over
  connection.answer(() => ({ ok: true }));
  replies = () => ({ ok: false, code: "STORAGE", message: "It could not be kept just now." });
  await saves();
  await waitFor(() => expect(noticesStore.get().some(({ text }) => text === "It could not be kept just now.")).toBe(true));
  expect(screen.queryByText("Saved")).toBeNull();
});

test("what is being typed stays while the call goes on; the next time it opens with what is so then", async () => {
  const { connection, user, rename, name, isShut } = await open();
  await rename("Tomasz");
  await user.click(screen.getByRole("radio", { name: "6 to 24 months" }));
  act(() => connection.show({ mine: { ...TOM, nudgedAt: 1, experience: "new" } }));
  expect(name().value).toBe("Tomasz");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "6 to 24 months" }).checked).toBe(true);
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await isShut();
  act(() => connection.show({ mine: { ...TOM, name: "Tommy" } }));
  await user.click(screen.getByRole("button", { name: "Correct this" }));
  const again = await screen.findByRole<HTMLInputElement>("textbox", { name: "Name" });
  expect(again.value).toBe("Tommy");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: "Under 6 months" }).checked).toBe(true);
});

test("without a name there is nothing to save", async () => {
  const { user, name, dialog } = await open();
  await user.clear(name());
  await user.type(name(), "   ");
  expect(within(dialog).getByRole<HTMLButtonElement>("button", { name: "Save" }).disabled).toBe(true);
});

test("of a closed session only the team's list changes; a guest is not asked there at all", async () => {
  const closed = { session: { ...session, status: "closed" as const } };
  const { connection, user, saves, isShut } = await open({}, closed);
  await user.click(screen.getByRole("radio", { name: "6 to 24 months" }));
  await saves();
  await isShut();
  expect(connection.sent).toEqual([]);
  expect(asked).toEqual([{ method: "PUT", path: self, body: { experience: "settled" } }]);
});
test("a guest of a closed session is asked for a name only", async () => {
  const { name } = await open({ guest: true }, { session: { ...session, status: "closed" } });
  expect(name().value).toBe("Tom");
  expect(screen.queryByRole("radio")).toBeNull();
});
