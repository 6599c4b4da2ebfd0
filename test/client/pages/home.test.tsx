// The first page says what is expected of whoever opens it.
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { expect, test } from "vitest";
import { me, serverDouble, session, sessions, stranger, team } from "./serverDouble.ts";
import { showPage } from "./showPage.tsx";

const routes = { "GET /me": me(), "GET /team": team() };

test("nobody knows this browser: a link or six letters, and nothing of the team", async () => {
  serverDouble({ "GET /me": stranger() });
  await showPage("/");
  expect(await screen.findByLabelText("Six letters")).toBeTruthy();
  expect(screen.queryByRole("navigation")).toBeNull();
});

test("a new installation points at the set-up link in the terminal", async () => {
  serverDouble({ "GET /me": stranger(true) });
  await showPage("/");
  expect(await screen.findByText(/stands in the terminal/)).toBeTruthy();
});

test("something left to score is the page's one filled button and the tab's title", async () => {
  serverDouble({
    ...routes,
    "GET /sessions": sessions(
      session(),
      session({
        sessionId: "s47",
        name: "Week 47",
        status: "closed",
        current: false,
        scoreNow: false,
        range: { low: 71.4, high: 88.2 },
        openActions: 2,
      }),
    ),
  });
  await showPage("/");
  expect((await screen.findByRole("link", { name: "Score now" })).getAttribute("href")).toBe("/s/s48");
  expect(document.title).toBe("Score now · Plumb");
  const older = screen.getByRole("link", { name: "Week 47" });
  expect(older.getAttribute("href")).toBe("/s/s47/report");
  const row = within(older.closest("li") as HTMLElement);
  expect(row.getByText("Totals 71–88")).toBeTruthy();
  expect(row.getByText("2 open actions")).toBeTruthy();
});

test("a team without sessions is led to the first one, the invitation and the sample", async () => {
  serverDouble({ ...routes, "GET /sessions": sessions() });
  await showPage("/");
  expect(await screen.findByRole("link", { name: "New session" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Invite" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Open the sample session" })).toBeTruthy();
});

test("the whole invitation holds link, letters, conversations and the promise of blindness", async () => {
  serverDouble({ ...routes, "GET /sessions": sessions(session()) });
  const user = userEvent.setup();
  await showPage("/");
  await user.click(await screen.findByRole("button", { name: "Invite" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(dialog.getByText("ABCDEF").closest("p")?.textContent).toBe("Six letters for guests of this session: ABCDEF");
  await user.click(dialog.getByRole("button", { name: "Copy the whole invitation" }));
  await waitFor(async () => expect(await navigator.clipboard.readText()).toContain("https://plumb.example/enter#team-token"));
  const copied = await navigator.clipboard.readText();
  expect(copied).toContain("ABCDEF");
  expect(copied).toContain("Charged twice");
  expect(copied).toContain("Nobody sees scores before the reveal.");
});

test("without a session the invitation says where the letters will stand", async () => {
  serverDouble({ ...routes, "GET /sessions": sessions() });
  const user = userEvent.setup();
  await showPage("/");
  await user.click(await screen.findByRole("button", { name: "Invite" }));
  expect(within(await screen.findByRole("dialog")).getByText(/^Guests join with six letters\./)).toBeTruthy();
});

test("the sample can be deleted from its menu", async () => {
  const server = serverDouble({
    ...routes,
    "GET /sessions": sessions(session(), session({ sessionId: "sam", name: "Sample session", sample: true, current: false })),
    "DELETE /sessions/sam": { ok: true },
  });
  const user = userEvent.setup();
  await showPage("/");
  await user.click(await screen.findByRole("button", { name: "More for Sample session" }));
  await user.click(await screen.findByRole("menuitem", { name: "Delete the sample" }));
  expect(await screen.findByText("The sample is gone.")).toBeTruthy();
  expect(server.sent.some((sent) => sent.method === "DELETE" && sent.path === "/sessions/sam")).toBe(true);
});

test("where nothing is open, each is told what comes next: who may create, who waits for the next one, who was a guest", async () => {
  const said = async (person: Parameters<typeof me>[0], create: boolean): Promise<string> => {
    const list = { ...sessions(session({ status: "closed", current: false, scoreNow: false })), may: { create } };
    serverDouble({ "GET /me": me(person), "GET /team": team(), "GET /sessions": list });
    await showPage("/");
    const heading = await screen.findByRole("heading", { name: "No session is open" });
    const text = heading.parentElement?.textContent ?? "";
    expect(screen.queryByRole("navigation") === null).toBe(person?.role === "guest");
    cleanup();
    return text;
  };
  expect(await said({}, true)).toContain("Make the next one, or start from the last");
  expect(await said({ personId: "tom", role: "reviewer" }, false)).toContain("This page shows the next one as soon as it is made.");
  expect(await said({ personId: "gil", role: "guest" }, false)).toContain("The next six letters or a link let you in again.");
});
