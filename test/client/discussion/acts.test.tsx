// What somebody writes on a criterion belongs to that criterion, wherever the call goes while it is being written.
import { act, render, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
// screens and dialogs come on demand: here they are read in before the clock of a test runs
import "../../../client/session/call/Moments.tsx";
import "../../../client/session/discussion/ActDialogs.tsx";
import "../../../client/session/discussion/Criterion.tsx";
import "../../../client/session/results/Results.tsx";
import "../../../client/ui/DialogModal.tsx";
import { CallScreens } from "../../../client/session/Call.tsx";
import { NO_ACTS, useActs } from "../../../client/session/discussion/acts.ts";
import { SessionProvider } from "../../../client/session/SessionProvider.tsx";
import { useUi } from "../../../client/stores/uiStore.ts";
import type { Focus } from "../../../shared/session/shapes.ts";
import type { Slices } from "../../../shared/session/view/slices.ts";
import { fakeConnection } from "../session/fakeConnection.ts";
import { discussion, empathyDiscussion, session } from "../session/fixtures.ts";

beforeEach(() => {
  useUi.getState().reset();
  useActs.setState(NO_ACTS);
  sessionStorage.clear();
});

afterEach(() => vi.restoreAllMocks());

const place = { conversationId: "c1", criterionId: "empathy" };
const other = { kind: "criterion" as const, conversationId: "c1", criterionId: "hold", readAloud: false };
const results = { kind: "results" as const, conversationId: "c1" };

function show(slices: Partial<Slices>) {
  const connection = fakeConnection(slices);
  const view = render(
    <SessionProvider connection={connection}>
      <CallScreens />
    </SessionProvider>,
  );
  const goTo = (focus: Focus) => act(() => connection.show({ session: { ...session, ...slices.session, focus } }));
  return { connection, goTo, user: userEvent.setup(), ...view };
}

test.each([
  ["Object", "Record objection", other, { type: "Object", ...place, text: "My words." }],
  ["Object", "Record objection", results, { type: "Object", ...place, text: "My words." }],
  ["Write a reason", "Save", other, { type: "WriteReason", ...place, text: "My words.", evidence: [] }],
] as const)("%s: the call goes elsewhere while it is typed, and the words go where they were begun", async (name, save, focus, sent) => {
  const { connection, goTo, user } = show(discussion());
  await user.click(await screen.findByRole("button", { name }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("Empathy");
  expect(dialog.textContent).not.toContain("The call has moved on.");
  await user.type(within(dialog).getByRole("textbox"), "My words.");
  goTo(focus);
  expect(screen.getByRole("dialog")).toBe(dialog);
  expect(within(dialog).getByRole<HTMLTextAreaElement>("textbox").value).toBe("My words.");
  expect(dialog.textContent).toContain("The call has moved on. What you record here stays with this criterion.");
  await user.click(within(dialog).getByRole("button", { name: save }));
  expect(connection.sent).toEqual([sent]);
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("a changed mind is said on the criterion it was chosen on", async () => {
  const { connection, goTo, user } = show(discussion());
  await user.click(await screen.findByRole("button", { name: "Change my mind" }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("Empathy");
  await user.click(within(dialog).getByRole("radio", { name: "4" }));
  goTo(other);
  await user.click(within(dialog).getByRole("button", { name: "Change my mind" }));
  expect(connection.sent).toEqual([{ type: "ChangeMind", ...place, value: 4 }]);
});

test("parking a criterion the call has left parks that one, and moves nobody", async () => {
  const { connection, goTo, user } = show(discussion("facilitator"));
  await screen.findByRole("textbox", { name: "Next time" });
  await user.keyboard("p");
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("Empathy");
  goTo(other);
  await user.click(within(dialog).getByRole("button", { name: "Park" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(connection.sent).toEqual([{ type: "ParkCriterion", ...place, ownerPersonId: null }]);
});

test("a refused objection keeps its words, and so does one put away: it is there when one comes back to its criterion", async () => {
  const { connection, goTo, user } = show(discussion());
  connection.answer(() => ({ ok: false, code: "SESSION_CLOSED", message: "The session is closed.", retry: "never" }));
  await user.click(await screen.findByRole("button", { name: "Object" }));
  const field = () => within(screen.getByRole("dialog")).getByRole<HTMLTextAreaElement>("textbox");
  await screen.findByRole("dialog");
  await user.type(field(), "My words.");
  goTo(results);
  await user.click(screen.getByRole("button", { name: "Record objection" }));
  await waitFor(() => expect(connection.sent).toHaveLength(1));
  expect(field().value).toBe("My words.");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  goTo(other);
  await user.click(await screen.findByRole("button", { name: "Object" }));
  await screen.findByRole("dialog");
  expect(field().value).toBe("");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  goTo({ kind: "criterion", ...place, readAloud: false });
  await user.click(await screen.findByRole("button", { name: "Object" }));
  await screen.findByRole("dialog");
  expect(field().value).toBe("My words.");
});

test("asked whether to reveal a re-vote without some votes: the question is gone with the vote it is about", async () => {
  const revotes = [{ round: 1, status: "open" as const, in: 4, of: 6 }];
  const slices: Partial<Slices> = { ...discussion("facilitator"), discussion: { c1: { empathy: { ...empathyDiscussion, revotes } } } };
  const { connection, user } = show(slices);
  await user.click(await screen.findByRole("button", { name: "Reveal without 2 votes" }));
  await screen.findByRole("dialog", { name: "2 have not voted yet" });
  const cancelled = { ...empathyDiscussion, revotes: [{ round: 1, status: "cancelled" as const }] };
  act(() => connection.show({ discussion: { c1: { empathy: cancelled } } }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(connection.sent).toEqual([]);
});

test("asked whether to reveal a re-vote without some votes: the question stays when the window gets narrow", async () => {
  const changed = new Set<() => void>();
  let narrow = false;
  const ask = window.matchMedia;
  vi.spyOn(window, "matchMedia").mockImplementation((media) => ({
    ...ask(media),
    matches: narrow && /max-width: 44rem/.test(media),
    addEventListener: (_: string, listener: unknown) => void changed.add(listener as () => void),
  }));
  const revotes = [{ round: 1, status: "open" as const, in: 4, of: 6 }];
  const { connection, user } = show({ ...discussion("facilitator"), discussion: { c1: { empathy: { ...empathyDiscussion, revotes } } } });
  await user.click(await screen.findByRole("button", { name: "Reveal without 2 votes" }));
  const dialog = await screen.findByRole("dialog", { name: "2 have not voted yet" });
  narrow = true;
  act(() => {
    for (const listener of changed) listener();
  });
  expect(screen.getByRole("dialog")).toBe(dialog);
  await user.click(within(dialog).getByRole("button", { name: "Reveal now" }));
  expect(connection.sent).toEqual([{ type: "RevealRevote", ...place, round: 1 }]);
});

test("what was typed of an objection is there again after a reload, and gone once it is recorded", async () => {
  const first = show(discussion());
  await first.user.click(await screen.findByRole("button", { name: "Object" }));
  await first.user.type(within(await screen.findByRole("dialog")).getByRole("textbox"), "Not what it says.");
  first.unmount();
  useActs.setState(NO_ACTS);
  const again = show(discussion());
  await again.user.click(await screen.findByRole("button", { name: "Object" }));
  const box = () => within(screen.getByRole("dialog")).getByRole<HTMLTextAreaElement>("textbox");
  expect(box().value).toBe("Not what it says.");
  await again.user.click(screen.getByRole("button", { name: "Record objection" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await again.user.click(screen.getByRole("button", { name: "Object" }));
  expect(box().value).toBe("");
});
